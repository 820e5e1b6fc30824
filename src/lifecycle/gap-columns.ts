import type { Customers, Ledger } from "../input/ledger.js";

/** The purchase days of every customer of a ledger up to a day, as columns by the customers' codes. */
export interface GapColumns {
  readonly customers: Customers;
  /** The day of the analysis, or `null` where there is none: nobody has a purchase then. */
  readonly asOf: number | null;
  /** Where each customer's gaps start; one more than there are customers. */
  readonly offsets: Uint32Array;
  /** Days from each purchase day to the next, in order. */
  readonly gaps: Int32Array;
  /** How many distinct purchase days each customer has. */
  readonly purchaseDays: Int32Array;
  /** The first of them; 0 where there is none. */
  readonly firstDay: Int32Array;
  /** The last of them; 0 where there is none. */
  readonly lastDay: Int32Array;
  /** Purchases up to asOf. */
  readonly counted: number;
  /** Refunds up to asOf: they are no purchases. */
  readonly refunds: number;
}

/** One pass over a ledger. */
export function gapColumnsOf(ledger: Ledger, asOf: number | null): GapColumns {
  const { customers, days, amounts } = ledger;
  // Where there is no day there is no purchase: all are refunds, and none of them is after it.
  const high = asOf ?? Number.POSITIVE_INFINITY;
  const size = ledger.offsets.length - 1;
  const offsets = new Uint32Array(size + 1);
  const gaps = new Int32Array(days.length);
  const purchaseDays = new Int32Array(size);
  const firstDay = new Int32Array(size);
  const lastDay = new Int32Array(size);
  let found = 0;
  let counted = 0;
  let refunds = 0;
  for (let c = 0; c < size; c++) {
    const end = ledger.offsets[c + 1];
    let count = 0;
    let last = 0;
    for (let i = ledger.offsets[c]; i < end; i++) {
      const day = days[i];
      if (day > high) break;
      if (amounts[i] < 0) {
        refunds++;
        continue;
      }
      counted++;
      if (count === 0) firstDay[c] = day;
      else if (day === last) continue;
      else gaps[found++] = day - last;
      last = day;
      count++;
    }
    purchaseDays[c] = count;
    lastDay[c] = last;
    offsets[c + 1] = found;
  }
  return { customers, asOf, offsets, gaps: gaps.slice(0, found), purchaseDays, firstDay, lastDay, counted, refunds };
}

/** Days since the last purchase, per customer; NaN where there is none. */
export function openGapsOf({ asOf, purchaseDays, lastDay }: GapColumns): Float64Array {
  const open = new Float64Array(lastDay.length);
  for (let c = 0; c < open.length; c++) open[c] = purchaseDays[c] === 0 ? Number.NaN : (asOf as number) - lastDay[c];
  return open;
}
