import { NO_DAY } from "../../input/days/parse-day-text.js";
import type { ProfileColumn, Profiles } from "../../input/profiles/profiles.js";
import type { AttributeRule } from "../rule.js";
import { type DayTest, dayTest } from "./day-test.js";
import { valueTest } from "./value-test.js";

/** A leaf that does not depend on the day: whether it holds for each customer of the universe. */
export interface FixedLeaf {
  /** 1 for each row that passes. */
  readonly rows: Uint8Array;
}

/** A leaf on a date of customers that depends on the day of the analysis. */
export interface DatedLeaf {
  readonly test: DayTest;
  /** The day of each row that has one; rows beyond have none. */
  readonly days: Int32Array;
}

/** The leaf of a checked attribute rule. The rows of the universe begin with those of the profiles; the others miss every field. */
export function attributeLeaf(profiles: Profiles, size: number, rule: AttributeRule): FixedLeaf | DatedLeaf {
  const column = profiles.columns[rule.field];
  if (column.type !== "date") return { rows: rowsOf(column, size, rule) };
  const test = dayTest(rule);
  const days = column.values;
  if (test.isDaily) return { test, days };
  test.prepare(0);
  return { rows: filled(size, test.holds(NO_DAY), days.length, (row) => test.holds(days[row])) };
}

function rowsOf(
  column: Exclude<ProfileColumn, { readonly type: "date" }>,
  size: number,
  rule: AttributeRule,
): Uint8Array {
  const test = valueTest(rule);
  const rest = test(null);
  switch (column.type) {
    case "text": {
      const { codes } = column;
      const passes = column.values.map(test);
      return filled(size, rest, codes.length, (row) => passes[codes[row]]);
    }
    case "number": {
      const { values } = column;
      return filled(size, rest, values.length, (row) => test(Number.isNaN(values[row]) ? null : values[row]));
    }
    case "boolean": {
      const { values } = column;
      const passes = [test(false), test(true), rest];
      return filled(size, rest, values.length, (row) => passes[values[row]]);
    }
  }
}

/** The outcome of each row; the same for all rows from `known` on. */
function filled(size: number, rest: boolean, known: number, passes: (row: number) => boolean): Uint8Array {
  const rows = new Uint8Array(size).fill(rest ? 1 : 0);
  for (let row = 0; row < known; row++) rows[row] = passes(row) ? 1 : 0;
  return rows;
}
