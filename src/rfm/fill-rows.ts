import type { Ledger } from "../input/ledger.js";

/** Which of the columns that few measures need are asked for: each takes a further look at the entries. */
export interface Asked {
  readonly firstDay: boolean;
  readonly purchaseDays: boolean;
}

/** Room for a row of every customer: the rows are written from the front. */
export interface Rows {
  size: number;
  older: number;
  counted: number;
  beforeWindow: number;
  /** From the back those who bought before the window only, so many as `older` says: they have no row. */
  readonly codes: Uint32Array;
  readonly firstDay: Int32Array;
  readonly lastDay: Int32Array;
  readonly orders: Int32Array;
  readonly purchaseDays: Int32Array;
  readonly total: Float64Array;
  readonly refundedCodes: number[];
  readonly refundedAmounts: number[];
}

const NOTHING: Asked = { firstDay: false, purchaseDays: false };

/** Room for so many customers, with the columns that are asked for. */
export function roomForRows(customers: number, asked: Asked = NOTHING): Rows {
  return {
    size: 0,
    older: 0,
    counted: 0,
    beforeWindow: 0,
    codes: new Uint32Array(customers),
    firstDay: new Int32Array(asked.firstDay ? customers : 0),
    lastDay: new Int32Array(customers),
    orders: new Int32Array(customers),
    purchaseDays: new Int32Array(asked.purchaseDays ? customers : 0),
    total: new Float64Array(customers),
    refundedCodes: [],
    refundedAmounts: [],
  };
}

/**
 * Goes over the entries of a ledger once.
 *
 * Where the window begins and ends is counted, not looked for, and what lies outside is added as nothing. A comparison as a number is no
 * branch, so that of all branches only the end of a customer is foreseen wrongly: 10M entries of 1M customers, a third of them within
 * the window, take 25 ms in place of 42. One plain sum of their days and amounts takes 8.
 */
export function fillRows(ledger: Ledger, lowest: number, highest: number, asked: Asked, rows: Rows): void {
  const { offsets, days, amounts, links } = ledger;
  const { codes, firstDay, lastDay, orders, purchaseDays, total } = rows;
  // Not to count them where there are none saves a tenth of the time.
  const hasRefunds = ledger.diagnostics.refunds > 0;
  let { size, counted, beforeWindow } = rows;
  let start = 0;
  for (let c = 0; c < codes.length; c++) {
    const end = offsets[c + 1];
    let within = 0;
    let later = 0;
    let refunds = 0;
    let sum = 0;
    if (hasRefunds) {
      for (let i = start; i < end; i++) {
        const isLater = Number(days[i] > highest);
        const isWithin = Number(days[i] > lowest) - isLater;
        const amount = amounts[i] * isWithin;
        later += isLater;
        within += isWithin;
        refunds += Number(amount < 0);
        sum += amount;
      }
    } else {
      for (let i = start; i < end; i++) {
        const isLater = Number(days[i] > highest);
        const isWithin = Number(days[i] > lowest) - isLater;
        later += isLater;
        within += isWithin;
        sum += amounts[i] * isWithin;
      }
    }
    const to = end - later;
    const from = to - within;
    const purchases = within - refunds;
    counted += within;
    beforeWindow += from - start;
    if (purchases === 0) {
      if (sum !== 0) {
        rows.refundedCodes.push(c);
        rows.refundedAmounts.push(sum);
      }
      if (hasPurchase(amounts, start, from)) codes[codes.length - ++rows.older] = c;
    } else {
      codes[size] = c;
      lastDay[size] = days[refunds === 0 ? to - 1 : lastPurchase(amounts, to)];
      orders[size] = links === null ? purchases : purchases - countRepeats(links, amounts, from, to);
      total[size] = sum;
      if (asked.firstDay) firstDay[size] = days[firstPurchase(amounts, from)];
      if (asked.purchaseDays) purchaseDays[size] = purchases === 1 ? 1 : countDays(days, amounts, from, to);
      size++;
    }
    start = end;
  }
  rows.size = size;
  rows.counted = counted;
  rows.beforeWindow = beforeWindow;
}

/** How many purchases belong to an order that has an earlier one within the window, which starts at entry `from`. */
export function countRepeats(links: Int32Array, amounts: Float64Array, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (links[i] >= from && amounts[i] >= 0 && isRepeat(links, amounts, i, from)) count++;
  return count;
}

function isRepeat(links: Int32Array, amounts: Float64Array, entry: number, from: number): boolean {
  for (let before = links[entry]; before >= from; before = links[before]) if (amounts[before] >= 0) return true;
  return false;
}

function hasPurchase(amounts: Float64Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (amounts[i] >= 0) return true;
  return false;
}

function firstPurchase(amounts: Float64Array, from: number): number {
  let first = from;
  while (amounts[first] < 0) first++;
  return first;
}

function lastPurchase(amounts: Float64Array, to: number): number {
  let last = to - 1;
  while (amounts[last] < 0) last--;
  return last;
}

/** How many days have a purchase among entries of one customer. */
export function countDays(days: Int32Array, amounts: Float64Array, from: number, to: number): number {
  let count = 0;
  let day = days[from] - 1;
  for (let i = from; i < to; i++) {
    if (amounts[i] < 0 || days[i] === day) continue;
    day = days[i];
    count++;
  }
  return count;
}
