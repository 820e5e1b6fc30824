import { optionError, RfmError } from "../errors.js";
import type { DateLike } from "./days/parse-day.js";
import type { CustomerId } from "./ids/id-table.js";
import type { OrderSettings } from "./order-options.js";
import type { OrderStatus } from "./read-status.js";

/**
 * Where a value stands in a row: the key of a field that can hold it, or a function of the row.
 *
 * @since 0.1.0
 */
export type Field<Row, Value> = KeyOf<Row, Value> | ((row: Row, index: number) => Value | null | undefined);

/**
 * The keys of a row whose values can be a `Value`; every key where the row's values are untyped, and any text for `[]`, which has no rows.
 *
 * @since 0.1.0
 */
export type KeyOf<Row, Value> = [Row] extends [never]
  ? string
  : { [Key in keyof Row & string]: CanHold<Row[Key], Value> extends true ? Key : never }[keyof Row & string];

/**
 * Whether some value of `Own` is a `Value`, or the other way round: a `string` field can hold a status.
 *
 * @since 0.1.0
 */
export type CanHold<Own, Value> = unknown extends Own
  ? true
  : [Extract<Own, Value> | Extract<Value, Own>] extends [never]
    ? false
    : true;

/**
 * Where the values of an order stand in a row.
 *
 * @since 0.1.0
 */
export interface OrderFields<Row> {
  /** Who bought. */
  readonly customer: Field<Row, CustomerId>;
  /** When: a `Date`, epoch milliseconds or ISO text. */
  readonly date: Field<Row, DateLike>;
  /** How much: the amount of the line, or its unit price where `quantity` is given. */
  readonly amount: Field<Row, number | string | bigint>;
  /** How many pieces; the line's amount is then `amount * quantity`, exact for text. */
  readonly quantity?: Field<Row, number | string | bigint> | undefined;
  /** Which order the line belongs to. Without it every row is an order of its own. */
  readonly order?: Field<Row, CustomerId> | undefined;
  /** What became of the order; only `"paid"` or none is a purchase. */
  readonly status?: Field<Row, OrderStatus | ""> | undefined;
}

/**
 * Options of {@link ledgerFromRows}: where the values stand, and what they mean.
 *
 * @since 0.1.0
 */
export interface OrderOptions<Row> extends OrderFields<Row>, OrderSettings {}

export const ORDER_FIELDS = ["customer", "date", "amount", "quantity", "order", "status"] as const;

/** A field ready to be read. */
export interface FieldReader {
  /** The key, or the option's name where it is a function. */
  readonly column: string;
  /** The key by which values can be read, `null` where there is none. */
  readonly key: string | null;
  read(row: unknown, index: number): unknown;
  /** The value that a row is taken to have, where one was read by the key. */
  settle(row: unknown, value: unknown): unknown;
}

/** Reads fields and remembers whether each key was ever there: a misspelt key must not pass for an empty column. */
export class FieldReaders {
  readonly #where: string;
  readonly #keys: { key: string; option: string; seen: boolean }[] = [];

  constructor(where: string) {
    this.#where = where;
  }

  reader(option: string, field: unknown): FieldReader {
    if (typeof field === "function") {
      const read = field as FieldReader["read"];
      return { column: `options.${option}(row)`, key: null, read, settle: (_, value) => value };
    }
    if (typeof field !== "string" || field === "") {
      const requirement = "be the key of a field or a function (row) => value";
      throw optionError(
        field === undefined ? "MISSING_OPTION" : "WRONG_TYPE",
        this.#where,
        `options.${option}`,
        requirement,
        field,
      );
    }
    const entry = { key: field, option, seen: false };
    this.#keys.push(entry);
    // What every object inherits, such as "__proto__", is no data: a column of that name must be the row's own.
    if (field in Object.prototype) {
      return {
        column: field,
        key: null,
        settle: (_, value) => value,
        read(row) {
          if (!Object.hasOwn(row as object, field)) return undefined;
          entry.seen = true;
          return (row as Record<string, unknown>)[field];
        },
      };
    }
    const load = (LOADERS[option] ?? LOADERS.other)(field);
    const settle = (row: unknown, value: unknown): unknown => {
      // A method of the row's class is no data either.
      if (typeof value === "function" && !Object.hasOwn(row as object, field)) return undefined;
      if (!entry.seen && field in (row as object)) entry.seen = true;
      return value;
    };
    return { column: field, key: field, read: (row) => settle(row, load(row as Row)), settle };
  }

  /** Takes all keys for seen. */
  seeAll(): void {
    for (const key of this.#keys) key.seen = true;
  }

  /** Throws if a key was in none of the rows; called before a missing value is reported and at the end. */
  checkSeen(row: unknown): void {
    for (const { key, option, seen } of this.#keys) {
      if (seen) continue;
      const keys = typeof row === "object" && row !== null ? Object.keys(row).slice(0, 20).join(", ") : "none";
      throw new RfmError(
        "MISSING_COLUMN",
        `${this.#where}: options.${option} must name a key of the rows; none has ${JSON.stringify(key)}, they have ${keys}`,
        { path: `options.${option}`, received: key },
      );
    }
  }
}

type Row = Readonly<Record<string, unknown>>;

/**
 * The same function written for each option: what the engine learns about the key of a load belongs to the place in the source, and
 * a load that sees one key is a third as long as one that sees three. All rows take half the time.
 */
const LOADERS: { readonly [option: string]: (key: string) => (row: Row) => unknown } = {
  customer: (key) => (row) => row[key],
  date: (key) => (row) => row[key],
  amount: (key) => (row) => row[key],
  quantity: (key) => (row) => row[key],
  order: (key) => (row) => row[key],
  status: (key) => (row) => row[key],
  other: (key) => (row) => row[key],
};

/** The fields of an order ready to be read. */
export interface OrderReaders {
  readonly customer: FieldReader;
  readonly date: FieldReader;
  readonly amount: FieldReader;
  readonly quantity: FieldReader | undefined;
  readonly order: FieldReader | undefined;
  readonly status: FieldReader | undefined;
}

/** The readers of every field that the options name. */
export function orderReaders<Row>(readers: FieldReaders, fields: OrderFields<Row>): OrderReaders {
  const optional = (name: "quantity" | "order" | "status"): FieldReader | undefined =>
    fields[name] === undefined ? undefined : readers.reader(name, fields[name]);
  return {
    customer: readers.reader("customer", fields.customer),
    date: readers.reader("date", fields.date),
    amount: readers.reader("amount", fields.amount),
    quantity: optional("quantity"),
    order: optional("order"),
    status: optional("status"),
  };
}
