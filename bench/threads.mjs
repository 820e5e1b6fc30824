// Times openThreads() against one thread on the same columns, which take turns in one process:
//   node bench/threads.mjs [--orders 10000000] [--customers 1000000] [--threads 2] [--runs 9] [--ids close]
// With --ids spread the ids lie anywhere among the int32.
// Nothing fails because it is slow; different segment counts do. See README.md.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { withConstants } from "../scripts/constants.mjs";
import { machine, markdown, median } from "./report.mjs";

const NUMBERS = { orders: "10000000", customers: "1000000", threads: "2", runs: "9" };
const strings = (defaults) =>
  Object.entries(defaults).map(([name, value]) => [name, { type: "string", default: value }]);
const IDS = { close: 1, spread: 0x85ebca6b };
// The last two are for the processes whose memory is looked at.
const options = Object.fromEntries(strings({ ...NUMBERS, ids: "close", memory: "", bundle: "" }));
const { values } = parseArgs({ options });
const [orders, customers, threads, runs] = Object.keys(NUMBERS).map((name) => {
  const value = Number(values[name]);
  if (Number.isSafeInteger(value) && value >= 1 && value < 2 ** 31) return value;
  console.error(`bench: --${name} must be whole, positive and below 2^31; received "${values[name]}"`);
  return process.exit(2);
});

if (!Object.hasOwn(IDS, values.ids)) {
  console.error(`bench: --ids must be ${Object.keys(IDS).join(" or ")}; received "${values.ids}"`);
  process.exit(2);
}

const folder = values.bundle === "" ? mkdtempSync(join(tmpdir(), "rfm-kit-bench-")) : values.bundle;
try {
  if (values.bundle === "") await bundle();
  const load = (file) => import(pathToFileURL(join(folder, file)).href);
  const { accumulate, rfm } = await load("index.mjs");
  const pool = (await load("threads/index.mjs")).openThreads({ threads });
  const columns = columnsOf();
  const ways = {
    one: async () => accumulate().addColumns(columns),
    threads: () => pool.accumulate(columns),
  };
  if (values.memory !== "") await printMemory(ways[values.memory]);
  else await compare(ways, (table) => countsOf(rfm(table)));
  await pool.close();
} finally {
  if (values.bundle === "") rmSync(folder, { recursive: true });
}

/** The sources as the package's own build makes them. */
async function bundle() {
  const src = (name) => fileURLToPath(new URL(`../src/${name}`, import.meta.url));
  const entryPoints = {
    index: src("index.ts"),
    "threads/index": src("threads/index.ts"),
    "threads/worker": src("threads/worker.mts"),
  };
  const form = { bundle: true, splitting: true, format: "esm", target: "es2022", outExtension: { ".js": ".mjs" } };
  await build({ ...form, entryPoints, outdir: folder, external: ["node:*"], logLevel: "error" });
  for (const file of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".mjs"))) {
    const path = join(folder, file);
    writeFileSync(path, withConstants(readFileSync(path, "utf8")));
  }
}

/** Seeded, rows in random order, customers skewed as in the other benchmarks; all in shared memory. */
function columnsOf() {
  const memory = (bytes) => new SharedArrayBuffer(orders * bytes);
  const customer = new Int32Array(memory(4));
  const date = new Int32Array(memory(4));
  const amount = new Float64Array(memory(8));
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < orders; i++) {
    customer[i] = Math.imul(Math.floor(customers * random() ** 2), IDS[values.ids]);
    date[i] = 19_358 + Math.floor(1095 * random());
    amount[i] = Math.round(Math.exp(3 + 2 * random()) * 100) / 100;
  }
  return { customer, date, amount };
}

/** Not `summary()`, which finds means and medians too: counting is the question of the other benchmarks. */
function countsOf({ model, columns }) {
  const counts = new Array(model.segments.segments.length).fill(0);
  for (const segment of columns.segment) counts[segment]++;
  return model.segments.segments.map(({ id }, s) => `${id} ${counts[s]}`);
}

