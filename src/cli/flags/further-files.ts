import type { ProfileType } from "../../input/profiles/profiles.js";
import type { ProfileColumnFormat, ProfilesFormat } from "../csv/read-profiles.js";
import type { CsvWriting } from "../csv/read-records.js";
import { usageError } from "./cli-error.js";
import { didYouMean } from "./closest.js";
import type { CommandLine } from "./command-line.js";
import { uniquePairs } from "./name-pairs.js";

/** A file besides the first, which a flag names. */
export interface FurtherFile<Format> {
  readonly path: string;
  readonly format: Format;
}

/** What the first file of a command holds. */
export type FirstFile = "events" | "orders";

const TYPES: readonly ProfileType[] = ["boolean", "number", "date", "text"];

/** The file of what is known of customers, if one is named. */
export function profilesFile(
  line: CommandLine,
  writing: CsvWriting,
  first: FirstFile,
): FurtherFile<ProfilesFormat> | null {
  const path = furtherPath(line, "profiles", ["profiles-customer", "profile-fields"], first);
  if (path === undefined) return null;
  const fields = new Map<string, ProfileColumnFormat>();
  const example = "isMember=boolean,joined=signup_day:date";
  for (const [name, text] of uniquePairs("profile-fields", line.text("profile-fields"), example)) {
    // The last colon divides, because the name of a column may have one.
    const at = text.lastIndexOf(":");
    const word = text.slice(at + 1).trim();
    const type = TYPES.find((known) => known === word);
    if (type === undefined) {
      throw usageError(
        `--profile-fields must say of ${name} that it is ${TYPES.join(", ")}; received ${JSON.stringify(word)}${didYouMean(word, TYPES)}`,
      );
    }
    fields.set(name, { column: at < 0 ? name : text.slice(0, at).trim(), type });
  }
  const customer = line.text("profiles-customer") ?? (line.text("customer") as string);
  return { path, format: { ...writing, customer, flag: flagOf(line, "profiles-customer", "customer"), fields } };
}

/** The path of a further file. What is said about it means nothing without it. */
export function furtherPath(
  line: CommandLine,
  flag: string,
  about: readonly string[],
  first: FirstFile,
): string | undefined {
  const path = line.text(flag);
  const alone = about.find((name) => line.has(name));
  if (path === undefined && alone !== undefined) throw usageError(`--${alone} needs --${flag} FILE`);
  if (path === "-") throw usageError(`--${flag} must name a file; standard input is for the ${first}`);
  return path;
}

/** How messages name the flag of a column that may be taken over from the first file. */
export function flagOf(line: CommandLine, own: string, first: string): string {
  return line.has(own) ? own : `${own} (not given, so as --${first})`;
}
