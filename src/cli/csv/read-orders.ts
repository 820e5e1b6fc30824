import type { RowIssueCode } from "../../errors.js";
import type { Ledger, LedgerDiagnostics } from "../../input/ledger.js";
import type { Settings } from "../../input/order-options.js";
import { type HasColumns, OrderSink } from "../../input/order-sink.js";
import { RowFeed, type RowSink } from "../../input/rows-into-sink.js";
import { explained } from "../flags/explain-error.js";
import type { Progress } from "../output/progress.js";
import type { ByteSource } from "./byte-source.js";
import type { CsvHeader } from "./csv-header.js";
import { commaRewrite, DateCells, type Rewrite } from "./foreign-text.js";
import { type NotedIssues, notedIssues, notedRows } from "./noted-issues.js";
import { type CsvWriting, type RecordNotes, readRecords } from "./read-records.js";
import type { NotedRows } from "./row-notes.js";

type Field = "customer" | "date" | "amount" | "quantity" | "order";

/** Where the values stand in the file and how it is written. Without an amount every order is one of nothing. */
export interface CsvFormat extends CsvWriting {
  readonly columns: { readonly [field in Field]?: string };
  /** The flags that name columns, where they are not called like the fields. */
  readonly flags?: { readonly [field in Field]?: string };
}

/** What became of the rows of a file, besides what the ledger says. */
export interface FileNotes extends RecordNotes {
  readonly invalid: NotedIssues;
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
  const { data, notes } = await readOrdersInto(source, format, settings, progress, {
    sinkFor: (has) => new OrderSink(settings, has),
    finish: (sink) => sink.finish(),
    firstReceived: (sink, code) => sink.firstReceived(code),
  });
  return { ledger: data, notes };
}

/** What the rows of a file go into, and what is made of it at the end. */
export interface OrdersTarget<Sink extends RowSink, Data> {
  sinkFor(has: HasColumns): Sink;
  finish(sink: Sink): Data;
  /** What stood in the first row of a fault. */
  firstReceived(sink: Sink, code: RowIssueCode): string | null;
}

/** Reads a CSV file of orders into what the target makes of them. */
export async function readOrdersInto<Sink extends RowSink, Data extends { readonly diagnostics: LedgerDiagnostics }>(
  source: ByteSource,
  format: CsvFormat,
  settings: Settings,
  progress: Progress,
  target: OrdersTarget<Sink, Data>,
): Promise<{ readonly data: Data; readonly notes: FileNotes }> {
  const dates = new DateCells(format.dates);
  const begin = (header: CsvHeader): RowFeed<string[], Sink> =>
    feedOf(header, format, settings, dates, (has) => target.sinkFor(has));
  const { feed, notes } = await readRecords(source, format, begin, progress);
  const data = explained(1, source.name, () => {
    feed.end();
    return target.finish(feed.sink);
  });
  const { invalid, sharedOrders } = data.diagnostics;
  const { headerRow } = notes;
  return {
    data,
    notes: {
      ...notes,
      invalid: notedIssues(invalid, headerRow, (code) => target.firstReceived(feed.sink, code), dates.empty),
      sharedOrders: notedRows(sharedOrders, headerRow, null),
    },
  };
}

function feedOf<Sink extends RowSink>(
  header: CsvHeader,
  format: CsvFormat,
  settings: Settings,
  dates: DateCells,
  sinkFor: (has: HasColumns) => Sink,
): RowFeed<string[], Sink> {
  const { columns, flags = {} } = format;
  const asIs: Rewrite = (text) => text;
  const read = (field: Field, rewrite = asIs) => {
    const position = header.position(flags[field] ?? field, columns[field] as string);
    return (row: string[]): string => rewrite(row[position]);
  };
  const number = commaRewrite(format.decimalComma);
  const fields = {
    customer: read("customer"),
    date: read("date", (text) => dates.read(text)),
    amount: columns.amount === undefined ? () => 0 : read("amount", number),
    ...(columns.quantity === undefined ? {} : { quantity: read("quantity", number) }),
    ...(columns.order === undefined ? {} : { order: read("order") }),
  };
  return new RowFeed<string[], Sink>(settings, fields, undefined, sinkFor);
}
