import { risingRatioSums, risingSums } from "../../math/rising.js";
import type { BgBbShape } from "./bg-bb-form.js";

/**
 * Of a customer who is still there after n opportunities: the expected number of the next h (a whole number) before which the customer
 * is not lost, the sum over i = 1 .. h of (d)_i / (g + d)_i with g = gamma and d = delta + n. It telescopes to
 * (d - (d + h) (d)_h / (g + d)_h) / (g - 1), which is taken as d (e^u - 1) / (1 - g), so that nothing cancels at g = 1.
 */
export function sumOfStays({ loss, stay, psi }: BgBbShape, n: number, h: number): number {
  if (loss === 0 || h === 0) return h;
  if (psi === 0) {
    // The logarithm of what is nearly 1 would lose the digits of a small loss, by which is divided.
    const logStay = loss < 0.5 ? Math.log1p(-loss) : Math.log(stay);
    return (-Math.expm1(h * logStay) * stay) / loss;
  }
  const g = loss / psi;
  const d = stay / psi + n;
  if (g === 1) return d * risingSums(d + 1, [h]).first[0];
  // u is the logarithm of (d + 1)_h / (g + d)_h.
  const u = g < 1 ? -risingRatioSums(1 - g, g + d, [h]).log[0] : risingRatioSums(g - 1, d + 1, [h]).log[0];
  return (d * Math.expm1(u)) / (1 - g);
}
