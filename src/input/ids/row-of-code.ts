/**
 * The row of a customer's code among rows that stand in the order of their codes, or -1: no second index is kept. Of `known` codes those
 * that have no row come before or after, so that the row is near the code: what is bisected is as wide as there are such.
 */
export function rowOfCode(codes: Uint32Array, code: number, known: number): number {
  let low = Math.max(0, code - (known - codes.length));
  let high = Math.min(code, codes.length - 1);
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if (codes[middle] === code) return middle;
    if (codes[middle] < code) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
