/** The ranks of marked rows among each other, by a bitmap: rows marked in any order are counted in theirs. */
export class FirstRows {
  readonly #bits: Uint32Array;
  readonly #before: Uint32Array;

  constructor(rows: number) {
    this.#bits = new Uint32Array((rows + 31) >>> 5);
    this.#before = new Uint32Array(this.#bits.length + 1);
  }

  clear(): void {
    this.#bits.fill(0);
  }

  mark(row: number): void {
    this.#bits[row >>> 5] |= 1 << (row & 31);
  }

  /** Makes ready for `rank`, after the last mark. */
  count(): void {
    for (let w = 0; w < this.#bits.length; w++) this.#before[w + 1] = this.#before[w] + ones(this.#bits[w]);
  }

  /** How many marked rows come before a row. */
  rank(row: number): number {
    const w = row >>> 5;
    return this.#before[w] + ones(this.#bits[w] & ((1 << (row & 31)) - 1));
  }
}

function ones(bits: number): number {
  let v = bits - ((bits >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
