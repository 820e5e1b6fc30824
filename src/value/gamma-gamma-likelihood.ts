import { logBeta } from "../math/log-beta.js";
import type { Objective } from "../math/maximise.js";
import { digammaRise, trigammaRise } from "../math/polygamma-rise.js";
import { trigamma } from "../math/trigamma.js";
import type { SpendRows } from "./spend-rows.js";

// Sums run over so many rows at a time, so that rounding errors of long sums stay as small as those of short ones.
const BLOCK = 256;

/**
 * The log likelihood of mean spends over ln p, ln q and ln gamma with its gradient and Hessian: for a mean z of x purchases and w = x z
 * it is -ln z - ln B(p x, q) - p x ln(1 + gamma / w) - q ln(1 + w / gamma) (Fader, Hardie and Lee 2005). Special functions are needed
 * once per distinct count, and one logarithm per customer. Differences are taken before they are multiplied by p or q, so that large
 * ones leave no noise.
 */
export function gammaGammaLikelihood({ rows, counts, starts, means }: SpendRows): Objective {
  let logMeans = 0;
  const totals = new Float64Array(rows);
  for (let i = 0; i < counts.length; i++) {
    for (let row = starts[i]; row < starts[i + 1]; row++) {
      totals[row] = counts[i] * means[row];
      logMeans += Math.log(means[row]);
    }
  }
  const sums = new Sums(totals);

  return (point, gradient, hessian) => {
    const [p, q, g] = Array.from(point, Math.exp);
    let value = -logMeans;
    gradient.fill(0);
    hessian.fill(0);
    for (let i = 0; i < counts.length; i++) {
      const n = starts[i + 1] - starts[i];
      const shape = p * counts[i];
      sums.collect(g, starts[i], starts[i + 1]);
      const { byTotal, byGamma, gammaShare, totalShare, product } = sums;
      value -= n * logBeta(shape, q) + shape * byTotal + q * byGamma;
      const byP = shape * (n * digammaRise(shape, q) - byTotal);
      const byQ = q * (n * digammaRise(q, shape) - byGamma);
      gradient[0] += byP;
      gradient[1] += byQ;
      gradient[2] += q * totalShare - shape * gammaShare;
      hessian[0] += byP + n * shape * shape * trigammaRise(shape, q);
      hessian[1] += n * shape * q * trigamma(shape + q);
      hessian[2] -= shape * gammaShare;
      hessian[4] += byQ + n * q * q * trigammaRise(q, shape);
      hessian[5] += q * totalShare;
      hessian[8] -= (shape + q) * product;
    }
    hessian[3] = hessian[1];
    hessian[6] = hessian[2];
    hessian[7] = hessian[5];
    return value;
  };
}

/** Sums over rows, with w the total of a row and g the parameter gamma. */
class Sums {
  /** Of ln(1 + g / w). */
  byTotal = 0;
  /** Of ln(1 + w / g). */
  byGamma = 0;
  /** Of g / (w + g), w / (w + g) and their product. */
  gammaShare = 0;
  totalShare = 0;
  product = 0;
  readonly #totals: Float64Array;
  readonly #logs: Float64Array;

  constructor(totals: Float64Array) {
    this.#totals = totals;
    this.#logs = totals.map(Math.log);
  }

  collect(g: number, from: number, to: number): void {
    const logG = Math.log(g);
    this.byTotal = 0;
    this.byGamma = 0;
    this.gammaShare = 0;
    this.totalShare = 0;
    this.product = 0;
    for (let start = from; start < to; start += BLOCK) this.#add(g, logG, start, Math.min(start + BLOCK, to));
  }

  #add(g: number, logG: number, from: number, to: number): void {
    const totals = this.#totals;
    const logs = this.#logs;
    let byTotal = 0;
    let byGamma = 0;
    let gammaShare = 0;
    let totalShare = 0;
    let product = 0;
    for (let row = from; row < to; row++) {
      const w = totals[row];
      // The smaller of the two logarithms keeps its digits; the other is larger by ln w - ln g.
      const gap = logs[row] - logG;
      if (w > g) {
        const small = Math.log1p(g / w);
        byTotal += small;
        byGamma += small + gap;
      } else {
        const small = Math.log1p(w / g);
        byTotal += small - gap;
        byGamma += small;
      }
      const inverse = 1 / (w + g);
      const ofG = g * inverse;
      const ofW = w * inverse;
      gammaShare += ofG;
      totalShare += ofW;
      product += ofG * ofW;
    }
    this.byTotal += byTotal;
    this.byGamma += byGamma;
    this.gammaShare += gammaShare;
    this.totalShare += totalShare;
    this.product += product;
  }
}
