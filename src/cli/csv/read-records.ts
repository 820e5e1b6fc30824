import { dataError } from "../flags/cli-error.js";
import type { Progress } from "../output/progress.js";
import type { ByteSource } from "./byte-source.js";
import { CsvHeader } from "./csv-header.js";
import { decodeText } from "./decode-text.js";
import type { DateFormat } from "./foreign-text.js";
import { RecordSplitter } from "./record-splitter.js";
import { refuseJson, START_LENGTH } from "./refuse-json.js";
import { type NotedRows, RowNotes } from "./row-notes.js";

/** How a file is written. */
export interface CsvWriting {
  readonly delimiter: string;
  readonly encoding: string;
  readonly dates: DateFormat;
  readonly decimalComma: boolean;
}

/** What takes the rows of a file one after the other: each as its fields, what is no row of data as `null`. */
export interface RecordFeed {
  add(row: string[]): void;
}

/** What became of the rows that a feed could not take. */
export interface RecordNotes {
  /** The row with the names of the columns, as a spreadsheet numbers it. */
  readonly headerRow: number;
  /** Rows after the header, blank ones included. */
  readonly rows: number;
  readonly blank: number;
  readonly wrongLength: NotedRows;
  readonly badQuotes: NotedRows;
  /** How dates were read. */
  readonly dates: DateFormat;
}

/** A file that was read to its end. */
export interface ReadRecords<Feed> {
  readonly feed: Feed;
  readonly notes: RecordNotes;
}

/** Reads a CSV file row by row into the feed that `begin` makes once the header is known. The file is never in memory as a whole. */
export async function readRecords<Feed extends RecordFeed>(
  source: ByteSource,
  writing: CsvWriting,
  begin: (header: CsvHeader) => Feed,
  progress: Progress,
): Promise<ReadRecords<Feed>> {
  const reader = new RecordReader(source.name, writing, begin);
  for await (const text of decodeText(source.name, progress.counting(source.chunks), writing.encoding)) {
    reader.push(text);
    progress.show(reader.rows);
  }
  return reader.finish();
}

class RecordReader<Feed extends RecordFeed> {
  readonly #name: string;
  readonly #writing: CsvWriting;
  readonly #begin: (header: CsvHeader) => Feed;
  readonly #splitter: RecordSplitter;
  readonly #wrongLength = new RowNotes();
  readonly #badQuotes = new RowNotes();
  #feed: Feed | undefined;
  /** How the file begins, as far as it was read before its header was. */
  #start = "";
  #headerRow = 0;
  #width = 0;
  #blank = 0;

  constructor(name: string, writing: CsvWriting, begin: (header: CsvHeader) => Feed) {
    this.#name = name;
    this.#writing = writing;
    this.#begin = begin;
    this.#splitter = new RecordSplitter(name, writing.delimiter, (fields) => this.#take(fields));
  }

  get rows(): number {
    return this.#splitter.records;
  }

  push(text: string): void {
    if (this.#feed === undefined && this.#start.length < START_LENGTH) this.#start += text.slice(0, START_LENGTH);
    this.#splitter.push(text);
  }

  finish(): ReadRecords<Feed> {
    this.#splitter.finish();
    const feed = this.#feed;
    if (feed === undefined) throw dataError(`${this.#name} is empty; its first row must name the columns`);
    const rows = this.rows - 1;
    if (rows === this.#blank) throw dataError(`${this.#name} has a first row with names of columns and no row of data`);
    const [wrongLength, badQuotes] = [this.#wrongLength.report(), this.#badQuotes.report()];
    const { dates } = this.#writing;
    return { feed, notes: { headerRow: this.#headerRow, rows, blank: this.#blank, wrongLength, badQuotes, dates } };
  }

  /** Every record after the header goes to the feed, also what is no row, so that its row numbers are those of the file. */
  #take(fields: string[] | null): void {
    const isBlank = fields?.length === 1 && fields[0].trim() === "";
    if (isBlank) this.#blank++;
    const feed = this.#feed;
    if (feed === undefined) {
      if (!isBlank) this.#readHeader(fields);
      return;
    }
    if (fields?.length === this.#width) {
      feed.add(fields);
      return;
    }
    feed.add(null as never);
    if (isBlank) return;
    const row = this.#splitter.records;
    if (fields === null) this.#badQuotes.add(row, null);
    else this.#wrongLength.add(row, `${fields.length} fields instead of ${this.#width}`);
  }

  #readHeader(names: string[] | null): void {
    refuseJson(this.#name, this.#start);
    const row = this.#splitter.records;
    if (names === null) throw dataError(`${this.#name}: row ${row}, with the names of the columns, has a stray quote`);
    const header = new CsvHeader(this.#name, names, this.#writing.delimiter);
    this.#headerRow = row;
    this.#width = header.length;
    this.#feed = this.#begin(header);
  }
}
