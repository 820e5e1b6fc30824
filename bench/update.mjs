// Times update(): new orders of known customers, on bases of several sizes. The time must follow the new orders and not the base:
// node bench/update.mjs [<bundle>] [<runs>] [<customers,...>] [<new orders,...>]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundlePackage } from "./bundle.mjs";
import { mulberry32, scatterBits } from "./data.mjs";
import { markdown, median } from "./report.mjs";

const [given, runs = "5", bases = "1000000,10000000", batches = "1000,10000,100000"] = process.argv.slice(2);
const folder = given === undefined ? mkdtempSync(join(tmpdir(), "rfm-kit-bench-")) : undefined;
const kit = await import(given ?? (await bundlePackage(folder)));

const FIRST_DAY = 19_358;
const DAYS = 1095;
const CHAIN = 60;
const SOURCES = {
  ledger: (columns) => kit.ledgerFromColumns(columns),
  accumulator: (columns) => kit.accumulate().addColumns(columns).table(),
};

try {
  // The code is compiled on a base of its own, so that the first call on a large one is the first look at its memory and no more.
  for (const read of Object.values(SOURCES)) {
    const small = kit.rfm(read(ordersOf(50_000, 75_000, 1)));
    for (let run = 0; run < 20; run++) updateWith(small, ordersOf(55_000, 5_000, run));
  }
  const rows = [];
  for (const [source, read] of Object.entries(SOURCES)) rows.push(...timesOf(source, read));
  console.log(
    `\n### update(): reading the new orders, measuring and scoring their customers; medians of ${runs} runs\n`,
  );
  console.log(markdown(["base", "new orders", ...columnNames(), "per 1,000 new orders"], rows, 2));
  console.log(`\n### A chain of ${CHAIN} updates, each of the one before\n`);
  const head = [
    "customers",
    "new orders each",
    "first 10: median ms",
    "last 10: median ms",
    "last / first",
    "slowest ms",
  ];
  console.log(markdown(head, batches.split(",").map(timesOfChain), 1));
} finally {
  if (folder !== undefined) rmSync(folder, { recursive: true });
}

function columnNames() {
  const names = bases.split(",").map((size) => Number(size).toLocaleString("en"));
  const last = names[names.length - 1];
  return [
    ...names.flatMap((name) => [`${name}: ms`, "first ms"]),
    `${last} / ${names[0]}`,
    `all of ${last} anew / update`,
  ];
}

/** One line per number of new orders: the times on each base, which take turns, and their ratio. */
function timesOf(source, read) {
  let anew = 0;
  const all = bases.split(",").map((text) => {
    const customers = Number(text);
    const columns = ordersOf(customers, customers * 1.5, 7);
    const base = kit.rfm(read(columns));
    const start = performance.now();
    kit.scoreRfm(read(columns), base.model);
    anew = performance.now() - start;
    return { base, customers };
  });
  return batches.split(",").map((text) => {
    const size = Number(text);
    const times = all.map(() => []);
    for (let run = 0; run <= Number(runs); run++) {
      for (const [i, known] of all.entries()) times[i].push(timeOf(known, size, run));
    }
    const medians = times.map(([, ...others]) => median(others));
    const last = medians[medians.length - 1];
    return [
      source,
      size.toLocaleString("en"),
      ...times.flatMap(([first], i) => [medians[i].toFixed(1), first.toFixed(1)]),
      (last / medians[0]).toFixed(2),
      (anew / last).toFixed(0),
      ((last * 1000) / size).toFixed(2),
    ];
  });
}

/** One in ten is new. Other orders each time: what a run brought into the cache must not help the next. */
function timeOf({ base, customers }, size, run) {
  const columns = ordersOf(Math.round(customers * 1.1), size, 100 + run);
  const start = performance.now();
  const { size: listed } = updateWith(base, columns);
  if (listed === 0) throw new Error("nobody was listed");
  return performance.now() - start;
}

/** The times of a chain on the smallest base: what was touched before is merged on the way. */
function timesOfChain(batch) {
  const customers = Number(bases.split(",")[0]);
  let known = kit.rfm(SOURCES.ledger(ordersOf(customers, customers * 1.5, 7)));
  const times = [];
  for (let day = 0; day < CHAIN; day++) {
    const columns = ordersOf(Math.round(customers * 1.1), Number(batch), 200 + day);
    const start = performance.now();
    known = updateWith(known, columns);
    times.push(performance.now() - start);
  }
  const [first, last] = [median(times.slice(0, 10)), median(times.slice(-10))];
  const texts = [first, last, last / first, Math.max(...times)].map((value) => value.toFixed(1));
  return [customers.toLocaleString("en"), Number(batch).toLocaleString("en"), ...texts];
}

function updateWith(base, columns) {
  const update = kit.update(base, kit.ledgerFromColumns(columns));
  let changed = 0;
  for (const { to } of update.changes) if (to !== null) changed++;
  if (changed !== update.gained + update.moved) throw new Error("the changes are not those that were counted");
  return update;
}

/** Orders of random customers whose ids are spread over all of int32; of the base everybody has one. */
function ordersOf(customers, orders, seed) {
  const random = mulberry32(seed);
  const customer = new Int32Array(orders);
  const date = new Int32Array(orders);
  const amount = new Float64Array(orders);
  for (let i = 0; i < orders; i++) {
    customer[i] = scatterBits(orders > customers && i < customers ? i : Math.floor(customers * random()));
    date[i] = FIRST_DAY + Math.floor(DAYS * random());
    amount[i] = Math.round(10_000 * random()) / 100;
  }
  return { customer, date, amount };
}
