import { type DeathRules, deathRules, noPath, planDeaths } from "./death-rules.js";
import type { ParetoShape } from "./pareto-shape.js";

/** What a history weighs. The logarithm of its likelihood, but for what x alone decides, is `before + since`. */
export interface Weight {
  /** What was before the last purchase; large numbers for large parameters. */
  readonly before: number;
  /** The silence since: alive all the time, or lost at some time. */
  readonly since: number;
  /** The probability of being alive. */
  readonly alive: number;
}

/** Weighs histories of a shape: one or two dozen exponentials each. The last one is kept, since callers ask for many horizons. */
export function historyWeigher({
  lambda,
  rho,
  mu,
  sigma,
}: ParetoShape): (x: number, last: number, age: number) => Weight {
  const a = rho * lambda;
  const b = sigma * mu;
  const s = 1 / sigma;
  // Made when first asked for: some callers only want to know of newcomers.
  let rules: DeathRules | undefined;
  const path = noPath();

  const weigh = (x: number, last: number, age: number): Weight => {
    const k = 1 / rho + x;
    const gap = age - last;
    const stepA = Math.log1p((a * gap) / (1 + a * last));
    const stepB = Math.log1p((b * gap) / (1 + b * last));
    const logAlive = -k * stepA - s * stepB;
    let lost = 0;
    if (gap > 0 && mu > 0) {
      rules ??= deathRules();
      planDeaths(path, rules, last, a, k, stepA, b, s, stepB);
      lost = lostWeight(last, k);
    }
    const before = -k * Math.log1p(a * last) - s * Math.log1p(b * last);
    const logOdds = Math.log(lost) - logAlive;
    const odds = Math.exp(logOdds);
    const since = odds < 1 ? logAlive + Math.log1p(odds) : Math.log(lost) + Math.log1p(1 / odds);
    return { before, since, alive: 1 / (1 + odds) };
  };

  /** The integral over the time of loss that `path` plans. */
  const lostWeight = (last: number, k: number): number => {
    const { byA, width, panels, base, otherBase, rule } = path;
    const { nodes, weights } = rule;
    const fast = byA ? a : b;
    const slow = byA ? b : a;
    const fastPower = byA ? k : s;
    const slowPower = byA ? s : k;
    let sum = 0;
    for (let j = 0; j < panels * nodes.length; j++) {
      const node = j % nodes.length;
      const along = width * ((j - node) / nodes.length + nodes[node]);
      const grown = Math.expm1(along);
      const step = (base * grown) / fast;
      const slowStep = Math.log1p((slow * step) / otherBase);
      const height = Math.exp(-fastPower * along - slowPower * slowStep);
      sum += (weights[node] * (1 + grown) * height) / (1 + b * (last + step));
    }
    return ((mu * width * base) / fast) * sum;
  };

  let known = [Number.NaN, Number.NaN, Number.NaN];
  let weight: Weight = { before: 0, since: 0, alive: 1 };
  return (x, last, age) => {
    if (x === known[0] && last === known[1] && age === known[2]) return weight;
    known = [x, last, age];
    weight = weigh(x, last, age);
    return weight;
  };
}
