import type { BgData } from "./bg-data.js";
import { type BgForm, rateSize } from "./bg-form.js";
import type { GapTable } from "./gap-table.js";
import type { RateTable } from "./rate-table.js";

/**
 * Adds what Erlang gaps make of every group: ln(sum over j < k of S_j + e^g), where S_j weighs that j of the k stages to the next purchase
 * are passed, and e^g that the customer was lost at the last one (Reutterer, Platzer and Schroeder 2020). It is a mixture: the gradient is
 * the mean of the gradients of its parts, the Hessian the mean of theirs plus the covariance of the gradients.
 */
export function addErlangGroups(
  data: BgData,
  form: BgForm,
  rate: RateTable,
  gap: GapTable | null,
  gradient: Float64Array,
  hessian: Float64Array,
): number {
  const { x, xAt, lastAt, ageAt, count, groups } = data.histories;
  const size = gradient.length;
  const at = rateSize(form);
  const slope = new Float64Array(size);
  const lostSlope = new Float64Array(size);
  let value = 0;
  for (let g = 0; g < groups; g++) {
    const n = count[g];
    const passed = passedStages(data, form, rate, x[xAt[g]], lastAt[g], ageAt[g]);
    const lost = gap === null ? Number.NEGATIVE_INFINITY : lostWeight(form, rate, gap, data, g, lostSlope);
    const odds = lost - passed.log;
    const e = Math.exp(odds > 0 ? -odds : odds);
    const q = (odds > 0 ? 1 : e) / (1 + e);
    const p = (odds > 0 ? e : 1) / (1 + e);
    value += n * (passed.log + Math.max(odds, 0) + Math.log1p(e));
    for (let i = 0; i < size; i++) slope[i] = q * lostSlope[i] + p * (i < at ? passed.slope[i] : 0);
    for (let i = 0; i < size; i++) {
      gradient[i] += n * slope[i];
      for (let j = i; j < size; j++) {
        const moment = q * lostSlope[i] * lostSlope[j] + (j < at ? p * passed.moment[i + j] : 0);
        hessian[i * size + j] += n * (moment - slope[i] * slope[j]);
      }
    }
    for (let i = 0; i < at; i++) hessian[i * size + i] += n * p * passed.curve[i];
    if (gap !== null) addLostCurve(form, rate, data, g, n * q, gap.byB[xAt[g]], hessian);
  }
  return value;
}

/** The parts in which the customer is alive: the logarithm of their sum, and means over them. */
interface PassedStages {
  readonly log: number;
  /** The mean gradient. */
  readonly slope: readonly [number, number];
  /** Mean products of the gradient: by the first parameter twice, by both, by the second twice. */
  readonly moment: readonly [number, number, number];
  /** Mean second derivatives; the mixed one is 0. */
  readonly curve: readonly [number, number];
}

function passedStages(data: BgData, form: BgForm, rate: RateTable, x: number, last: number, age: number): PassedStages {
  const { r, alpha, lambda, ageInverse } = rate;
  const silence = data.age[age] - data.last[last];
  const isGamma = form.rate === "gamma";
  const shape = r + form.k * x;
  const share = alpha * ageInverse[age];
  let weight = 1;
  let sum = 1;
  let [d0, d1, d00, d01, d11, c0, c1] = [0, 0, 0, 0, 0, 0, 0];
  let rising = 0;
  let squares = 0;
  for (let j = 1; j < form.k; j++) {
    const factor = 1 / (shape + j - 1);
    rising += factor;
    squares += factor * factor;
    weight *= isGamma ? ((shape + j - 1) / j) * silence * ageInverse[age] : (lambda * silence) / j;
    const byFirst = isGamma ? r * rising : j;
    const bySecond = isGamma ? -j * share : 0;
    sum += weight;
    d0 += weight * byFirst;
    d1 += weight * bySecond;
    d00 += weight * byFirst * byFirst;
    d01 += weight * byFirst * bySecond;
    d11 += weight * bySecond * bySecond;
    c0 += isGamma ? weight * r * (rising - r * squares) : 0;
    c1 += weight * bySecond * (1 - share);
  }
  return {
    log: Math.log(sum),
    slope: [d0 / sum, d1 / sum],
    moment: [d00 / sum, d01 / sum, d11 / sum],
    curve: [c0 / sum, c1 / sum],
  };
}

/** Returns g of a group and fills its gradient. */
function lostWeight(
  form: BgForm,
  rate: RateTable,
  gap: GapTable,
  { histories }: BgData,
  group: number,
  slope: Float64Array,
): number {
  const { x, xAt, lastAt, ageAt } = histories;
  const i = xAt[group];
  const at = rateSize(form);
  const v = rate.ageExposure[ageAt[group]] - rate.lastExposure[lastAt[group]];
  const shape = form.rate === "gamma" ? rate.r + form.k * x[i] : 1;
  slope[0] = rate.r * v;
  if (form.rate === "gamma") {
    slope[1] = rate.alpha * shape * (rate.ageInverse[ageAt[group]] - rate.lastInverse[lastAt[group]]);
  }
  slope[at] = 1;
  if (form.drop === "beta") slope[at + 1] = gap.byB[i];
  return shape * v + gap.log[i];
}

/** Adds the second derivatives of g, times its weight. */
function addLostCurve(
  form: BgForm,
  { r, alpha, ageExposure, lastExposure, ageInverse, lastInverse }: RateTable,
  { histories }: BgData,
  group: number,
  weight: number,
  byB: number,
  hessian: Float64Array,
): void {
  const { x, xAt, lastAt, ageAt } = histories;
  const [age, last] = [ageAt[group], lastAt[group]];
  const size = Math.sqrt(hessian.length);
  const at = rateSize(form);
  hessian[0] += weight * r * (ageExposure[age] - lastExposure[last]);
  if (form.rate === "gamma") {
    const u = ageInverse[age] - lastInverse[last];
    const w = u * (ageInverse[age] + lastInverse[last]);
    hessian[1] += weight * r * alpha * u;
    hessian[size + 1] += weight * alpha * (r + form.k * x[xAt[group]]) * (u - alpha * w);
  }
  if (form.drop === "beta") hessian[(at + 1) * size + at + 1] += weight * byB * (1 + byB);
}
