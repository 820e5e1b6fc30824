import { usageError } from "./cli-error.js";
import type { CommandLine } from "./command-line.js";

/** The one file that a command reads, or `-` for standard input. */
export function inputFile(command: string, { positionals }: CommandLine, what = "orders"): string {
  if (positionals.length === 1) return positionals[0];
  if (positionals.length > 1) {
    const extra = JSON.stringify(positionals[1]);
    throw usageError(`${command} reads one file; ${extra} is one too many (values with blanks need quotes)`);
  }
  throw usageError(`${command} needs a CSV file of ${what}, or - for standard input; see ${command} --help`);
}
