import type { BgBbShape } from "./bg-bb-form.js";

/**
 * The logarithm of what a history up to the last use weighs, of the silence since, and of the part of that in which the customer is there
 * to the end. What is known of a customer depends on the silence only, so it is known even of histories that the model thinks impossible.
 */
export interface UseWeight {
  readonly before: number;
  readonly since: number;
  readonly stayed: number;
}

/** Weighs histories of a shape, an addition per opportunity. The last one is kept, since callers ask for many horizons. */
export function useWeigher(shape: BgBbShape): (x: number, last: number, age: number) => UseWeight {
  let known = [Number.NaN, Number.NaN, Number.NaN];
  let weight: UseWeight = { before: 0, since: 0, stayed: 0 };
  return (x, last, age) => {
    if (x === known[0] && last === known[1] && age === known[2]) return weight;
    known = [x, last, age];
    weight = weigh(shape, x, last, age);
    return weight;
  };
}

function weigh({ use, pass, phi, loss, stay, psi }: BgBbShape, x: number, last: number, age: number): UseWeight {
  let before = 0;
  for (let j = 0; j < x; j++) before += Math.log(use + phi * j);
  for (let j = 0; j < last - x; j++) before += Math.log(pass + phi * j);
  for (let j = 0; j < last; j++) before += Math.log((stay + psi * j) / (1 + psi * j) / (1 + phi * j));
  // Passed and stayed since the last use, and the sum of having been lost after each opportunity.
  let stayed = 0;
  let lost = 0;
  for (let q = last; q < age; q++) {
    lost += (Math.exp(stayed) * loss) / (1 + psi * q);
    stayed += Math.log(((pass + phi * (q - x)) / (1 + phi * q)) * ((stay + psi * q) / (1 + psi * q)));
  }
  const since = lost > 0 ? Math.log(lost) + Math.log1p(Math.exp(stayed - Math.log(lost))) : stayed;
  return { before, since, stayed };
}

/** The probability that a newcomer uses k of the first n opportunities. */
export function usePmf({ use, pass, phi, loss, stay, psi }: BgBbShape, k: number, n: number): number {
  if (k > n) return 0;
  let stayed = 0;
  for (let j = 0; j < k; j++) {
    stayed += Math.log(((use + phi * j) / (1 + phi * j)) * ((stay + psi * j) / (1 + psi * j)));
  }
  let lost = 0;
  for (let q = k; q < n; q++) {
    lost += (Math.exp(stayed) * loss) / (1 + psi * q);
    const ways = (q + 1) / (q + 1 - k);
    stayed += Math.log(ways * ((pass + phi * (q - k)) / (1 + phi * q)) * ((stay + psi * q) / (1 + psi * q)));
  }
  return Math.min(1, lost + Math.exp(stayed));
}
