import type { Histories } from "../group-histories.js";
import { growthSums } from "./growth-sums.js";
import type { ParetoLikelihood } from "./pareto-likelihood.js";

/**
 * The log likelihood where a share pi is lost at once and the others never, or with a pi of 0 nobody is: who came back stays; who did
 * not is lost, or stays and has not bought yet. In the place of ln mu, the third, derivatives are by the log odds of pi; the fourth are
 * 0. When the last purchase was makes no difference, so histories count by repeats and by age. Cost: a logarithm per distinct age.
 */
export function splitLikelihood(histories: Histories, stride: number): ParetoLikelihood {
  const { x, age } = histories;
  const { customersByX, buyers, repeats, silent } = countHistories(histories, stride);
  const came = sum(buyers);
  const all = sum(repeats);
  return ({ lambda, rho, pi }, gradient, hessian) => {
    gradient.fill(0);
    hessian.fill(0);
    const growth = growthSums(rho, x);
    let value = came * Math.log1p(-pi) + all * Math.log(lambda);
    gradient[0] = all;
    gradient[2] = -came * pi;
    hessian[10] = -came * pi * (1 - pi);
    for (let i = 0; i < x.length; i++) {
      value += customersByX[i] * growth.log[i];
      gradient[1] += customersByX[i] * growth.first[i];
      hessian[5] += customersByX[i] * growth.second[i];
    }
    const r = 1 / rho;
    for (let i = 0; i < age.length; i++) {
      const v = rho * lambda * age[i];
      const A = v / (1 + v);
      const L = Math.log1p(v);
      const k = r * buyers[i] + repeats[i];
      // The derivatives of -r ln(1 + v), which is the logarithm of the probability of silence, by ln lambda and ln rho.
      const a = -r * A;
      const b = r * (L - A);
      value -= k * L;
      gradient[0] -= k * A;
      gradient[1] += buyers[i] * b - repeats[i] * A;
      hessian[0] -= k * A * (1 - A);
      hessian[1] -= buyers[i] * a + k * A * (1 - A);
      hessian[5] -= buyers[i] * (b + a) + k * A * (1 - A);
      if (silent[i] > 0) value += silent[i] * addSilent(pi, -r * L, [a, b], A, silent[i], gradient, hessian);
    }
    for (let i = 0; i < 4; i++) for (let j = 0; j < i; j++) hessian[4 * i + j] = hessian[4 * j + i];
    return value;
  };
}

/**
 * Adds n customers who did not come back, for whom staying silent has the logarithm l: of ln L = ln(pi + (1 - pi) e^l), with w the
 * probability of being alive, the gradient is w l' and the Hessian w l'' + w (1 - w) l' l'. Returns ln L.
 */
function addSilent(
  pi: number,
  l: number,
  [a, b]: readonly [number, number],
  A: number,
  n: number,
  gradient: Float64Array,
  hessian: Float64Array,
): number {
  const logStay = Math.log1p(-pi) + l;
  const w = 1 / (1 + Math.exp(Math.log(pi) - logStay));
  const q = 1 - w;
  gradient[0] += n * w * a;
  gradient[1] += n * w * b;
  gradient[2] += n * (q - pi);
  hessian[0] += n * w * (a * (1 - A) + q * a * a);
  hessian[1] += n * w * (-a * A + q * a * b);
  hessian[2] -= n * w * q * a;
  hessian[5] += n * w * (-b - a * A + q * b * b);
  hessian[6] -= n * w * q * b;
  hessian[10] += n * (w * q - pi * (1 - pi));
  return w > 0.5 ? logStay - Math.log(w) : Math.log(pi) - Math.log(q);
}

/** Customers by repeats; and for each age those who came back, their repeats, and those who did not. Of every so many groups one. */
function countHistories({ groups, x, xAt, age, ageAt, count }: Histories, stride: number) {
  const customersByX = new Float64Array(x.length);
  const buyers = new Float64Array(age.length);
  const repeats = new Float64Array(age.length);
  const silent = new Float64Array(age.length);
  for (let g = 0; g < groups; g += stride) {
    const bought = x[xAt[g]];
    customersByX[xAt[g]] += count[g];
    repeats[ageAt[g]] += count[g] * bought;
    if (bought > 0) buyers[ageAt[g]] += count[g];
    else silent[ageAt[g]] += count[g];
  }
  return { customersByX, buyers, repeats, silent };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
