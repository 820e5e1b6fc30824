// Runs every file in examples/ as a reader would, with ts-node on the built package, and compares what it prints with the
// text beside it. After `npm run build`.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "examples");
const require = createRequire(import.meta.url);
const tsNode = require.resolve("ts-node/dist/bin.js");
const files = readdirSync(folder)
  .filter((name) => /\.m?ts$/.test(name))
  .sort();
const failed = files.filter((name) => !passes(name));
console.log(
  `${files.length} examples, ${failed.length} of them failed${failed.length > 0 ? `: ${failed.join(", ")}` : ""}`,
);
process.exitCode = files.length > 0 && failed.length === 0 ? 0 : 1;

function passes(name) {
  // CommonJS by ts-node itself; an .mts file needs its loader.
  const how = name.endsWith(".mts") ? ["--loader", "ts-node/esm"] : [tsNode];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...how, name], { cwd: folder, encoding: "utf8" });
  const stored = join(folder, name.replace(/\.m?ts$/, ".txt"));
  const expected = existsSync(stored) ? readFileSync(stored, "utf8") : undefined;
  if (status === 0 && stdout === expected) return true;
  const fault =
    status !== 0
      ? `ended with ${status}\n${stderr}`
      : expected === undefined
        ? `has no ${name.replace(/\.m?ts$/, ".txt")} beside it`
        : `printed something else than the text beside it:\n${stdout}`;
  console.error(`examples/${name} ${fault}`);
  return false;
}
