import fc from "fast-check";

// FC_RUNS lengthens the property tests (npm run test:long), FC_SEED repeats a failure that they reported.
fc.configureGlobal({
  numRuns: Number(process.env["FC_RUNS"] ?? 100),
  ...(process.env["FC_SEED"] === undefined ? {} : { seed: Number(process.env["FC_SEED"]) }),
});
