import { RfmError } from "../errors.js";

/** Refuses settings beside the orders, which other functions take there: they would be ignored, and money be of another unit. */
export function refuseSettings(where: string, given: unknown): void {
  if (typeof given !== "object" || given === null) return;
  const [name = "onInvalid"] = Object.keys(given);
  throw new RfmError(
    "UNKNOWN_OPTION",
    `${where}: options.${name} is not an option, since ${where} takes the orders alone; settings belong to accumulate({ ... }), and onInvalid and amountIn to restoreAccumulator(bytes, { ... }) too`,
    { path: `options.${name}` },
  );
}
