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
  /** Where a search with a little loss may begin; `null` where a little loss makes the data less likely, however it is spread. */
  firstLoss(none: Candidate): readonly number[] | null;
  /** Whether a candidate is an optimum away from the edges. */
  isInterior(candidate: Candidate): boolean;
}

/**
 * Finds the member of a family, or the limit at its edge, under which the data are likeliest.
 *
 * An interior optimum that is better than no loss at all is the answer in ordinary data. Where the search runs off, the limits that it
 * may run to are searched as models of their own, and the simplest of those that tie with the best is taken. That nobody is lost is
 * believed only if a first loss, spread in whatever way, would not make the data likelier.
 */
export function searchLimits<Candidate extends Maximum>(searches: LimitSearches<Candidate>): Candidate {
  const { none } = searches;
  const full = searches.full(null);
  if (searches.isInterior(full) && full.value > none.value) return full;
  const candidates = [none, ...searches.limits(), full];
  const best = simplestOfBest(candidates);
  if (best !== none) return best;
  const first = searches.firstLoss(none);
  return first === null ? none : simplestOfBest([...candidates, searches.full(first)]);
}

/** The first, so the simplest, whose likelihood is the best but for rounding. */
export function simplestOfBest<Candidate extends Maximum>(candidates: readonly Candidate[]): Candidate {
  const best = candidates.reduce((a, b) => (b.value > a.value ? b : a));
  const noise = 1e-8 + 1e-13 * Math.abs(best.value);
  return candidates.find(({ value }) => value >= best.value - noise) ?? best;
}
