import type { Ledger } from "../../input/ledger.js";
import type { Settings } from "../../input/order-options.js";
import { RowFeed } from "../../input/rows-into-sink.js";
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
interface FileNotes extends RecordNotes {
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
  const dates = new DateCells(format.dates);
  const begin = (header: CsvHeader): RowFeed<string[]> => feedOf(header, format, settings, dates);
  const { feed, notes } = await readRecords(source, format, begin, progress);
  const ledger = explained(1, source.name, () => feed.finish());
  const { invalid, sharedOrders } = ledger.diagnostics;
  const { headerRow } = notes;
  return {
    ledger,
    notes: {
      ...notes,
      invalid: notedIssues(invalid, headerRow, (code) => feed.sink.firstReceived(code), dates.empty),
      sharedOrders: notedRows(sharedOrders, headerRow, null),
    },
  };
}

function feedOf(header: CsvHeader, format: CsvFormat, settings: Settings, dates: DateCells): RowFeed<string[]> {
  const { columns, flags = {} } = format;
  const asIs: Rewrite = (text) => text;
  const read = (field: Field, rewrite = asIs) => {
    const position = header.position(flags[field] ?? field, columns[field] as string);
    return (row: string[]): string => rewrite(row[position]);
  };
  const number = commaRewrite(format.decimalComma);
  return new RowFeed<string[]>(settings, {
    customer: read("customer"),
    date: read("date", (text) => dates.read(text)),
    amount: columns.amount === undefined ? () => 0 : read("amount", number),
    ...(columns.quantity === undefined ? {} : { quantity: read("quantity", number) }),
    ...(columns.order === undefined ? {} : { order: read("order") }),
  });
}
