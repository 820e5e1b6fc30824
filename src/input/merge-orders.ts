import type { GroupedLines } from "./group-by-customer.js";

/** Entries of orders: lines of one order, one day and one sign are one entry, linked to the entry of that order before it. */
export interface MergedOrders {
  readonly offsets: Uint32Array;
  readonly day: Int32Array;
  readonly minor: Float64Array;
  readonly links: Int32Array | null;
}

/**
 * Merges the lines of each order within each customer, in place and in one pass: lines are sorted by day, so the last
 * entry of the same order and sign is the only one that a line can join.
 */
export function mergeOrders(lines: GroupedLines, orders: number): MergedOrders {
  const { day, minor } = lines;
  const order = lines.order as Uint32Array;
  const customers = lines.offsets.length - 1;
  const offsets = new Uint32Array(customers + 1);
  const links = new Int32Array(day.length);
  const lastPurchase = new Int32Array(orders).fill(-1);
  const lastRefund = new Int32Array(orders).fill(-1);
  let linked = 0;
  let size = 0;
  for (let c = 0; c < customers; c++) {
    const start = size;
    const end = lines.offsets[c + 1];
    for (let i = lines.offsets[c]; i < end; i++) {
      const o = order[i];
      const last = minor[i] < 0 ? lastRefund : lastPurchase;
      const twin = last[o];
      if (twin >= start && day[twin] === day[i]) {
        minor[twin] += minor[i];
        continue;
      }
      const before = Math.max(lastPurchase[o], lastRefund[o]);
      links[size] = before >= start ? before : -1;
      if (before >= start) linked++;
      last[o] = size;
      day[size] = day[i];
      minor[size] = minor[i];
      size++;
    }
    offsets[c + 1] = size;
  }
  return {
    offsets,
    // Copies, so that the room of the merged lines is given back.
    day: size < day.length ? day.slice(0, size) : day,
    minor: size < day.length ? minor.slice(0, size) : minor,
    links: linked === 0 ? null : links.slice(0, size),
  };
}
