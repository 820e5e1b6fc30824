import { RfmError, spell } from "../../errors.js";
import type { Customers } from "../ledger.js";
import { MOST_MINOR } from "../money/decimal.js";

/** Refuses a customer whose values, all taken as positive, add up beyond 2^53: then no later sum can be inexact. */
export function checkValueTotals(
  where: string,
  offsets: Uint32Array,
  values: Float64Array,
  customers: Customers,
): void {
  for (let c = 0; c + 1 < offsets.length; c++) {
    const end = offsets[c + 1];
    let gross = 0;
    for (let i = offsets[c]; i < end; i++) {
      const value = values[i];
      if (value < 0) gross -= value;
      else if (value > 0) gross += value;
    }
    if (gross <= MOST_MINOR) continue;
    const id = spell(customers.id(c));
    throw new RfmError(
      "TOTAL_TOO_LARGE",
      `${where}: the values of customer ${id} must add up to less than 2^53 minor units; lower options.decimals if the values are right`,
      { path: "value", received: id },
    );
  }
}
