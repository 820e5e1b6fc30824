import { gaussLegendre } from "../../math/gauss-legendre.js";
import { logGamma } from "../../math/log-gamma.js";
import { growthSums } from "./growth-sums.js";
import type { ParetoShape } from "./pareto-shape.js";

// On each side of the top of the integrand, in the logarithm of time.
const NODES = 48;
// What falls to this far below the top, in logarithms, is left out.
const DEPTH = 40;
const HALVINGS = 60;
// Times further from the end than this, in logarithms, count for nothing.
const FARTHEST = 700;

/**
 * The probability of n repeat purchases of a newcomer within a time: n purchases by somebody who stays, or n up to a loss within it,
 * over whose time Gauss-Legendre nodes run. Over the logarithm of time that integrand has one top, and no corner.
 */
export function paretoPmf({ lambda, rho, mu, sigma }: ParetoShape): (n: number, time: number) => number {
  const a = rho * lambda;
  const b = sigma * mu;
  const s = 1 / sigma;
  const rule = gaussLegendre(NODES);
  return (n, time) => {
    if (time === 0) return n === 0 ? 1 : 0;
    const k = 1 / rho + n;
    const growth = growthSums(rho, Float64Array.of(n)).log[0] - logGamma(n + 1);
    /** The logarithm of the probability of n purchases up to a time. */
    const bought = (logTime: number): number => {
      const y = Math.exp(logTime);
      return growth + (n === 0 ? 0 : n * (Math.log(lambda) + logTime)) - k * Math.log1p(a * y);
    };
    const end = Math.log(time);
    const stayed = Math.exp(bought(end) - s * Math.log1p(b * time));
    if (!(mu > 0)) return Math.min(1, stayed);
    const logLost = (logTime: number): number =>
      bought(logTime) + Math.log(mu) + logTime - (s + 1) * Math.log1p(b * Math.exp(logTime));
    // The slope of that falls from n + 1 on.
    const slope = (logTime: number): number => {
      const y = Math.exp(logTime);
      return n + 1 - (k * a * y) / (1 + a * y) - ((s + 1) * b * y) / (1 + b * y);
    };
    const top = slope(end) >= 0 ? end : halve(end - FARTHEST, end, (t) => slope(t) > 0);
    const height = logLost(top);
    const isHigh = (t: number): boolean => logLost(t) > height - DEPTH;
    const low = halve(top - FARTHEST, top, (t) => !isHigh(t));
    const high = isHigh(end) ? end : halve(top, end, isHigh);
    let lost = 0;
    for (const [from, to] of [
      [low, top],
      [top, high],
    ]) {
      let sum = 0;
      for (let j = 0; j < NODES; j++)
        sum += rule.weights[j] * Math.exp(logLost(from + (to - from) * rule.nodes[j]) - height);
      lost += (to - from) * sum;
    }
    return Math.min(1, stayed + lost * Math.exp(height));
  };
}

/** Between low, where something holds, and high, where it does not: where it ends. */
function halve(low: number, high: number, holds: (value: number) => boolean): number {
  let [from, to] = [low, high];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (from + to) / 2;
    if (holds(middle)) from = middle;
    else to = middle;
  }
  return from;
}
