import { checkRows } from "../check-rows.js";
import { FieldReaders } from "../order-fields.js";
import { type ProfileRowOptions, profileFieldsOf, profileSettingsOf } from "./profile-options.js";
import { type ProfileReceived, ProfileSink, type PutCell } from "./profile-sink.js";
import type { Profiles } from "./profiles.js";

/**
 * Returns what is known of customers from rows, one per customer, as columns.
 *
 * Nothing is guessed: a value must be of the stated type (a finite number, `true` or `false`, text, or for a date a `Date`, epoch
 * milliseconds or ISO text), and the text `"10"` is no number. `null`, `undefined` and `""` are missing. A customer may have one row
 * only. Under `onInvalid: "skip"` an invalid row leaves nothing behind, and a later valid row of the same customer is kept.
 * No rows give no customers. Cost: O(n); 4 or 8 bytes per value (1 for yes or no), each different text once.
 *
 * @param rows - One row per customer, in any order.
 * @param options - Where the values stand and what they are; see {@link ProfileRowOptions}.
 * @returns The profiles.
 * @throws {@link RfmError} `MISSING_OPTION`, `UNKNOWN_NAME` for a type that there is not, `MISSING_COLUMN` for a key that no row has, the
 * codes of {@link RowIssueCode} for rows under `onInvalid: "throw"`, among them `DUPLICATE_CUSTOMER` and `BAD_FIELD`.
 *
 * @example
 * ```ts
 * const members = [
 *   { id: 7, level: "gold", born: "1990-05-17", mail: true },
 *   { id: 9, level: "", born: null, mail: false },
 * ];
 * const fields = { level: "text", birthday: { type: "date", from: "born" }, mail: "boolean" } as const;
 * const profiles = profilesFromRows(members, { customer: "id", fields });
 * profiles.customers.find(9); // => 1
 * profiles.columns["level"]; // => { type: "text", codes: Uint32Array.of(1, 0), values: [null, "gold"] }
 * profiles.columns["mail"]; // => { type: "boolean", values: Uint8Array.of(1, 0) }
 * ```
 * @see {@link profilesFromColumns} for columns
 * @since 0.1.0
 */
export function profilesFromRows<Row extends object>(rows: Iterable<Row>, options: ProfileRowOptions<Row>): Profiles {
  const where = "profilesFromRows";
  const settings = profileSettingsOf(where, options, ["customer", "fields"]);
  const keys = new FieldReaders(where);
  const customer = keys.reader("customer", options.customer);
  const fields = profileFieldsOf(where, "options.fields", options.fields);
  const readers = fields.map(({ name, from }) => keys.reader(`fields.${name}`, from));
  checkRows(where, rows, { columns: "profilesFromColumns" });
  const sink = new ProfileSink(settings, fields);
  if (Array.isArray(rows)) sink.reserve(rows.length);
  let id: unknown;
  let lastRow: unknown;
  const raw: unknown[] = readers.map(() => undefined);
  const put: PutCell = (cells, field, at) => cells.put(at, raw[field]);
  const received: ProfileReceived = (field) => {
    if (settings.onInvalid === "throw") keys.checkSeen(lastRow);
    return field < 0 ? { column: customer.column, value: id } : { column: readers[field].column, value: raw[field] };
  };
  for (const row of rows) {
    if (typeof row !== "object" || row === null) {
      sink.rejectRow(row);
      continue;
    }
    lastRow = row;
    const index = sink.rows;
    // Every field is read, so that a key that no row has is noticed.
    id = customer.read(row, index);
    for (let f = 0; f < readers.length; f++) raw[f] = readers[f].read(row, index);
    sink.add(id, put, received);
  }
  if (lastRow !== undefined) keys.checkSeen(lastRow);
  return sink.finish();
}
