// Fits the same repeat purchases with rfm-kit and with lifetimes, taking turns in one run. See README.md.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bundlePackage } from "../bundle.mjs";
import { machine, markdown, median } from "../report.mjs";
import { cdnow, simulated, weeks } from "./data.mjs";
import { installLifetimes, startLifetimes } from "./lifetimes.mjs";

/** What lifetimes calls the parameters, in the order of ours. */
const MODELS = {
  "bg-nbd": { fit: "fitBgNbd", names: ["r", "alpha", "a", "b"] },
  "pareto-nbd": { fit: "fitParetoNbd", names: ["r", "alpha", "s", "beta"] },
};

// Fits that take milliseconds are repeated for so long: their first rounds show how code is compiled, and few of them show noise.
const ENOUGH_SECONDS = 4;

// lifetimes needs a quarter of an hour for Pareto/NBD on a million customers: that is for --full.
const { values } = parseArgs({
  options: {
    customers: { type: "string", default: "1000000" },
    runs: { type: "string", default: "3" },
    full: { type: "boolean", default: false },
  },
});
const customers = Number(values.customers);
const runs = Number(values.runs);

const fault = installLifetimes();
if (fault !== null) {
  console.log(`SKIPPED: ${fault}`);
  process.exit(0);
}
const folder = mkdtempSync(join(tmpdir(), "rfm-kit-peers-"));
const peer = await startLifetimes();
try {
  const kit = await import(await bundlePackage(folder));
  const rows = [];
  for (const { name, purchases, models } of inputs(kit)) {
    const file = join(folder, "columns.bin");
    const columns = weeks(purchases);
    writeFileSync(file, Buffer.concat(Object.values(columns).map((column) => Buffer.from(column.buffer))));
    for (const model of models) rows.push(await race(kit, peer, { name, purchases, columns, file, model }));
  }
  print(rows);
} finally {
  peer.stop();
  rmSync(folder, { recursive: true });
}

function inputs(kit) {
  const both = Object.keys(MODELS);
  const sample = cdnow(kit);
  if (sample === null) console.log("SKIPPED: the CDNOW sample is not at hand");
  const smaller = Math.min(customers, 100_000);
  return [
    ...(sample === null ? [] : [{ name: "CDNOW sample", purchases: sample, models: both }]),
    ...(values.full
      ? []
      : [{ name: `${smaller} simulated`, purchases: simulated(kit, smaller), models: ["pareto-nbd"] }]),
    { name: `${customers} simulated`, purchases: simulated(kit, customers), models: values.full ? both : ["bg-nbd"] },
  ];
}

/** Ours takes the purchases of the ledger, grouping included; lifetimes takes the columns that it wants. */
async function race(kit, peer, { name, purchases, columns, file, model }) {
  const { fit, names } = MODELS[model];
  const ours = [];
  const theirs = [];
  let fitted;
  let answer;
  // The first run of each is apart: it compiles as it goes. Both run equally often.
  const began = performance.now();
  for (let run = 0; run <= runs || performance.now() - began < 1000 * ENOUGH_SECONDS; run++) {
    const start = performance.now();
    fitted = kit[fit](purchases);
    const seconds = (performance.now() - start) / 1000;
    if (run > 0) ours.push(seconds);
    if (run <= runs) console.error(`${name}, ${model}: rfm-kit ${seconds.toFixed(4)} s`);
    answer = await peer.fit(file, columns.repeats.length, model);
    if (answer.error !== undefined) break;
    if (run > 0) theirs.push(answer.seconds);
    if (run <= runs) console.error(`${name}, ${model}: lifetimes ${answer.seconds.toFixed(4)} s`);
  }
  const likelihoodAt = (parameters) => kit.logLikelihoodOf({ ...fitted, parameters }, purchases);
  const parameters = answer.error === undefined ? answer.parameters : null;
  return {
    name,
    model,
    rounds: ours.length,
    ours: median(ours),
    theirs: theirs.length === 0 ? null : median(theirs),
    ownLikelihood: likelihoodAt(fitted.parameters),
    gradient: fitted.fit.gradientNorm,
    // By the same function, at the parameters that each found.
    theirLikelihood: parameters && likelihoodAt(Object.fromEntries(names.map((key) => [key, parameters[key]]))),
    error: answer.error,
  };
}

function print(rows) {
  const facts = machine();
  console.log(
    `Node ${facts.node}, ${facts.platform}, ${facts.cores} cores (${facts.cpu}); medians of at least ${runs} rounds\n`,
  );
  const head = [
    "data",
    "model",
    "rounds",
    "rfm-kit s",
    "lifetimes s",
    "times",
    "log-likelihood",
    "gradient / N",
    "lifetimes' lower by",
  ];
  const table = rows.map((row) => [
    row.name,
    row.model,
    row.rounds,
    row.ours.toFixed(4),
    row.theirs === null ? row.error : row.theirs.toFixed(3),
    row.theirs === null ? "" : (row.theirs / row.ours).toFixed(0),
    row.ownLikelihood.toFixed(6),
    row.gradient.toExponential(1),
    row.theirLikelihood === null ? "" : (row.ownLikelihood - row.theirLikelihood).toExponential(2),
  ]);
  console.log(markdown(head, table, 2));
}
