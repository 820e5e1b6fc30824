import { describe, expect, it } from "vitest";
import { bgData } from "../../../src/buying/bg-nbd/bg-data.js";
import { type BgForm, namesOf, valueAt } from "../../../src/buying/bg-nbd/bg-form.js";
import { bgObjective } from "../../../src/buying/bg-nbd/bg-objective.js";
import { groupHistories } from "../../../src/buying/group-histories.js";
import { readPurchases } from "../../../src/buying/purchase-columns.js";

const columns = {
  repeats: [0, 0, 1, 1, 2, 2, 5, 5, 17, 60],
  last: [0, 0, 2, 30, 8, 8, 21, 29, 30, 12],
  age: [30, 4, 31, 30, 9, 40, 30, 30, 32, 36],
  counts: [40, 3, 5, 2, 2, 4, 1, 1, 2, 1],
};
const data = bgData(groupHistories(readPurchases("test", columns), false));

const FORMS: BgForm[] = [1, 2, 5].flatMap((k) =>
  ([0, 1] as const).flatMap((first) =>
    (["gamma", "fixed"] as const).flatMap((rate) =>
      (["beta", "fixed", "none"] as const).map((drop) => ({ k, first, rate, drop })),
    ),
  ),
);

const START = { r: 0.3, alpha: -0.7, lambda: 1.1, a: 0.4, b: 0.9, p: -1.2 } as const;

function startOf(form: BgForm): Float64Array {
  return Float64Array.from(namesOf(form), (name) => START[name as keyof typeof START]);
}

/** (c)_n, as its definition says. */
function rising(c: number, n: number): number {
  let product = 1;
  for (let j = 0; j < n; j++) product *= c + j;
  return product;
}

function factorial(n: number): number {
  return rising(1, n);
}

/** The likelihood of one customer as the papers write it, without a logarithm until the end; times in the unit of the data. */
function naive(form: BgForm, point: Float64Array, x: number, last: number, age: number): number {
  const values: { [name: string]: number } = {};
  namesOf(form).forEach((name, i) => {
    values[name] = valueAt(name, point[i]);
  });
  const { r, alpha, lambda, a, b, p } = values as { [Name in keyof typeof START]: number };
  const { k, first } = form;
  const y = x + first;
  // The density of k x stages and j more within the time, none of them the k-th.
  const stages = (time: number, j: number, since: number): number =>
    form.rate === "gamma"
      ? (rising(r, k * x + j) * alpha ** r * since ** j) / (factorial(j) * (alpha + time) ** (r + k * x + j))
      : (lambda ** (k * x + j) * Math.exp(-lambda * time) * since ** j) / factorial(j);
  let alive = 0;
  for (let j = 0; j < k; j++) alive += stages(age, j, age - last);
  const lost = stages(last, 0, 0);
  if (form.drop === "none") return Math.log(alive);
  if (form.drop === "fixed") {
    return Math.log((1 - p) ** y * alive + (y > 0 ? p * (1 - p) ** (y - 1) * lost : 0));
  }
  const stayed = rising(b, y) / rising(a + b, y);
  const dropped = y > 0 ? (a * rising(b, y - 1)) / rising(a + b, y) : 0;
  return Math.log(stayed * alive + dropped * lost);
}

describe.each(FORMS)("the likelihood of k $k, first $first, rate $rate, drop $drop", (form) => {
  const size = namesOf(form).length;
  const objective = bgObjective(data, form);
  const at = (point: Float64Array): { value: number; gradient: Float64Array; hessian: Float64Array } => {
    const gradient = new Float64Array(size);
    const hessian = new Float64Array(size * size);
    return { value: objective(point, gradient, hessian), gradient, hessian };
  };

  it("is the sum of the published ones", () => {
    const point = startOf(form);
    let sum = 0;
    columns.repeats.forEach((x, i) => {
      // Sixty purchases with k above 1 are beyond what products hold.
      if (x * form.k > 100) return;
      sum += columns.counts[i] * naive(form, point, x, columns.last[i] / data.scale, columns.age[i] / data.scale);
    });
    const some = columns.repeats.map((x) => x * form.k <= 100);
    const kept = (values: readonly number[]): number[] => values.filter((_, i) => some[i]);
    const histories = groupHistories(
      readPurchases("test", {
        repeats: kept(columns.repeats),
        last: kept(columns.last).map((t) => t / data.scale),
        age: kept(columns.age).map((t) => t / data.scale),
        counts: kept(columns.counts),
      }),
      false,
    );
    // Scaled by hand, so that dropping a row does not move the median.
    const scaled = { ...bgData(histories), scale: 1, last: histories.last, age: histories.age };
    const value = bgObjective(scaled, form)(point, new Float64Array(size), new Float64Array(size * size));
    expect(value / sum).toBeCloseTo(1, 11);
  });

  it("has the gradient and the Hessian of finite differences", () => {
    const point = startOf(form);
    const { gradient, hessian } = at(point);
    const h = 1e-5;
    for (let i = 0; i < size; i++) {
      const moved = (by: number): ReturnType<typeof at> => at(point.map((c, j) => (j === i ? c + by : c)));
      const [up, down] = [moved(h), moved(-h)];
      const slope = (up.value - down.value) / (2 * h);
      expect(Math.abs(slope - gradient[i])).toBeLessThan(1e-6 * (1 + Math.abs(gradient[i])));
      for (let j = 0; j < size; j++) {
        const curve = (up.gradient[j] - down.gradient[j]) / (2 * h);
        expect(Math.abs(curve - hessian[i * size + j])).toBeLessThan(1e-6 * (1 + Math.abs(curve)));
      }
    }
  });

  it("is -Infinity far outside, where squares would overflow", () => {
    expect(at(startOf(form).fill(500)).value).toBe(Number.NEGATIVE_INFINITY);
    expect(at(startOf(form).fill(Number.NaN)).value).toBe(Number.NEGATIVE_INFINITY);
  });
});
