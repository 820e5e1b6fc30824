import { checkOneOf, checkOptions } from "../checks/check-options.js";
import { type DayOfInstant, dayOfInstantIn } from "./days/time-zone.js";
import { decimalsOf } from "./money/currency.js";

/**
 * What negative amounts do. `"net"`: they reduce the customer's money and are not orders. `"ignore"`: they are counted
 * and left out. `"error"`: such a row is invalid.
 *
 * @since 0.1.0
 */
export type RefundPolicy = "net" | "ignore" | "error";

/**
 * What the values of orders mean, whatever form the orders have.
 *
 * @since 0.1.0
 */
export interface OrderSettings {
  /** The IANA zone in which instants become calendar days. @defaultValue "UTC" */
  readonly timeZone?: string | undefined;
  /** ISO 4217 code; sets `decimals` (JPY 0, KWD 3). */
  readonly currency?: string | undefined;
  /** Decimals that amounts keep, 0 to 9. @defaultValue the currency's, else 2 */
  readonly decimals?: number | undefined;
  /** Whether amounts are in major units (`12.50`) or already in minor ones (`1250`). @defaultValue "major" */
  readonly amountIn?: "major" | "minor" | undefined;
  /** What negative amounts do. @defaultValue "net" */
  readonly refunds?: RefundPolicy | undefined;
  /** `"exact"`: `"1"`, `1` and `1n` are three customers. `"text"`: they are one, known as `"1"`. @defaultValue "exact" */
  readonly customerIds?: "exact" | "text" | undefined;
  /** `"throw"` stops at the first invalid row; `"skip"` leaves invalid rows out and counts them by reason. @defaultValue "throw" */
  readonly onInvalid?: "throw" | "skip" | undefined;
}

export const ORDER_SETTINGS = [
  "timeZone",
  "currency",
  "decimals",
  "amountIn",
  "refunds",
  "customerIds",
  "onInvalid",
] as const;

/** Settings with every default filled in and checked: what the code behind the door works with. */
export interface Settings {
  readonly where: string;
  readonly timeZone: string;
  readonly dayOfInstant: DayOfInstant;
  readonly currency: string | null;
  readonly decimals: number;
  readonly amountIn: "major" | "minor";
  readonly refunds: RefundPolicy;
  readonly customerIds: "exact" | "text";
  readonly onInvalid: "throw" | "skip";
}

/** Checks the settings once, at the door. `columns` are the further option names of the calling function. */
export function settingsOf(where: string, options: OrderSettings, columns: readonly string[]): Settings {
  checkOptions(where, options, [...columns, ...ORDER_SETTINGS]);
  const { timeZone = "UTC", amountIn = "major", refunds = "net", customerIds = "exact", onInvalid = "throw" } = options;
  return {
    where,
    timeZone,
    dayOfInstant: dayOfInstantIn(where, timeZone),
    currency: options.currency ?? null,
    decimals: decimalsOf(where, options.decimals, options.currency),
    amountIn: checkOneOf(where, "options.amountIn", amountIn, ["major", "minor"]),
    refunds: checkOneOf(where, "options.refunds", refunds, ["net", "ignore", "error"]),
    customerIds: checkOneOf(where, "options.customerIds", customerIds, ["exact", "text"]),
    onInvalid: checkOneOf(where, "options.onInvalid", onInvalid, ["throw", "skip"]),
  };
}
