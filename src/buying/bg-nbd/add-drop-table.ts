import { risingRatioSums } from "../../math/rising.js";
import type { BgData } from "./bg-data.js";
import { type BgForm, rateSize, valueAt } from "./bg-form.js";

/** Adds what the chances to be lost make of everybody's having stayed: ln (b)_y / (a + b)_y, or y ln(1 - p). */
export function addDropTable(
  data: BgData,
  form: BgForm,
  point: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
): number {
  const { histories, customersByX, repeats, customers } = data;
  const size = point.length;
  const at = rateSize(form);
  if (form.drop === "none") return 0;
  if (form.drop === "fixed") {
    const chances = repeats + form.first * customers;
    const p = valueAt("p", point[at]);
    gradient[at] -= chances * p;
    hessian[at * size + at] -= (chances * p) / (1 + Math.exp(point[at]));
    return -chances * softplus(point[at]);
  }
  const a = valueAt("a", point[at]);
  const b = valueAt("b", point[at + 1]);
  const sums = risingRatioSums(
    a,
    b,
    histories.x.map((x) => x + form.first),
  );
  let value = 0;
  let byA = 0;
  let byAB = 0;
  let byB = 0;
  let byBB = 0;
  for (let i = 0; i < customersByX.length; i++) {
    const n = customersByX[i];
    value += n * sums.log[i];
    byA -= n * sums.first[i];
    byAB += n * sums.second[i];
    byB += n * sums.firstByB[i];
    byBB -= n * sums.secondByB[i];
  }
  gradient[at] += a * byA;
  gradient[at + 1] += b * byB;
  hessian[at * size + at] += a * (byA + a * byAB);
  hessian[at * size + at + 1] += a * b * byAB;
  hessian[(at + 1) * size + at + 1] += b * (byB + b * byBB);
  return value;
}

/** ln(1 + e^x). */
export function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}
