import type { IntegerColumn } from "./order-statistics.js";

// The first pass counts in so many cells, 8 MiB: money up to 2^36 minor units takes one further pass.
const FIRST_CELLS = 2 ** 20;
// Few values are counted in few cells, and may take a pass more.
const FEW = 2 ** 16;
const FIRST_CELLS_OF_FEW = 2 ** 14;
// Each further pass counts in so many cells for every position that is still between two values.
const FURTHER_CELLS = 2 ** 16;

/** A stretch of integers with cells of `2 ** shift` of them each, the first of which begins at `base * 2 ** shift`. */
interface Stretch {
  readonly base: number;
  readonly shift: number;
  /** `2 ** -shift`. */
  readonly scale: number;
  readonly counts: Float64Array;
  /** How many values lie below it. */
  readonly below: number;
  readonly positions: readonly number[];
}

/**
 * Finds the values at positions of the sorted whole of a column that comes in pieces, in a few passes and a fixed memory: each pass counts
 * the values in cells, and the next one divides only the cells in which a position lies. Cells are powers of two wide, so that their
 * borders are exact for all integers that a double holds. Four passes suffice for all.
 */
export class Selection {
  readonly #found = new Map<number, number>();
  #stretches: readonly Stretch[];
  /** By cell of the first pass, the stretches within it: from `#starts[cell]` to `#starts[cell + 1] - 1`. */
  readonly #firstBase: number;
  readonly #firstScale: number;
  readonly #firstCells: number;
  #starts: Uint32Array | null = null;

  constructor(low: number, high: number, size: number, positions: readonly number[]) {
    const shift = shiftFor(low, high, size <= FEW ? FIRST_CELLS_OF_FEW : FIRST_CELLS);
    this.#firstScale = 2 ** -shift;
    this.#firstBase = Math.floor(low * this.#firstScale);
    this.#firstCells = Math.floor(high * this.#firstScale) - this.#firstBase + 1;
    this.#stretches = positions.length === 0 ? [] : [this.#whole(shift, positions)];
  }

  /** Whether all values are found; until then there must be a further pass. */
  get isDone(): boolean {
    return this.#stretches.length === 0;
  }

  #whole(shift: number, positions: readonly number[]): Stretch {
    const counts = new Float64Array(this.#firstCells);
    return { base: this.#firstBase, shift, scale: this.#firstScale, counts, below: 0, positions };
  }

  /** Counts a piece of the column, in the pass at hand. */
  count(values: IntegerColumn): void {
    const starts = this.#starts;
    const [first] = this.#stretches;
    if (first === undefined) return;
    if (starts === null) countIn(first, values);
    else this.#countFurther(values, starts);
  }

  #countFurther(values: IntegerColumn, starts: Uint32Array): void {
    const stretches = this.#stretches;
    for (let i = 0; i < values.length; i++) {
      const first = Math.floor(values[i] * this.#firstScale) - this.#firstBase;
      for (let s = starts[first]; s < starts[first + 1]; s++) {
        const { base, scale, counts } = stretches[s];
        const cell = Math.floor(values[i] * scale) - base;
        if (cell >= 0 && cell < counts.length) counts[cell]++;
      }
    }
  }

  /** Ends a pass: keeps the values that are found, and narrows the stretches of the others. */
  narrow(): void {
    const next = this.#stretches.flatMap((stretch) => this.#divide(stretch)).sort((a, b) => startOf(a) - startOf(b));
    this.#stretches = next;
    if (next.length === 0) return;
    const firstOf = (stretch: Stretch): number => Math.floor(startOf(stretch) * this.#firstScale) - this.#firstBase;
    const starts = new Uint32Array(this.#firstCells + 1);
    for (const stretch of next) starts[firstOf(stretch) + 1]++;
    for (let i = 1; i < starts.length; i++) starts[i] += starts[i - 1];
    this.#starts = starts;
  }

  /** The value at a position that was asked for. */
  at(position: number): number {
    return this.#found.get(position) as number;
  }

  #divide({ base, shift, counts, below, positions }: Stretch): Stretch[] {
    const byCell = new Map<number, { below: number; positions: number[] }>();
    let cell = 0;
    let upTo = below;
    for (const position of [...new Set(positions)].sort((a, b) => a - b)) {
      while (upTo + counts[cell] <= position) upTo += counts[cell++];
      if (shift === 0) this.#found.set(position, base + cell);
      else if (byCell.has(cell)) byCell.get(cell)?.positions.push(position);
      else byCell.set(cell, { below: upTo, positions: [position] });
    }
    return [...byCell].map(([at, inside]) => {
      const finer = Math.max(0, shift - Math.log2(FURTHER_CELLS));
      const cells = 2 ** (shift - finer);
      return {
        ...inside,
        base: (base + at) * cells,
        shift: finer,
        scale: 2 ** -finer,
        counts: new Float64Array(cells),
      };
    });
  }
}

function startOf({ base, shift }: Stretch): number {
  return base * 2 ** shift;
}

function countIn({ base, scale, counts }: Stretch, values: IntegerColumn): void {
  for (let i = 0; i < values.length; i++) counts[Math.floor(values[i] * scale) - base]++;
}

/** The finest power of two that divides a span into no more than so many cells. */
function shiftFor(low: number, high: number, cells: number): number {
  let shift = 0;
  while (Math.floor(high * 2 ** -shift) - Math.floor(low * 2 ** -shift) >= cells) shift++;
  return shift;
}
