import { dataError } from "../flags/cli-error.js";
import { didYouMean } from "../flags/closest.js";

/** The columns of a CSV file by the names in its first row. */
export class CsvHeader {
  readonly #name: string;
  readonly #columns: readonly string[];
  readonly #delimiter: string;

  constructor(name: string, columns: readonly string[], delimiter: string) {
    this.#name = name;
    this.#columns = columns.map((column) => column.trim());
    this.#delimiter = delimiter;
  }

  /** How many fields each row must have. */
  get length(): number {
    return this.#columns.length;
  }

  /** The position of a column that a flag names. */
  position(flag: string, column: string): number {
    const at = this.#columns.indexOf(column.trim());
    if (at < 0) {
      throw dataError(
        `${this.#name} has no column ${JSON.stringify(column)}, which --${flag} names${this.#columns.length > 1 ? didYouMean(column, this.#columns) : ""}; it has ${this.#list()}${this.#otherDelimiter()}`,
      );
    }
    if (this.#columns.indexOf(column.trim(), at + 1) < 0) return at;
    throw dataError(
      `${this.#name} has several columns ${JSON.stringify(column)}, which --${flag} names; give them different names in the first row`,
    );
  }

  #list(): string {
    const shown = this.#columns.slice(0, MOST_SHOWN).map((column) => JSON.stringify(column.slice(0, 60)));
    const rest = this.#columns.length - shown.length;
    return `the columns ${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
  }

  #otherDelimiter(): string {
    if (this.#columns.length > 1) return "";
    const other = [";", "\t", "|", ","].find((char) => char !== this.#delimiter && this.#columns[0].includes(char));
    return other === undefined
      ? ""
      : `; its fields seem to be separated by --delimiter ${other === "\t" ? "tab" : `"${other}"`}`;
  }
}

const MOST_SHOWN = 30;
