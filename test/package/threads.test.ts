import { describe, expect, it } from "vitest";
import { folderWith, node, packed } from "./packed.js";

// Enough rows to be divided, and two bad ones, of which each thread finds one.
const JOB = `
  const rows = 200_000;
  const columns = {
    customer: Int32Array.from({ length: rows }, (_, i) => i % 5003),
    date: new Int32Array(new SharedArrayBuffer(rows * 4)).fill(20_000),
    amount: new Float64Array(rows).fill(1.25),
  };
  const expected = accumulate().addColumns(columns).snapshot();
  const threads = openThreads({ threads: 2 });
  const [sums] = await Promise.all([threads.accumulate(columns), threads.accumulate(columns)]);
  console.log(Buffer.compare(sums.snapshot(), expected), sums.rows);
  columns.amount.fill(Number.NaN, 150_000, 150_100);
  await threads.accumulate(columns).catch((error) => console.log(error instanceof RfmError, error.code, error.details.row));`;
const ANSWER = "0 200000\ntrue BAD_AMOUNT 150000\n";

const ESM = 'import { accumulate, RfmError } from "rfm-kit"; import { openThreads } from "rfm-kit/threads";';
const CJS = 'const { accumulate, RfmError } = require("rfm-kit"); const { openThreads } = require("rfm-kit/threads");';

describe("rfm-kit/threads", () => {
  it("finds its workers from ESM and CommonJS, and lets the process end with and without close()", () => {
    const folder = folderWith(packed().consumer, {
      "open.mjs": `${ESM}${JOB}`,
      "open.cjs": `${CJS} (async () => {${JOB}})();`,
      "closed.mjs": `${ESM}${JOB} await threads.close(); console.log(process.getActiveResourcesInfo().includes("MessagePort"));`,
      "idle.mjs": `${ESM} openThreads();`,
      "awaited.mjs": `${ESM} openThreads({ threads: 1 }).accumulate({ customer: ["a"], date: ["2026-01-01"], amount: [1] }).then(({ rows }) => console.log(rows));`,
    });
    expect(node(folder, "open.mjs")).toEqual({ status: 0, stdout: ANSWER, stderr: "" });
    expect(node(folder, "open.cjs")).toEqual({ status: 0, stdout: ANSWER, stderr: "" });
    expect(node(folder, "closed.mjs")).toEqual({ status: 0, stdout: `${ANSWER}false\n`, stderr: "" });
    expect(node(folder, "idle.mjs")).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(node(folder, "awaited.mjs")).toEqual({ status: 0, stdout: "1\n", stderr: "" });
  });
});