async function compare(ways, segmentsOf) {
  const { node, platform, cores, cpu } = machine();
  console.log(`Node ${node}, ${platform}, ${cores} cores (${cpu}), load ${loadavg()[0].toFixed(1)}`);
  console.log(
    `${orders.toLocaleString("en")} orders of ${customers.toLocaleString("en")} customers, ids ${values.ids}, ${runs} runs\n`,
  );
  const taken = { one: [], threads: [] };
  const texts = {};
  // The first round is to warm up.
  for (let run = 0; run <= runs; run++) {
    for (const [name, make] of Object.entries(ways)) {
      const start = performance.now();
      const before = cpuOfThreads();
      const sums = await make();
      const cpu = longest(before, cpuOfThreads());
      const added = performance.now();
      const table = sums.table();
      const measured = performance.now();
      texts[name] = segmentsOf(table).join(", ");
      const end = performance.now();
      if (run > 0) taken[name].push({ add: added - start, cpu, table: measured - start, whole: end - start });
    }
  }
  const lines = [];
  for (const [what, key] of [
    ["accumulate, wall ms", "add"],
    ["accumulate, CPU ms of the busiest thread and this one", "cpu"],
    ["orders to table, wall ms", "table"],
    ["orders to segment counts, wall ms", "whole"],
  ]) {
    const [one, many] = [taken.one, taken.threads].map((times) => times.map((time) => time[key]));
    const ratio = (of) => (of(one) / of(many)).toFixed(2);
    const least = (list) => Math.min(...list);
    const shown = [one, many].flatMap((list) => [least(list), median(list)].map((ms) => ms.toFixed(0)));
    lines.push([what, ...shown, ratio(least), ratio(median)]);
  }
  const head = ["", "one: best", "median", `${threads} threads: best`, "median", "best / best", "median / median"];
  console.log(markdown(head, lines, 1));
  console.log(`\nload ${loadavg()[0].toFixed(1)} at the end`);
  for (const name of Object.keys(ways)) console.log(`peak memory, ${name}: ${memoryOf(name)}`);
  const isSame = texts.one === texts.threads;
  console.log(`\n${isSame ? "The same" : "DIFFERENT"} segment counts: ${texts.one}`);
  if (!isSame) process.exitCode = 1;
}

/** The CPU time of every thread of this process in ms; nothing where the system does not say. */
function cpuOfThreads() {
  try {
    const tasks = readdirSync("/proc/self/task");
    return tasks.map((id) => [id, Number(readFileSync(`/proc/self/task/${id}/schedstat`, "utf8").split(" ")[0]) / 1e6]);
  } catch {
    return [];
  }
}

/** What would be waited for if no one else used the machine: this thread's time and that of the busiest other. */
function longest(before, after) {
  const known = new Map(before);
  const spent = after.map(([id, ms]) => [Number(id), ms - (known.get(id) ?? 0)]);
  const own = spent.find(([id]) => id === process.pid)?.[1] ?? Number.NaN;
  return own + Math.max(0, ...spent.filter(([id]) => id !== process.pid).map(([, ms]) => ms));
}

/** The peak of a process that does it five times. */
function memoryOf(name) {
  const args = [
    "--memory",
    name,
    "--bundle",
    folder,
    "--orders",
    orders,
    "--customers",
    customers,
    "--threads",
    threads,
    "--ids",
    values.ids,
  ];
  const { stdout } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), ...args], { encoding: "utf8" });
  return stdout.trim();
}

async function printMemory(make) {
  const before = peak();
  for (let run = 0; run < 5; run++) await make();
  console.log(`${peak()} MiB, ${before} MiB of it before the first run`);
}

/** The peak of this process in MiB. Linux counts the parent's into `maxRSS`, but not into this. */
function peak() {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024);
  } catch {
    return Math.round(process.resourceUsage().maxRSS / 1024);
  }
}
