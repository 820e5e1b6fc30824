/** Lines of orders as they came in: parallel columns, the first `length` elements of each. */
export interface OrderLines {
  readonly length: number;
  readonly customer: Uint32Array;
  readonly day: Int32Array;
  readonly minor: Float64Array;
  readonly order: Uint32Array | null;
}

/** The same lines grouped by customer, sorted by day within each. */
export interface GroupedLines {
  readonly offsets: Uint32Array;
  readonly day: Int32Array;
  readonly minor: Float64Array;
  readonly order: Uint32Array | null;
}

/** Groups lines by customer with one counting sort (stable), then puts each group in order of days (stable). */
export function groupByCustomer(lines: OrderLines, customers: number): GroupedLines {
  const { length, customer } = lines;
  const offsets = new Uint32Array(customers + 1);
  for (let i = 0; i < length; i++) offsets[customer[i] + 1]++;
  for (let c = 0; c < customers; c++) offsets[c + 1] += offsets[c];
  const grouped: GroupedLines = {
    offsets,
    day: new Int32Array(length),
    minor: new Float64Array(length),
    order: lines.order === null ? null : new Uint32Array(length),
  };
  scatter(lines, offsets.slice(0, customers), grouped);
  for (let c = 0; c < customers; c++) sortByDay(grouped, offsets[c], offsets[c + 1]);
  return grouped;
}

function scatter(lines: OrderLines, next: Uint32Array, to: GroupedLines): void {
  const { length, customer, day, minor, order } = lines;
  const { day: toDay, minor: toMinor, order: toOrder } = to;
  for (let i = 0; i < length; i++) {
    const at = next[customer[i]]++;
    toDay[at] = day[i];
    toMinor[at] = minor[i];
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
