/** The exact sum of integers that doubles hold, of any count: the doubles are added while that is exact, then spilled. */
export class ExactSum {
  #spilled = 0n;
  #near = 0;

  add(value: number): void {
    const next = this.#near + value;
    if (Math.abs(next) <= Number.MAX_SAFE_INTEGER) {
      this.#near = next;
      return;
    }
    this.#spilled += BigInt(this.#near) + BigInt(value);
    this.#near = 0;
  }

  /** The sum as it is. */
  get exact(): bigint {
    return this.#spilled + BigInt(this.#near);
  }

  /** The sum, rounded once where it is beyond 2^53. */
  get value(): number {
    return this.#spilled === 0n ? this.#near : Number(this.exact);
  }
}
