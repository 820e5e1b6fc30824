/** The text of a cell as another type; what is none of it stays text, which the library refuses or tells apart. */
export type ReadCell = (text: string) => string | number | boolean;

const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/;
const YES = ["true", "yes", "y", "t", "on", "1", "是"];
const NO = ["false", "no", "n", "f", "off", "0", "否"];
const WORDS: ReadonlyMap<string, boolean> = new Map([
  ...YES.map((word) => [word, true] as const),
  ...NO.map((word) => [word, false] as const),
]);

/** What {@link booleanCell} reads, for people. */
export const BOOLEAN_WORDS: string = YES.map((word, i) => `${word}/${NO[i]}`).join(", ");

/** Decimal text as a number. */
export function numberCell(text: string): string | number {
  const plain = text.trim();
  return NUMBER.test(plain) ? Number(plain) : plain;
}

/** A word for yes or for no, in any case. */
export function booleanCell(text: string): string | boolean {
  const plain = text.trim();
  return WORDS.get(plain.toLowerCase()) ?? plain;
}
