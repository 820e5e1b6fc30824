import type { RowIssueCode } from "../../errors.js";
import type { Ledger } from "../../input/ledger.js";
import type { Settings } from "../../input/order-options.js";
import type { RowIssue } from "../../input/row-issues.js";
import { RowFeed } from "../../input/rows-into-sink.js";
import { dataError } from "../flags/cli-error.js";
import { explained } from "../flags/explain-error.js";
import type { Progress } from "../output/progress.js";
import type { ByteSource } from "./byte-source.js";
import { CsvHeader } from "./csv-header.js";
import { decodeText } from "./decode-text.js";
import { commaRewrite, type DateFormat, dateRewrite, type Rewrite } from "./foreign-text.js";
import { RecordSplitter } from "./record-splitter.js";
import { type NotedRows, RowNotes } from "./row-notes.js";

type Field = "customer" | "date" | "amount" | "quantity" | "order";

/** Where the values stand in the file and how it is written. */
export interface CsvFormat {
  readonly columns: { readonly [field in Field]?: string };
  readonly delimiter: string;
  readonly encoding: string;
  readonly dates: DateFormat;
  readonly decimalComma: boolean;
}

/** What became of the rows of a file, besides what the ledger says. */
interface FileNotes {
  /** Rows after the header, blank ones included. */
  readonly rows: number;
  readonly blank: number;
  readonly wrongLength: NotedRows;
  readonly badQuotes: NotedRows;
  readonly invalid: { readonly [Code in RowIssueCode]?: NotedRows };
  readonly sharedOrders: NotedRows;
}

/** The orders of a file. */
export interface FileOrders {
  readonly ledger: Ledger;
  readonly notes: FileNotes;
}

/** Reads a CSV file of orders into a ledger, piece by piece: in memory stand the ledger and its ids, never the file. */
export async function readOrders(
  source: ByteSource,
  format: CsvFormat,
  settings: Settings,
  progress: Progress,
): Promise<FileOrders> {
  const reader = new OrdersReader(source.name, format, settings);
  for await (const text of decodeText(source.name, progress.counting(source.chunks), format.encoding)) {
    reader.push(text);
    progress.show(reader.rows);
  }
  return reader.finish();
}

class OrdersReader {
  readonly #name: string;
  readonly #format: CsvFormat;
  readonly #settings: Settings;
  readonly #splitter: RecordSplitter;
  readonly #wrongLength = new RowNotes();
  readonly #badQuotes = new RowNotes();
  #feed: RowFeed<string[]> | undefined;
  #headerRow = 0;
  #width = 0;
  #blank = 0;

  constructor(name: string, format: CsvFormat, settings: Settings) {
    this.#name = name;
    this.#format = format;
    this.#settings = settings;
    this.#splitter = new RecordSplitter(name, format.delimiter, (fields) => this.#take(fields));
  }

  get rows(): number {
    return this.#splitter.records;
  }

  push(text: string): void {
    this.#splitter.push(text);
  }

  finish(): FileOrders {
    this.#splitter.finish();
    const feed = this.#feed;
    if (feed === undefined) throw dataError(`${this.#name} is empty; its first row must name the columns`);
    const rows = this.rows - 1;
    if (rows === this.#blank) throw dataError(`${this.#name} has a first row with names of columns and no row of data`);
    const ledger = explained(1, this.#name, () => feed.finish());
    return { ledger, notes: this.#notes(ledger, rows) };
  }

  /** Every record after the header goes to the feed, also what is no row, so that its row numbers are those of the file. */
  #take(fields: string[] | null): void {
    const isBlank = fields?.length === 1 && fields[0].trim() === "";
    if (isBlank) this.#blank++;
    const feed = this.#feed;
    if (feed === undefined) {
      if (!isBlank) this.#begin(fields);
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

  #begin(names: string[] | null): void {
    const row = this.#splitter.records;
    if (names === null) throw dataError(`${this.#name}: row ${row}, with the names of the columns, has a stray quote`);
    const { columns, delimiter } = this.#format;
    const header = new CsvHeader(this.#name, names, delimiter);
    this.#headerRow = row;
    this.#width = header.length;
    const positions = new Map(
      Object.entries(columns).map(([field, column]) => [field, header.position(field, column)] as const),
    );
    const asIs: Rewrite = (text) => text;
    const read = (field: Field, rewrite = asIs) => {
      const position = positions.get(field) as number;
      return (row: string[]): string => rewrite(row[position]);
    };
    const number = commaRewrite(this.#format.decimalComma);
    this.#feed = new RowFeed<string[]>(this.#settings, {
      customer: read("customer"),
      date: read("date", dateRewrite(this.#format.dates)),
      amount: read("amount", number),
      ...(columns.quantity === undefined ? {} : { quantity: read("quantity", number) }),
      ...(columns.order === undefined ? {} : { order: read("order") }),
    });
  }

  #notes(ledger: Ledger, rows: number): FileNotes {
    const { invalid, sharedOrders } = ledger.diagnostics;
    const entries = Object.entries(invalid) as [RowIssueCode, RowIssue][];
    return {
      rows,
      blank: this.#blank,
      wrongLength: this.#wrongLength.report(),
      badQuotes: this.#badQuotes.report(),
      // What the feed calls a bad row are the blank, the ill-quoted and those of a wrong length.
      invalid: Object.fromEntries(
        entries.filter(([code]) => code !== "BAD_ROW").map(([code, issue]) => [code, this.#inFile(issue, code)]),
      ),
      sharedOrders: this.#inFile(sharedOrders),
    };
  }

  #inFile({ count, firstRows }: RowIssue, code?: RowIssueCode): NotedRows {
    return {
      count,
      firstRows: firstRows.map((index) => this.#headerRow + 1 + index),
      found: code === undefined ? null : (this.#feed?.sink.firstReceived(code) ?? null),
    };
  }
}
