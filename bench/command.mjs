// Runs `rfm-kit segment` on CSV files of more and more lines by the same customers, each run in a process of its own:
//   node bench/command.mjs [--lines 1000000,10000000] [--customers 100000]
// Prints the peak of memory by length, and whose code the time went into. See README.md.
import { spawnSync } from "node:child_process";
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { SourceMap } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { machine, markdown } from "./report.mjs";

const { values } = parseArgs({
  options: {
    lines: { type: "string", default: "1000000,10000000" },
    customers: { type: "string", default: "100000" },
  },
});
const lengths = values.lines.split(",").map(Number);
const customers = Number(values.customers);
if (![...lengths, customers].every((value) => Number.isSafeInteger(value) && value > 0)) {
  console.error("bench: --lines and --customers must be whole and positive");
  process.exit(2);
}

/** Flags that sums answer, and flags that take a ledger and give the same customers. */
const WAYS = { "sums per customer": [], "all orders kept (--window)": ["--window", "36500"] };

/** Whose code it is, by the path of its source; the first that fits. */
const ROOMS = [
  ["papaparse/", "CSV parser (papaparse)"],
  ["src/cli/csv/", "files: pieces of text, quotes, columns"],
  ["src/input/ids/", "codes of customer ids"],
  ["src/input/", "reading days and amounts"],
  ["src/accumulate/", "sums per customer"],
];

const folder = mkdtempSync(join(tmpdir(), "rfm-kit-bench-"));
try {
  await run();
} finally {
  rmSync(folder, { recursive: true });
}

async function run() {
  const facts = machine();
  console.log(`Node ${facts.node}, ${facts.platform}, ${facts.cores} cores (${facts.cpu}), ${facts.memoryGiB} GiB\n`);
  const command = await bundleCommand();
  const runs = [];
  let shares = [];
  for (const lines of lengths) {
    const csv = join(folder, "orders.csv");
    writeOrders(csv, lines);
    for (const [way, flags] of Object.entries(WAYS)) {
      const { maxRSS, userCPUTime, systemCPUTime } = usageOf(command, csv, flags);
      const seconds = (userCPUTime + systemCPUTime) / 1e6;
      runs.push([
        lines.toLocaleString("en"),
        way,
        `${Math.round(maxRSS / 1024)}`,
        seconds.toFixed(1),
        ((seconds * 1e9) / lines).toFixed(0),
      ]);
    }
    shares = sharesOf(command, csv);
  }
  console.log(markdown(["lines", "way", "peak MiB", "CPU s", "ns per line"], runs));
  console.log(`\nWhere the time of the last file went, by sums:\n`);
  console.log(markdown(["code", "share"], shares));
}

/** The command as one file, with a map that tells whose code is where in it. */
async function bundleCommand() {
  mkdirSync(join(folder, "dist"));
  const outfile = join(folder, "dist", "cli.js");
  const entry = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    sourcemap: "external",
  });
  const usage = join(folder, "usage.cjs");
  const path = JSON.stringify(join(folder, "usage.json"));
  writeFileSync(
    usage,
    `process.on("exit", () => require("fs").writeFileSync(${path}, JSON.stringify(process.resourceUsage())));`,
  );
  return { outfile, usage };
}

/** Orders of three years in any order, one in forty a refund. */
function writeOrders(path, lines) {
  let state = 7;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const days = Array.from({ length: 1096 }, (_, i) => new Date((19_358 + i) * 86_400_000).toISOString().slice(0, 10));
  const file = openSync(path, "w");
  writeSync(file, "customer,date,amount\n");
  for (let from = 0; from < lines; from += 20_000) {
    const rows = Array.from({ length: Math.min(20_000, lines - from) }, (_, i) => {
      const id = String(Math.floor(random() * customers)).padStart(8, "0");
      const amount = (random() * 200 - (i % 40 === 0 ? 200 : 0)).toFixed(2);
      return `C-${id},${days[Math.floor(random() * days.length)]},${amount}\n`;
    });
    writeSync(file, rows.join(""));
  }
  closeSync(file);
}

function segment(command, csv, flags, node) {
  const columns = ["--customer", "customer", "--date", "date", "--amount", "amount"];
  const args = ["segment", csv, ...columns, "--out", join(folder, "customers.csv"), ...flags];
  const { status, stderr } = spawnSync(process.execPath, [...node, command.outfile, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`the command failed:\n${stderr}`);
}

function usageOf(command, csv, flags) {
  segment(command, csv, flags, ["--require", command.usage]);
  return JSON.parse(readFileSync(join(folder, "usage.json"), "utf8"));
}

/** The time by whose code it was spent in, without waiting; the largest share first. */
function sharesOf({ outfile, usage }, csv) {
  const profiles = join(folder, "profiles");
  segment({ outfile, usage }, csv, [], ["--cpu-prof", `--cpu-prof-dir=${profiles}`]);
  const [file] = readdirSync(profiles);
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(profiles, file), "utf8"));
  rmSync(profiles, { recursive: true });
  const map = new SourceMap(JSON.parse(readFileSync(`${outfile}.map`, "utf8")));
  const whose = new Map(nodes.map(({ id, callFrame }) => [id, whoseCode(callFrame, map)]));
  const times = new Map();
  samples.forEach((id, i) => {
    const name = whose.get(id);
    if (name !== null) times.set(name, (times.get(name) ?? 0) + timeDeltas[i]);
  });
  const sum = [...times.values()].reduce((a, b) => a + b, 0);
  return [...times].sort((a, b) => b[1] - a[1]).map(([name, time]) => [name, `${((100 * time) / sum).toFixed(0)} %`]);
}

function whoseCode({ functionName, url, lineNumber, columnNumber }, map) {
  if (functionName === "(idle)") return null;
  if (functionName === "(garbage collector)") return "garbage collector, mostly texts of fields";
  if (!url.endsWith("cli.js")) return "Node: reading the file, decoding";
  const { originalSource = "" } = map.findEntry(lineNumber, columnNumber);
  return ROOMS.find(([path]) => originalSource.includes(path))?.[1] ?? "scores, segments, output";
}
