// The package as its users get it: built in a copy of the project, so that no test needs a build before it and none
// disturbs the dist folder of whoever is working, then packed and installed in an empty project.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** What a build and `npm pack` read. */
const COPIED = ["package.json", "tsconfig.json", "tsconfig.dist.json", "tsup.config.mts", "scripts", "src"];
const PUBLISHED = ["README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "schemas", "docs"];

/** An empty folder of its own. */
export function temporaryFolder() {
  return realpathSync(mkdtempSync(join(tmpdir(), "rfm-kit-")));
}

/** Copies the project into `folder`, with the installed packages linked. */
export function copyProject(folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of [...COPIED, ...PUBLISHED]) {
    if (existsSync(join(ROOT, name))) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "dir");
}

/** Builds a copy of the project. */
export function build(folder) {
  run(folder, process.execPath, [join("scripts", "clean.mjs")]);
  run(folder, process.execPath, [join("node_modules", "tsup", "dist", "cli-default.js"), "--silent"]);
}

/** Packs a built copy. Returns the path of the tarball and the names of the files in it. */
export function pack(folder) {
  const [{ filename, files }] = JSON.parse(run(folder, "npm", ["pack", "--json", "--ignore-scripts"]));
  return { tarball: join(folder, filename), files: files.map(({ path }) => path).sort() };
}

/** Installs a tarball, without any registry, in a new project that holds nothing else. */
export function install(tarball, folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "name": "consumer", "private": true }\n');
  run(folder, "npm", ["install", "--offline", "--no-audit", "--no-fund", "--loglevel=error", tarball]);
}

/** Runs a program and returns what it printed; fails with all of its output. */
export function run(cwd, command, args, options = {}) {
  const { status, signal, error, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8", ...options });
  if (status === 0) return stdout;
  throw new Error(`${command} ${args.join(" ")} failed (${error ?? signal ?? status}) in ${cwd}\n${stdout}\n${stderr}`);
}
