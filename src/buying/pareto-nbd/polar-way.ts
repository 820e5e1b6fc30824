import type { Objective } from "../../math/maximise.js";

/**
 * An objective over ln mu and ln sigma, its last two coordinates, as one over ln c and ln sigma, where c = s ln(meanAge / beta). As s
 * and beta go to 0 the share of the lost stays the same where c does: a narrow curve in the former coordinates, a straight line in these.
 */
export function alongPolarWay(objective: Objective, meanAge: number): Objective {
  return (point, gradient, hessian) => {
    const size = point.length;
    const [c, s] = [size - 2, size - 1];
    const far = Math.exp(point[c] + point[s]);
    const value = objective(fromPolarWay(point, meanAge), gradient, hessian);
    const byMu = gradient[c];
    gradient[c] = far * byMu;
    gradient[s] += (far - 1) * byMu;
    // Columns, then rows, of the Hessian; and the curve itself.
    for (let i = 0; i < size; i++) turn(hessian, i * size + c, i * size + s, far);
    for (let i = 0; i < size; i++) turn(hessian, c * size + i, s * size + i, far);
    for (const at of [c * size + c, c * size + s, s * size + c, s * size + s]) hessian[at] += far * byMu;
    return value;
  };
}

function turn(hessian: Float64Array, c: number, s: number, far: number): void {
  const byMu = hessian[c];
  hessian[c] = far * byMu;
  hessian[s] += (far - 1) * byMu;
}

/** The point in ln c and ln sigma of one in ln mu and ln sigma, and back. */
export function toPolarWay(point: ArrayLike<number>, meanAge: number): Float64Array {
  const moved = Float64Array.from(point);
  const [c, s] = [moved.length - 2, moved.length - 1];
  moved[c] = Math.log(point[c] + point[s] + Math.log(meanAge)) - point[s];
  return moved;
}

export function fromPolarWay(point: ArrayLike<number>, meanAge: number): Float64Array {
  const moved = Float64Array.from(point);
  const [c, s] = [moved.length - 2, moved.length - 1];
  moved[c] = Math.exp(point[c] + point[s]) - point[s] - Math.log(meanAge);
  return moved;
}
