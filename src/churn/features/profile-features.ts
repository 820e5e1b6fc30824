import type { ProfileColumn, Profiles } from "../../input/profiles/profiles.js";
import type { Snapshot } from "../churn-data.js";
import type { ChurnProfileField } from "../churn-model.js";
import { codeIn } from "./event-features.js";
import type { Columns } from "./order-features.js";

const MISSING_DAY = -2147483648;
const NO = 2;
const MOST_VALUES = 10;
// Larger numbers would leave the range of doubles when squared and added up.
const LARGEST = 1e100;

/** How the named fields become features: of text the ten most frequent values among the rows, ties by code unit. */
export function profileFieldsOf(profiles: Profiles, names: readonly string[], snapshot: Snapshot): ChurnProfileField[] {
  const codes = codesOf(profiles, snapshot);
  return names.map((name) => {
    const column = profiles.columns[name];
    return { name, type: column.type, values: column.type === "text" ? frequent(column, codes) : [] };
  });
}

function frequent({ codes, values }: Extract<ProfileColumn, { type: "text" }>, customers: Int32Array): string[] {
  const counts = new Map<string, number>();
  for (const customer of customers) {
    const value = customer < 0 ? null : values[codes[customer]];
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return sorted.slice(0, MOST_VALUES).map(([value]) => value);
}

/**
 * What profiles say of each row: numbers, and yes or no as 1 or 0, as they are; of a date the days since; of text 0 or 1 for each
 * value, all 0 for a rare or missing one. A date that was still to come, and what is not known, is missing.
 */
export function profileFeatures(profiles: Profiles, fields: readonly ChurnProfileField[], snapshot: Snapshot): Columns {
  const columns: Columns = {};
  const codes = codesOf(profiles, snapshot);
  const end = snapshot.day ?? 0;
  for (const { name, values } of fields) {
    const field = profiles.columns[name];
    const spelled = JSON.stringify(name);
    const column = (of: (customer: number) => number, missing = Number.NaN): Float64Array =>
      Float64Array.from(codes, (customer) => (customer < 0 ? missing : of(customer)));
    switch (field.type) {
      case "number":
        columns[`profile ${spelled}`] = column((c) => Math.max(-LARGEST, Math.min(LARGEST, field.values[c])));
        break;
      case "boolean":
        columns[`profile ${spelled}`] = column((c) => (field.values[c] >= NO ? Number.NaN : field.values[c]));
        break;
      case "date":
        columns[`days since profile ${spelled}`] = column((c) => daysSince(field.values[c], end));
        break;
      case "text":
        for (const value of values) {
          const code = field.values.indexOf(value);
          columns[`profile ${spelled} is ${JSON.stringify(value)}`] = column(
            (c) => (field.codes[c] === code ? 1 : 0),
            0,
          );
        }
    }
  }
  return columns;
}

function daysSince(day: number, end: number): number {
  return day === MISSING_DAY || day > end ? Number.NaN : end - day;
}

function codesOf(profiles: Profiles, { data, purchases }: Snapshot): Int32Array {
  return Int32Array.from(purchases.codes, (code) => codeIn(profiles.customers, data.ledger.customers, code));
}
