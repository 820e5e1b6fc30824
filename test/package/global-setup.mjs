import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "../../scripts/packed.mjs";

const MAKE = fileURLToPath(new URL("make-packed.mjs", import.meta.url));

/** Starts to make the package, once for all tests of this folder; those of others run meanwhile. */
export default function setup(project) {
  const folder = temporaryFolder();
  const making = spawn(process.execPath, [MAKE, folder], { stdio: "ignore" });
  const ended = new Promise((done) => making.once("close", done));
  project.provide("packedFolder", folder);
  return async () => {
    making.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
}
