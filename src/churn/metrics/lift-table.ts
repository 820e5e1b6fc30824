import { checkInteger, checkOptions } from "../../checks/check-options.js";
import { type ScoreTally, tallyScores } from "./score-tally.js";

/**
 * Options of {@link liftTable}.
 *
 * @since 0.1.0
 */
export interface LiftOptions {
  /** How many groups of equal size, from 1 to 1000. @defaultValue 10 */
  readonly groups?: number | undefined;
}

/**
 * A group of customers by descending score, and all from the highest score down to its end.
 *
 * @since 0.1.0
 */
export interface LiftGroup {
  /** From 1, the highest scores. */
  readonly group: number;
  /** The score at the end of the group, the lowest in it. */
  readonly lowestScore: number;
  /** How many customers: n over the number of groups, which need not be whole. */
  readonly customers: number;
  /** In how many the event happened; not whole where tied customers are parted. */
  readonly events: number;
  /** The share in which it happened. */
  readonly rate: number;
  /** `rate` over that of all customers; `null` if the event never happened. */
  readonly lift: number | null;
  /** The part of all customers down to here. */
  readonly share: number;
  /** The part of all events down to here; `null` if there are none. */
  readonly gain: number | null;
  /** `gain` over `share`: how much better than chance it is to treat all down to here; `null` if there are no events. */
  readonly cumulativeLift: number | null;
}

/**
 * Returns lift and gains by groups of equal size, the highest scores first: deciles by default.
 *
 * Where a border falls within customers of equal score, each side gets its part of them with their mean rate, so that the result
 * does not depend on the order of the rows. Cost: one sort.
 *
 * @param scores - One finite number per customer, higher where the event is held to be more likely; need not be probabilities.
 * @param labels - 1 where the event happened, else 0.
 * @param options - How many groups.
 * @returns The groups; none without customers.
 * @throws {@link RfmError} `LENGTH_MISMATCH`, `WRONG_TYPE` or `OUT_OF_RANGE` for the columns; `OUT_OF_RANGE` or `UNKNOWN_OPTION` for
 * the options.
 *
 * @example
 * ```ts
 * const [high, low] = liftTable([0.9, 0.8, 0.8, 0.1], [1, 1, 0, 0], { groups: 2 });
 * high; // => { group: 1, lowestScore: 0.8, customers: 2, events: 1.5, rate: 0.75, lift: 1.5, share: 0.5, gain: 0.75, cumulativeLift: 1.5 }
 * low.events; // => 0.5
 * ```
 * @since 0.1.0
 */
export function liftTable(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: LiftOptions = {},
): readonly LiftGroup[] {
  const where = "liftTable";
  checkOptions(where, options, ["groups"]);
  return liftOf(tallyScores(where, scores, labels), readGroups(where, options));
}

/** The number of groups. */
export function readGroups(where: string, { groups = 10 }: LiftOptions): number {
  return checkInteger(where, "options.groups", groups, 1, 1000);
}

/** The same of a tally. Customers and events are counted in parts of one by `groups`, so that borders are whole numbers. */
export function liftOf({ scores, counts, events, n, total }: ScoreTally, groups: number): readonly LiftGroup[] {
  const table: LiftGroup[] = [];
  // The tied customers in which the last border fell, and how many and how many events are above them.
  let tied = scores.length - 1;
  let above = 0;
  let eventsAbove = 0;
  let before = 0;
  for (let group = 1; n > 0 && group <= groups; group++) {
    while (tied > 0 && groups * (above + counts[tied]) < group * n) {
      above += counts[tied];
      eventsAbove += events[tied--];
    }
    const all = groups * eventsAbove + ((group * n - groups * above) * events[tied]) / counts[tied];
    const own = all - before;
    table.push(
      Object.freeze({
        group,
        lowestScore: scores[tied],
        customers: n / groups,
        events: own / groups,
        rate: own / n,
        lift: total === 0 ? null : own / total,
        share: group / groups,
        gain: total === 0 ? null : all / (groups * total),
        cumulativeLift: total === 0 ? null : all / (group * total),
      }),
    );
    before = all;
  }
  return Object.freeze(table);
}
