import { formatDay } from "../../input/days/format-day.js";
import { measureSpend } from "../../value/customer-spend.js";
import type { Snapshot } from "../churn-data.js";

/** Columns by the name of the feature. */
export type Columns = { [name: string]: Float64Array };

/**
 * What orders say of each row. Counts and weeks are logarithms of 1 more, so that neither large values rule nor zero is lost. Money is
 * a plain logarithm: in another unit each value moves by the same, which standardising takes away, so that risks are the same in cents,
 * dollars and yen. A mean order of nothing has none and is missing, as are the gaps of a customer with one purchase.
 */
export function orderFeatures(where: string, snapshot: Snapshot): Columns {
  const { purchases, day, data } = snapshot;
  const { repeats, lastDays, ageDays } = purchases;
  const rows = repeats.length;
  const spend = measureSpend(where, data.ledger, {
    purchases: "all",
    ...(day === null ? {} : { asOf: formatDay(day) }),
  });
  const column = (of: (row: number) => number): Float64Array => {
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row++) values[row] = of(row);
    return values;
  };
  const weeks = (days: number): number => Math.log1p(days / 7);
  const { lastGap, trend } = rhythmOf(snapshot);
  const recency = column((row) => weeks(ageDays[row] - lastDays[row]));
  const lnRepeats = column((row) => Math.log1p(repeats[row]));
  return {
    "ln repeats": lnRepeats,
    "ln recency": recency,
    "ln age": column((row) => weeks(ageDays[row])),
    "ln recency x ln repeats": column((row) => recency[row] * lnRepeats[row]),
    "ln mean order": column((row) => (spend.mean[row] > 0 ? Math.log(spend.mean[row]) : Number.NaN)),
    "has repeats": column((row) => (repeats[row] > 0 ? 1 : 0)),
    "ln mean gap": column((row) => (repeats[row] > 0 ? weeks(lastDays[row] / repeats[row]) : Number.NaN)),
    "ln last gap": lastGap.map(weeks),
    trend,
  };
}

interface Rhythm {
  /** Days between the last two purchases, missing where there is one. */
  readonly lastGap: Float64Array;
  /** ln((1 + repeats in the later half of the time since the first) / (1 + those in the earlier half)). */
  readonly trend: Float64Array;
}

function rhythmOf({ data, day, purchases }: Snapshot): Rhythm {
  const { offsets, days, amounts } = data.ledger;
  const { codes, repeats, ageDays } = purchases;
  const lastGap = new Float64Array(codes.length).fill(Number.NaN);
  const trend = new Float64Array(codes.length);
  const end = day ?? 0;
  for (let row = 0; row < codes.length; row++) {
    if (repeats[row] === 0) continue;
    const middle = end - ageDays[row] / 2;
    let last = Number.NEGATIVE_INFINITY;
    let later = 0;
    for (let i = offsets[codes[row]]; i < offsets[codes[row] + 1] && days[i] <= end; i++) {
      if (amounts[i] < 0 || days[i] === last) continue;
      if (last >= end - ageDays[row]) {
        lastGap[row] = days[i] - last;
        if (days[i] > middle) later++;
      }
      last = days[i];
    }
    trend[row] = Math.log((1 + later) / (1 + repeats[row] - later));
  }
  return { lastGap, trend };
}
