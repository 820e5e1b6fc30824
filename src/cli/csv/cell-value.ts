/** The text of a cell as another type; what is none of it stays text, which the library refuses or tells apart. */
export type ReadCell = (text: string) => string | number | boolean;

const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/;
const WORDS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["yes", true],
  ["1", true],
  ["false", false],
  ["no", false],
  ["0", false],
]);

/** Decimal text as a number. */
export function numberCell(text: string): string | number {
  const plain = text.trim();
  return NUMBER.test(plain) ? Number(plain) : plain;
}

/** true, yes or 1, and false, no or 0, in any case. */
export function booleanCell(text: string): string | boolean {
  const plain = text.trim();
  return WORDS.get(plain.toLowerCase()) ?? plain;
}
