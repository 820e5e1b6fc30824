import { checkOptions } from "../../checks/check-options.js";
import { optionError } from "../../errors.js";
import { isDictionary, isUtf8, tagOf } from "../column-forms.js";
import type { DateColumn, DictionaryColumn, IdColumn, NumberArray, Utf8Column } from "../order-columns.js";
import { DateCells } from "./profile-cells.js";
import {
  type NamedProfileField,
  type ProfileSettings,
  profileFieldsOf,
  profileSettingsOf,
  type TypedField,
} from "./profile-options.js";
import { type ProfileReceived, ProfileSink, type PutCell } from "./profile-sink.js";
import type { Profiles, ProfileType } from "./profiles.js";
import { type CellReader, cellReader } from "./read-cell-column.js";

/**
 * A column of a field of profiles, with its type. In arrays `null`, `undefined` and `""` are missing, in arrays of floating-point
 * numbers `NaN`, in an `Int32Array` of days -2147483648.
 *
 * @since 0.1.0
 */
export type ProfileFieldColumn =
  | TypedField<
      "text",
      readonly (string | null | undefined)[] | Utf8Column | DictionaryColumn<string | null | undefined>
    >
  | TypedField<
      "number",
      readonly (number | null | undefined)[] | NumberArray | DictionaryColumn<number | null | undefined>
    >
  | TypedField<"boolean", readonly (boolean | null | undefined)[] | DictionaryColumn<boolean | null | undefined>>
  | TypedField<"date", DateColumn>;

/**
 * Profiles as columns of equal length, one element per customer.
 *
 * @since 0.1.0
 */
export interface ProfileColumns {
  /** Who it is about. */
  readonly customer: IdColumn;
  /** What is known of them, by name. */
  readonly fields: { readonly [name: string]: ProfileFieldColumn };
}

/**
 * Returns what is known of customers from columns: typed arrays, arrays, Arrow's UTF-8 buffers or dictionaries.
 *
 * The same profiles give the same result from {@link profilesFromRows}, whose rules of types and of missing values hold here too. An
 * `Int32Array` of dates holds days since 1970-01-01, other numbers epoch milliseconds. Empty columns give no customers. Cost: O(n).
 *
 * @param columns - The columns; all of one length.
 * @param options - What the values mean.
 * @returns The profiles.
 * @throws {@link RfmError} `MISSING_COLUMN`, `LENGTH_MISMATCH`, `WRONG_TYPE`, `UNKNOWN_NAME` or `OUT_OF_RANGE` for the columns, the codes of
 * {@link RowIssueCode} for rows under `onInvalid: "throw"`, among them `DUPLICATE_CUSTOMER` and `BAD_FIELD`.
 *
 * @example
 * ```ts
 * const profiles = profilesFromColumns({
 *   customer: Int32Array.of(7, 9, 11),
 *   fields: {
 *     level: { type: "text", from: { codes: Int8Array.of(0, -1, 0), values: ["gold"] } },
 *     points: { type: "number", from: Float64Array.of(120, 15.5, NaN) },
 *   },
 * });
 * profiles.columns["level"]; // => { type: "text", codes: Uint32Array.of(1, 0, 1), values: [null, "gold"] }
 * profiles.columns["points"]; // => { type: "number", values: Float64Array.of(120, 15.5, NaN) }
 * ```
 * @since 0.1.0
 */
export function profilesFromColumns(columns: ProfileColumns, options: ProfileSettings = {}): Profiles {
  const where = "profilesFromColumns";
  const settings = profileSettingsOf(where, options, []);
  checkOptions(where, columns, ["customer", "fields"], "columns");
  for (const name of ["customer", "fields"] as const) {
    if (columns[name] == null) throw optionError("MISSING_COLUMN", where, `columns.${name}`, "be given", columns[name]);
  }
  const fields = profileFieldsOf(where, "columns.fields", columns.fields);
  const customer = cellReader(where, "columns.customer", columns.customer);
  const readers = fields.map((field) => fieldReader(where, field));
  for (const [f, { length }] of readers.entries()) {
    if (length === customer.length) continue;
    const requirement = `have the length of columns.customer, ${customer.length}`;
    throw optionError("LENGTH_MISMATCH", where, pathOf(fields[f]), requirement, length);
  }
  const sink = new ProfileSink(settings, fields);
  sink.reserve(customer.length);
  let row = 0;
  const put: PutCell = (cells, f, at) => {
    const { from } = fields[f];
    if (cells instanceof DateCells && from instanceof Int32Array) return cells.putDay(at, from[row]);
    return cells.put(at, readers[f].at(row));
  };
  const received: ProfileReceived = (f) =>
    f < 0
      ? { column: "columns.customer", value: customer.shown(row) }
      : { column: pathOf(fields[f]), value: readers[f].shown(row) };
  for (; row < customer.length; row++) sink.add(customer.at(row), put, received);
  return sink.finish();
}

function pathOf({ name }: NamedProfileField): string {
  return `columns.fields.${name}.from`;
}

/** The reader of a field, once its column has a form that the type can have. */
function fieldReader(where: string, field: NamedProfileField): CellReader {
  const { type, from } = field;
  if (FORMS[type].holds(from)) {
    const reader = cellReader(where, pathOf(field), from);
    if (from instanceof BigInt64Array) return { ...reader, at: (row) => Number(from[row]) };
    // Floating-point arrays have no other way to say that a value is missing than NaN.
    return tagOf(from).startsWith("Float") ? { ...reader, at: (row) => numberOrNull(reader.at(row)) } : reader;
  }
  throw optionError("WRONG_TYPE", where, pathOf(field), `be ${FORMS[type].words} for a field of type ${type}`, from);
}

function numberOrNull(value: unknown): unknown {
  return Number.isNaN(value) ? null : value;
}

const FORMS: { readonly [Type in ProfileType]: { readonly words: string; holds(column: unknown): boolean } } = {
  text: {
    words: "an array, { offsets, bytes } or { codes, values }",
    holds: (column) => Array.isArray(column) || isUtf8(column) || isDictionary(column),
  },
  number: {
    words: "an array, a typed array of numbers or { codes, values }",
    holds: (column) => Array.isArray(column) || isNumbers(column) || isDictionary(column),
  },
  boolean: {
    words: "an array or { codes, values }",
    holds: (column) => Array.isArray(column) || isDictionary(column),
  },
  date: {
    words: "an array, Int32Array (days), Float64Array or BigInt64Array (epoch milliseconds)",
    holds: (column) =>
      Array.isArray(column) ||
      column instanceof Int32Array ||
      column instanceof Float64Array ||
      column instanceof BigInt64Array,
  },
};

function isNumbers(column: unknown): boolean {
  return ArrayBuffer.isView(column) && !(column instanceof DataView) && !tagOf(column).startsWith("Big");
}
