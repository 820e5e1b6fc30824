import { checkOptions } from "../checks/check-options.js";
import { optionError, RfmError } from "../errors.js";
import { checkRows } from "../input/check-rows.js";
import { ColumnFeed, hasOf } from "../input/columns-into-sink.js";
import type { OrderColumns } from "../input/order-columns.js";
import { ORDER_FIELDS } from "../input/order-fields.js";
import type { Settings } from "../input/order-options.js";
import { RowIssueLog, type RowIssues } from "../input/row-issues.js";
import { RowFeed } from "../input/rows-into-sink.js";
import { besideObjects } from "../memory/scratch.js";
import type { RfmTable } from "../rfm/rfm-table.js";
import { tableOfState } from "./accumulated-table.js";
import { tablesOfState } from "./accumulated-tables.js";
import type {
  AccumulatedColumns,
  AccumulatedFields,
  AccumulatedMeasures,
  AccumulatedTables,
  Accumulator,
} from "./accumulator.js";
import { type BucketRule, spellRule } from "./buckets/bucket-rule.js";
import { measuredState } from "./buckets/bucket-window.js";
import { idOf } from "./customer-walk.js";
import { CODED_FROM } from "./late-refunds.js";
import { OrderDoor } from "./order-door.js";
import { refuseOrder } from "./refuse-order.js";
import { refuseRowSettings } from "./refuse-row-settings.js";
import { writeSnapshot } from "./snapshot/write-snapshot.js";
import { State } from "./state.js";
import { placeOf } from "./sums/coded-sums.js";
import { COUNT, FIRST, LAST, totalAt } from "./sums/record.js";
import { reportOf, Tally } from "./tally.js";
import { whileUnchanged } from "./while-unchanged.js";

const FIELDS = /* @__PURE__ */ ORDER_FIELDS.filter((name) => name !== "order");

/** What rows are fed to, and their fields. */
interface Fed {
  readonly feed: RowFeed<object, OrderDoor>;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The accumulator behind {@link accumulate}: doors in front of a state, and what is made of it. */
export class OrderAccumulator implements Accumulator {
  readonly kind = "rfm-kit/accumulator";
  readonly #state: State;
  readonly #rowIssues: RowIssueLog;
  readonly #columnIssues: RowIssueLog;
  /** Kept from call to call, as long as the fields are the same: small calls should not pay for new buffers. */
  #fed: Fed | null = null;
  readonly #columnFeeds = new Map<string, ColumnFeed<OrderDoor>>();
  /** Whether a value of a row is being read, which may call anything. */
  #isReading = false;

  constructor(settings: Settings, state: State = new State(settings)) {
    this.#state = state;
    this.#rowIssues = new RowIssueLog("addRows", settings.onInvalid);
    this.#columnIssues = new RowIssueLog("addColumns", settings.onInvalid);
  }

  get rows(): number {
    this.#takeWaiting();
    return this.#state.tally.rows;
  }

  addRows<Row extends object>(rows: Iterable<Row>, options: AccumulatedFields<Row>): this {
    const where = "addRows";
    refuseOrder(where, "options", options);
    refuseRowSettings(where, options);
    checkOptions(where, options, FIELDS);
    checkRows(where, rows, { columns: "addColumns" });
    this.#checkIdle(where);
    // A source of rows may itself add rows: those that it has given wait, and come first.
    this.#takeWaiting();
    const fed = this.#fedOf(options as unknown as Readonly<Record<string, unknown>>);
    const { feed } = fed;
    const known = Array.isArray(rows) ? rows.length : 0;
    besideObjects(known);
    feed.begin();
    feed.sink.reserve(known);
    try {
      for (const row of rows) {
        this.#fed = fed;
        this.#isReading = true;
        feed.add(row);
        this.#isReading = false;
      }
    } catch (error) {
      this.#isReading = false;
      // The source failed, or a row was refused: what came before it is in.
      feed.flush();
      throw error;
    }
    feed.end();
    return this;
  }

