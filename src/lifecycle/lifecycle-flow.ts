import { optionError } from "../errors.js";
import type { CustomerId } from "../input/ids/id-table.js";
import { countFlow, type LifecycleFlowCounts, statesIn, UNKNOWN } from "./count-lifecycle-flow.js";
import { type LifecycleResult, positionOf } from "./lifecycle-result.js";
import { type LifecycleState, NEVER } from "./lifecycle-state.js";

/**
 * What {@link lifecycleFlow} returns: the counts, and who it was.
 *
 * @since 0.1.0
 */
export interface LifecycleFlow extends LifecycleFlowCounts {
  /** For each customer of the later result, in its order, the position of the state before; 0, never, for one who was not known. */
  readonly previousState: Uint8Array;
  /** The state of a customer in the earlier result, or `undefined` where it was not in it. */
  before(customer: CustomerId): LifecycleState | undefined;
  /** The ids of the customers that `count(from, to)` counts, in the order of their result. Cost: one pass. */
  ids(from: LifecycleState, to: LifecycleState | null): CustomerId[];
}

/**
 * Returns how customers moved between the states of the lifecycle from one result to a later one.
 *
 * Customers are matched by id and its type: `1` and `"1"` are two. A customer whom the earlier result does not know was never a buyer then; one
 * whom the later does not know, because its ledger is another, is `gone`, as `null` in `count` and `ids`. The two may be by different
 * rules or thresholds, and then some moves are those of the thresholds: `sameThresholds` tells. Judge both by one model to see
 * only the customers move.
 *
 * Two empty results give zeros. Cost: one pass over both results where they come from one ledger, else one look-up by id for each
 * customer; a byte per customer.
 *
 * @param before - The earlier result.
 * @param after - The later result; it may also be of the same day.
 * @returns The flow.
 * @throws {@link RfmError} `WRONG_TYPE` if it is no result of {@link lifecycle}, `NOT_INCREASING` if after is of an earlier day;
 * `count` and `ids` throw `UNKNOWN_NAME` for what is no state.
 *
 * @example
 * ```ts
 * const ledger = ledgerFromRows(
 *   [
 *     { c: "ann", d: "2026-01-10", a: 10 },
 *     { c: "ann", d: "2026-02-20", a: 15 },
 *     { c: "bob", d: "2026-01-20", a: 30 },
 *     { c: "cid", d: "2026-02-05", a: 20 },
 *   ],
 *   { customer: "c", date: "d", amount: "a" },
 * );
 * const rule = hiatus({ atRisk: 30, lost: 90 });
 * const flow = lifecycleFlow(
 *   lifecycle(ledger, { asOf: "2026-01-31", rule }),
 *   lifecycle(ledger, { asOf: "2026-02-28", rule }),
 * );
 * flow.count("new", "atRisk"); // => 1
 * flow.ids("new", "active"); // => ["ann"]
 * flow.states[1]; // => { state: "new", before: 2, after: 1, stayed: 0, entered: 1, left: 2, gone: 0 }
 * flow.before("cid"); // => "never"
 * ```
 * @see {@link lifecycleTrend} for many dates
 * @since 0.1.0
 */
export function lifecycleFlow(before: LifecycleResult, after: LifecycleResult): LifecycleFlow {
  const where = "lifecycleFlow";
  checkResult(where, "before", before);
  checkResult(where, "after", after);
  checkDays(where, before, after);
  const previous = statesIn(before, after);
  const previousState = previous.map((state) => (state === UNKNOWN ? NEVER : state));
  return Object.freeze<LifecycleFlow>({
    ...countFlow(before, after, previous),
    previousState,
    before: (customer) => before.get(customer)?.state,
    ids: (from, to) => {
      const x = positionOf(`${where}.ids`, "from", from);
      if (to !== null) return idsOf(after, positionOf(`${where}.ids`, "to", to), previousState, x);
      return idsOf(before, x, statesIn(after, before), UNKNOWN);
    },
  });
}

/** The ids of rows of one state whose other state is the given one. */
function idsOf({ customers, columns }: LifecycleResult, own: number, others: Uint8Array, other: number): CustomerId[] {
  const { state } = columns;
  const ids: CustomerId[] = [];
  for (let row = 0; row < state.length; row++) {
    if (state[row] === own && others[row] === other) ids.push(customers.id(row));
  }
  return ids;
}

function checkResult(where: string, path: string, result: LifecycleResult): void {
  const isResult = result?.model?.kind === "rfm-kit/lifecycle" && result.columns?.state instanceof Uint8Array;
  if (!isResult) throw optionError("WRONG_TYPE", where, path, "be a result of lifecycle", result);
}

function checkDays(where: string, before: LifecycleResult, after: LifecycleResult): void {
  // ISO days of four-digit years sort as text.
  if (before.asOf === null || after.asOf === null || before.asOf <= after.asOf) return;
  const requirement = `not be earlier than that of before, ${before.asOf}`;
  throw optionError("NOT_INCREASING", where, "after.asOf", requirement, after.asOf);
}
