import { NO_DAY } from "../days/parse-day-text.js";
import { readDay } from "../days/read-day.js";
import { BAD_ID } from "../ids/id-table.js";
import { BLOCK_ROWS } from "../order-block.js";
import { type FieldReader, FieldReaders } from "../order-fields.js";
import { CUSTOMER, DATE, type EventReceived, FIRST_FIELD, TYPE, UNREADABLE, VALUE } from "./event-block.js";
import { type EventFields, namedFields } from "./event-fields.js";
import type { EventLog } from "./event-log.js";
import type { CheckedEventSettings } from "./event-options.js";
import { EventSink } from "./event-sink.js";
import { readEventValue } from "./read-event-values.js";

/** Feeds rows to a sink. Each field is read once, when its row comes: the source may use one object for all rows. */
export class EventRowFeed<Row> {
  readonly sink: EventSink;
  readonly #settings: CheckedEventSettings;
  readonly #keys: FieldReaders;
  /** By the position of the column: customer, type, date, value where there is one, fields. */
  readonly #readers: readonly (FieldReader | null)[];
  /** What stood in the columns of the block, for messages. */
  readonly #raw: readonly unknown[][];
  readonly #received: EventReceived;
  #count = 0;
  #lastRow: unknown;

  constructor(settings: CheckedEventSettings, options: EventFields<Row>) {
    const keys = new FieldReaders(settings.where);
    const fields = namedFields(settings.where, "options", options);
    const readers = [
      keys.reader("customer", options.customer),
      keys.reader("type", options.type),
      keys.reader("date", options.date),
      options.value === undefined ? null : keys.reader("value", options.value),
      ...fields.map(({ path, given }) => keys.reader(path, given)),
    ];
    const raw = readers.map(() => new Array<unknown>(BLOCK_ROWS));
    this.#settings = settings;
    this.#keys = keys;
    this.#readers = readers;
    this.#raw = raw;
    this.sink = new EventSink(
      settings,
      options.value !== undefined,
      fields.map(({ name }) => name),
    );
    this.#received = (i, column) => {
      if (settings.onInvalid === "throw") keys.checkSeen(this.#lastRow);
      return { column: (readers[column] as FieldReader).column, value: raw[column][i] };
    };
  }

  /** Makes room for so many rows. */
  reserve(rows: number): void {
    this.sink.reserve(rows);
  }

  add(row: Row): void {
    if (typeof row !== "object" || row === null) {
      this.#flush();
      this.sink.rejectRow(row);
      return;
    }
    this.#lastRow = row;
    const isGood = this.#read(row, this.#count);
    this.#count++;
    // A bad row is told at once where it ends the reading: a stream must not be drained first.
    if (this.#count === BLOCK_ROWS || (!isGood && this.#settings.onInvalid === "throw")) this.#flush();
  }

  finish(): EventLog {
    this.#flush();
    if (this.#lastRow !== undefined) this.#keys.checkSeen(this.#lastRow);
    return this.sink.finish();
  }

  /** Reads a row into place `i` of the block; says whether every column could be read. */
  #read(row: Row, i: number): boolean {
    const { customers, types, values, fields, block } = this.sink;
    block.customer[i] = customers.intern(this.#value(CUSTOMER, row, i));
    block.type[i] = types.intern(this.#value(TYPE, row, i));
    block.day[i] = readDay(this.#value(DATE, row, i), this.#settings.dayOfInstant);
    let isGood = block.customer[i] < BAD_ID && block.type[i] < BAD_ID && block.day[i] !== NO_DAY;
    if (block.minor !== null && block.note !== null) {
      readEventValue(this.#value(VALUE, row, i), values, block.minor, block.note, i);
      isGood = isGood && block.note[i] !== UNREADABLE && Math.abs(block.minor[i]) !== Number.POSITIVE_INFINITY;
    }
    for (let f = 0; f < fields.length; f++) {
      const code = fields[f].intern(this.#value(FIRST_FIELD + f, row, i));
      block.fields[f][i] = code;
      isGood = isGood && code !== BAD_ID;
    }
    return isGood;
  }

  #value(column: number, row: Row, i: number): unknown {
    const value = (this.#readers[column] as FieldReader).read(row, this.sink.rows + i);
    this.#raw[column][i] = value;
    return value;
  }

  #flush(): void {
    const count = this.#count;
    this.#count = 0;
    if (count > 0) this.sink.admit(count, this.#received);
  }
}
