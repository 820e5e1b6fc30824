// Most customers have a handful of gaps, for which insertion is several times as quick as the sort of a typed array.
const FEW = 32;

/** The median of some of the gaps, the mean of the two middle ones where their number is even. */
export class OwnMedian {
  #buffer: Int32Array = new Int32Array(FEW);

  /** Of `gaps[from] .. gaps[to - 1]`, at least one. */
  of(gaps: Int32Array, from: number, to: number): number {
    const count = to - from;
    if (count === 1) return gaps[from];
    if (count === 2) return (gaps[from] + gaps[from + 1]) / 2;
    const sorted = count <= FEW ? this.#insert(gaps, from, to) : this.#sort(gaps, from, to);
    const middle = count >> 1;
    return count % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  #insert(gaps: Int32Array, from: number, to: number): Int32Array {
    const sorted = this.#buffer;
    for (let i = from; i < to; i++) {
      const gap = gaps[i];
      let at = i - from;
      for (; at > 0 && sorted[at - 1] > gap; at--) sorted[at] = sorted[at - 1];
      sorted[at] = gap;
    }
    return sorted;
  }

  #sort(gaps: Int32Array, from: number, to: number): Int32Array {
    return gaps.slice(from, to).sort();
  }
}
