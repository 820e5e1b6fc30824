import type { Ledger } from "../input/ledger.js";

/** The days that count: `low < day <= high`. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** What one pass over the ledger finds for every customer with an order, and how many entries it used. */
export interface Aggregates {
  readonly size: number;
  readonly codes: Uint32Array;
  readonly olderCodes: Uint32Array;
  /** Customers without an order but with refunds, and their money. */
  readonly refundedCodes: Uint32Array;
  readonly refundedAmounts: Float64Array;
  readonly firstDay: Int32Array;
  readonly lastDay: Int32Array;
  readonly orders: Int32Array;
  readonly purchaseDays: Int32Array;
  readonly total: Float64Array;
  readonly counted: number;
  readonly beforeWindow: number;
}

/** Goes over the entries of a ledger once. */
export function aggregate(ledger: Ledger, { low, high }: Span): Aggregates {
  const { offsets, days, amounts, links } = ledger;
  const customers = offsets.length - 1;
  const codes = new Uint32Array(customers);
  const firstDay = new Int32Array(customers);
  const lastDay = new Int32Array(customers);
  const orders = new Int32Array(customers);
  const purchaseDays = new Int32Array(customers);
  const total = new Float64Array(customers);
  const olderCodes: number[] = [];
  const refundedCodes: number[] = [];
  const refundedAmounts: number[] = [];
  let size = 0;
  let counted = 0;
  let beforeWindow = 0;
  for (let c = 0; c < customers; c++) {
    const end = offsets[c + 1];
    let i = offsets[c];
    const start = i;
    while (i < end && days[i] <= low) i++;
    const from = i;
    beforeWindow += from - start;
    let orderCount = 0;
    let dayCount = 0;
    let first = 0;
    let last = 0;
    let sum = 0;
    for (; i < end; i++) {
      const day = days[i];
      if (day > high) break;
      const amount = amounts[i];
      sum += amount;
      if (amount < 0) continue;
      if (dayCount === 0) first = day;
      if (dayCount === 0 || day !== last) dayCount++;
      last = day;
      if (links === null || isFirstPurchase(links, amounts, i, from)) orderCount++;
    }
    counted += i - from;
    if (orderCount === 0) {
      if (sum !== 0) {
        refundedCodes.push(c);
        refundedAmounts.push(sum);
      }
      if (hasPurchase(amounts, start, from)) olderCodes.push(c);
      continue;
    }
    codes[size] = c;
    firstDay[size] = first;
    lastDay[size] = last;
    orders[size] = orderCount;
    purchaseDays[size] = dayCount;
    total[size] = sum;
    size++;
  }
  const cut = <T extends Int32Array | Uint32Array | Float64Array>(column: T): T =>
    (size === customers ? column : column.slice(0, size)) as T;
  return {
    size,
    codes: cut(codes),
    olderCodes: Uint32Array.from(olderCodes),
    refundedCodes: Uint32Array.from(refundedCodes),
    refundedAmounts: Float64Array.from(refundedAmounts),
    firstDay: cut(firstDay),
    lastDay: cut(lastDay),
    orders: cut(orders),
    purchaseDays: cut(purchaseDays),
    total: cut(total),
    counted,
    beforeWindow,
  };
}

function hasPurchase(amounts: Float64Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (amounts[i] >= 0) return true;
  return false;
}

/** Whether no earlier purchase of the same order lies within the window, which starts at entry `from`. */
function isFirstPurchase(links: Int32Array, amounts: Float64Array, entry: number, from: number): boolean {
  for (let before = links[entry]; before >= from; before = links[before]) if (amounts[before] >= 0) return false;
  return true;
}
