import { countStates, type LifecycleResult, positionOf } from "./lifecycle-result.js";
import { LIFECYCLE_STATES, type LifecycleState, NEVER } from "./lifecycle-state.js";
import { isPersonal } from "./silence-limits.js";

/**
 * What became of one state: `before = stayed + left + gone` and `after = stayed + entered`.
 *
 * @since 0.1.0
 */
export interface LifecycleFlowRow {
  /** The state. */
  readonly state: LifecycleState;
  /** Customers in it before. */
  readonly before: number;
  /** Customers in it after. */
  readonly after: number;
  /** In it before and after. */
  readonly stayed: number;
  /** To it from another state, and customers of it whom the earlier result does not know. */
  readonly entered: number;
  /** From it to another state. */
  readonly left: number;
  /** In it before and not known after. */
  readonly gone: number;
}

/**
 * How many customers moved from which state to which; positions are those of {@link LIFECYCLE_STATES}. Frozen.
 *
 * @since 0.1.0
 */
export interface LifecycleFlowCounts {
  /** The earlier day as ISO text; `null` where there is none. */
  readonly from: string | null;
  /** The later day as ISO text; `null` where there is none. */
  readonly to: string | null;
  /** Whether both were judged by the same rule and the same thresholds, so that only customers moved. */
  readonly sameThresholds: boolean;
  /** `counts[x][y]` customers went from state x to state y; those who stayed are on the diagonal. */
  readonly counts: readonly (readonly number[])[];
  /** Customers of the earlier result, by state, whom the later does not know. */
  readonly gone: readonly number[];
  /** Customers of the later result whom the earlier does not know: in `counts` they come from never. */
  readonly newcomers: number;
  /** One row per state. */
  readonly states: readonly LifecycleFlowRow[];
  /** How many went from one state to another; `null` stands for not known after. Throws `UNKNOWN_NAME`. */
  count(from: LifecycleState, to: LifecycleState | null): number;
}

/** In a column of states of the other result: it does not know the customer. */
export const UNKNOWN = 254;

/** For each row of `rows` the state of the same customer in `other`, or `UNKNOWN`. */
export function statesIn(other: LifecycleResult, rows: LifecycleResult): Uint8Array {
  const { state } = other.columns;
  if (other.customers === rows.customers) return state.slice();
  const found = new Uint8Array(rows.size).fill(UNKNOWN);
  for (let row = 0; row < found.length; row++) {
    const id = rows.customers.id(row);
    const match = other.customers.find(id);
    // Where ids are known by their text, 1 is found under "1": the id itself is compared again.
    if (match >= 0 && other.customers.id(match) === id) found[row] = state[match];
  }
  return found;
}

/** Counts who moved from where to where; `previous` are the states before of the customers of the later result. */
export function countFlow(before: LifecycleResult, after: LifecycleResult, previous: Uint8Array): LifecycleFlowCounts {
  const size = LIFECYCLE_STATES.length;
  const flat = new Uint32Array(size * size);
  const newcomers = LIFECYCLE_STATES.map(() => 0);
  const now = after.columns.state;
  for (let row = 0; row < now.length; row++) {
    if (previous[row] === UNKNOWN) newcomers[now[row]]++;
    else flat[previous[row] * size + now[row]]++;
  }
  const known = LIFECYCLE_STATES.map((_, x) => Array.from(flat.subarray(x * size, (x + 1) * size)));
  const counts = known.map((row, x) => Object.freeze(x === NEVER ? row.map((count, y) => count + newcomers[y]) : row));
  const sizes = countStates(before.columns.state);
  const gone = known.map((row, x) => sizes[x] - row.reduce((sum, count) => sum + count, 0));
  return {
    from: before.asOf,
    to: after.asOf,
    sameThresholds: thresholdsIn(before) === thresholdsIn(after),
    counts: Object.freeze(counts),
    gone: Object.freeze(gone),
    newcomers: newcomers.reduce((sum, count) => sum + count, 0),
    states: Object.freeze(LIFECYCLE_STATES.map((_, x) => Object.freeze(rowOf(x, known, counts, gone[x])))),
    count: (from, to) => {
      const x = positionOf("lifecycleFlow.count", "from", from);
      return to === null ? gone[x] : counts[x][positionOf("lifecycleFlow.count", "to", to)];
    },
  };
}

type Counts = readonly (readonly number[])[];

function rowOf(x: number, known: Counts, counts: Counts, gone: number): LifecycleFlowRow {
  const stayed = known[x][x];
  const left = known[x].reduce((sum, count) => sum + count, 0) - stayed;
  const after = counts.reduce((sum, row) => sum + row[x], 0);
  return {
    state: LIFECYCLE_STATES[x],
    before: stayed + left + gone,
    after,
    stayed,
    entered: after - stayed,
    left,
    gone,
  };
}

/** All that a state depends on besides the orders, as one text. */
function thresholdsIn({ model }: LifecycleResult): string {
  const { rule, thresholds, shrinkage } = model;
  if (!isPersonal(rule)) return JSON.stringify(thresholds);
  const cycle = rule.method === "personalMultiple" ? rule.cycle : null;
  const { method, atRisk, lapsed, lost, minGaps } = rule;
  const pull = shrinkage === null ? [] : [shrinkage, model.fittedOn.gaps, model.fittedOn.gapDays];
  return JSON.stringify([thresholds, method, cycle, atRisk, lapsed, lost, minGaps, ...pull]);
}
