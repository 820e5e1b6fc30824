import { defineConfig } from "tsup";
import { commonJs } from "./scripts/commonjs.mjs";
import { constants } from "./scripts/constants.mjs";
import { entries } from "./scripts/entries.mjs";
import { thirdParty } from "./scripts/third-party.mjs";

export default defineConfig([
  {
    // The code of worker threads is a file that nobody imports.
    entry: { ...entries(), "threads/worker": "src/threads/worker.mts" },
    format: ["esm"],
    platform: "neutral",
    external: [/^node:/],
    removeNodeProtocol: false,
    target: "es2022",
    // Sub-paths share the classes of the root.
    splitting: true,
    dts: false,
    // No source maps: what is published is not minified, and maps would more than double the package.
    sourcemap: false,
    clean: false,
    plugins: [constants(), commonJs()],
  },
  { entry: entries(), format: ["esm", "cjs"], dts: { only: true }, clean: false },
  {
    entry: { cli: "src/cli/main.ts" },
    format: ["cjs"],
    platform: "node",
    target: "node20",
    dts: false,
    clean: false,
    // The CSV parser is bundled with its notice, so that installing the package installs nothing else.
    noExternal: [/.*/],
    plugins: [constants()],
    esbuildPlugins: [thirdParty("dist/THIRD-PARTY.txt")],
  },
]);
