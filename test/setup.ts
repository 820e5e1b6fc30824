import fc from "fast-check";
import { expect } from "vitest";
import { sameAtOnce } from "./same-at-once.js";

// FC_RUNS lengthens the property tests (npm run test:long), FC_SEED repeats a failure that they reported.
fc.configureGlobal({
  numRuns: Number(process.env["FC_RUNS"] ?? 100),
  ...(process.env["FC_SEED"] === undefined ? {} : { seed: Number(process.env["FC_SEED"]) }),
});

// Most of what tests compare is long columns that are equal: Vitest takes a microsecond for each of their values.
expect.addEqualityTesters([sameAtOnce]);
