import { optionError } from "../../errors.js";
import type { DateLike } from "../days/parse-day.js";
import type { CustomerId } from "../ids/id-table.js";
import type { Field } from "../order-fields.js";
import type { Scalar } from "./event-log.js";
import type { EventSettings } from "./event-options.js";

/**
 * Where the values of an event stand in a row.
 *
 * @since 0.1.0
 */
export interface EventFields<Row> {
  /** Who did it. */
  readonly customer: Field<Row, CustomerId>;
  /** What was done, such as `"product_view"`. */
  readonly type: Field<Row, string>;
  /** When: a `Date`, epoch milliseconds or ISO text. */
  readonly date: Field<Row, DateLike>;
  /** What it was done to. */
  readonly item?: Field<Row, Scalar> | undefined;
  /** The category of the item. */
  readonly category?: Field<Row, Scalar> | undefined;
  /** The brand of the item. */
  readonly brand?: Field<Row, Scalar> | undefined;
  /** What it was worth, in the units that `valueIn` says. */
  readonly value?: Field<Row, number | string | bigint> | undefined;
  /** How it was meant, such as `"positive"`, or a rating. */
  readonly sentiment?: Field<Row, Scalar> | undefined;
  /** What ties events together, such as the number of a coupon or an order. */
  readonly key?: Field<Row, Scalar> | undefined;
  /** Further fields by name. */
  readonly fields?: { readonly [name: string]: Field<Row, Scalar> } | undefined;
}

/**
 * Options of {@link eventsFromRows}: where the values stand, and what they mean.
 *
 * @since 0.1.0
 */
export interface EventRowOptions<Row> extends EventFields<Row>, EventSettings {}

const STANDARD_FIELDS = ["item", "category", "brand", "sentiment", "key"] as const;

/** The names under which events and columns of events have their parts. */
export const EVENT_FIELDS = [
  "customer",
  "type",
  "date",
  "value",
  "item",
  "category",
  "brand",
  "sentiment",
  "key",
  "fields",
] as const;

/** A field of events: its name, the path of the option or column that gives it, and what stands there. */
export interface NamedField {
  readonly name: string;
  readonly path: string;
  readonly given: unknown;
}

/** The optional fields that options or columns give, in one order: the standard ones, then the further ones as they stand. */
export function namedFields(where: string, root: "options" | "columns", given: object): NamedField[] {
  const own = given as { readonly [name: string]: unknown };
  const fields: NamedField[] = STANDARD_FIELDS.filter((name) => own[name] !== undefined).map((name) => ({
    name,
    path: name,
    given: own[name],
  }));
  const further = own["fields"];
  if (further === undefined) return fields;
  if (Object.prototype.toString.call(further) !== "[object Object]") {
    throw optionError("WRONG_TYPE", where, `${root}.fields`, "be an object from names to fields", further);
  }
  for (const [name, field] of Object.entries(further as object)) {
    checkName(where, root, name);
    if (field !== undefined) fields.push({ name, path: `fields.${name}`, given: field });
  }
  return fields;
}

function checkName(where: string, root: string, name: string): void {
  if (name === "") throw optionError("OUT_OF_RANGE", where, `${root}.fields`, "have names that are not empty", name);
  if (!(EVENT_FIELDS as readonly string[]).includes(name)) return;
  const requirement = `have another name, because ${root}.${name} has its own meaning`;
  throw optionError("CONFLICTING_OPTIONS", where, `${root}.fields.${name}`, requirement, name);
}
