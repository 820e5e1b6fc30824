/** `; did you mean X?` where something is near, else nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const meant = closest(word, candidates);
  return meant === undefined ? "" : `; did you mean ${JSON.stringify(meant)}?`;
}

// The distance costs the product of both lengths: nobody misspells a name of this length by hand.
const LONGEST_WORD = 60;

/** The candidate that was probably meant, if one is near enough. */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > LONGEST_WORD) return undefined;
  const plain = plainOf(word);
  let best: string | undefined;
  let least = Math.max(1, Math.floor(plain.length / 3)) + 1;
  for (const candidate of candidates) {
    if (candidate.length > LONGEST_WORD) continue;
    const other = plainOf(candidate);
    // "customer" for "CustomerID" is nearer than the number of letters says.
    const isPart = plain.length > 2 && other.length > 2 && (other.includes(plain) || plain.includes(other));
    const distance = isPart ? Math.min(1, Math.abs(other.length - plain.length)) : distanceOf(plain, other);
    if (distance >= least) continue;
    least = distance;
    best = candidate;
  }
  return best;
}

function plainOf(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** How many letters to insert, remove or replace (Levenshtein distance), a swap of neighbours counting once. */
function distanceOf(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(replaced, last[j] + 1, row[j - 1] + 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.length];
}
