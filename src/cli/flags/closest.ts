import { closest } from "../../checks/closest.js";

/** `; did you mean X?` where something is near, else nothing; flags and names stand without quotes. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const meant = closest(word, candidates);
  return meant === undefined ? "" : `; did you mean ${meant}?`;
}
