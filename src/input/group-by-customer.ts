import type { Memory } from "../memory/scratch.js";
import { DAY_BITS, FIRST_LINE_DAY, type OrderLines, PART_CUSTOMERS, WIDE } from "./order-lines.js";

/** Lines of orders grouped by customer, sorted by day within each. */
export interface GroupedLines {
  readonly offsets: Uint32Array;
  readonly day: Int32Array;
  readonly minor: Float64Array;
  readonly order: Uint32Array | null;
}

/** Groups lines by customer with one counting sort per part (stable), then puts each group in order of days (stable). */
export function groupByCustomer(lines: OrderLines, customers: number, memory: Memory): GroupedLines {
  const { length } = lines;
  const offsets = new Uint32Array(customers + 1);
  const grouped: GroupedLines = {
    offsets,
    day: new Int32Array(memory(length * 4)),
    minor: new Float64Array(memory(length * 8)),
    order: lines.order === null ? null : new Uint32Array(memory(length * 4)),
  };
  const next = new Uint32Array(PART_CUSTOMERS + 1);
  for (let part = 0; part < lines.parts; part++) {
    const first = part * PART_CUSTOMERS;
    const last = Math.min(first + PART_CUSTOMERS, customers);
    countLines(lines, part, next.fill(0));
    let at = offsets[first];
    for (let c = first; c < last; c++) {
      const count = next[c - first];
      next[c - first] = at;
      offsets[c + 1] = at += count;
    }
    lines.forEachPiece(part, (start, end) => scatter(lines, start, end, next, grouped));
    for (let c = first; c < last; c++) sortByDay(grouped, offsets[c], offsets[c + 1]);
  }
  // Customers after the last part have no line.
  offsets.fill(length, Math.min(lines.parts * PART_CUSTOMERS, customers) + 1);
  return grouped;
}

function countLines(lines: OrderLines, part: number, counts: Uint32Array): void {
  const { head } = lines;
  lines.forEachPiece(part, (start, end) => {
    for (let i = start; i < end; i++) counts[head[i] >>> DAY_BITS]++;
  });
}

function scatter(
  { head, minor, order, wide }: OrderLines,
  start: number,
  end: number,
  next: Uint32Array,
  to: GroupedLines,
): void {
  const { day: toDay, minor: toMinor, order: toOrder } = to;
  for (let i = start; i < end; i++) {
    const at = next[head[i] >>> DAY_BITS]++;
    const place = head[i] & WIDE;
    const isWide = place === WIDE;
    toDay[at] = isWide ? wide.day[minor[i]] : place + FIRST_LINE_DAY;
    toMinor[at] = isWide ? wide.minor[minor[i]] : minor[i];
    if (toOrder !== null) toOrder[at] = (order as Uint32Array)[i];
  }
}

// Up to this many lines insertion beats every other sort; a customer of a wholesale size must not cost the square.
const INSERTION_LIMIT = 32;

function sortByDay(lines: GroupedLines, start: number, end: number): void {
  const { day } = lines;
  let sorted = start + 1;
  while (sorted < end && day[sorted - 1] <= day[sorted]) sorted++;
  if (sorted >= end) return;
  if (end - start <= INSERTION_LIMIT) insertionSort(lines, start, sorted, end);
  else keySort(lines, start, end);
}

function insertionSort(lines: GroupedLines, start: number, from: number, end: number): void {
  const { day, minor, order } = lines;
  for (let i = from; i < end; i++) {
    const d = day[i];
    const m = minor[i];
    const o = order === null ? 0 : order[i];
    let at = i;
    for (; at > start && day[at - 1] > d; at--) {
      day[at] = day[at - 1];
      minor[at] = minor[at - 1];
      if (order !== null) order[at] = order[at - 1];
    }
    day[at] = d;
    minor[at] = m;
    if (order !== null) order[at] = o;
  }
}

/** Sorts one number per line that holds the day and, below it, the position: stable, and sorted natively. */
function keySort(lines: GroupedLines, start: number, end: number): void {
  const { day, minor, order } = lines;
  const count = end - start;
  let first = day[start];
  for (let i = start; i < end; i++) if (day[i] < first) first = day[i];
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) keys[i] = (day[start + i] - first) * count + i;
  keys.sort();
  const ownMinor = minor.slice(start, end);
  const ownOrder = order === null ? null : order.slice(start, end);
  for (let i = 0; i < count; i++) {
    const from = keys[i] % count;
    day[start + i] = first + (keys[i] - from) / count;
    minor[start + i] = ownMinor[from];
    if (order !== null) order[start + i] = (ownOrder as Uint32Array)[from];
  }
}
