import { type RowIssueCode, spell } from "../../errors.js";
import { NO_DAY } from "../days/parse-day-text.js";
import { BAD_ID, IdTable, MISSING_ID } from "../ids/id-table.js";
import {
  countIdTypes,
  customersOf,
  earlyDayWarnings,
  idTypeWarnings,
  nothingIdWarnings,
} from "../ids/known-customers.js";
import type { Warning } from "../ledger.js";
import { type MinorReader, minorReader } from "../money/decimal.js";
import { RowIssueLog } from "../row-issues.js";
import { checkValueTotals } from "./check-value-totals.js";
import {
  CUSTOMER,
  DATE,
  type EventBlock,
  type EventReceived,
  FIRST_FIELD,
  newEventBlock,
  ROUNDED,
  TYPE,
  UNREADABLE,
  VALUE,
} from "./event-block.js";
import type { EventDiagnostics, EventField, EventLog } from "./event-log.js";
import type { CheckedEventSettings } from "./event-options.js";
import { groupEvents, unpackEvents } from "./group-events.js";
import { recode, ScalarTable } from "./scalar-table.js";
import { sortTypes, TypeTable } from "./type-table.js";

/**
 * Where rows, columns and streams meet: blocks of read rows are admitted one by one, whatever they were read from,
 * and become a log at the end.
 */
export class EventSink {
  readonly settings: CheckedEventSettings;
  readonly customers: IdTable;
  readonly types: TypeTable;
  readonly values: MinorReader;
  readonly fields: readonly ScalarTable[];
  readonly block: EventBlock;
  readonly #names: readonly string[];
  readonly #issues: RowIssueLog;
  #rows = 0;
  #length = 0;
  #customer = new Uint32Array(0);
  #day = new Int32Array(0);
  #type = new Uint16Array(0);
  #minor: Float64Array | null;
  #codes: Uint32Array[];
  #valued = 0;
  #unknown = 0;
  #rounded = 0;

  constructor(settings: CheckedEventSettings, hasValue: boolean, fields: readonly string[]) {
    this.settings = settings;
    this.customers = new IdTable(settings.customerIds === "text");
    this.types = new TypeTable(settings.where, settings.types);
    this.values = minorReader(settings.valueIn === "major" ? settings.decimals : 0);
    this.fields = fields.map(() => new ScalarTable());
    this.block = newEventBlock(hasValue, fields.length);
    this.#names = fields;
    this.#issues = new RowIssueLog(settings.where, settings.onInvalid);
    this.#minor = hasValue ? new Float64Array(0) : null;
    this.#codes = fields.map(() => new Uint32Array(0));
  }

  /** Rows admitted or rejected so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Makes room for so many further rows. */
  reserve(rows: number): void {
    const needed = this.#length + rows;
    if (needed <= this.#customer.length) return;
    const capacity = this.#length === 0 ? needed : Math.max(needed, Math.ceil(this.#customer.length * 1.5));
    this.#customer = grown(this.#customer, new Uint32Array(capacity));
    this.#day = grown(this.#day, new Int32Array(capacity));
    this.#type = grown(this.#type, new Uint16Array(capacity));
    if (this.#minor !== null) this.#minor = grown(this.#minor, new Float64Array(capacity));
    this.#codes = this.#codes.map((codes) => grown(codes, new Uint32Array(capacity)));
  }

  /** Takes the first `count` rows of the block: keeps the good, counts or throws at the others. */
  admit(count: number, received: EventReceived): void {
    this.reserve(count);
    const { customer, type, day, minor, note, fields } = this.block;
    const types = this.types;
    const firstRow = this.#rows;
    let length = this.#length;
    for (let i = 0; i < count; i++) {
      if (customer[i] >= BAD_ID || type[i] >= BAD_ID || day[i] === NO_DAY || this.#isBad(i)) {
        this.#reject(i, firstRow + i, received);
        continue;
      }
      const name = types.admit(type[i]);
      if (name < 0) {
        this.#unknown++;
        continue;
      }
      this.#customer[length] = customer[i];
      this.#day[length] = day[i];
      this.#type[length] = name;
      if (minor !== null && note !== null) {
        // Plus zero: a negative value that rounds to nothing is nothing here.
        (this.#minor as Float64Array)[length] = minor[i] + 0;
        if (note[i] === ROUNDED) this.#rounded++;
        if (!Number.isNaN(minor[i])) this.#valued++;
      }
      // One more than the code of the table, so that a missing value, whose code is the largest, becomes 0.
      for (let f = 0; f < fields.length; f++) this.#codes[f][length] = fields[f][i] + 1;
      length++;
    }
    this.#length = length;
    this.#rows = firstRow + count;
  }

  /** Whether a value or a field of a row of the block could not be read. */
  #isBad(i: number): boolean {
    const { minor, note, fields } = this.block;
    if (minor !== null && note !== null) {
      if (note[i] === UNREADABLE || minor[i] === Number.POSITIVE_INFINITY || minor[i] === Number.NEGATIVE_INFINITY) {
        return true;
      }
    }
    for (let f = 0; f < fields.length; f++) if (fields[f][i] === BAD_ID) return true;
    return false;
  }

  /** Counts a row that could not even be read into the block. */
  rejectRow(received: unknown): void {
    this.#issues.reject("BAD_ROW", this.#rows, "row", received);
    this.#rows++;
  }

  #reject(i: number, row: number, received: EventReceived): void {
    const { customer, type, day, note, fields } = this.block;
    if (customer[i] === MISSING_ID) this.#issue("MISSING_CUSTOMER", i, row, CUSTOMER, received);
    else if (customer[i] === BAD_ID) this.#issue("BAD_CUSTOMER", i, row, CUSTOMER, received);
    else if (type[i] === MISSING_ID) this.#issue("MISSING_TYPE", i, row, TYPE, received);
    else if (type[i] === BAD_ID) this.#issue("BAD_TYPE", i, row, TYPE, received);
    else if (day[i] === NO_DAY) this.#issue("BAD_DATE", i, row, DATE, received);
    else if (note !== null && note[i] === UNREADABLE) this.#issue("BAD_VALUE", i, row, VALUE, received);
    else {
      const field = fields.findIndex((codes) => codes[i] === BAD_ID);
      const isTooLarge = this.block.minor !== null && Math.abs(this.block.minor[i]) === Number.POSITIVE_INFINITY;
      if (isTooLarge) this.#issue("AMOUNT_TOO_LARGE", i, row, VALUE, received);
      else this.#issue("BAD_FIELD", i, row, FIRST_FIELD + field, received);
    }
  }

  #issue(code: RowIssueCode, i: number, row: number, slot: number, received: EventReceived): void {
    const { column, value } = received(i, slot);
    this.#issues.reject(code, row, column, value);
  }

