import { checkOneOf } from "../checks/check-options.js";

/**
 * The unit of a model's times: a day, 7 days, 30.4375 days, or 365.25 days.
 *
 * @since 0.1.0
 */
export type TimeUnit = "day" | "week" | "month" | "year";

/** Days in a unit. */
export const DAYS_IN: { readonly [Unit in TimeUnit]: number } = { day: 1, week: 7, month: 30.4375, year: 365.25 };

const UNITS = /* @__PURE__ */ Object.keys(DAYS_IN) as readonly TimeUnit[];

/** A unit given as an option; weeks, as in the literature, where none is given. */
export function checkTimeUnit(where: string, path: string, value: unknown): TimeUnit {
  return checkOneOf(where, path, value ?? "week", UNITS);
}
