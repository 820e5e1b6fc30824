// Installs the packed package in an empty project and runs one small job (job.mjs) in every runtime that it is meant for.
// All must print the same text. A runtime that cannot be had is a failure, never a skip.
// `--only deno,bun` runs those whose name contains one of the words.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, copyProject, install, pack, run, temporaryFolder } from "../../scripts/packed.mjs";
import { commandsIn, PACKAGES, TS_NODE, waysIn } from "./ways.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const NPM_INSTALL = ["install", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];

const option = process.argv.indexOf("--only");
const words = option < 0 ? [""] : process.argv[option + 1].split(",");
const folder = temporaryFolder();
const faults = [];
try {
  // The first of each is what the others are compared with, so it always runs.
  const chosen = (ways) => ways.filter(({ name }, i) => i === 0 || words.some((word) => name.includes(word)));
  const ways = chosen(waysIn(folder));
  const commands = chosen(commandsIn(folder));
  await prepare();
  faults.push(...(await compare(ways, countsOf)), ...(await compare(commands, linesOf)));
} catch (error) {
  console.error(error.message);
  faults.push("the preparation");
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (faults.length > 0) console.error(`Failed: ${faults.join("; ")}`);
process.exit(faults.length === 0 ? 0 : 1);

/** Builds and packs the package, and installs it, ts-node and the runtimes, each where it belongs. */
async function prepare() {
  const copy = join(folder, "copy");
  const consumer = join(folder, "consumer");
  const runtimes = join(folder, "runtimes");
  copyProject(copy);
  build(copy);
  install(pack(copy).tarball, consumer);
  run(consumer, "npm", [...NPM_INSTALL, "--save-dev", ...TS_NODE]);
  for (const file of ["job.mjs", "run.mjs", "run.cjs", "worker.mjs", "page.html"]) {
    cpSync(join(HERE, file), join(consumer, file));
  }
  const script = readFileSync(join(HERE, "job.mjs"), "utf8").replace("export async function", "async function");
  writeFileSync(join(consumer, "job.cjs"), `${script}\nmodule.exports = { job };\n`);
  for (const kind of ["plain", "nodenext"]) {
    mkdirSync(join(consumer, kind));
    cpSync(join(HERE, "run.ts.txt"), join(consumer, kind, "run.ts"));
  }
  const compilerOptions = { module: "nodenext", target: "es2022", strict: true };
  writeFileSync(join(consumer, "nodenext", "tsconfig.json"), JSON.stringify({ compilerOptions }));
  mkdirSync(runtimes);
  writeFileSync(join(runtimes, "package.json"), '{ "private": true }\n');
  const specs = Object.entries(PACKAGES).map(([name, [spec]]) => `${name}@npm:${spec}`);
  // No links to the programs: three of them are called "node".
  run(runtimes, "npm", [...NPM_INSTALL, "--no-bin-links", ...specs]);
}

/** Runs the job in each way and compares it with the first that worked. Returns the names of those that failed. */
async function compare(ways, describe) {
  const failed = [];
  let expected;
  for (const { name, print } of ways) {
    const start = performance.now();
    const [text, error] = await print().then(
      (text) => [text.trim(), undefined],
      (error) => ["", error],
    );
    if (error === undefined) expected ??= text;
    const fault = error?.message ?? differenceOf(expected, text);
    const hash = error === undefined ? createHash("sha256").update(text).digest("hex").slice(0, 16) : "";
    const seconds = ((performance.now() - start) / 1_000).toFixed(1);
    console.log(`${fault === undefined ? "ok    " : "FAILED"} ${name.padEnd(36)} ${hash.padEnd(16)} ${seconds} s`);
    if (fault === undefined) continue;
    failed.push(name);
    console.log(`       ${fault.slice(0, 4_000).replaceAll("\n", "\n       ")}`);
  }
  if (failed.length === 0) {
    console.log(`All ${ways.length} printed the same ${expected.length} characters, ${describe(expected)}.`);
  }
  return failed;
}

/** Where two texts part; `undefined` where they do not. */
function differenceOf(expected, text) {
  if (expected === text) return undefined;
  const [a, b] = [expected.split("\n"), text.split("\n")];
  const line = a.findIndex((value, i) => value !== b[i]);
  return `line ${line + 1} differs: ${JSON.stringify(b[line])} instead of ${JSON.stringify(a[line])}`;
}

/** What the job did, so that an empty result cannot pass for agreement. */
function countsOf(text) {
  const { parts, errors } = JSON.parse(text);
  const sizes = parts.map(({ size }) => size);
  if (sizes.some((size) => !(size > 100))) throw new Error(`the job found too few customers: ${sizes}`);
  return `with ${sizes.join(", ")} customers in ${sizes.length} results and ${errors.length} errors`;
}

/** The same for the command, whose files are one line per customer and order. */
function linesOf(text) {
  const lines = text.split("\n").length;
  if (lines < 1_000) throw new Error(`the command wrote too few lines: ${lines}`);
  return `${lines} lines of segments, orders, customers and the model`;
}
