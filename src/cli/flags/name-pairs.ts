import { usageError } from "./cli-error.js";

/** The value of a flag that holds pairs NAME=VALUE with commas between them, as a list: a name may come twice. */
export function namePairs(flag: string, text: string | undefined, example: string): [name: string, value: string][] {
  if (text === undefined) return [];
  return text.split(",").map((part) => {
    // The last sign divides, because the names that others gave may have one.
    const at = part.lastIndexOf("=");
    const pair: [string, string] = [part.slice(0, Math.max(at, 0)).trim(), part.slice(at + 1).trim()];
    if (pair[0] !== "" && pair[1] !== "") return pair;
    throw usageError(`--${flag} must be pairs such as ${example}; received ${JSON.stringify(part)}`);
  });
}

/** The same where no name may come twice. */
export function uniquePairs(flag: string, text: string | undefined, example: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const [name, value] of namePairs(flag, text, example)) {
    if (pairs.has(name)) throw usageError(`--${flag} names ${JSON.stringify(name)} twice`);
    pairs.set(name, value);
  }
  return pairs;
}
