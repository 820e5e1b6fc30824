import { risingSums } from "../../math/rising.js";
import type { BgData } from "./bg-data.js";
import type { BgForm } from "./bg-form.js";
import type { RateTable } from "./rate-table.js";

/**
 * Adds what the purchase rate makes of everybody's being alive: for a gamma distribution ln (r)_n - n ln alpha - (r + n) ln(1 + T / alpha)
 * with n = k x, which is the NBD; for one rate n ln lambda - lambda T. Derivatives are by the logarithms of the parameters.
 */
export function addRateTable(
  data: BgData,
  form: BgForm,
  rate: RateTable,
  gradient: Float64Array,
  hessian: Float64Array,
): number {
  const { r, alpha, lambda, ageExposure, ageInverse } = rate;
  const { age, customersByAge, repeatsByAge, customersByX } = data;
  const size = gradient.length;
  const { k } = form;
  const stages = k * data.repeats;
  if (form.rate === "fixed") {
    let exposed = 0;
    for (let i = 0; i < age.length; i++) exposed += customersByAge[i] * ageExposure[i];
    gradient[0] += stages - exposed;
    hessian[0] -= exposed;
    return stages * Math.log(lambda) - exposed;
  }
  const counts = data.histories.x.map((x) => k * x);
  const rising = risingSums(r, counts);
  let value = -stages * Math.log(alpha);
  let byR = 0;
  let byRR = 0;
  for (let i = 0; i < counts.length; i++) {
    value += customersByX[i] * rising.log[i];
    byR += customersByX[i] * rising.first[i];
    byRR -= customersByX[i] * rising.second[i];
  }
  let byAlpha = 0;
  let byRAlpha = 0;
  let byAlphaAlpha = 0;
  for (let i = 0; i < age.length; i++) {
    const n = customersByAge[i];
    const shape = r * n + k * repeatsByAge[i];
    const inverse = ageInverse[i];
    value -= shape * ageExposure[i];
    byR -= n * ageExposure[i];
    // alpha times the derivative by alpha, arranged so that nothing cancels for huge r and alpha.
    byAlpha += (r * n * age[i] - k * repeatsByAge[i] * alpha) * inverse;
    byRAlpha += n * age[i] * inverse;
    byAlphaAlpha -= shape * alpha * age[i] * inverse * inverse;
  }
  gradient[0] += r * byR;
  gradient[1] += byAlpha;
  hessian[0] += r * (byR + r * byRR);
  hessian[1] += r * byRAlpha;
  hessian[size + 1] += byAlphaAlpha;
  return value;
}
