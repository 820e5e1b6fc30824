import { risingRatioSums, risingSums } from "../../math/rising.js";
import type { BgSpread } from "./bg-spread.js";

/** The probability of n repeat purchases within a time of the first purchase: made and still a customer, or lost at the last of them. */
export function bgPmf(spread: BgSpread, n: number, time: number): number {
  const { k, first, drop, a, b, p } = spread;
  const chances = n + first;
  const exactly = stagesFrom(spread, time, n * k, k);
  if (drop === "none") return exactly;
  const stayed = (times: number): number =>
    drop === "beta" ? Math.exp(risingRatioSums(a, b, [times]).log[0]) : Math.exp(times * Math.log1p(-p));
  if (chances === 0) return exactly;
  const lost = stayed(chances - 1) * (drop === "beta" ? a / (a + b + (chances - 1)) : p);
  return stayed(chances) * exactly + lost * stagesAtLeast(spread, time, n * k);
}

/** The probability of at least m stages within a time. */
function stagesAtLeast(spread: BgSpread, time: number, m: number): number {
  if (m === 0) return 1;
  const { rate, r, alpha, lambda } = spread;
  const mean = rate === "gamma" ? (r * time) / alpha : lambda * time;
  // The upper tail is summed where it is the smaller one, if that ends.
  if (m > mean && (rate === "fixed" || time < MOST_OVER * alpha)) {
    return stagesFrom(spread, time, m, Number.POSITIVE_INFINITY);
  }
  let probability = Math.exp(logStages(spread, time, m - 1));
  let below = probability;
  for (let j = m - 1; j > 0 && probability > 1e-18 * below; j--) {
    probability /= growth(spread, time, j - 1);
    below += probability;
  }
  return Math.max(0, 1 - below);
}

const MOST_OVER = 1e4;
// Below it numbers lose digits until a share of one is the number itself.
const LEAST = 1e-300;

/** The probability of m, m + 1 ... m + size - 1 stages. */
function stagesFrom(spread: BgSpread, time: number, m: number, size: number): number {
  let probability = Math.exp(logStages(spread, time, m));
  let sum = probability;
  for (let j = m; j < m + size - 1; j++) {
    const factor = growth(spread, time, j);
    probability *= factor;
    sum += probability;
    if (factor < 1 && probability <= 1e-18 * (1 - factor) * sum + LEAST) break;
  }
  return sum;
}

/** The logarithm of the probability of m stages: negative binomial, or Poisson. */
function logStages({ rate, r, alpha, lambda }: BgSpread, time: number, m: number): number {
  const isNever = time === 0 || (rate === "fixed" && lambda === 0);
  if (isNever) return m === 0 ? 0 : Number.NEGATIVE_INFINITY;
  const orders = risingSums(1, [m]).log[0];
  if (rate === "fixed") return m * Math.log(lambda * time) - lambda * time - orders;
  return risingSums(r, [m]).log[0] - orders - r * Math.log1p(time / alpha) - m * Math.log1p(alpha / time);
}

/** The probability of j + 1 stages over that of j. */
function growth({ rate, r, alpha, lambda }: BgSpread, time: number, j: number): number {
  return rate === "gamma" ? ((r + j) / (j + 1)) * (time / (alpha + time)) : (lambda * time) / (j + 1);
}
