// How time and memory grow with the orders, and what skewed orders cost beside even ones:
//   node bench/growth.mjs [--orders 1000000,2000000,...] [--runs 3] [--skew 4000000]
// Every point is a process of its own. See README.md.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundlePackage } from "./bundle.mjs";
import { JOBS, SHAPES } from "./growth-run.mjs";
import { machine, markdown } from "./report.mjs";

const { values } = parseArgs({
  options: {
    orders: { type: "string", default: "1000000,2000000,4000000,8000000,16000000,32000000,64000000,100000000" },
    skew: { type: "string", default: "4000000" },
    runs: { type: "string", default: "3" },
  },
});
const SCRIPT = fileURLToPath(new URL("./growth-run.mjs", import.meta.url));
const MIB = 2 ** 20;

const folder = mkdtempSync(join(tmpdir(), "rfm-kit-bench-"));
try {
  const bundle = await bundlePackage(folder);
  const facts = machine();
  console.log(
    `Node ${facts.node}, ${facts.platform}, ${facts.cores} cores (${facts.cpu}), ${facts.memoryGiB} GiB; best of ${values.runs}`,
  );
  for (const job of Object.keys(JOBS)) growth(job, bundle);
  for (const job of Object.keys(JOBS)) skew(job, bundle);
} finally {
  rmSync(folder, { recursive: true });
}

function growth(job, bundle) {
  const points = values.orders
    .split(",")
    .map((orders) => ({ orders: Number(orders), ...point(job, "even", orders, bundle) }));
  const rows = points.map(({ orders, customers, ms, extra }) => [
    orders.toLocaleString("en"),
    Math.round(ms),
    ((ms * 1e6) / orders).toFixed(1),
    Math.round(extra / MIB),
    (extra / orders).toFixed(1),
    (extra / customers).toFixed(1),
  ]);
  console.log(`\n### ${JOBS[job].label}: growth, one customer per ten orders\n`);
  console.log(
    markdown(
      ["orders", "ms", "ns per order", "MiB beyond the input", "bytes per order", "bytes per customer"],
      rows,
      0,
    ),
  );
  const [time, memory] = ["ms", "extra"].map((name) => exponent(points.map((p) => [p.orders, p[name]])).toFixed(3));
  console.log(`\ntime grows with the orders to the power of ${time}, memory ${memory}`);
}

function skew(job, bundle) {
  const base = point(job, "even", values.skew, bundle).ms;
  const rows = Object.entries(SHAPES).map(([shape, { label }]) => {
    const { ms, customers } = shape === "even" ? { ms: base, customers: "" } : point(job, shape, values.skew, bundle);
    return [label, customers.toLocaleString("en"), Math.round(ms), (ms / base).toFixed(2)];
  });
  console.log(`\n### ${JOBS[job].label}: shapes of ${Number(values.skew).toLocaleString("en")} orders\n`);
  console.log(markdown(["orders", "customers", "ms", "of even"], rows, 1));
}

function point(job, shape, orders, bundle) {
  const { status, stdout } = spawnSync(
    process.execPath,
    ["--expose-gc", SCRIPT, job, shape, orders, values.runs, bundle],
    {
      stdio: ["ignore", "pipe", "inherit"],
      encoding: "utf8",
    },
  );
  if (status !== 0) throw new Error(`bench: ${job}, ${shape}, ${orders} orders ended with ${status}`);
  console.error(`${job}, ${shape}, ${Number(orders).toLocaleString("en")} orders: ${stdout.trim()}`);
  return JSON.parse(stdout);
}

/** The slope of the straight line through the logarithms, by least squares. */
function exponent(points) {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)]);
  const mean = (at) => logs.reduce((sum, point) => sum + point[at], 0) / logs.length;
  const [mx, my] = [mean(0), mean(1)];
  const both = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return both / logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}
