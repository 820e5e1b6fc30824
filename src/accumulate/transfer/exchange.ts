import { PARTS } from "../sums/part-of.js";
import type { WaitingPlaces } from "../sums/queue-plain.js";
import { ROW_INTS } from "../sums/row.js";

/**
 * Memory that threads share: in every round each reads its rows, and puts them where those find them to whom their customers belong.
 * What is not written to takes no memory.
 */
export interface Exchange {
  /** How many rows a thread reads in a round, at most. */
  readonly roundRows: number;
  /** What each thread hands over. */
  readonly memory: readonly SharedArrayBuffer[];
}

/** The rows that a thread read in a round: as they wait for their parts in a queue; then behind these blocks of full parts. */
export interface ReadRows extends WaitingPlaces {
  /** Of which parts the blocks are. */
  readonly blocks: Int32Array;
  /** The numbers of rows that are not plain. */
  readonly odd: Int32Array;
  /** How many blocks there are, and how many odd rows. */
  readonly counts: Int32Array;
}

export const BLOCKS = 0;
export const ODD = 1;

export function newExchange(threads: number, roundRows: number): Exchange {
  const { ints } = formOf(roundRows);
  const bytes = ints * Int32Array.BYTES_PER_ELEMENT;
  return { roundRows, memory: Array.from({ length: threads }, () => new SharedArrayBuffer(bytes)) };
}

/** Where each of the threads puts what it reads. */
export function readRowsOf({ roundRows, memory }: Exchange): ReadRows[] {
  const { capacity, blocks } = formOf(roundRows);
  return memory.map((buffer) => {
    let at = 0;
    const next = (length: number): Int32Array => {
      at += length;
      return new Int32Array(buffer, (at - length) * Int32Array.BYTES_PER_ELEMENT, length);
    };
    return {
      capacity,
      waiting: next(PARTS),
      blocks: next(blocks),
      counts: next(2),
      rows: next((PARTS + blocks) * capacity * ROW_INTS),
      odd: next(roundRows),
    };
  });
}

/** Forgets what was read. */
export function clear({ waiting, counts }: ReadRows): void {
  waiting.fill(0);
  counts.fill(0);
}

/** Makes room for more rows of a full part: those that wait become a block. */
export function putAside({ rows, capacity, waiting, blocks, counts }: ReadRows, part: number): void {
  const block = counts[BLOCKS]++;
  const ints = capacity * ROW_INTS;
  rows.copyWithin((PARTS + block) * ints, part * ints, (part + 1) * ints);
  blocks[block] = part;
  waiting[part] = 0;
}

/** Parts have some room to spare, so that few get full where customers are many; and there are blocks for all rows. */
function formOf(roundRows: number): { readonly capacity: number; readonly blocks: number; readonly ints: number } {
  const mean = Math.ceil(roundRows / PARTS);
  const capacity = mean + (mean >> 4) + 8;
  const blocks = Math.floor(roundRows / capacity);
  return { capacity, blocks, ints: PARTS + blocks + 2 + (PARTS + blocks) * capacity * ROW_INTS + roundRows };
}
