/** Events as they came in: parallel columns, the first `length` elements of each. */
export interface EventLines {
  readonly length: number;
  readonly customer: Uint32Array;
  readonly day: Int32Array;
  /** The code of each event's type. */
  readonly type: Uint16Array;
}

/** Events grouped by customer and sorted within each, still as one number for day and type. */
export interface PackedEvents {
  readonly offsets: Uint32Array;
  /** Ascends with the day and, within a day, with the position of the type. */
  readonly keys: Keys;
  /** For each event the line that it was; `null` where nobody asked. */
  readonly lines: Uint32Array | null;
  readonly first: number;
  readonly types: number;
}

type Keys = Uint32Array | Float64Array;

/**
 * Groups events by customer with one counting sort, then sorts each group by one key of day and type; events of one key stay in
 * the order in which they came. `position` gives the sorted position of each type code, of which there are `types`.
 */
export function groupEvents(
  events: EventLines,
  customers: number,
  position: Uint16Array,
  types: number,
  wantsLines: boolean,
): PackedEvents {
  const { length, day } = events;
  let first = length === 0 ? 0 : day[0];
  let last = first;
  for (let i = 1; i < length; i++) {
    if (day[i] < first) first = day[i];
    else if (day[i] > last) last = day[i];
  }
  const offsets = offsetsOf(events, customers);
  // Within 32 bits in practice: 11,000 years of days leave room for a thousand types.
  const keys: Keys = (last - first + 1) * types <= 2 ** 32 ? new Uint32Array(length) : new Float64Array(length);
  const lines = wantsLines ? new Uint32Array(length) : null;
  scatter(events, offsets.slice(0, customers), position, first, types, keys, lines);
  if (lines === null) sortKeys(offsets, keys);
  else sortBoth(offsets, keys, lines);
  return { offsets, keys, lines, first, types };
}

/** The days and the positions of the types. */
export function unpackEvents({ keys, first, types }: PackedEvents): { days: Int32Array; types: Uint16Array } {
  const days = new Int32Array(keys.length);
  const positions = new Uint16Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    const day = Math.floor(key / types);
    days[i] = first + day;
    positions[i] = key - day * types;
  }
  return { days, types: positions };
}

function offsetsOf({ length, customer }: EventLines, customers: number): Uint32Array {
  const offsets = new Uint32Array(customers + 1);
  for (let i = 0; i < length; i++) offsets[customer[i] + 1]++;
  for (let c = 0; c < customers; c++) offsets[c + 1] += offsets[c];
  return offsets;
}

function scatter(
  { length, customer, day, type }: EventLines,
  next: Uint32Array,
  position: Uint16Array,
  first: number,
  types: number,
  keys: Keys,
  lines: Uint32Array | null,
): void {
  for (let i = 0; i < length; i++) {
    const at = next[customer[i]]++;
    keys[at] = (day[i] - first) * types + position[type[i]];
    if (lines !== null) lines[at] = i;
  }
}

// Up to this many events insertion beats every other sort; a customer of a thousand events must not cost the square.
const INSERTION_LIMIT = 32;

/** The first place that is out of order, or `end`. */
function sortedUntil(keys: Keys, start: number, end: number): number {
  let at = start + 1;
  while (at < end && keys[at - 1] <= keys[at]) at++;
  return at;
}

/** Where nothing but the keys is at stake, equal ones cannot be told apart. */
function sortKeys(offsets: Uint32Array, keys: Keys): void {
  for (let c = 0; c + 1 < offsets.length; c++) {
    const start = offsets[c];
    const end = offsets[c + 1];
    const from = sortedUntil(keys, start, end);
    if (from >= end) continue;
    if (end - start > INSERTION_LIMIT) {
      keys.subarray(start, end).sort();
      continue;
    }
    for (let i = from; i < end; i++) {
      const key = keys[i];
      let at = i;
      for (; at > start && keys[at - 1] > key; at--) keys[at] = keys[at - 1];
      keys[at] = key;
    }
  }
}

function sortBoth(offsets: Uint32Array, keys: Keys, lines: Uint32Array): void {
  let most = 0;
  for (let c = 0; c + 1 < offsets.length; c++) most = Math.max(most, offsets[c + 1] - offsets[c]);
  const sorter = new GroupSorter(keys, lines, most);
  for (let c = 0; c + 1 < offsets.length; c++) {
    const start = offsets[c];
    const end = offsets[c + 1];
    const from = sortedUntil(keys, start, end);
    if (from >= end) continue;
    if (end - start <= INSERTION_LIMIT) sorter.insert(start, from, end);
    else sorter.sort(start, end);
  }
}

/** Sorts groups of keys and the lines they belong to, stably; room for the largest group, allocated once. */
class GroupSorter {
  readonly #keys: Keys;
  readonly #lines: Uint32Array;
  readonly #packed: Float64Array;
  readonly #own: Uint32Array;

  constructor(keys: Keys, lines: Uint32Array, most: number) {
    this.#keys = keys;
    this.#lines = lines;
    this.#packed = new Float64Array(most);
    this.#own = new Uint32Array(most);
  }

  insert(start: number, from: number, end: number): void {
    const keys = this.#keys;
    const lines = this.#lines;
    for (let i = from; i < end; i++) {
      const key = keys[i];
      const line = lines[i];
      let at = i;
      for (; at > start && keys[at - 1] > key; at--) {
        keys[at] = keys[at - 1];
        lines[at] = lines[at - 1];
      }
      keys[at] = key;
      lines[at] = line;
    }
  }

  /** Sorts one number per event that holds the key and, below it, the place in the group: stable, and sorted natively. */
  sort(start: number, end: number): void {
    const keys = this.#keys;
    const lines = this.#lines;
    const count = end - start;
    let low = keys[start];
    let high = low;
    for (let i = start + 1; i < end; i++) {
      if (keys[i] < low) low = keys[i];
      else if (keys[i] > high) high = keys[i];
    }
    // A power of two, so that the parts come out again without a remainder, which doubles are slow at.
    const room = 2 ** Math.ceil(Math.log2(count));
    if ((high - low + 1) * room > 2 ** 53) {
      this.#sortByComparing(start, end);
      return;
    }
    const packed = this.#packed.subarray(0, count);
    for (let i = 0; i < count; i++) packed[i] = (keys[start + i] - low) * room + i;
    packed.sort();
    const own = this.#own;
    for (let i = 0; i < count; i++) own[i] = lines[start + i];
    for (let i = 0; i < count; i++) {
      const key = Math.floor(packed[i] / room);
      keys[start + i] = key + low;
      lines[start + i] = own[packed[i] - key * room];
    }
  }

  /** For days of all ages, tens of thousands of types and a customer of as many events: correct, not fast. */
  #sortByComparing(start: number, end: number): void {
    const keys = this.#keys.slice(start, end);
    const lines = this.#lines.slice(start, end);
    const order = Uint32Array.from(lines, (_, i) => i).sort((a, b) => keys[a] - keys[b] || a - b);
    for (let i = 0; i < order.length; i++) {
      this.#keys[start + i] = keys[order[i]];
      this.#lines[start + i] = lines[order[i]];
    }
  }
}
