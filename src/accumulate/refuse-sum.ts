import { RfmError, spell } from "../errors.js";
import { MOST_COUNT } from "./sums/record.js";

/** Refuses sums of a customer that were too large to be kept exactly, or too many orders to be counted. */
export function refuseSum(where: string, customer: unknown, orders: number): never {
  const id = spell(customer);
  const what =
    orders === MOST_COUNT
      ? `the orders of customer ${id} must be fewer than 2^31 - 1`
      : `the amounts of customer ${id} must add up to less than 2^53 minor units; lower options.decimals if the amounts are right`;
  throw new RfmError("TOTAL_TOO_LARGE", `${where}: ${what}`, { path: "amount", received: id });
}
