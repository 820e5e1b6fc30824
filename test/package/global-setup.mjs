import { rmSync } from "node:fs";
import { join } from "node:path";
import { build, copyProject, install, pack, temporaryFolder } from "../../scripts/packed.mjs";

/** Builds, packs and installs the package once for all tests of this folder. */
export default function setup(project) {
  const folder = temporaryFolder();
  project.provide("packed", packedIn(folder));
  return () => rmSync(folder, { recursive: true, force: true });
}

function packedIn(folder) {
  const copy = join(folder, "copy");
  const consumer = join(folder, "consumer");
  try {
    copyProject(copy);
    build(copy);
    const { tarball, files } = pack(copy);
    install(tarball, consumer);
    return { copy, consumer, files };
  } catch (error) {
    // Told to the tests of this folder, which then fail; the others run.
    return { fault: String(error) };
  }
}
