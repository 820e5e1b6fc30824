import { ExactSum } from "../math/exact-sum.js";

// Money smaller than this is lost: a millionth of a major unit.
const PARTS = 1_000_000;

/** The sum of amounts rounded to millionths, so that it does not depend on their order; `NaN` is left out. */
export class ExactTotal {
  /** How many amounts were added. */
  count = 0;
  readonly #sum = new ExactSum();

  add(amount: number): void {
    if (Number.isNaN(amount)) return;
    this.count++;
    this.#sum.add(Math.round(amount * PARTS));
  }

  get value(): number {
    return this.#sum.value / PARTS;
  }
}
