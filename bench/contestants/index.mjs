const FILES = [
  "rfm-kit",
  "accumulate",
  "duckdb",
  "arquero",
  "plain-map",
  "bare-map",
  "lodash",
  "sequential-sum",
  "stages",
];

/**
 * Everyone who takes part. `prepare(orders, context)` makes the input in its own form, untimed, and returns (a promise of) the
 * job: a function of no argument that gives the customers of each segment, or `null` where it is a line of reference.
 * `bytesPerOrder` is the memory that its process needs, measured and rounded up for the garbage of earlier runs.
 */
export async function allContestants() {
  const files = await Promise.all(FILES.map(contestantsIn));
  return files.flat();
}

/** Loads one file only, so that nobody's memory holds another's library. */
export async function contestantsIn(file) {
  const { contestants } = await import(`./${file}.mjs`);
  return contestants.map((contestant) => ({ question: "full", ...contestant, file }));
}
