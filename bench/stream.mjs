// Streams orders of very many customers through an accumulator and segments them table by table, in this one process:
//   node bench/stream.mjs [--customers 400000000] [--orders 1000000000] [--chunk 1048576]
// Says what each step took, and checks that nothing was lost. See README.md.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bundlePackage } from "./bundle.mjs";
import { OrderStream } from "./order-stream.mjs";
import { machine } from "./report.mjs";

const { values } = parseArgs({
  options: {
    customers: { type: "string", default: "400000000" },
    orders: { type: "string", default: "1000000000" },
    chunk: { type: "string", default: "1048576" },
  },
});
const [customers, orders, chunk] = ["customers", "orders", "chunk"].map((name) => {
  const value = Number(values[name]);
  if (Number.isSafeInteger(value) && value >= 1 && value < 2 ** 32) return value;
  console.error(`bench: --${name} must be whole, positive and below 2^32; received "${values[name]}"`);
  return process.exit(2);
});

const folder = mkdtempSync(join(tmpdir(), "rfm-kit-bench-"));
try {
  run(await import(await bundlePackage(folder)));
} finally {
  rmSync(folder, { recursive: true });
}

function run(kit) {
  const facts = machine();
  console.log(`Node ${facts.node}, ${facts.platform}, ${facts.cores} cores (${facts.cpu}), ${facts.memoryGiB} GiB`);
  console.log(
    `${millions(orders)} orders of ${millions(customers)} customers, in chunks of ${chunk.toLocaleString("en")}\n`,
  );
  const stream = new OrderStream(customers, orders, chunk);
  const sums = kit.accumulate();
  const making = timer();
  const adding = timer();
  let next = 0.1;
  for (;;) {
    const columns = making.time(() => stream.next());
    if (columns === null) break;
    adding.time(() => sums.addColumns(columns));
    if (stream.done < next * orders) continue;
    console.error(`${Math.round(next * 100)} %: ${(adding.ms / 1000).toFixed(0)} s, ${gib(process.memoryUsage.rss())}`);
    next += 0.1;
  }
  say("made", making.ms, orders, "order");
  say("added", adding.ms, orders, "order");
  const tables = sums.tables();
  const fitting = timer();
  const model = fitting.time(() => kit.fitRfm(tables));
  say("fitted", fitting.ms, customers, "customer");
  const scoring = timer();
  const found = scoring.time(() => segmentsOf(kit, tables, model));
  say("scored", scoring.ms, customers, "customer");
  const total = adding.ms + fitting.ms + scoring.ms;
  say("together, without making", total, orders, "order");
  console.log(`\npeak memory ${gib(process.resourceUsage().maxRSS * 1024)}`);
  console.log(
    Object.entries(found.segments)
      .map(([id, count]) => `${id} ${count.toLocaleString("en")}`)
      .join(", "),
  );
  check("customers", found.customers, customers);
  check("orders", found.orders, orders);
  check("minor units", found.minor, stream.minor);
}

/** Scores table by table; what the tables hold is added up again, to be checked. */
function segmentsOf(kit, tables, model) {
  const counts = new Float64Array(model.segments.segments.length);
  let size = 0;
  let frequency = 0;
  let minor = 0n;
  for (const table of tables) {
    const { segment } = kit.scoreRfm(table, model).columns;
    for (let i = 0; i < segment.length; i++) counts[segment[i]]++;
    size += table.size;
    let money = 0;
    for (let i = 0; i < table.size; i++) {
      frequency += table.frequency[i];
      money += table.revenue[i];
    }
    minor += BigInt(money);
  }
  const segments = Object.fromEntries(model.segments.segments.map(({ id }, s) => [id, counts[s]]));
  return { segments, customers: size, orders: frequency, minor };
}

function timer() {
  return {
    ms: 0,
    time(job) {
      const start = performance.now();
      const result = job();
      this.ms += performance.now() - start;
      return result;
    },
  };
}

function say(what, ms, count, unit) {
  console.log(
    `${what.padEnd(26)} ${(ms / 1000).toFixed(1).padStart(7)} s ${((ms * 1e6) / count).toFixed(1).padStart(7)} ns per ${unit}`,
  );
}

function check(what, found, expected) {
  if (found === expected) return console.log(`${what}: all ${expected.toLocaleString("en")} found again`);
  process.exitCode = 1;
  return console.log(`${what}: ${found.toLocaleString("en")} FOUND OF ${expected.toLocaleString("en")}`);
}

function millions(count) {
  return count < 1e6 ? count.toLocaleString("en") : `${(count / 1e6).toLocaleString("en")}M`;
}

function gib(bytes) {
  return `${(bytes / 2 ** 30).toFixed(2)} GiB`;
}
