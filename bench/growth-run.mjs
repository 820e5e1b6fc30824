// One point of growth.mjs in a process of its own: node --expose-gc growth-run.mjs <job> <shape> <orders> <runs> <bundle>
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { LAST_DAY, makeOrders } from "./data.mjs";

/** From columns to the count of each segment. */
export const JOBS = {
  ledger: {
    label: "Ledger, then rfm",
    run: (kit, columns) => kit.rfm(kit.ledgerFromColumns(columns)),
  },
  accumulate: {
    label: "Accumulate, then rfm",
    run: (kit, columns) => kit.rfm(kit.accumulate().addColumns(columns).table()),
  },
};

/** Where the orders of a benchmark are uneven; each changes the columns. */
export const SHAPES = {
  even: { label: "as in the other benchmarks", change() {} },
  giant: {
    label: "one customer has a quarter of them",
    change: ({ customer }) => everyNth(customer, 4, () => 7),
  },
  "one day": { label: "all on one day", change: ({ day }) => void day.fill(LAST_DAY) },
  "all new": { label: "every id is new", change: ({ customer }) => everyNth(customer, 1, (i) => i) },
  sparse: { label: "ids spread over all of int32", sparse: true, change() {} },
  "crowded sums": {
    label: "ids that meet in the accumulator's table",
    change: ({ customer }) => everyNth(customer, 1, (i) => Math.imul(customer[i], 0x0e8b2f51)),
  },
  "crowded ledger": {
    label: "ids that meet in the ledger's table",
    change: ({ customer }) => everyNth(customer, 1, (i) => unmixed(customer[i] << 12)),
  },
};

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await run(...process.argv.slice(2));

async function run(job, shape, orders, runs, bundle) {
  const kit = await import(bundle);
  const { customer, day, amount } = makeOrders(Number(orders), { sparse: SHAPES[shape].sparse });
  SHAPES[shape].change({ customer, day, amount });
  const columns = { customer, date: day, amount };
  // A small run first: what is compiled belongs to the process, not to the orders.
  const head = (column) => column.subarray(0, 100_000);
  JOBS[job].run(kit, { customer: head(customer), date: head(day), amount: head(amount) });
  globalThis.gc();
  const inputBytes = process.memoryUsage.rss();
  let ms = Number.POSITIVE_INFINITY;
  let extra = 0;
  let customers = 0;
  for (let i = 0; i < Number(runs); i++) {
    globalThis.gc();
    const start = performance.now();
    const result = JOBS[job].run(kit, columns);
    const counts = new Uint32Array(11);
    for (const segment of result.columns.segment) counts[segment]++;
    ms = Math.min(ms, performance.now() - start);
    customers = result.size;
    // Later runs have the garbage of earlier ones.
    if (i === 0) extra = process.resourceUsage().maxRSS * 1024 - inputBytes;
  }
  console.log(JSON.stringify({ customers, ms, extra }));
}

function everyNth(column, n, valueAt) {
  for (let i = 0; i < column.length; i += n) column[i] = valueAt(i);
}

/** The number whose bits murmur3's finaliser spreads to these. */
function unmixed(hash) {
  let h = Math.imul(hash ^ (hash >>> 16), 0x7ed1b41d);
  h = Math.imul(h ^ (h >>> 13) ^ (h >>> 26), 0xa5cb9243);
  return h ^ (h >>> 16);
}
