import type { MeasureOptions } from "../../rfm/measure-definition.js";

/** Whether sums can measure it: windows, purchase days and the amounts of single orders take a ledger. */
export function isSummed({ window, frequency = "orders", monetary = "total" }: MeasureOptions): boolean {
  const counted = typeof frequency === "string" ? frequency : frequency.of;
  return window === undefined && counted === "orders" && (monetary === "total" || monetary === "mean");
}
