import type { Ledger } from "../../input/ledger.js";
import type { LifecycleResult } from "../../lifecycle/lifecycle-result.js";
import { LIFECYCLE_STATES } from "../../lifecycle/lifecycle-state.js";
import { type PurchaseCycles, purchaseCycle } from "../../lifecycle/purchase-cycle.js";
import { GuardedFields } from "../csv/csv-field.js";
import { DayTexts } from "./day-texts.js";

const CHUNK_LENGTH = 64 * 1024;

/** The purchase cycles beside the states of a result: by the cycle of its rule, or shrunk where it has none of its own. */
export function cyclesOf(ledger: Ledger, { asOf, model }: LifecycleResult): PurchaseCycles {
  const { rule, shrinkage } = model;
  const day = asOf === null ? {} : { asOf };
  if (rule.method !== "personalMultiple" || rule.cycle === "population") return purchaseCycle(ledger, day);
  return purchaseCycle(ledger, { ...day, method: rule.cycle, ...(shrinkage === null ? {} : { shrinkage }) });
}

/** The states of the customers as CSV, in pieces, in the order in which they were first seen. */
export class StatesCsv {
  readonly #result: LifecycleResult;
  readonly #cycles: PurchaseCycles;
  readonly #before: Uint8Array | null;
  readonly #fields = new GuardedFields();
  readonly #days = new DayTexts();

  /** `before` are the positions of the states on the day that is compared with. */
  constructor(result: LifecycleResult, cycles: PurchaseCycles, before: Uint8Array | null) {
    this.#result = result;
    this.#cycles = cycles;
    this.#before = before;
  }

  /** How many customer ids were disarmed, once all is written. */
  get guarded(): number {
    return this.#fields.guarded;
  }

  *chunks(): Generator<string> {
    const { customers, columns, size } = this.#result;
    const { state, since, previous, expiresAt, purchaseDays, lastPurchase } = columns;
    const { cycle, nextExpected } = this.#cycles.columns;
    let text = `customer_id,state,since,previous,expires_at,order_days,last_order,cycle,next_expected${this.#before === null ? "" : ",state_before"}\n`;
    for (let i = 0; i < size; i++) {
      const id = this.#fields.field(String(customers.id(i)));
      const before = `${LIFECYCLE_STATES[previous[i]] ?? ""},${this.#days.of(expiresAt[i])}`;
      const days = `${this.#days.of(since[i])},${before},${purchaseDays[i]},${this.#days.of(lastPurchase[i])}`;
      text += `${id},${LIFECYCLE_STATES[state[i]]},${days},${cycleText(cycle[i])},${this.#days.of(nextExpected[i])}`;
      text += this.#before === null ? "\n" : `,${LIFECYCLE_STATES[this.#before[i]]}\n`;
      if (text.length < CHUNK_LENGTH) continue;
      yield text;
      text = "";
    }
    yield text;
  }
}

function cycleText(days: number): string {
  return Number.isNaN(days) ? "" : days.toFixed(2);
}
