import type { EventFields } from "../../input/events/event-fields.js";
import type { EventLog } from "../../input/events/event-log.js";
import type { CheckedEventSettings } from "../../input/events/event-options.js";
import { EventRowFeed } from "../../input/events/rows-into-events.js";
import { explained } from "../flags/explain-error.js";
import type { Progress } from "../output/progress.js";
import type { ByteSource } from "./byte-source.js";
import { booleanCell, numberCell, type ReadCell } from "./cell-value.js";
import type { CsvHeader } from "./csv-header.js";
import { DistinctFeed, type RepeatedRows } from "./distinct-feed.js";
import { commaRewrite, DateCells } from "./foreign-text.js";
import { type NotedIssues, notedIssues } from "./noted-issues.js";
import { type CsvWriting, type RecordNotes, readRecords } from "./read-records.js";
import type { NotedRows } from "./row-notes.js";

/** What the values of a field of events are read as. */
export type CellKind = "text" | "number" | "boolean";

/** Optional columns of events by the fields that they give. */
const OPTIONAL = ["item", "category", "brand", "sentiment", "key"] as const;
type EventColumn = "customer" | "type" | "date" | "value" | (typeof OPTIONAL)[number];

/** Where the values of events stand in the file and how it is written. */
export interface EventsFormat extends CsvWriting {
  readonly columns: { readonly [field in EventColumn]?: string };
  /** The flags that name columns, where they are not called like the fields. */
  readonly flags?: { readonly [field in EventColumn]?: string };
  /** Further fields by name. */
  readonly fields: ReadonlyMap<string, string>;
  /** What fields are read as; text where a field is not named. */
  readonly kinds: ReadonlyMap<string, CellKind>;
  readonly repeated: RepeatedRows;
}

/** The events of a file. */
export interface FileEvents {
  readonly log: EventLog;
  /** Raw types that are mapped and that no row has. */
  readonly unseen: readonly string[];
  /** Rows that equal an earlier one in every field. */
  readonly repeated: NotedRows;
  readonly policy: RepeatedRows;
  readonly notes: RecordNotes & { readonly invalid: NotedIssues };
}

/** Reads a CSV file of events into a log, piece by piece. */
export async function readEvents(
  source: ByteSource,
  format: EventsFormat,
  settings: CheckedEventSettings,
  progress: Progress,
): Promise<FileEvents> {
  const unseen = new Set(settings.types?.keys());
  const dates = new DateCells(format.dates);
  const begin = (header: CsvHeader): DistinctFeed => {
    const feed = new EventRowFeed<string[]>(settings, fieldsOf(header, format, unseen, dates));
    const type = placeOf("type", header, format);
    return new DistinctFeed(feed, type, settings.types, format.repeated);
  };
  const { feed, notes } = await readRecords(source, format, begin, progress);
  const { events } = feed;
  const log = explained(1, source.name, () => events.finish());
  const { headerRow } = notes;
  const invalid = notedIssues(
    log.diagnostics.invalid,
    headerRow,
    (code) => events.sink.firstReceived(code),
    dates.empty,
  );
  const repeated = feed.repeated(headerRow);
  return { log, unseen: [...unseen], repeated, policy: format.repeated, notes: { ...notes, invalid } };
}

function placeOf(field: EventColumn, header: CsvHeader, { columns, flags = {} }: EventsFormat): number {
  return header.position(flags[field] ?? field, columns[field] as string);
}

function fieldsOf(
  header: CsvHeader,
  format: EventsFormat,
  unseen: Set<string>,
  dates: DateCells,
): EventFields<string[]> {
  const { columns, fields, kinds, decimalComma } = format;
  const place = (field: EventColumn): number => placeOf(field, header, format);
  const numberOf = commaRewrite(decimalComma);
  const read: { readonly [Kind in CellKind]: ReadCell } = {
    text: (text) => text,
    number: (text) => numberCell(numberOf(text)),
    boolean: booleanCell,
  };
  const cells = (name: string, position: number): ((row: string[]) => ReturnType<ReadCell>) => {
    const readCell = read[kinds.get(name) ?? "text"];
    return (row) => readCell(row[position]);
  };
  const [customer, type, date] = [place("customer"), place("type"), place("date")];
  const value = columns.value === undefined ? -1 : place("value");
  const given = OPTIONAL.filter((field) => columns[field] !== undefined);
  const further = [...fields].map(([name, column]) => [name, cells(name, header.position("fields", column))] as const);
  return {
    customer: (row) => row[customer],
    type: (row) => {
      // As long as something is missing: most files have every type within a few rows.
      if (unseen.size > 0) unseen.delete(row[type]);
      return row[type];
    },
    date: (row) => dates.read(row[date]),
    ...(value < 0 ? {} : { value: (row: string[]) => numberOf(row[value]) }),
    ...Object.fromEntries(given.map((field) => [field, cells(field, place(field))])),
    ...(further.length === 0 ? {} : { fields: Object.fromEntries(further) }),
  };
}
