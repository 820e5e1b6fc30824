import { type BgSpread, shapeAt } from "./bg-spread.js";
import { expectedByRoots } from "./expected-by-roots.js";
import { stageWeights } from "./stage-weights.js";

/**
 * The expected purchases within a time of a customer who is alive, with Erlang gaps: exact, where the literature approximates.
 *
 * With j of k stages passed since the last purchase, m more stages make (m + j) / k purchases, rounded down, if the customer stays; so
 * it is the mean over j and m of the expected number of purchases out of so many at which the customer has not yet been lost.
 */
export function expectedErlang(spread: BgSpread, x: number, last: number, age: number, time: number): number {
  if (time === 0) return 0;
  const weights = stageWeights(spread, x, age - last, age);
  const purchases = new PurchasesBeforeLoss(spread, x);
  let total = 0;
  let mean = 0;
  for (let j = 0; j < weights.length; j++) {
    total += weights[j];
    mean += weights[j] * meanPurchases(spread, x, age, time, j, purchases);
  }
  return mean / total;
}

// Stages to sum over at most; where more are likely, a sum over complex roots takes less time.
const MOST_STAGES = 4000;
const RESCALE = 2 ** 900;

/** Over m, whose probabilities are made one from the other and scaled to sum to 1 in the end, so that none underflows. */
function meanPurchases(
  spread: BgSpread,
  x: number,
  age: number,
  time: number,
  stage: number,
  purchases: PurchasesBeforeLoss,
): number {
  const { k, rate, alpha, lambda } = spread;
  const isGamma = rate === "gamma";
  const shape = shapeAt(spread, k * x) + stage;
  const z = isGamma ? time / (alpha + age + time) : lambda * time;
  // The mean number of stages and ten standard deviations, and as far as rare ones reach.
  const mean = isGamma ? shape * z : z;
  const likely = (mean + 10 * Math.sqrt(mean + 40) + 40) / (isGamma ? 1 - z : 1);
  if (likely > MOST_STAGES) return expectedByRoots(spread, x, age, time, stage);
  let probability = 1;
  let total = 0;
  let sum = 0;
  for (let m = 0; ; m++) {
    const worth = probability * purchases.of(Math.floor((m + stage) / k));
    total += probability;
    sum += worth;
    const factor = isGamma ? ((shape + m) / (m + 1)) * z : z / (m + 1);
    if (factor < 1 && (probability + worth) * factor < 1e-18 * (1 - factor) * Math.max(total, sum)) break;
    probability *= factor;
    if (probability > RESCALE) {
      probability /= RESCALE;
      total /= RESCALE;
      sum /= RESCALE;
    }
  }
  return sum / total;
}

/** How many of the next n purchases are expected to happen, if a customer may be lost at each of them. */
class PurchasesBeforeLoss {
  readonly #sums: number[] = [0];
  readonly #a: number;
  readonly #b: number;
  readonly #grows: 0 | 1;
  #stay = 1;

  constructor({ drop, a, b, p, first }: BgSpread, x: number) {
    // One chance for all stays as it is; a distribution leaves those who are hard to lose.
    this.#a = drop === "beta" ? a : p;
    this.#b = drop === "beta" ? b + (x + first) : 1 - p;
    this.#grows = drop === "beta" ? 1 : 0;
  }

  of(n: number): number {
    const sums = this.#sums;
    while (sums.length <= n) {
      const i = (sums.length - 1) * this.#grows;
      sums.push(sums[sums.length - 1] + this.#stay);
      this.#stay *= (this.#b + i) / (this.#a + this.#b + i);
    }
    return sums[n];
  }
}
