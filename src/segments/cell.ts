import type { Shape } from "./segment-map.js";

/** The position of a cell in a table of all cells. */
export function cellIndex(shape: Shape, r: number, f: number, m: number): number {
  return ((r - 1) * shape[1] + f - 1) * shape[2] + m - 1;
}

/** How many cells a shape has. */
export function cellCount(shape: Shape): number {
  return shape[0] * shape[1] * shape[2];
}

/** The code of a cell: three digits, or three numbers with dashes where a dimension has 10 or more bins. */
export function cellCode(shape: Shape, r: number, f: number, m: number): string {
  return isWide(shape) ? `${r}-${f}-${m}` : `${r}${f}${m}`;
}

/** The code of the cell at a position. */
export function codeAt(shape: Shape, index: number): string {
  const m = index % shape[2];
  const f = ((index - m) / shape[2]) % shape[1];
  const r = (index - m - f * shape[2]) / (shape[1] * shape[2]);
  return cellCode(shape, r + 1, f + 1, m + 1);
}

/** The position of a cell code, or -1 where it is none of this shape. */
export function indexOfCode(shape: Shape, code: unknown): number {
  if (typeof code !== "string" || !(isWide(shape) ? /^\d{1,3}-\d{1,3}-\d{1,3}$/ : /^\d{3}$/).test(code)) return -1;
  const scores = (isWide(shape) ? code.split("-") : [...code]).map(Number);
  if (scores.some((score, d) => score < 1 || score > (shape[d] as number))) return -1;
  return cellIndex(shape, scores[0], scores[1], scores[2]);
}

function isWide(shape: Shape): boolean {
  return shape[0] >= 10 || shape[1] >= 10 || shape[2] >= 10;
}
