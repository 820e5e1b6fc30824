import { fractionOf } from "../math/fraction-of.js";

/** `ceil(count * share)`, at least 1, for a share as it is written: 7 % of 100 is 7, though the double is a hair more. */
export class ExactRank {
  readonly #num: bigint;
  readonly #den: bigint;
  readonly #smallNum: number;
  readonly #smallDen: number;

  /** @param per - What the share is a share of: 1, or 100 for percents. */
  constructor(share: number, per: 1 | 100) {
    const { num, den } = fractionOf(share);
    const divisor = gcd(num, den * BigInt(per));
    this.#num = num / divisor;
    this.#den = (den * BigInt(per)) / divisor;
    this.#smallNum = Number(this.#num);
    this.#smallDen = Number(this.#den);
  }

  of(count: number): number {
    const product = count * this.#smallNum;
    if (product <= Number.MAX_SAFE_INTEGER - this.#smallDen) {
      return Math.max(1, Math.floor((product + this.#smallDen - 1) / this.#smallDen));
    }
    const exact = (BigInt(count) * this.#num + this.#den - 1n) / this.#den;
    return Math.max(1, Number(exact));
  }
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}
