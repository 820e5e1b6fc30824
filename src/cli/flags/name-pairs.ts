import { usageError } from "./cli-error.js";
import type { CommandLine } from "./command-line.js";

/** A flag that holds pairs NAME=VALUE with commas between them, as a list: a name may come twice. */
export function namePairs(line: CommandLine, flag: string, example: string): [name: string, value: string][] {
  const text = line.text(flag);
  if (text === undefined) return [];
  return text.split(",").map((part) => {
    // The last sign divides, because the names that others gave may have one.
    const at = part.lastIndexOf("=");
    const pair: [string, string] = [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    if (at > 0 && pair[0] !== "" && pair[1] !== "") return pair;
    throw usageError(`--${flag} must be pairs such as ${example}; received ${JSON.stringify(part)}`);
  });
}

/** The same where no name may come twice. */
export function uniquePairs(line: CommandLine, flag: string, example: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const [name, value] of namePairs(line, flag, example)) {
    if (pairs.has(name)) throw usageError(`--${flag} names ${JSON.stringify(name)} twice`);
    pairs.set(name, value);
  }
  return pairs;
}
