import { checkOptions } from "../../checks/check-options.js";
import { optionError } from "../../errors.js";

/**
 * How many days count for each stage of a model, the day of the analysis included; `null` for all up to it.
 *
 * @since 0.1.0
 */
export type StageWindows<Id extends string = string> = { readonly [Stage in Id]: number | null };

/** About 2700 years: what is longer was meant to be `null`. */
const MOST_DAYS = 1_000_000;

/** The option windows with the given ones in place of those that are left out, of which there may be none. */
export function checkWindows<Id extends string>(
  where: string,
  value: unknown,
  ids: readonly Id[],
  given: Partial<StageWindows<Id>>,
): StageWindows<Id> {
  const path = "options.windows";
  const windows = value === undefined ? {} : (value as { readonly [id: string]: unknown });
  checkOptions(where, windows, ids, path);
  const days = ids.map((id) => [id, Object.hasOwn(windows, id) ? windows[id] : given[id]] as const);
  for (const [id, count] of days) {
    if (count === null) continue;
    if (typeof count === "number" && Number.isInteger(count) && count >= 1 && count <= MOST_DAYS) continue;
    const code = count === undefined ? "MISSING_OPTION" : "OUT_OF_RANGE";
    throw optionError(
      code,
      where,
      `${path}.${id}`,
      `be a number of days from 1 to ${MOST_DAYS}, or null for all`,
      count,
    );
  }
  return Object.fromEntries(days) as StageWindows<Id>;
}
