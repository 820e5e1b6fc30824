import { defineConfig } from "tsup";
import { entries } from "./scripts/entries.mjs";

export default defineConfig([
  {
    entry: entries(),
    format: ["esm", "cjs"],
    platform: "neutral",
    target: "es2022",
    splitting: true,
    dts: true,
    sourcemap: true,
    clean: false,
  },
  {
    entry: { cli: "src/cli/main.ts" },
    format: ["cjs"],
    platform: "node",
    target: "node20",
    dts: false,
    clean: false,
    // The CSV parser is bundled, so that installing the package installs nothing else.
    noExternal: ["papaparse"],
  },
]);
