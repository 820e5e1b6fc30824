import type { RowIssueCode } from "../../errors.js";
import type { Settings } from "../../input/order-options.js";
import type { HasColumns } from "../../input/order-sink.js";
import { RowIssueLog } from "../../input/row-issues.js";
import { OrderDoor } from "../order-door.js";
import { State } from "../state.js";
import { LaterRows } from "./later-rows.js";
import { SummedOrders } from "./summed-orders.js";

/**
 * Sums of the orders of a source whose customers are known by text, in place of a ledger: what they give is, to the bit, what a ledger
 * of the same rows gives, the order of the customers and those without a usable row included. One row is one order, and the day of the
 * analysis is known before the first of them, or is the day of the last.
 */
export class OrderSums {
  readonly #state: State;
  readonly #issues: RowIssueLog;
  readonly #later: LaterRows | null;

  constructor(settings: Settings, asOf: number | null) {
    this.#state = new State(settings);
    this.#issues = new RowIssueLog(settings.where, settings.onInvalid);
    this.#later = asOf === null ? null : new LaterRows(asOf);
    // Refunds up to a day that is known count whichever orders come after them: none has to wait.
    if (asOf !== null) this.#state.lastOrderDay = asOf;
  }

  /** Where rows are fed to. */
  doorFor(has: HasColumns): OrderDoor {
    return new OrderDoor(this.#state, this.#issues, has, this.#later, true);
  }

  /** What stood in the first row of a fault, spelled for a message. */
  firstReceived(code: RowIssueCode): string | null {
    return this.#issues.firstReceived(code);
  }

  /** What the rows add up to, once all have come. Refuses sums that are too large, as a ledger does. */
  finish(): SummedOrders {
    return new SummedOrders(this.#state, this.#issues.report(), this.#later);
  }
}