  /** What stood in the first row of a fault, spelled for a message. */
  firstReceived(code: RowIssueCode): string | null {
    return this.#issues.firstReceived(code);
  }

  finish(): EventLog {
    const { where, timeZone, decimals, currency } = this.settings;
    const length = this.#length;
    const { typeNames, position } = sortTypes(this.types.names, this.#type, length);
    const wantsLines = this.#valued > 0 || this.#codes.length > 0;
    const packed = groupEvents(this.#takeLines(), this.customers.size, position, typeNames.length, wantsLines);
    const { offsets } = packed;
    const lines = packed.lines as Uint32Array;
    const { days, types } = unpackEvents(packed);
    const values = this.#valued === 0 ? null : valuesOf(this.#minor as Float64Array, lines);
    this.#minor = null;
    const customers = customersOf(this.customers);
    if (values !== null) checkValueTotals(where, offsets, values, customers);
    const lastDay = lastDayOf(offsets, days);
    return Object.freeze<EventLog>({
      kind: "rfm-kit/events",
      customers,
      offsets,
      days,
      types,
      typeNames: Object.freeze(typeNames),
      values,
      decimals,
      currency,
      fields: this.#fields(length, lines),
      lastDay,
      timeZone,
      diagnostics: this.#diagnostics(lastDay),
    });
  }

  /** Hands the lines over and forgets them, so that the memory is free once they are grouped. */
  #takeLines() {
    const lines = { length: this.#length, customer: this.#customer, day: this.#day, type: this.#type };
    this.#customer = new Uint32Array(0);
    this.#day = new Int32Array(0);
    this.#type = new Uint16Array(0);
    return lines;
  }

  /** The fields by name; an object without a prototype, so that a field may be called like what every object inherits. */
  #fields(length: number, lines: Uint32Array): EventLog["fields"] {
    const fields: Record<string, EventField> = Object.create(null);
    for (let f = 0; f < this.#names.length; f++) {
      const own = this.#codes[f];
      const values = recode(own, length, this.fields[f].values);
      const codes = new Uint32Array(length);
      for (let i = 0; i < length; i++) codes[i] = own[lines[i]];
      this.#codes[f] = new Uint32Array(0);
      fields[this.#names[f]] = Object.freeze<EventField>({ codes, values });
    }
    return Object.freeze(fields);
  }

  #diagnostics(lastDay: number | null): EventDiagnostics {
    const customersByIdType = countIdTypes(this.customers);
    return {
      rows: this.#rows,
      events: this.#length,
      unknownTypes: this.#unknown,
      unknown: this.types.unknown(),
      invalidRows: this.#issues.total,
      invalid: this.#issues.report(),
      roundedValues: this.#rounded,
      customersByIdType,
      orders: [],
      warnings: [
        ...idTypeWarnings(customersByIdType),
        ...nothingIdWarnings(this.customers),
        ...earlyDayWarnings(lastDay, "events"),
        ...unseenTypeWarnings(this.types.unseen()),
      ],
    };
  }
}

function grown<T extends Uint32Array | Int32Array | Uint16Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function valuesOf(minor: Float64Array, lines: Uint32Array): Float64Array {
  const values = new Float64Array(lines.length);
  for (let i = 0; i < lines.length; i++) values[i] = minor[lines[i]];
  return values;
}

/** The latest of the last days of the customers. */
function lastDayOf(offsets: Uint32Array, days: Int32Array): number | null {
  let last = NO_DAY;
  for (let c = 0; c + 1 < offsets.length; c++) {
    const end = offsets[c + 1];
    if (end > offsets[c] && days[end - 1] > last) last = days[end - 1];
  }
  return last === NO_DAY ? null : last;
}

const MOST_NAMED = 20;

function unseenTypeWarnings(unseen: readonly string[]): Warning[] {
  if (unseen.length === 0) return [];
  const named = unseen.slice(0, MOST_NAMED).map((type) => spell(type));
  const rest = unseen.length > MOST_NAMED ? ` and ${unseen.length - MOST_NAMED} more` : "";
  return [
    {
      code: "UNSEEN_TYPES",
      message: `types names what no row has: ${named.join(", ")}${rest}; diagnostics.unknown lists types that rows have`,
    },
  ];
}
