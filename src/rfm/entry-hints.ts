import type { Ledger } from "../input/ledger.js";

// A byte a customer for each. With 16 of them about every seventh search has a step to make, which the processor does not foresee. The first
// and the last day are among them: most windows have no beginning or end today.
const LANDMARKS = 16;

// As many days tell well enough how all of them are spread.
const SAMPLE = 4096;
const MOST_CELLS = 4096;

/**
 * About how many entries each customer has up to some day. It is where to begin the search for the entry at which a window begins or ends, so
 * that nothing depends on how good it is but the time.
 */
export class EntryHints {
  /** The days that part the entries evenly. */
  readonly #days: Int32Array;
  /** For each of these days how many entries each customer has up to it, as a byte: see `hintShift`. */
  readonly #counts: Uint8Array;
  readonly #customers: number;

  constructor({ offsets, days }: Ledger) {
    this.#customers = offsets.length - 1;
    const sample = sampleOf(days);
    this.#days = Int32Array.from(
      { length: LANDMARKS },
      (_, j) => sample[Math.floor((j * (sample.length - 1)) / (LANDMARKS - 1))],
    );
    this.#counts = new Uint8Array(LANDMARKS * this.#customers);
    countUpTo(this.#days, sample, offsets, days, this.#counts);
  }

  /** The hints for the day nearest to one that is asked for, by customer. */
  near(day: number): Uint8Array {
    let nearest = 0;
    for (let j = 1; j < LANDMARKS; j++) {
      if (Math.abs(this.#days[j] - day) < Math.abs(this.#days[nearest] - day)) nearest = j;
    }
    return this.#counts.subarray(nearest * this.#customers, (nearest + 1) * this.#customers);
  }
}

/** By how many bits the hint of a customer with so many entries was shortened to fit into a byte. */
export function hintShift(entries: number): number {
  return Math.max(0, 24 - Math.clz32(entries));
}

function sampleOf(days: Int32Array): Int32Array {
  const size = Math.min(SAMPLE, days.length);
  return Int32Array.from({ length: size }, (_, i) => days[Math.floor((i * days.length) / size)]).sort();
}

function countUpTo(
  landmarks: Int32Array,
  sample: Int32Array,
  offsets: Uint32Array,
  days: Int32Array,
  counts: Uint8Array,
): void {
  if (sample.length === 0) return;
  const customers = offsets.length - 1;
  const low = sample[0];
  const { shift, cells } = partsByDay(landmarks, sample);
  const last = cells.length - 1;
  const found = new Uint32Array(landmarks.length + 1);
  let start = 0;
  for (let c = 0; c < customers; c++) {
    const end = offsets[c + 1];
    for (let i = start; i < end; i++) found[cells[Math.min(last, Math.max(0, (days[i] - low) >> shift))]]++;
    const shortened = hintShift(end - start);
    let upTo = 0;
    for (let j = 0, at = c; at < counts.length; j++, at += customers) {
      upTo += found[j];
      counts[at] = upTo >> shortened;
      found[j] = 0;
    }
    found[landmarks.length] = 0;
    start = end;
  }
}

/** Between which landmarks a day lies, by days or by some days together. */
function partsByDay(landmarks: Int32Array, sample: Int32Array): { readonly shift: number; readonly cells: Uint8Array } {
  const low = sample[0];
  const width = sample[sample.length - 1] - low;
  let shift = 0;
  while (width >> shift >= MOST_CELLS) shift++;
  const cells = new Uint8Array((width >> shift) + 1);
  let part = 0;
  for (let cell = 0; cell < cells.length; cell++) {
    while (part < LANDMARKS && landmarks[part] - low < cell << shift) part++;
    cells[cell] = part;
  }
  return { shift, cells };
}
