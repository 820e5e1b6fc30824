import type { BgData } from "./bg-data.js";
import { type BgForm, valueAt } from "./bg-form.js";

/** For each distinct number of repeats what the loss at the last purchase weighs against no loss there, as a logarithm. */
export interface GapTable {
  /** `-Infinity` where nobody could be lost. */
  readonly log: Float64Array;
  /** Its derivative by the logarithm of b. */
  readonly byB: Float64Array;
}

/** ln(a / (b + y - 1)), where y counts the chances to be lost; the log odds of p where it is the same for all; `null` without loss. */
export function gapTable({ histories }: BgData, { drop, first }: BgForm, point: Float64Array): GapTable | null {
  if (drop === "none") return null;
  const { x } = histories;
  const size = x.length;
  const log = new Float64Array(size).fill(Number.NEGATIVE_INFINITY);
  const byB = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    if (x[i] + first === 0) continue;
    log[i] = point[0];
    if (drop === "fixed") continue;
    const b = valueAt("b", point[1]);
    const m = b + (x[i] + first - 1);
    log[i] -= Math.log(m);
    byB[i] = -b / m;
  }
  return { log, byB };
}
