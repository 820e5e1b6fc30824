import type { BgData } from "./bg-data.js";
import { type BgForm, rateSize } from "./bg-form.js";
import type { GapTable } from "./gap-table.js";
import type { RateTable } from "./rate-table.js";

// Far below where a product of doubles overflows.
const MOST_PRODUCT = 1e250;

/**
 * Adds ln(1 + e^g) of every group, where g says how much likelier it is that a customer was lost at the last purchase. With q the
 * probability of that and G the gradient of g, the gradient is q G and the Hessian q (second derivatives of g) + q (1 - q) G G'.
 * Only the loop over groups is long: it gathers ten sums for each number of repeats, of which the rest is made.
 */
export function addGroups(
  data: BgData,
  form: BgForm,
  rate: RateTable,
  gap: GapTable,
  gradient: Float64Array,
  hessian: Float64Array,
): number {
  const { x, xStart, lastAt, ageAt, count } = data.histories;
  const { lastExposure, ageExposure, lastInverse, ageInverse } = rate;
  const isGamma = form.rate === "gamma";
  let value = 0;
  for (let i = 0; i < x.length; i++) {
    const base = gap.log[i];
    if (base === Number.NEGATIVE_INFINITY) continue;
    const shape = isGamma ? rate.r + x[i] : 1;
    let logs = 0;
    let product = 1;
    let q0 = 0;
    let qv = 0;
    let qu = 0;
    let qw = 0;
    let pq0 = 0;
    let pqv = 0;
    let pqu = 0;
    let pqvv = 0;
    let pqvu = 0;
    let pquu = 0;
    for (let g = xStart[i]; g < xStart[i + 1]; g++) {
      const n = count[g];
      const last = lastAt[g];
      const age = ageAt[g];
      const v = ageExposure[age] - lastExposure[last];
      const ageBy = ageInverse[age];
      const lastBy = lastInverse[last];
      const u = ageBy - lastBy;
      const w = u * (ageBy + lastBy);
      const lost = shape * v + base;
      const e = Math.exp(lost > 0 ? -lost : lost);
      const inverse = 1 / (1 + e);
      const q = lost > 0 ? inverse : e * inverse;
      if (lost > 0) logs += n * lost;
      // Most groups are one customer, and the logarithm of a product is that of its factors, here from 1 to 2.
      if (n === 1) product *= 1 + e;
      else logs += n * Math.log1p(e);
      if (product > MOST_PRODUCT) {
        logs += Math.log(product);
        product = 1;
      }
      const nq = n * q;
      // e / (1 + e)^2 is q (1 - q) whichever of the two is tiny.
      const npq = nq * (lost > 0 ? e * inverse : inverse);
      q0 += nq;
      qv += nq * v;
      qu += nq * u;
      qw += nq * w;
      pq0 += npq;
      pqv += npq * v;
      pqu += npq * u;
      pqvv += npq * v * v;
      pqvu += npq * v * u;
      pquu += npq * u * u;
    }
    value += logs + Math.log(product);
    const sums = { q0, qv, qu, qw, pq0, pqv, pqu, pqvv, pqvu, pquu };
    addRun(form, rate, shape, gap.byB[i], sums, gradient, hessian);
  }
  return value;
}

/** Sums over the groups of one number of repeats, weighted by q or by q (1 - q): of 1, of v = the exposure since the last purchase, of
 * u and w = differences of inverse times and of their squares, and of products. */
interface RunSums {
  readonly q0: number;
  readonly qv: number;
  readonly qu: number;
  readonly qw: number;
  readonly pq0: number;
  readonly pqv: number;
  readonly pqu: number;
  readonly pqvv: number;
  readonly pqvu: number;
  readonly pquu: number;
}

/** Adds the derivatives by the logarithms of the parameters. */
function addRun(
  form: BgForm,
  { r, alpha }: RateTable,
  shape: number,
  byB: number,
  sums: RunSums,
  gradient: Float64Array,
  hessian: Float64Array,
): void {
  const size = gradient.length;
  const at = rateSize(form);
  gradient[0] += r * sums.qv;
  hessian[0] += r * sums.qv + r * r * sums.pqvv;
  hessian[at] += r * sums.pqv;
  gradient[at] += sums.q0;
  hessian[at * size + at] += sums.pq0;
  const ac = alpha * shape;
  if (form.rate === "gamma") {
    gradient[1] += ac * sums.qu;
    hessian[1] += r * (alpha * sums.qu + ac * sums.pqvu);
    hessian[size + 1] += ac * (sums.qu - alpha * sums.qw + ac * sums.pquu);
    hessian[size + at] += ac * sums.pqu;
  }
  if (form.drop === "beta") {
    gradient[at + 1] += byB * sums.q0;
    hessian[at + 1] += r * byB * sums.pqv;
    if (form.rate === "gamma") hessian[size + at + 1] += ac * byB * sums.pqu;
    hessian[at * size + at + 1] += byB * sums.pq0;
    hessian[(at + 1) * size + at + 1] += byB * (1 + byB) * sums.q0 + byB * byB * sums.pq0;
  }
}
