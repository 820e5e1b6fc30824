import type { SpendRows } from "./spend-rows.js";

/** Pearson's correlation of the number of purchases with the mean spend; `null` where one of them is constant. */
export function correlationOf({ rows, counts, starts, means }: SpendRows): number | null {
  if (counts.length < 2) return null;
  let meanCount = 0;
  let meanSpend = 0;
  for (let i = 0; i < counts.length; i++) meanCount += (counts[i] * (starts[i + 1] - starts[i])) / rows;
  for (let row = 0; row < rows; row++) meanSpend += means[row] / rows;
  let together = 0;
  let ofCount = 0;
  let ofSpend = 0;
  for (let i = 0; i < counts.length; i++) {
    const x = counts[i] - meanCount;
    for (let row = starts[i]; row < starts[i + 1]; row++) {
      const z = means[row] - meanSpend;
      together += x * z;
      ofCount += x * x;
      ofSpend += z * z;
    }
  }
  const scale = Math.sqrt(ofCount) * Math.sqrt(ofSpend);
  return scale > 0 ? Math.max(-1, Math.min(1, together / scale)) : null;
}
