import type { ChurnResult } from "../../churn/churn-result.js";
import { GuardedFields } from "../csv/csv-field.js";

const CHUNK_LENGTH = 64 * 1024;

/** The risks of the customers as CSV, in pieces, in the order in which they were first seen. */
export class RisksCsv {
  readonly #result: ChurnResult;
  readonly #decimals: number;
  readonly #fields = new GuardedFields();
  readonly #reasons = new GuardedFields();

  constructor(result: ChurnResult, decimals: number) {
    this.#result = result;
    this.#decimals = decimals;
  }

  /** How many customer ids were disarmed, once all is written. */
  get guarded(): number {
    return this.#fields.guarded;
  }

  *chunks(): Generator<string> {
    let text = "customer_id,risk,band,p_alive,expected_orders,value_at_risk,reasons\n";
    for (const { customer, risk, band, alive, expectedOrders, valueAtRisk, reasons } of this.#result) {
      const id = this.#fields.field(String(customer));
      const still = alive === null ? "" : alive.toFixed(6);
      const values = `${risk.toFixed(6)},${band},${still},${expectedOrders.toFixed(4)}`;
      const money = valueAtRisk.toFixed(this.#decimals);
      text += `${id},${values},${money},${this.#reasons.field(reasons.join("; "))}\n`;
      if (text.length < CHUNK_LENGTH) continue;
      yield text;
      text = "";
    }
    yield text;
  }
}
