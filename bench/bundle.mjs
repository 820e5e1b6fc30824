import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "tsup";
import { constants } from "../scripts/constants.mjs";

/** The sources as the package's own build makes them, so that what is timed is what is published. Resolves to the address. */
export async function bundlePackage(outDir) {
  const entry = fileURLToPath(new URL("../src/index.ts", import.meta.url));
  const format = { entry: { "rfm-kit": entry }, format: ["esm"], platform: "neutral", target: "es2022" };
  const own = {
    config: false,
    plugins: [constants()],
    outExtension: () => ({ js: ".mjs" }),
    clean: false,
    silent: true,
  };
  await build({ ...format, outDir, ...own });
  return pathToFileURL(join(outDir, "rfm-kit.mjs")).href;
}
