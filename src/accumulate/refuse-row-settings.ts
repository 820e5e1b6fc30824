import { RfmError } from "../errors.js";
import { ORDER_SETTINGS } from "../input/order-options.js";

/** What an accumulator is made with, and keeps. */
export const ACCUMULATOR_SETTINGS: readonly string[] = /* @__PURE__ */ [...ORDER_SETTINGS, "buckets"];

/** Refuses settings beside orders, where other functions take them: an accumulator has its own from the beginning. */
export function refuseRowSettings(where: string, options: unknown): void {
  if (typeof options !== "object" || options === null) return;
  const name = ACCUMULATOR_SETTINGS.find((setting) => Object.hasOwn(options, setting));
  if (name === undefined) return;
  const restored = name === "onInvalid" || name === "amountIn" ? ` or restoreAccumulator(bytes, { ${name} })` : "";
  throw new RfmError(
    "UNKNOWN_OPTION",
    `${where}: options.${name} is not an option, since ${where} takes the orders alone; give it where the accumulator is made: accumulate({ ${name} })${restored}`,
    { path: `options.${name}` },
  );
}
