import { symmetricEigen } from "./symmetric-eigen.js";

// Relative to the largest curvature; a direction flatter than this is not determined by the data.
const FLATTEST = 1e-14;

/**
 * The square roots of the diagonal of the inverse of the negative Hessian at a maximum; `null` for a coordinate that has a share in a
 * direction in which the surface is flat or rises.
 */
export function standardErrors(hessian: Float64Array, n: number): (number | null)[] {
  const { values, vectors } = symmetricEigen(
    hessian.map((h) => -h),
    n,
  );
  const floor = FLATTEST * Math.max(...values);
  return Array.from({ length: n }, (_, i) => {
    let variance = 0;
    for (let j = 0; j < n; j++) {
      const share = vectors[i * n + j] ** 2;
      if (values[j] > floor) variance += share / values[j];
      else if (share > 1e-12) return null;
    }
    return variance > 0 && Number.isFinite(variance) ? Math.sqrt(variance) : null;
  });
}
