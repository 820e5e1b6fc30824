import type { Ledger, Warning } from "../../input/ledger.js";
import { FEW_CUSTOMERS, FEW_SHARE, LEAST_CUSTOMERS, LONG_GAP } from "../sparse-end.js";

/**
 * A warning where the new orders and refunds of a few customers are half a year or more after all else, as rfm gives it of all orders.
 * Only customers of the batch can be later than the day up to which all others are known, so nobody else is looked at.
 */
export function sparseBatchWarnings(ledger: Ledger, knownUpTo: number | null, customers: number): Warning[] {
  if (customers < LEAST_CUSTOMERS) return [];
  const days = daysAfter(ledger, knownUpTo);
  // Whoever else there is stands at the day up to which all are known, at the latest.
  const before = days.length < customers && knownUpTo !== null ? knownUpTo : Number.NaN;
  const few = Math.min(days.length, Math.max(FEW_CUSTOMERS, Math.floor(customers * FEW_SHARE)));
  let [found, gap] = [0, 0];
  for (let i = 1; i <= few; i++) {
    const own = days[days.length - i] - (i < days.length ? days[days.length - i - 1] : before);
    if (own > LONG_GAP) [found, gap] = [i, own];
  }
  if (found === 0) return [];
  const whose = found === 1 ? "order or refund of one customer is" : `orders or refunds of ${found} customers are`;
  return [
    {
      code: "SPARSE_END",
      message: `the last new ${whose} ${gap} days after everything else: a date may be wrong; its day is taken as asOf, which no further update takes back, so check the new orders and update the result before them again`,
    },
  ];
}

/** The last new day of each customer who has one after a day, ascending; none where no day is long after it. */
function daysAfter({ offsets, days }: Ledger, day: number | null): Int32Array {
  const last = new Int32Array(offsets.length - 1);
  let [size, latest] = [0, Number.NEGATIVE_INFINITY];
  for (let code = 0; code < last.length; code++) {
    const end = offsets[code + 1];
    if (end === offsets[code] || (day !== null && days[end - 1] <= day)) continue;
    last[size++] = days[end - 1];
    if (days[end - 1] > latest) latest = days[end - 1];
  }
  const isNear = day !== null && latest - day <= LONG_GAP;
  return isNear ? new Int32Array(0) : last.subarray(0, size).sort();
}
