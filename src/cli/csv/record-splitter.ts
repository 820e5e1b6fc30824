import Papa from "papaparse";
import { dataError } from "../flags/cli-error.js";
import { scanQuotes } from "./quote-scan.js";

/** Takes one record: its fields, or `null` for a line whose quotes are against the rules of CSV. */
export type TakeRecord = (fields: string[] | null) => void;

/** One record may have this many characters. Beyond, a quote was opened and never closed, or the file is no CSV. */
const LONGEST_RECORD = 16 * 1024 * 1024;

/**
 * Splits text that comes in pieces into records. Whole records go to papaparse; what is left over is put before the next
 * piece. The streaming of papaparse itself would parse a record that spans many pieces anew with each of them, read on
 * behind a stray quote to wherever the next one stands, and swallow what a consumer throws.
 */
export class RecordSplitter {
  readonly #name: string;
  readonly #delimiter: string;
  readonly #take: TakeRecord;
  #newline: "\n" | "\r" | undefined;
  #pieces: string[] = [];
  #length = 0;
  #parseFrom = 1;
  #records = 0;

  constructor(name: string, delimiter: string, take: TakeRecord) {
    this.#name = name;
    this.#delimiter = delimiter;
    this.#take = take;
  }

  /** How many records there were so far, which is the row of the last one in a spreadsheet. */
  get records(): number {
    return this.#records;
  }

  push(text: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
    // A record that is not whole yet is tried again only when twice as much is there: linear work in all.
    if (this.#length >= this.#parseFrom) this.#parse(this.#pieces.join(""));
  }

  finish(): void {
    const text = this.#pieces.join("");
    if (text === "") return;
    const newline = (this.#newline ??= newlineOf(text, true) ?? "\n");
    // The last line may have no end: with one, all that can be left over is a record whose quote is open.
    this.#parse(text.endsWith(newline) ? text : text + newline);
    if (this.#length === 0) return;
    throw dataError(
      `${this.#name}: row ${this.#records + 1} opens a quote that is not closed before the file ends; the file is cut off, or the row has a stray quote`,
    );
  }

  /** Hands on the whole records and keeps the rest. */
  #parse(text: string): void {
    this.#newline ??= newlineOf(text, false);
    const newline = this.#newline;
    if (newline === undefined) {
      this.#keep(text);
      return;
    }
    const { end, bad } = scanQuotes(text, this.#delimiter, newline);
    let from = 0;
    for (const line of bad) {
      this.#hand(text.slice(from, line.start), newline);
      this.#records++;
      this.#take(null);
      from = line.end;
    }
    this.#hand(text.slice(from, end), newline);
    this.#keep(text.slice(end));
  }

  #hand(text: string, newline: "\n" | "\r"): void {
    // The last row of a text that ends with an end of line is an empty one after it, which is to be ignored.
    const { data } = new Papa.Parser({ delimiter: this.#delimiter, newline }).parse(text, 0, true);
    for (const fields of data as string[][]) {
      // Lines may end in CR LF in any mixture with LF: the CR is part of the line's end, not of the last field.
      const last = fields.length - 1;
      if (fields[last].charCodeAt(fields[last].length - 1) === CARRIAGE_RETURN)
        fields[last] = fields[last].slice(0, -1);
      this.#records++;
      this.#take(fields);
    }
  }

  #keep(rest: string): void {
    if (rest.length > LONGEST_RECORD) {
      throw dataError(
        `${this.#name}: row ${this.#records + 1} is longer than ${LONGEST_RECORD / 1024 / 1024} MiB; a quote in it is probably opened and never closed, or the file is no CSV`,
      );
    }
    this.#pieces = [rest];
    this.#length = rest.length;
    this.#parseFrom = Math.max(1, 2 * rest.length);
  }
}

const CARRIAGE_RETURN = 13;

/** How the first line ends: LF, also behind CR, or CR alone; `undefined` where that is not to be seen yet. */
function newlineOf(text: string, isWhole: boolean): "\n" | "\r" | undefined {
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (char === "\n") return "\n";
    else if (char === "\r") {
      if (i + 1 < text.length) return text[i + 1] === "\n" ? "\n" : "\r";
      return isWhole ? "\r" : undefined;
    }
  }
  return undefined;
}
