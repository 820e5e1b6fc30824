// Times the full job, orders to customers per segment, of rfm-kit and its peers within one run. See README.md.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { freemem, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundlePackage } from "./bundle.mjs";
import { Child } from "./child.mjs";
import { allContestants } from "./contestants/index.mjs";
import { disagreements, machine, median, ratioTable, timesTable } from "./report.mjs";

/** Runs that count, of a process that has its turn. */
const RUNS_OF_A_TURN = 3;

const { orders, runs, only, sparse, json, fits } = readOptions();
const contestants = (await allContestants()).filter(({ name }) => isChosen(name));
if (contestants.length === 0 && !isChosen("fits"))
  fail(`--only must be parts of contestants' names; received "${only}"`);

const folder = mkdtempSync(join(tmpdir(), "rfm-kit-bench-"));
try {
  const bundle = await bundlePackage(folder);
  const sizes = [];
  for (const size of orders) sizes.push(await compare({ orders: size, sparse, bundle }));
  if (contestants.length > 0) print(sizes);
  if (isChosen("fits")) timeFits(bundle);
} finally {
  rmSync(folder, { recursive: true });
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        orders: { type: "string", default: "1000000,10000000" },
        runs: { type: "string", default: "6" },
        only: { type: "string" },
        sparse: { type: "boolean", default: false },
        json: { type: "string" },
        fits: { type: "string", default: "1000000,10000000" },
      },
    });
    return {
      ...values,
      orders: values.orders.split(",").map(positive("--orders")),
      runs: positive("--runs")(values.runs),
    };
  } catch (error) {
    return fail(error.message);
  }
}

/** Whether a name has one of the parts that were asked for, or nothing was. */
function isChosen(name) {
  return only === undefined || only.split(",").some((part) => name.includes(part));
}

function positive(option) {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < 1)
      throw new Error(`${option} must be whole and positive; received "${text}"`);
    return value;
  };
}

function fail(message) {
  console.error(`bench: ${message}`);
  process.exit(2);
}

/** The fits of models in a process of their own, with memory of their own. */
function timeFits(bundle) {
  const script = fileURLToPath(new URL("./fits.mjs", import.meta.url));
  const { status } = spawnSync(process.execPath, [script, bundle, String(runs), fits], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}

/** All contestants on one size, group by group: those of a group are alive together and take turns, if they leave room enough. */
async function compare(settings) {
  const lines = [];
  for (const group of new Set(contestants.map((contestant) => contestant.group))) {
    const members = contestants.filter((contestant) => contestant.group === group);
    for (const together of isCrowded(members, settings) ? members.map((member) => [member]) : [members])
      lines.push(...(await race(together, settings)));
  }
  return { orders: settings.orders, lines };
}

/** Whether a group needs so much memory that the machine may take some away from those who wait. */
function isCrowded(members, settings) {
  const needed = members.reduce((sum, { bytesPerOrder }) => sum + bytesPerOrder * settings.orders, 0);
  return needed > totalmem() / 4;
}

async function race(members, settings) {
  const lines = members.map(({ name, label, group, question }) => ({ name, label, group, question, times: [] }));
  const children = [];
  try {
    for (let i = 0; i < members.length; i++) children.push(await tryStart(members[i], lines[i], settings));
    for (let done = 0; done < runs; done += RUNS_OF_A_TURN) {
      const turns = [...lines.keys()];
      // Back and forth, so that nobody always follows the same neighbour.
      if ((done / RUNS_OF_A_TURN) % 2 === 1) turns.reverse();
      const count = Math.min(RUNS_OF_A_TURN, runs - done);
      for (const i of turns) if (lines[i].skipped === undefined) await takeTurn(children[i], lines[i], count);
    }
  } finally {
    for (const child of children) child?.stop();
  }
  return lines.map(summarize);
}

async function tryStart(contestant, line, settings) {
  const needed = contestant.bytesPerOrder * settings.orders;
  const free = freemem();
  if (needed > 0.8 * free) return skip(line, `needs about ${gib(needed)} GiB of memory, ${gib(free)} GiB are free`);
  progress(line.name, `${settings.orders} orders: making its input`);
  try {
    const { child, inputBytes } = await Child.start(contestant, settings);
    line.inputBytes = inputBytes;
    return child;
  } catch (error) {
    process.exitCode = 1;
    return skip(line, error.message);
  }
}

/** A run that does not count, then some that do: the machine may have taken memory away from a process that waited. */
async function takeTurn(child, line, count) {
  try {
    for (let run = 0; run <= count; run++) {
      const { ms, counts, peakBytes } = await child.run();
      // The very first run compiles as it goes, and its peak of memory has no garbage of runs before.
      line.firstMs ??= ms;
      line.counts ??= counts;
      line.peakBytes ??= peakBytes;
      if (run > 0) line.times.push(ms);
      progress(
        line.name,
        `${run === 0 ? "run that does not count" : `run ${line.times.length}`}: ${Math.round(ms)} ms`,
      );
    }
  } catch (error) {
    process.exitCode = 1;
    skip(line, error.message);
  }
}

function skip(line, reason) {
  line.skipped = reason;
  progress(line.name, `skipped: ${reason}`);
}

function summarize({ times, ...line }) {
  if (line.skipped !== undefined) return line;
  return { ...line, medianMs: median(times), minMs: Math.min(...times), maxMs: Math.max(...times), times };
}

function print(sizes) {
  const facts = machine();
  console.log(
    `Node ${facts.node}, ${facts.platform}, ${facts.cores} cores (${facts.cpu}), ${facts.memoryGiB} GiB; ${runs} runs each`,
  );
  if (sparse) console.log("Ids spread over all of int32");
  for (const size of sizes) console.log(`\n${timesTable(size)}`);
  console.log(`\n${ratioTable(sizes)}`);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ machine: facts, runs, sparse, sizes }, null, 2)}\n`);
  const checked = sizes.flatMap(({ lines }) => lines).filter((line) => line.counts).length;
  const diff = sizes.flatMap(({ orders: of, lines }) => disagreements(lines).map((line) => `${of} orders, ${line}`));
  if (diff.length > 0) process.exitCode = 1;
  console.log(
    diff.length === 0
      ? `\nSegment counts agree (${checked} compared).`
      : `\nSegment counts differ:\n${diff.join("\n")}`,
  );
}

function progress(who, what) {
  console.error(`${who}  ${what}`);
}

function gib(bytes) {
  return (bytes / 2 ** 30).toFixed(1);
}
