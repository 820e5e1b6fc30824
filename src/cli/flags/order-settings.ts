import { type OrderSettings, type Settings, settingsOf } from "../../input/order-options.js";
import type { CommandLine } from "./command-line.js";
import { checkDay } from "./day-option.js";
import { explained } from "./explain-error.js";
import { wholeNumber } from "./number-options.js";

/** The settings of the flags over those of the model. Invalid rows are skipped and counted, and judged at the end. */
export function settingsFrom(line: CommandLine, model: OrderSettings): Settings {
  const decimals = wholeNumber(line, "decimals");
  const own = {
    timeZone: line.text("time-zone"),
    currency: line.text("currency"),
    refunds: line.text("refunds"),
    decimals,
  };
  const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  return explained(2, null, () => settingsOf("segment", { ...model, ...given, onInvalid: "skip" }, []));
}

/** The day of the analysis, if it is stated. */
export function asOfFrom(line: CommandLine, settings: Settings): { readonly asOf?: string } {
  const asOf = line.text("as-of");
  if (asOf === undefined) return {};
  checkDay("as-of", asOf, settings.dayOfInstant);
  return { asOf };
}