  addColumns(columns: AccumulatedColumns, ...settings: readonly unknown[]): this {
    const where = "addColumns";
    refuseRowSettings(where, settings[0]);
    refuseOrder(where, "columns", columns);
    const { quantity, status } = hasOf((columns ?? {}) as OrderColumns);
    const form = `${quantity} ${status}`;
    let feed = this.#columnFeeds.get(form);
    if (feed === undefined) {
      const settings = { ...this.#state.settings, where };
      feed = new ColumnFeed<OrderDoor>(settings, columns, (has) => new OrderDoor(this.#state, this.#columnIssues, has));
      this.#columnFeeds.set(form, feed);
    }
    this.#checkIdle(where);
    this.#takeWaiting();
    this.#isReading = true;
    try {
      feed.add(columns);
    } finally {
      this.#isReading = false;
    }
    return this;
  }

  merge(other: Accumulator): this {
    const from = stateOf(other);
    this.#checkIdle("merge");
    (other as OrderAccumulator).#checkIdle("merge", "looked at");
    for (const accumulator of [this, other as OrderAccumulator]) accumulator.#takeWaiting();
    const into = this.#state;
    checkSame(into.settings, from.settings);
    checkSameBuckets(into.buckets?.rule ?? null, from.buckets?.rule ?? null);
    from.settle();
    into.settle();
    const tally = Object.assign(new Tally(), from.tally);
    const invalid = (other as OrderAccumulator).#invalid();
    into.purchases.merge(from.purchases);
    into.refunds.merge(from.refunds);
    mergeCoded(into, from);
    if (from.buckets !== null) into.buckets?.merge(from.buckets, (code) => into.keyOf(from.ids.id(code)));
    from.late.each((key, day, count, amount) => {
      into.late.add(key < CODED_FROM ? key : into.keyOf(idOf(from, key)), day, count, amount);
    });
    into.lastOrderDay = Math.max(into.lastOrderDay, from.lastOrderDay);
    into.tally.add(tally);
    into.tally.addIssues(invalid);
    into.settle();
    return this;
  }

  snapshot(): Uint8Array {
    this.#checkIdle("snapshot", "looked at");
    this.#settle();
    return joined([...writeSnapshot("snapshot", this.#state, this.#invalid())]);
  }

  snapshotPieces(): Iterable<Uint8Array> {
    const where = "snapshotPieces";
    const state = this.#state;
    const settle = (): void => {
      this.#checkIdle(where, "looked at");
      this.#settle();
    };
    const invalid = (): RowIssues => this.#invalid();
    return Object.freeze({
      // All begins with the first piece that is asked for: orders may come until then.
      *[Symbol.iterator]() {
        settle();
        yield* whileUnchanged(where, state, writeSnapshot(where, state, invalid()));
      },
    });
  }

  table(options: AccumulatedMeasures = {}): RfmTable {
    this.#checkIdle("table", "looked at");
    this.#settle();
    return tableOfState(measuredState("table", this.#state, options), this.#invalid(), options);
  }

  tables(options: AccumulatedTables = {}): Iterable<RfmTable> {
    return tablesOfState((measures) => {
      this.#checkIdle("tables", "looked at");
      this.#settle();
      return { state: measuredState("tables", this.#state, measures), invalid: this.#invalid() };
    }, options);
  }

  /** Called by `JSON.stringify`, which would write an empty object and lose everything. */
  toJSON(): never {
    throw new RfmError("WRONG_TYPE", "toJSON: an accumulator is no JSON; save the bytes of snapshot()", { path: "" });
  }

  /** The state of another accumulator; private names are seen within the class. */
  static stateOf(accumulator: OrderAccumulator): State {
    return accumulator.#state;
  }

  /** Whether it is one, and not only something that stands for one. */
  static is(value: unknown): value is OrderAccumulator {
    return typeof value === "object" && value !== null && #state in value;
  }

  #settle(): void {
    this.#takeWaiting();
    this.#state.settle();
  }

  /** Takes the rows that wait in their block, where the source of rows itself asks for what has come so far. */
  #takeWaiting(): void {
    if (!this.#isReading) this.#fed?.feed.flush();
  }

  /** A getter, or a function that reads a field, must neither add to the accumulator nor look at it: the row that is being read is half there. */
  #checkIdle(where: string, what: "added" | "looked at" = "added"): void {
    if (!this.#isReading) return;
    throw new RfmError(
      "CONFLICTING_OPTIONS",
      `${where}: nothing can be ${what} while a value of a row is being read; do it after that call`,
      { path: "rows" },
    );
  }

  #fedOf(fields: Readonly<Record<string, unknown>>): Fed {
    const known = this.#fed;
    if (known !== null && FIELDS.every((name) => fields[name] === known.fields[name])) return known;
    const settings = { ...this.#state.settings, where: "addRows" };
    const door = (has: { quantity: boolean; status: boolean; order: boolean }): OrderDoor =>
      new OrderDoor(this.#state, this.#rowIssues, has);
    const feed = new RowFeed<object, OrderDoor>(
      settings,
      fields as unknown as AccumulatedFields<object>,
      undefined,
      door,
    );
    this.#fed = { feed, fields: { ...fields } };
    return this.#fed;
  }

  /** Faults of all rows, wherever they came in. */
  #invalid(): RowIssues {
    const all = new Tally();
    for (const issues of [reportOf(this.#state.tally.issues), this.#rowIssues.report(), this.#columnIssues.report()]) {
      all.addIssues(issues);
    }
    return reportOf(all.issues);
  }
}

/** Codes are each table's own: customers with other ids are found by the id. */
function mergeCoded(into: State, from: State): void {
  const { size } = from.ids;
  for (let code = 0; code < size; code++) {
    const at = placeOf(code);
    for (const side of ["purchases", "refunds"] as const) {
      const records = from[side].coded.recordsOf(code);
      if (records === null) continue;
      const { ints, floats } = records;
      const key = into.keyOf(from.ids.id(code));
      into[side].join(key, ints[at + COUNT], ints[at + FIRST], ints[at + LAST], floats[totalAt(at)]);
    }
  }
}

function stateOf(other: unknown): State {
  if (OrderAccumulator.is(other)) return OrderAccumulator.stateOf(other);
  const requirement = "be an accumulator of this module (of another process or build: restoreAccumulator(snapshot))";
  throw optionError("WRONG_TYPE", "merge", "other", requirement, other);
}

/** Sums of different units, days or identities do not add up. */
function checkSame(own: Settings, other: Settings): void {
  for (const name of ["decimals", "currency", "refunds", "timeZone", "customerIds"] as const) {
    if (own[name] === other[name]) continue;
    const [mine, theirs] = [JSON.stringify(own[name]), JSON.stringify(other[name])];
    // Which name of a zone is the first one is another question in each runtime: bytes that are equal in one would not be in the next.
    const wayOut = name === "timeZone" ? " (names are compared as they stand: give a zone one name everywhere)" : "";
    throw new RfmError(
      "CONFLICTING_OPTIONS",
      `merge: both accumulators must have the same ${name}; this one has ${mine}, the other ${theirs}${wayOut}`,
      { path: name, received: theirs },
    );
  }
}

/** Days of one bucket here would be in two there. */
function checkSameBuckets(own: BucketRule | null, other: BucketRule | null): void {
  if (own?.days === other?.days && own?.offset === other?.offset) return;
  const [mine, theirs] = [spellRule(own), spellRule(other)];
  throw new RfmError(
    "CONFLICTING_OPTIONS",
    `merge: both accumulators must have the same buckets; this one has ${mine}, the other ${theirs}`,
    { path: "buckets", received: theirs },
  );
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
