import { checkOptions } from "../checks/check-options.js";
import { RfmError } from "../errors.js";
import type { CustomerId } from "../input/ids/id-table.js";
import type { Customers, Ledger } from "../input/ledger.js";
import { fitTo } from "./fit-lifecycle.js";
import { type GapColumns, gapColumnsOf } from "./gap-columns.js";
import { kaplanMeier } from "./kaplan-meier.js";
import { type AsOfOptions, asOfDay } from "./ledger-day.js";
import { judge } from "./lifecycle-columns.js";
import type { LifecycleModel } from "./lifecycle-model.js";
import { type LifecycleDiagnostics, type LifecycleResult, Result } from "./lifecycle-result.js";
import type { LifecycleRule } from "./lifecycle-rule.js";
import { withListed } from "./listed-customers.js";
import { readModel } from "./load-lifecycle.js";
import { modelWarnings } from "./model-warnings.js";
import { readRule } from "./read-rule.js";

/**
 * Options of {@link lifecycle}.
 *
 * @since 0.1.0
 */
export interface LifecycleOptions extends AsOfOptions {
  /** How long a silence makes a customer at risk, lapsed or lost; its thresholds are found in these orders. @defaultValue kaplanMeier() */
  readonly rule?: LifecycleRule | undefined;
  /** A rule whose thresholds were found before, to judge by them; instead of `rule`. */
  readonly model?: LifecycleModel | undefined;
  /** All customers there are, of whom some may never have bought: those whom the ledger does not know are added at the end. */
  readonly customers?: Iterable<CustomerId> | undefined;
}

/**
 * Returns the state of every customer: never, new, active, at risk, lapsed, lost or reactivated; exactly one.
 *
 * With the silence of a customer, the days since the last purchase, and the thresholds of the rule in days:
 *
 * - **never**: no purchase by asOf.
 * - **lost**: silent for `lost` days or more. **lapsed**: else, for `lapsed` days or more. **atRisk**: else, for `atRisk` days or more.
 *   A step that the rule has not is left out.
 * - **new**: else, with one purchase day.
 * - **reactivated**: else, when the last purchase ended a silence in which the customer was lost: the gap was longer than `lost`. It lasts
 *   until the next purchase, which makes the customer active, or until the silence reaches the next state.
 * - **active**: else.
 *
 * A purchase is a day with at least one order of any amount from zero up; refunds are none. `since` is the first day of the present
 * state: on every day from it to asOf, this function with this model gives the same state, and on the day before it gives `previous`. An
 * active customer who never fell silent for too long is active since the second purchase. Under a rule of own gaps every silence is
 * judged by the gaps before it, so a later purchase does not rewrite the past.
 *
 * The thresholds are found in the orders up to asOf, by default those of {@link kaplanMeier}; to judge February by those of January
 * give `model`. The ledger's customers who come later are "never" on an earlier day. Without a gap between purchases there are
 * no thresholds but those of {@link hiatus}, and nobody is ever at risk: see `diagnostics.warnings`.
 * Cost: one sequential pass over the ledger and one over its gaps; 50 bytes per customer and 4 per gap.
 *
 * @param ledger - The orders.
 * @param options - asOf, and the rule or a model.
 * @returns The states; see {@link LifecycleResult}.
 * @throws {@link RfmError} `WRONG_TYPE` for what is no ledger, no date, no rule or no list of ids; `CONFLICTING_OPTIONS` for a rule
 * and a model; `BAD_MODEL` for what is no model; and the errors of the functions that make rules.
 *
 * @example
 * ```ts
 * const ledger = ledgerFromRows(
 *   [
 *     { c: "ann", d: "2026-01-10", a: 10 },
 *     { c: "ann", d: "2026-02-20", a: 15 },
 *     { c: "bob", d: "2026-03-20", a: 30 },
 *     { c: "cid", d: "2025-05-05", a: 20 },
 *     { c: "cid", d: "2026-03-25", a: 20 },
 *   ],
 *   { customer: "c", date: "d", amount: "a" },
 * );
 * const result = lifecycle(ledger, { asOf: "2026-03-31", rule: hiatus({ atRisk: 30, lost: 90 }), customers: ["ann", "zoe"] });
 * [...result].map(({ customer, state }) => `${customer} ${state}`); // => ["ann atRisk", "bob new", "cid reactivated", "zoe never"]
 * const { since, previous, expiresAt } = result.get("ann") ?? {};
 * [since, previous, expiresAt]; // => ["2026-03-22", "active", "2026-05-21"]
 * result.customersIn("reactivated"); // => ["cid"]
 * ```
 * @example February by the thresholds of January
 * ```ts
 * const sold = ledgerFromColumns(simulateOrders({ customers: 300, seed: 1 }));
 * const january = lifecycle(sold, { asOf: "2025-01-31" });
 * const february = lifecycle(sold, { asOf: "2025-02-28", model: january.model });
 * february.model.asOf; // => "2025-01-31"
 * lifecycleFlow(january, february).count("lost", "new"); // => 0
 * ```
 * @see {@link lifecycleFlow} for who moved, {@link purchaseCycle} for when each is due
 * @since 0.1.0
 */
export function lifecycle(ledger: Ledger, options: LifecycleOptions = {}): LifecycleResult {
  const where = "lifecycle";
  checkOptions(where, options, ["asOf", "rule", "model", "customers"]);
  const day = asOfDay(where, ledger, options.asOf);
  const find = finderOf(where, options.rule, options.model);
  const customers = withListed(where, ledger.customers, options.customers);
  const gaps = gapColumnsOf(ledger, day);
  return lifecycleOf(ledger, gaps, customers, find(gaps));
}

/** How the model is found: by fitting a rule, or it is given. */
export function finderOf(where: string, rule: unknown, model: unknown): (gaps: GapColumns) => LifecycleModel {
  if (model === undefined) {
    const checked = rule === undefined ? kaplanMeier() : readRule(where, "options.rule", rule);
    return (gaps) => fitTo(gaps, checked);
  }
  if (rule !== undefined) {
    const message = `${where}: options.rule comes from the model; leave one of them out`;
    throw new RfmError("CONFLICTING_OPTIONS", message, { path: "options.rule" });
  }
  const checked = readModel(where, model, "options.model");
  return () => checked;
}

/** The states by a model. */
export function lifecycleOf(
  ledger: Ledger,
  gaps: GapColumns,
  customers: Customers,
  model: LifecycleModel,
): LifecycleResult {
  const { counted, refunds, asOf } = gaps;
  const { diagnostics } = ledger;
  const warnings = [...diagnostics.warnings, ...modelWarnings(model)].map((warning) => Object.freeze(warning));
  const counts: LifecycleDiagnostics = {
    ledger: diagnostics,
    counted,
    refunds,
    afterAsOf: ledger.days.length - counted - refunds,
    warnings: Object.freeze(warnings),
  };
  return Object.freeze(new Result(asOf, customers, judge(gaps, customers, model), model, Object.freeze(counts)));
}
