import { digamma } from "../math/digamma.js";
import { logBeta } from "../math/log-beta.js";
import type { Objective } from "../math/maximise.js";
import { digammaRise, trigammaRise } from "../math/polygamma-rise.js";
import { trigamma } from "../math/trigamma.js";
import type { SpendRows } from "./spend-rows.js";

// Sums run over so many rows at a time, so that rounding errors of long sums stay as small as those of short ones.
const BLOCK = 256;

/**
 * The log likelihood of mean spends over ln p, ln q and ln gamma with its gradient and Hessian (churn models by Fader, Hardie and Lee
 * 2005). Special functions are needed once per distinct count, and one logarithm per customer.
 */
export function gammaGammaLikelihood({ rows, counts, starts, means }: SpendRows): Objective {
  let logMeans = 0;
  let logTotals = 0;
  const totals = new Float64Array(rows);
  for (let i = 0; i < counts.length; i++) {
    for (let row = starts[i]; row < starts[i + 1]; row++) {
      totals[row] = counts[i] * means[row];
      logMeans += Math.log(means[row]);
    }
    logTotals += (starts[i + 1] - starts[i]) * Math.log(counts[i]);
  }
  logTotals += logMeans;
  const sums = new Sums(totals);

  return (point, gradient, hessian) => {
    const [p, q, g] = Array.from(point, Math.exp);
    const logG = point[2];
    // The part of the likelihood that is the same for every customer, then that of every count.
    let value = q * (rows * logG - logTotals) - logMeans;
    let dp = 0;
    let dq = rows * logG - logTotals - rows * digamma(q);
    let dg = (rows * q) / g;
    let pp = 0;
    let pq = 0;
    let pg = 0;
    let qq = -rows * trigamma(q);
    let qg = rows / g;
    let gg = (-rows * q) / (g * g);
    for (let i = 0; i < counts.length; i++) {
      const x = counts[i];
      const n = starts[i + 1] - starts[i];
      const shape = p * x;
      const whole = shape + q;
      sums.collect(g, starts[i], starts[i + 1]);
      const { logs, inverse, inverseSquare } = sums;
      value -= n * logBeta(shape, q) + whole * logs;
      dp += x * (n * digammaRise(shape, q) - logs);
      dq += n * digamma(whole) - logs;
      dg -= whole * inverse;
      pp += n * x * x * trigammaRise(shape, q);
      pq += n * x * trigamma(whole);
      pg -= x * inverse;
      qq += n * trigamma(whole);
      qg -= inverse;
      gg += whole * inverseSquare;
    }
    gradient.set([p * dp, q * dq, g * dg]);
    hessian.set([
      p * (p * pp + dp),
      p * q * pq,
      p * g * pg,
      p * q * pq,
      q * (q * qq + dq),
      q * g * qg,
      p * g * pg,
      q * g * qg,
      g * (g * gg + dg),
    ]);
    return value;
  };
}

/** Sums over rows of ln(1 + g / total), 1 / (total + g) and its square. */
class Sums {
  logs = 0;
  inverse = 0;
  inverseSquare = 0;
  readonly #totals: Float64Array;

  constructor(totals: Float64Array) {
    this.#totals = totals;
  }

  collect(g: number, from: number, to: number): void {
    const totals = this.#totals;
    this.logs = 0;
    this.inverse = 0;
    this.inverseSquare = 0;
    for (let start = from; start < to; start += BLOCK) {
      const end = Math.min(start + BLOCK, to);
      let logs = 0;
      let inverse = 0;
      let inverseSquare = 0;
      for (let row = start; row < end; row++) {
        logs += Math.log1p(g / totals[row]);
        const one = 1 / (totals[row] + g);
        inverse += one;
        inverseSquare += one * one;
      }
      this.logs += logs;
      this.inverse += inverse;
      this.inverseSquare += inverseSquare;
    }
  }
}
