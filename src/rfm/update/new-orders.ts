import { checkOptions } from "../../checks/check-options.js";
import { optionError, spell } from "../../errors.js";
import { checkLedger } from "../../input/check-ledger.js";
import { readAsOf } from "../../input/days/parse-day.js";
import { dayOfInstantIn } from "../../input/days/time-zone.js";
import type { Ledger } from "../../input/ledger.js";
import { rowLedger } from "../../input/ledger-from-rows.js";
import type { OrderOptions } from "../../input/order-fields.js";
import { isoDay } from "../rfm-result.js";
import type { Base } from "./base.js";
import type { Known } from "./known.js";
import type { UpdateOptions } from "./update.js";

const OPTIONS = ["asOf", "rank"] as const satisfies (keyof UpdateOptions)[];

/** A ledger of the new orders; rows are read as those of the result were. */
export function ledgerOf(where: string, { table }: Base<string | null>, source: unknown, options: object): Ledger {
  const kind = (source as { kind?: unknown } | null)?.kind;
  if (typeof kind === "string" && kind.startsWith("rfm-kit/")) {
    checkLedger(where, "newOrders", source);
    checkOptions(where, options, OPTIONS);
    return source;
  }
  checkOptions(where, options, Object.keys(options ?? {}));
  const { decimals, currency, refunds, timeZone } = table.measure;
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const settings = {
    decimals,
    ...(currency === null ? {} : { currency }),
    refunds,
    timeZone,
    customerIds: table.customers.byText ? "text" : "exact",
    ...given,
  };
  return rowLedger(where, source as Iterable<object>, settings as unknown as OrderOptions<object>, OPTIONS);
}

/** Orders that were read otherwise cannot be added up. Of given totals only the units are known. */
export function checkSettings(where: string, { table }: Base<string | null>, ledger: Ledger): void {
  const units = ["decimals", "currency"] as const;
  for (const name of table.diagnostics.ledger === null ? units : [...units, "refunds" as const, "timeZone" as const]) {
    const expected = table.measure[name];
    if (ledger[name] === expected) continue;
    throw optionError(
      "MODEL_MISMATCH",
      where,
      `newOrders.${name}`,
      `be that of the result, ${spell(expected)}`,
      ledger[name],
    );
  }
  const { byText } = table.customers;
  if (ledger.customers.byText !== byText) {
    const requirement = `be read with customerIds: ${byText ? '"text"' : '"exact"'}, as the result was`;
    throw optionError("MODEL_MISMATCH", where, "newOrders", requirement, byText ? "exact" : "text");
  }
  if (table.measure.monetary === "max" && ledger.amounts.some((amount) => amount < 0)) {
    const requirement =
      'have no refunds where monetary is "max" (which order a refund belongs to is not known; measure all orders again, with scoreRfm)';
    throw optionError("OUT_OF_RANGE", where, "newOrders", requirement, "refunds");
  }
}

/** The day that was asked for, else the first as of which everything counts. */
export function asOfOf(where: string, { asOf }: Known<string | null>, ledger: Ledger, given: unknown): number | null {
  const { days, timeZone } = ledger;
  let least = asOf ?? Number.NEGATIVE_INFINITY;
  for (let i = 0; i < days.length; i++) if (days[i] > least) least = days[i];
  if (given === undefined) return Number.isFinite(least) ? least : null;
  const day = readAsOf(where, given, dayOfInstantIn(where, timeZone));
  if (day >= least) return day;
  const requirement = `not be before that of the result nor before a new order or refund, so not before ${isoDay(least)}`;
  throw optionError("OUT_OF_RANGE", where, "options.asOf", requirement, isoDay(day));
}
