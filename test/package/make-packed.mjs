// Builds, packs and installs the package in the folder that is given, and says in packed.json how that went.
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, copyProject, install, pack } from "../../scripts/packed.mjs";

const folder = process.argv[2];

function packed() {
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

// Renamed into its place when it is whole: the tests wait for the name.
writeFileSync(join(folder, "packed.part"), JSON.stringify(packed()));
renameSync(join(folder, "packed.part"), join(folder, "packed.json"));
