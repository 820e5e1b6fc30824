// Everything that CI does, one step after the other; a step that fails does not keep the next from running.
// --tests "<command>" says how to run the tests, --skip a,b leaves steps out. Ends with "N passed, N failed".
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const option = (name, otherwise) =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise;
const skipped = option("--skip", "").split(",");

/** The name of each step and its command. What reads dist stands after the build. */
const STEPS = [
  ["tests", option("--tests", "npm test")],
  ["types", "npm run types"],
  ["lint", "npm run lint"],
  ["rooms", "npm run check:rooms"],
  ["unused", "npm run check:unused"],
  ["lock file", "npm run check:lock"],
  ["build", "npm run build"],
  ["package", "npm run check:package"],
  ["api", "npm run check:api"],
  ["docs", "npm run docs"],
  ["examples", "npm run examples"],
  ["demo", "npm run demo"],
  ["runtimes", "npm run test:runtimes"],
].filter(([name]) => !skipped.includes(name));

const cwd = fileURLToPath(new URL("..", import.meta.url));
const results = STEPS.map(([name, command], i) => {
  console.log(`\n=== ${i + 1}/${STEPS.length} ${name}: ${command}`);
  const start = performance.now();
  const { status } = spawnSync(command, { cwd, shell: true, stdio: "inherit" });
  const seconds = (performance.now() - start) / 1_000;
  const outcome = status === 0 ? "passed" : "FAILED";
  console.log(`=== ${name} ${outcome} after ${seconds.toFixed(1)} s`);
  return { name, outcome, seconds };
});

console.log("");
for (const { name, outcome, seconds } of results) {
  console.log(`${outcome}  ${name.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s`);
}
const failed = results.filter(({ outcome }) => outcome === "FAILED").length;
console.log(`\n${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
