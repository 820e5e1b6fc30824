import { checkOptions } from "../../checks/check-options.js";
import { optionError } from "../../errors.js";
import { DayNumber } from "../days/day-number.js";
import { BATCH_ROWS } from "../ids/text-batch.js";
import { BLOCK_ROWS } from "../order-block.js";
import { IdColumns } from "../read-id-column.js";
import { readDays } from "../read-value-columns.js";
import { CUSTOMER, DATE, type EventReceived, FIRST_FIELD, TYPE } from "./event-block.js";
import type { EventColumns } from "./event-columns.js";
import { EVENT_FIELDS, type NamedField, namedFields } from "./event-fields.js";
import type { EventLog } from "./event-log.js";
import type { CheckedEventSettings } from "./event-options.js";
import { EventSink } from "./event-sink.js";
import { CodeColumns, type CodeReader } from "./read-code-column.js";
import { readEventValues } from "./read-event-values.js";

/** Feeds chunks of columns to a sink. Every chunk must have the optional columns that the first one has. */
export class EventColumnFeed {
  readonly #sink: EventSink;
  readonly #settings: CheckedEventSettings;
  readonly #first: ReadonlySet<string>;
  readonly #customers: IdColumns;
  readonly #types: CodeColumns;
  readonly #fields: ReadonlyMap<string, CodeColumns>;

  constructor(settings: CheckedEventSettings, first: EventColumns) {
    const fields = checkColumns(settings.where, first);
    this.#settings = settings;
    this.#first = pathsOf(first, fields);
    this.#sink = new EventSink(
      settings,
      first.value !== undefined,
      fields.map(({ name }) => name),
    );
    this.#customers = new IdColumns(this.#sink.customers);
    this.#types = new CodeColumns(this.#sink.types);
    this.#fields = new Map(fields.map(({ path }, f) => [path, new CodeColumns(this.#sink.fields[f])]));
  }

  add(columns: EventColumns): void {
    const { where } = this.#settings;
    const given = checkColumns(where, columns);
    this.#checkSame(pathsOf(columns, given));
    const customer = this.#customers.reader(where, "columns.customer", columns.customer);
    const byPath = new Map(given.map((field) => [field.path, field.given]));
    const chunk: Chunk = {
      columns,
      customer,
      type: this.#types.reader(where, "columns.type", columns.type),
      paths: [...this.#fields.keys()],
      fields: [...this.#fields].map(([path, readers]) => readers.reader(where, `columns.${path}`, byPath.get(path))),
    };
    checkLengths(where, chunk);
    const rows = customer.length;
    this.#sink.reserve(rows);
    const codes = new Uint32Array(Math.min(rows, BATCH_ROWS));
    for (let first = 0; first < rows; first += BATCH_ROWS) {
      const batch = Math.min(BATCH_ROWS, rows - first);
      customer.read(first, batch, codes);
      for (let at = 0; at < batch; at += BLOCK_ROWS) {
        const count = Math.min(BLOCK_ROWS, batch - at);
        this.#sink.block.customer.set(codes.subarray(at, at + count));
        this.#readBlock(chunk, first + at, count);
        this.#sink.admit(count, receivedFrom(chunk, first + at));
      }
    }
  }

  finish(): EventLog {
    return this.#sink.finish();
  }

  /** Reads everything but the customers of a block of rows. */
  #readBlock({ columns, type, fields }: Chunk, from: number, count: number): void {
    const { block, values } = this.#sink;
    type.read(from, count, block.type);
    readDays(columns.date, from, count, this.#settings.dayOfInstant, block.day);
    if (columns.value !== undefined && block.minor !== null && block.note !== null) {
      readEventValues(columns.value, from, count, values, block.minor, block.note);
    }
    for (let f = 0; f < fields.length; f++) fields[f].read(from, count, block.fields[f]);
  }

  #checkSame(paths: ReadonlySet<string>): void {
    for (const path of new Set([...this.#first, ...paths])) {
      const isThere = paths.has(path);
      if (isThere === this.#first.has(path)) continue;
      const requirement = isThere
        ? "be in no chunk, as it is not in the first"
        : "be in every chunk, as it is in the first";
      throw optionError(
        "MISSING_COLUMN",
        this.#settings.where,
        `columns.${path}`,
        requirement,
        isThere ? "a column" : undefined,
      );
    }
  }
}

/** The readers of one chunk. */
interface Chunk {
  readonly columns: EventColumns;
  readonly customer: CodeReader;
  readonly type: CodeReader;
  readonly paths: readonly string[];
  readonly fields: readonly CodeReader[];
}

function pathsOf(columns: EventColumns, fields: readonly NamedField[]): ReadonlySet<string> {
  return new Set([...(columns.value === undefined ? [] : ["value"]), ...fields.map(({ path }) => path)]);
}

/** What stood in the rows of the block that begins at a row, for messages. */
function receivedFrom({ columns, customer, type, paths, fields }: Chunk, from: number): EventReceived {
  return (i, slot) => {
    const row = from + i;
    if (slot === CUSTOMER) return { column: "columns.customer", value: customer.value(row) };
    if (slot === TYPE) return { column: "columns.type", value: type.value(row) };
    if (slot >= FIRST_FIELD) {
      const f = slot - FIRST_FIELD;
      return { column: `columns.${paths[f]}`, value: fields[f].value(row) };
    }
    const name = slot === DATE ? "date" : "value";
    const value = (columns[name] as ArrayLike<unknown>)[row];
    const isDay = slot === DATE && columns.date instanceof Int32Array;
    return { column: `columns.${name}`, value: isDay ? new DayNumber(value as number) : value };
  };
}

/** Checks the forms of the columns that are not codes, and returns the fields. */
function checkColumns(where: string, columns: EventColumns): NamedField[] {
  checkOptions(where, columns, EVENT_FIELDS, "columns");
  for (const name of ["customer", "type", "date"] as const) {
    if (columns[name] == null) throw optionError("MISSING_COLUMN", where, `columns.${name}`, "be given", columns[name]);
  }
  checkForm(
    where,
    "type",
    columns.type,
    "an array of text, { offsets, bytes } or { codes, values }",
    !isTyped(columns.type),
  );
  const { date, value } = columns;
  const isDate = date instanceof Int32Array || date instanceof Float64Array || date instanceof BigInt64Array;
  const dates = "an array, Int32Array (days), Float64Array or BigInt64Array (epoch milliseconds)";
  checkForm(where, "date", date, dates, Array.isArray(date) || isDate);
  checkForm(
    where,
    "value",
    value,
    "an array or a typed array",
    value === undefined || Array.isArray(value) || (isTyped(value) && !((value as unknown) instanceof DataView)),
  );
  return namedFields(where, "columns", columns);
}

function isTyped(column: unknown): boolean {
  return ArrayBuffer.isView(column);
}

function checkForm(where: string, name: string, column: unknown, forms: string, holds: boolean): void {
  if (!holds) throw optionError("WRONG_TYPE", where, `columns.${name}`, `be ${forms}`, column);
}

function checkLengths(where: string, { columns, customer, type, paths, fields }: Chunk): void {
  const lengths: [path: string, length: number | undefined][] = [
    ["type", type.length],
    ["date", columns.date.length],
    ["value", columns.value?.length],
    ...paths.map((path, f) => [path, fields[f].length] as [string, number]),
  ];
  for (const [path, length] of lengths) {
    if (length === undefined || length === customer.length) continue;
    const requirement = `have the length of columns.customer, ${customer.length}`;
    throw optionError("LENGTH_MISMATCH", where, `columns.${path}`, requirement, length);
  }
}
