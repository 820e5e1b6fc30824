import type { Span } from "./survey-column.js";

// The counters of so many buckets stay near the processor: 64 KiB.
const MOST_BUCKETS = 16_384;

/**
 * The values at 0-based positions of a sorted column. Counts the values in buckets by the leading bits of their floating-point form,
 * which rise with the value and spread money of any size, and sorts those only that share a bucket with a position that is asked for:
 * the quintiles of a million amounts take 2.5 ms, with all of them put into buckets 9, and sorted 100.
 */
export function bucketStatistics(
  values: Float64Array,
  { low, high }: Span,
  positions: readonly number[],
): ReadonlyMap<number, number> {
  const halves = upperHalves(values);
  // Minus zero equals zero and stands below it.
  const first = keyOf(low === 0 ? -0 : low);
  const last = keyOf(high + 0);
  let shift = 0;
  while ((last - first) / 2 ** shift >= MOST_BUCKETS) shift++;
  const counts = new Uint32Array(((last - first) >>> shift) + 1);
  countKeys(halves, first, shift, counts);
  const isWanted = new Uint8Array(counts.length);
  const places: [position: number, place: number][] = [];
  let bucket = 0;
  let below = 0;
  let wanted = 0;
  for (const position of [...positions].sort((a, b) => a - b)) {
    while (below + counts[bucket] <= position) below += counts[bucket++];
    if (isWanted[bucket] === 0) wanted += counts[bucket];
    isWanted[bucket] = 1;
    // The wanted buckets end to end: this one is the last of them so far.
    places.push([position, wanted - counts[bucket] + position - below]);
  }
  const sorted = valuesIn(values, halves, first, shift, isWanted, wanted).sort();
  return new Map(places.map(([position, place]) => [position, sorted[place]]));
}

function countKeys(halves: Halves, first: number, shift: number, counts: Uint32Array): void {
  const { ints, upper } = halves;
  for (let i = upper; i < ints.length; i += 2) counts[(risingKey(ints[i]) - first) >>> shift]++;
}

function valuesIn(
  values: Float64Array,
  { ints, upper }: Halves,
  first: number,
  shift: number,
  isWanted: Uint8Array,
  wanted: number,
): Float64Array {
  const found = new Float64Array(wanted);
  let size = 0;
  for (let i = upper; i < ints.length; i += 2) {
    if (isWanted[(risingKey(ints[i]) - first) >>> shift] !== 0) found[size++] = values[i >> 1];
  }
  return found;
}

/** The bits of doubles as pairs of integers, and which of each pair is the upper half. */
interface Halves {
  readonly ints: Int32Array;
  readonly upper: 0 | 1;
}

function upperHalves(values: Float64Array): Halves {
  const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  return {
    ints: new Int32Array(values.buffer, values.byteOffset, values.length * 2),
    upper: isLittleEndian ? 1 : 0,
  };
}

function keyOf(value: number): number {
  const { ints, upper } = upperHalves(Float64Array.of(value));
  return risingKey(ints[upper]);
}

/** The upper half of a value's bits, turned so that it rises with the value. */
function risingKey(half: number): number {
  return half ^ ((half >> 31) & 0x7fffffff);
}
