import { checkOneOf } from "../../checks/check-options.js";
import { usageError } from "../flags/cli-error.js";
import type { CommandLine } from "../flags/command-line.js";
import { explained } from "../flags/explain-error.js";
import { knownEncoding } from "./decode-text.js";
import type { CsvFormat } from "./read-orders.js";
import type { CsvWriting } from "./read-records.js";

const DATE_FORMATS = ["iso", "dmy", "mdy"] as const;

/** Where the flags say that the values stand, and how the file is written. */
export function formatFromFlags(
  command: string,
  line: CommandLine,
  needed: readonly string[] = ["customer", "date", "amount"],
): CsvFormat {
  const missing = needed.filter((flag) => line.text(flag) === undefined);
  if (missing.length > 0) {
    const flags = missing.map((flag) => `--${flag} COL`).join(", ");
    throw usageError(`${command} needs ${flags}: names of columns in the first row of the file; see ${command} --help`);
  }
  if (line.has("quantity") && !line.has("amount")) {
    throw usageError("--quantity needs --amount COL, the price of one piece");
  }
  const fields = ["customer", "date", "amount", "quantity", "order"] as const;
  const named = fields.flatMap((field) => {
    const column = line.text(field);
    return column === undefined ? [] : [[field, column] as const];
  });
  return { columns: Object.fromEntries(named), ...writingFromFlags(line) };
}

/** How the flags say that files are written. */
export function writingFromFlags(line: CommandLine): CsvWriting {
  return {
    delimiter: delimiterOf(line),
    encoding: encodingOf(line),
    dates: explained(2, null, () =>
      checkOneOf("segment", "--date-format", line.text("date-format") ?? "iso", DATE_FORMATS),
    ),
    decimalComma: line.has("decimal-comma"),
  };
}

function delimiterOf(line: CommandLine): string {
  const text = line.text("delimiter") ?? ",";
  if (text === "tab" || text === "\\t") return "\t";
  if (text.length === 1 && !/["\r\n\ufeff]/.test(text)) return text;
  throw usageError(`--delimiter must be one character other than a quote, or tab; received ${JSON.stringify(text)}`);
}

function encodingOf(line: CommandLine): string {
  const label = line.text("encoding") ?? "utf-8";
  const encoding = knownEncoding(label);
  if (encoding !== undefined) return encoding;
  throw usageError(
    `--encoding must be an encoding such as utf-8, windows-1252, gb18030 or utf-16le; received ${JSON.stringify(label)}`,
  );
}
