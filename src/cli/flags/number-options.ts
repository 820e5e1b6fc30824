import { usageError } from "./cli-error.js";
import type { CommandLine } from "./command-line.js";

/** A flag that holds a whole number, or `undefined` where it was not given. The library checks the range. */
export function wholeNumber(line: CommandLine, name: string): number | undefined {
  const text = line.text(name);
  if (text === undefined) return undefined;
  if (/^\d{1,16}$/.test(text)) return Number(text);
  throw usageError(`--${name} must be a whole number; received ${JSON.stringify(text)}`);
}

/** A flag that holds numbers with commas between them. */
export function numberList(line: CommandLine, name: string, pattern: RegExp, what: string): number[] | undefined {
  const text = line.text(name);
  if (text === undefined) return undefined;
  const parts = text.split(",");
  if (parts.every((part) => pattern.test(part))) return parts.map(Number);
  throw usageError(`--${name} must be ${what}; received ${JSON.stringify(text)}`);
}
