import { optionError } from "../errors.js";
import type { CustomerId } from "../input/ids/id-table.js";
import type { Customers, LedgerDiagnostics, Warning } from "../input/ledger.js";
import { isoDay } from "./ledger-day.js";
import type { Judged, LifecycleColumns } from "./lifecycle-columns.js";
import type { LifecycleModel, LifecycleThresholds } from "./lifecycle-model.js";
import { LIFECYCLE_STATES, type LifecycleState, NO_STATE } from "./lifecycle-state.js";
import { NO_LIMIT } from "./silence-limits.js";

/**
 * Where one customer stands; `null` where there is nothing to tell.
 *
 * @since 0.1.0
 */
export interface CustomerLifecycle {
  /** Who it is. */
  readonly customer: CustomerId;
  /** The state on asOf. */
  readonly state: LifecycleState;
  /** The first day of it, as ISO text: on every day since, the state was the same. `null` for never. */
  readonly since: string | null;
  /** The state on the day before that. `null` for never. */
  readonly previous: LifecycleState | null;
  /** The first day on which the state ends if no purchase comes; `null` where it never does. */
  readonly expiresAt: string | null;
  /** How many distinct days with a purchase. */
  readonly purchaseDays: number;
  /** The last of them. */
  readonly lastPurchase: string | null;
  /** Days from it to asOf. */
  readonly openGap: number | null;
  /** Days of silence from which this customer is in each state. */
  readonly thresholds: LifecycleThresholds;
}

/**
 * One state of a result.
 *
 * @since 0.1.0
 */
export interface LifecycleSummary {
  /** The state. */
  readonly state: LifecycleState;
  /** What the source of the rule calls it, if it has a word. */
  readonly label: string | null;
  /** How many customers are in it. */
  readonly customers: number;
  /** Their share of all customers, 0 to 1. */
  readonly share: number;
}

/**
 * What was used and left out, and what a user should know: `counted + refunds + afterAsOf` are all entries of the ledger.
 *
 * @since 0.1.0
 */
export interface LifecycleDiagnostics {
  /** What became of the rows. */
  readonly ledger: LedgerDiagnostics;
  /** Purchases up to asOf. */
  readonly counted: number;
  /** Refunds up to asOf: they are no purchases. */
  readonly refunds: number;
  /** Entries left out because they are after asOf. */
  readonly afterAsOf: number;
  /** What a user should know. */
  readonly warnings: readonly Warning[];
}

/**
 * What {@link lifecycle} returns: every customer in exactly one state. Iterating gives one {@link CustomerLifecycle} after the other.
 *
 * @since 0.1.0
 */
export interface LifecycleResult extends Iterable<CustomerLifecycle> {
  /** How many customers it has. */
  readonly size: number;
  /** The day of the analysis as ISO text; `null` where there is no purchase and none was stated. */
  readonly asOf: string | null;
  /** Its customers: those of the ledger, then those of the option `customers` whom it does not know. */
  readonly customers: Customers;
  /** Typed arrays, ready for Arrow, Arquero or DuckDB. */
  readonly columns: LifecycleColumns;
  /** The rule and its thresholds: plain JSON that judges other customers, or these in another month. */
  readonly model: LifecycleModel;
  /** What was used and left out. */
  readonly diagnostics: LifecycleDiagnostics;
  /** The customer of an id, or `undefined` where it is unknown. */
  get(customer: CustomerId): CustomerLifecycle | undefined;
  /** The ids of a state's customers, to write to them. Cost: one pass. */
  customersIn(state: LifecycleState): CustomerId[];
  /** The size of each state, in the order of {@link LIFECYCLE_STATES}. Cost: one pass. */
  summary(): LifecycleSummary[];
}

export class Result implements LifecycleResult {
  readonly asOf: string | null;
  readonly customers: Customers;
  readonly columns: LifecycleColumns;
  readonly model: LifecycleModel;
  readonly diagnostics: LifecycleDiagnostics;
  readonly #limits: Judged["limits"];

  constructor(
    asOf: number | null,
    customers: Customers,
    { columns, limits }: Judged,
    model: LifecycleModel,
    diagnostics: LifecycleDiagnostics,
  ) {
    this.asOf = isoDay(asOf);
    this.customers = customers;
    this.columns = columns;
    this.model = model;
    this.diagnostics = diagnostics;
    this.#limits = limits;
  }

  get size(): number {
    return this.customers.size;
  }

  get(customer: CustomerId): CustomerLifecycle | undefined {
    const row = this.customers.find(customer);
    return row < 0 ? undefined : this.#row(row);
  }

  customersIn(state: LifecycleState): CustomerId[] {
    const position = positionOf("customersIn", "state", state);
    const column = this.columns.state;
    const ids: CustomerId[] = [];
    for (let row = 0; row < column.length; row++) if (column[row] === position) ids.push(this.customers.id(row));
    return ids;
  }

  summary(): LifecycleSummary[] {
    const counts = countStates(this.columns.state);
    const { labels } = this.model.rule;
    return LIFECYCLE_STATES.map((state, position) => ({
      state,
      label: labels?.[state] ?? null,
      customers: counts[position],
      share: this.size === 0 ? 0 : counts[position] / this.size,
    }));
  }

  *[Symbol.iterator](): Iterator<CustomerLifecycle> {
    for (let row = 0; row < this.size; row++) yield this.#row(row);
  }

  #row(row: number): CustomerLifecycle {
    const { state, since, previous, expiresAt, purchaseDays, lastPurchase, openGap } = this.columns;
    return {
      customer: this.customers.id(row),
      state: LIFECYCLE_STATES[state[row]],
      since: isoDay(since[row]),
      previous: previous[row] === NO_STATE ? null : LIFECYCLE_STATES[previous[row]],
      expiresAt: isoDay(expiresAt[row]),
      purchaseDays: purchaseDays[row],
      lastPurchase: isoDay(lastPurchase[row]),
      openGap: Number.isNaN(openGap[row]) ? null : openGap[row],
      thresholds: this.#thresholds(row),
    };
  }

  #thresholds(row: number): LifecycleThresholds {
    const { model, columns } = this;
    if (this.#limits === null || columns.purchaseDays[row] === 0) return model.thresholds;
    const { atRisk, lapsed, lost } = this.#limits;
    const days = (limit: number, step: number | null): number | null =>
      step === null || limit === NO_LIMIT ? null : limit;
    return {
      atRisk: days(atRisk[row], model.rule.atRisk),
      lapsed: days(lapsed[row], model.rule.lapsed),
      lost: days(lost[row], model.rule.lost),
    };
  }
}

/** How many elements of a column of states are each state. */
export function countStates(column: Uint8Array): number[] {
  const counts = LIFECYCLE_STATES.map(() => 0);
  for (let row = 0; row < column.length; row++) counts[column[row]]++;
  return counts;
}

/** The position of a state in the order of all. */
export function positionOf(where: string, path: string, state: unknown): number {
  const position = LIFECYCLE_STATES.indexOf(state as LifecycleState);
  if (position >= 0) return position;
  throw optionError("UNKNOWN_NAME", where, path, `be one of ${LIFECYCLE_STATES.join(", ")}`, state);
}
