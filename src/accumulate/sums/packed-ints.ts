import type { PackedDense } from "./dense-sums.js";

/** What an `IntSums` holds, as a message. */
export interface PackedInts {
  readonly parts: readonly PackedPart[];
  readonly dense: PackedDense | null;
}

/** What an `IntPart` holds, as a message. */
export interface PackedPart {
  /** Which of the parts it is. */
  readonly part: number;
  /** The records. */
  readonly buffer: ArrayBufferLike;
  readonly size: number;
  readonly slots: number;
  readonly seed: number;
  readonly seeds: number;
}

/** Nothing. */
export const NO_INTS: PackedInts = { parts: [], dense: null };

/** The memory of what was packed. */
export function memoryOfInts({ parts, dense }: PackedInts): ArrayBufferLike[] {
  return [...parts.map(({ buffer }) => buffer), ...(dense === null ? [] : [dense.records])];
}
