/** Gaps of one customer as they come, sorted: each length once, with how often it came. Lengths are few, since their sum is the span. */
export class RunningGaps {
  #lengths: Int32Array = new Int32Array(16);
  #counts: Int32Array = new Int32Array(16);
  #rows = 0;
  count = 0;

  clear(): void {
    this.#rows = 0;
    this.count = 0;
  }

  add(gap: number): void {
    this.count++;
    let low = 0;
    let high = this.#rows;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#lengths[middle] < gap) low = middle + 1;
      else high = middle;
    }
    if (low < this.#rows && this.#lengths[low] === gap) {
      this.#counts[low]++;
      return;
    }
    if (this.#rows === this.#lengths.length) this.#grow();
    this.#lengths.copyWithin(low + 1, low, this.#rows);
    this.#counts.copyWithin(low + 1, low, this.#rows);
    this.#lengths[low] = gap;
    this.#counts[low] = 1;
    this.#rows++;
  }

  /** The gap of a rank, from 1 to `count`. */
  atRank(rank: number): number {
    let row = 0;
    for (let below = this.#counts[0]; below < rank; below += this.#counts[row]) row++;
    return this.#lengths[row];
  }

  /** The middle gap, or the mean of the two middle ones. */
  median(): number {
    return (this.atRank((this.count + 1) >> 1) + this.atRank((this.count >> 1) + 1)) / 2;
  }

  #grow(): void {
    const double = (column: Int32Array): Int32Array => {
      const wider = new Int32Array(2 * column.length);
      wider.set(column);
      return wider;
    };
    this.#lengths = double(this.#lengths);
    this.#counts = double(this.#counts);
  }
}
