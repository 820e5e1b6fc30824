import type { Maximum } from "../math/maximise.js";
import type { Histories } from "./group-histories.js";

/** Whether any customer came back: without that there is nothing to search. Histories of nobody do not count. */
export function hasRepeats({ groups, x, xAt, count }: Histories): boolean {
  for (let g = 0; g < groups; g++) if (x[xAt[g]] > 0 && count[g] > 0) return true;
  return false;
}

/** The searches of a family of models whose customers may be lost. */
export interface LimitSearches<Candidate extends Maximum> {
  /** The best in which nobody is lost. */
  readonly none: Candidate;
  /** Searches the family itself, from an ordinary start or from a given one. */
  full(start: readonly number[] | null): Candidate;
  /** The best of the other limits, the simplest first. */
  limits(): readonly Candidate[];
  /** Whether one of those is likelier than an optimum away from the edges, so that this is only a local one. */
  isBeaten(full: Candidate): boolean;
  /** The best of the family that is found from a limit, where that may lead on. */
  near?(limit: Candidate): Candidate;
  /** Where a search with a little loss may begin; `null` where a little loss makes the data less likely, however it is spread. */
  firstLoss(none: Candidate): readonly number[] | null;
  /** Whether a candidate is an optimum away from the edges. */
  isInterior(candidate: Candidate): boolean;
}

/**
 * Finds the member of a family, or the limit at its edge, under which the data are likeliest.
 *
 * An interior optimum that no limit beats is the answer in ordinary data. Else the limits are searched as models of their own, and the
 * family once more from the best of them, since there may be several optima; the simplest of those that tie with the best is taken.
 * That nobody is lost is believed only if a first loss, spread in whatever way, would not make the data likelier.
 */
export function searchLimits<Candidate extends Maximum>(searches: LimitSearches<Candidate>): Candidate {
  const { none } = searches;
  const full = searches.full(null);
  if (searches.isInterior(full) && full.value > none.value && !searches.isBeaten(full)) return full;
  const limits = searches.limits();
  const candidates = [none, ...limits, full];
  if (searches.near !== undefined) candidates.push(searches.near(simplestOfBest(limits)));
  const best = simplestOfBest(candidates);
  if (best !== none) return best;
  const first = searches.firstLoss(none);
  return first === null ? none : simplestOfBest([...candidates, searches.full(first)]);
}

/** Whether any is likelier than one, beyond rounding. */
export function isAnyBetter<Candidate extends Maximum>(candidates: readonly Candidate[], one: Candidate): boolean {
  return candidates.some(({ value }) => value > one.value + 1e-8 + 1e-13 * Math.abs(one.value));
}

/** The first, so the simplest, whose likelihood is the best but for rounding. */
export function simplestOfBest<Candidate extends Maximum>(candidates: readonly Candidate[]): Candidate {
  const best = candidates.reduce((a, b) => (b.value > a.value ? b : a));
  const noise = 1e-8 + 1e-13 * Math.abs(best.value);
  return candidates.find(({ value }) => value >= best.value - noise) ?? best;
}

/** A search that is made when first asked for, and once. */
export function once<T>(search: () => T): () => T {
  let found: T | undefined;
  return () => {
    found ??= search();
    return found;
  };
}
