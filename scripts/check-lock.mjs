// The lock file serves behind any registry and on any system: it names no address to download from, and it has an entry for
// every optional package, also those of other systems. A registry that lacks some of these makes npm leave them out, and
// `npm ci` then refuses the file; `--complete` adds them. Versions in package.json are exact.
import { readFileSync, writeFileSync } from "node:fs";

const file = (name) => new URL(`../${name}`, import.meta.url);
const read = (name) => JSON.parse(readFileSync(file(name), "utf8"));
const { dependencies = {}, devDependencies } = read("package.json");
const lock = read("package-lock.json");
const missing = missingOptional(lock.packages);

if (process.argv.includes("--complete") && missing.length > 0) {
  for (const { name, version } of missing) lock.packages[`node_modules/${name}`] = entryOf(name, version);
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en")));
  writeFileSync(file("package-lock.json"), `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`added ${missing.length} packages of other systems`);
  missing.length = 0;
}
const faults = [
  ...Object.entries(lock.packages)
    .filter(([, { resolved }]) => resolved !== undefined)
    .map(([name]) => `package-lock.json: ${name} has an address; npm omits it with the .npmrc of this project`),
  ...missing.map(({ name }) => `package-lock.json: ${name} is not there; run: node scripts/check-lock.mjs --complete`),
  ...Object.keys(dependencies).map((name) => `package.json: ${name} is a dependency; the library has none`),
  ...Object.entries(devDependencies)
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `package.json: ${name} is not pinned to one version (${version})`),
];
for (const fault of faults) console.error(fault);
if (faults.length === 0) console.log("every version is exact, every package is there, no address is named");
process.exitCode = faults.length === 0 ? 0 : 1;

/** The optional dependencies that no entry stands for, looked up as Node does: from the package's own folder outwards. */
function missingOptional(packages) {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !foldersFrom(path).some((folder) => `${folder}node_modules/${name}` in packages))
      .map(([name, version]) => ({ name, version })),
  );
}

/** "", "node_modules/a/", "node_modules/a/node_modules/b/" for the last of them. */
function foldersFrom(path) {
  const parts = path.split("/node_modules/");
  return ["", ...parts.map((_, i) => `${parts.slice(0, i + 1).join("/node_modules/")}/`)];
}

/** An entry that npm skips on other systems: the system is in the name, as in "binding-linux-arm64-musl". */
function entryOf(name, version) {
  const [, os, cpu, abi = ""] =
    /(?:^|[-/])(android|darwin|freebsd|linux|openbsd|openharmony|win32)-(\w+?)(?:-(\w+))?$/.exec(name);
  const libc = abi.startsWith("gnu") ? ["glibc"] : abi.startsWith("musl") ? ["musl"] : undefined;
  return { version, cpu: [cpu], dev: true, ...(os === "linux" && libc && { libc }), optional: true, os: [os] };
}
