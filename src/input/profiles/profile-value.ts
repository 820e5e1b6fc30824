import { NO_DAY } from "../days/parse-day-text.js";
import type { ProfileColumn, ProfileValue } from "./profiles.js";

const MISSING = 2;

/** The value of a customer in a column: a date as its day number, `null` where it is missing. */
export function profileValue(column: ProfileColumn, customer: number): Exclude<ProfileValue, bigint> {
  switch (column.type) {
    case "text":
      return column.values[column.codes[customer]];
    case "number":
      return Number.isNaN(column.values[customer]) ? null : column.values[customer];
    case "boolean":
      return column.values[customer] === MISSING ? null : column.values[customer] === 1;
    case "date":
      return column.values[customer] === NO_DAY ? null : column.values[customer];
  }
}
