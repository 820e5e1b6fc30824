import { fractionOf } from "../math/fraction-of.js";
import type { GapCounts } from "./gap-counts.js";

/** The life table of gaps: one row per length at which a gap ended or was still open, ascending. */
export interface SurvivalSteps {
  readonly days: Int32Array;
  /** Gaps at least so long. */
  readonly atRisk: Uint32Array;
  /** Of them, those that ended on that day, with a purchase. */
  readonly events: Uint32Array;
  /** Of them, those that were open for so long and whose end nobody has seen. */
  readonly censored: Uint32Array;
  /** The estimated share of gaps longer than that. */
  readonly survival: Float64Array;
}

/** The product of Kaplan and Meier: a gap that is open on a day is at risk on that day. */
export function survivalSteps({ closed, open }: GapCounts): SurvivalSteps {
  const span = Math.max(closed.length, open.length);
  let rows = 0;
  let remaining = 0;
  for (let d = 0; d < span; d++) {
    const count = countAt(closed, d) + countAt(open, d);
    if (count > 0) rows++;
    remaining += count;
  }
  const days = new Int32Array(rows);
  const [atRisk, events, censored] = [new Uint32Array(rows), new Uint32Array(rows), new Uint32Array(rows)];
  const survival = new Float64Array(rows);
  let row = 0;
  let share = 1;
  for (let d = 0; d < span; d++) {
    const [ended, stillOpen] = [countAt(closed, d), countAt(open, d)];
    if (ended + stillOpen === 0) continue;
    // Where none ends nothing is multiplied: the rounding of a product with 1 could make the share rise.
    if (ended > 0) share = (share * (remaining - ended)) / remaining;
    days[row] = d;
    atRisk[row] = remaining;
    events[row] = ended;
    censored[row] = stillOpen;
    survival[row++] = share;
    remaining -= ended + stillOpen;
  }
  return { days, atRisk, events, censored, survival };
}

function countAt(counts: Uint32Array, day: number): number {
  return day < counts.length ? counts[day] : 0;
}

/** The estimated share of gaps longer than so many days; `null` where no data reach so far. */
export function survivalAt({ days, survival }: SurvivalSteps, day: number): number | null {
  const row = rowsUpTo(days, day) - 1;
  if (days.length === 0) return null;
  if (day > days[days.length - 1] && survival[days.length - 1] > 0) return null;
  return row < 0 ? 1 : survival[row];
}

/** The chance that who is silent for `silence` days buys within the next `within`; `null` where the data do not reach. */
export function returnAfter(steps: SurvivalSteps, silence: number, within: number): number | null {
  const { days, atRisk, events } = steps;
  const from = rowsUpTo(days, silence);
  if (!reaches(steps, from, silence + within)) return null;
  const to = rowsUpTo(days, silence + within);
  let staysAway = 1;
  for (let row = from; row < to; row++) staysAway = (staysAway * (atRisk[row] - events[row])) / atRisk[row];
  return 1 - staysAway;
}

/** The shortest silence after which the chance of a purchase within the next days is below a probability, or `null`. */
export function firstBelow(steps: SurvivalSteps, probability: number, within: number): number | null {
  const { days, events } = steps;
  let to = 0;
  // The chance falls only where the silence passes a day on which gaps end, so no day between two of them is the first.
  for (let row = -1; row < days.length; row++) {
    if (row >= 0 && events[row] === 0) continue;
    const silence = row < 0 ? 0 : days[row];
    const from = row < 0 ? rowsUpTo(days, 0) : row + 1;
    if (!reaches(steps, from, silence + within)) return null;
    while (to < days.length && days[to] <= silence + within) to++;
    if (isBelow(steps, from, to, probability)) return silence;
  }
  return null;
}

/** Whether gaps were seen that were silent so long, and what became of them up to the last day. */
function reaches({ days, survival }: SurvivalSteps, from: number, last: number): boolean {
  const rows = days.length;
  return from < rows && (last <= days[rows - 1] || survival[rows - 1] === 0);
}

/** Decides by the quotient of two survivals where that is clear, and else by the exact product. */
function isBelow({ atRisk, events, survival }: SurvivalSteps, from: number, to: number, probability: number): boolean {
  const before = from === 0 ? 1 : survival[from - 1];
  const after = to === 0 ? 1 : survival[to - 1];
  const margin = 1 - after / before - probability;
  if (Math.abs(margin) > (to + from + 4) * 2 ** -51) return margin < 0;
  let stay = 1n;
  let all = 1n;
  for (let row = from; row < to; row++) {
    if (events[row] === 0) continue;
    stay *= BigInt(atRisk[row] - events[row]);
    all *= BigInt(atRisk[row]);
  }
  const { num, den } = fractionOf(probability);
  return (all - stay) * den < num * all;
}

/** How many rows have at most so many days. */
function rowsUpTo(days: Int32Array, day: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (days[middle] <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}
