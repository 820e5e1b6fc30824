import type { LifecycleRule, LifecycleState } from "../../src/index.js";

/** The distinct purchase days of one customer, ascending. */
export type Days = readonly number[];

/** The gaps between days, and the open one on a day. */
export function gapsOf(days: Days): number[] {
  return days.slice(1).map((day, i) => day - days[i]);
}

/** All closed and open gaps of some customers on a day. */
export function allGaps(customers: readonly Days[], asOf: number): { closed: number[]; open: number[] } {
  const known = customers.map((days) => days.filter((day) => day <= asOf)).filter((days) => days.length > 0);
  return { closed: known.flatMap(gapsOf), open: known.map((days) => asOf - days[days.length - 1]) };
}

type Fraction = readonly [num: bigint, den: bigint];

/** The survival after `t` days as an exact fraction, by the definition: one factor per day. */
export function naiveSurvival({ closed, open }: { closed: number[]; open: number[] }, t: number): Fraction {
  let num = 1n;
  let den = 1n;
  for (let day = 1; day <= t; day++) {
    const ended = closed.filter((gap) => gap === day).length;
    if (ended === 0) continue;
    const atRisk = [...closed, ...open].filter((gap) => gap >= day).length;
    num *= BigInt(atRisk - ended);
    den *= BigInt(atRisk);
  }
  return [num, den];
}

/** The chance of a purchase in (silence, silence + within], as a fraction; `null` where nobody was seen so long. */
export function naiveReturn(
  gaps: { closed: number[]; open: number[] },
  silence: number,
  within: number,
): Fraction | null {
  const longest = Math.max(-1, ...gaps.closed, ...gaps.open);
  if (longest <= silence) return null;
  const isOver = naiveSurvival(gaps, longest)[0] === 0n;
  if (silence + within > longest && !isOver) return null;
  const [a, b] = naiveSurvival(gaps, silence + within);
  const [c, d] = naiveSurvival(gaps, silence);
  return [b * c - a * d, b * c];
}

/** The first silence with a chance below so many thousandths. */
export function naiveSilence(
  gaps: { closed: number[]; open: number[] },
  thousandths: number,
  within: number,
): number | null {
  for (let silence = 0; silence <= Math.max(0, ...gaps.closed, ...gaps.open); silence++) {
    const chance = naiveReturn(gaps, silence, within);
    if (chance !== null && chance[0] * 1000n < BigInt(thousandths) * chance[1]) return silence;
  }
  return null;
}

/** The shortest gap that at least `share` thousandths of them do not exceed. */
export function naivePercentile(gaps: readonly number[], thousandths: number): number {
  const sorted = [...gaps].sort((a, b) => a - b);
  return sorted.find(
    (gap) => sorted.filter((other) => other <= gap).length * 1000 >= thousandths * gaps.length,
  ) as number;
}

const found = new WeakMap<object, Map<string, number | null>>();

/** The same, computed once for the gaps of a day: it is asked for on every day. */
function silenceOnce(gaps: { closed: number[]; open: number[] }, below: number, within: number): number | null {
  const known = found.get(gaps) ?? new Map<string, number | null>();
  found.set(gaps, known);
  const key = `${below} ${within}`;
  if (!known.has(key)) known.set(key, naiveSilence(gaps, below, within));
  return known.get(key) as number | null;
}

const thousandths = (step: number): number => Math.round(step * 1000);

/** Whether a customer of these own gaps, silent for so long, is beyond a step of a rule that was fitted on all gaps of a day. */
function isBeyond(
  rule: LifecycleRule,
  step: number | null,
  fitted: { closed: number[]; open: number[] },
  own: readonly number[],
  silence: number,
): boolean {
  if (step === null) return false;
  if (rule.method === "hiatus") return silence >= step;
  if (rule.method === "kaplanMeier") {
    if (fitted.closed.length === 0) return false;
    const first = silenceOnce(fitted, thousandths(step), rule.within);
    return first !== null && silence >= Math.max(1, first);
  }
  if (rule.method === "pooledPercentile") {
    return fitted.closed.length > 0 && silence >= naivePercentile(fitted.closed, thousandths(step) / 100);
  }
  if (rule.method === "ownGapShare") {
    const gaps = own.length < rule.minGaps ? fitted.closed : own;
    return gaps.length > 0 && silence > naivePercentile(gaps, thousandths(step));
  }
  const cycle = naiveCycle(rule, fitted.closed, own);
  if (cycle === null) return false;
  return BigInt(silence) * 1000n * cycle[1] > BigInt(thousandths(step)) * cycle[0];
}

function naiveCycle(
  rule: Extract<LifecycleRule, { method: "personalMultiple" }>,
  all: readonly number[],
  own: readonly number[],
): Fraction | null {
  const total = (gaps: readonly number[]): number => gaps.reduce((sum, gap) => sum + gap, 0);
  if (rule.cycle === "shrunk") {
    const k = rule.shrinkage as number;
    if (k === 0 && own.length > 0) return [BigInt(total(own)), BigInt(own.length)];
    if (all.length === 0) return null;
    if (own.length === 0) return [BigInt(total(all)), BigInt(all.length)];
    return [BigInt(total(own) * all.length + k * total(all)), BigInt((own.length + k) * all.length)];
  }
  if (rule.cycle === "population" || own.length < (rule.minGaps as number)) {
    return all.length === 0 ? null : [BigInt(total(all)), BigInt(all.length)];
  }
  if (rule.cycle === "mean") return [BigInt(total(own)), BigInt(own.length)];
  const sorted = [...own].sort((a, b) => a - b);
  return [BigInt(sorted[(own.length - 1) >> 1] + sorted[own.length >> 1]), 2n];
}

/** The state of one customer on a day, by the definitions alone. */
export function naiveState(
  rule: LifecycleRule,
  fitted: { closed: number[]; open: number[] },
  days: Days,
  asOf: number,
): LifecycleState {
  const known = days.filter((day) => day <= asOf);
  if (known.length === 0) return "never";
  const silence = asOf - known[known.length - 1];
  const gaps = gapsOf(known);
  const beyond = (step: number | null): boolean => isBeyond(rule, step, fitted, gaps, silence);
  if (beyond(rule.lost)) return "lost";
  if (beyond(rule.lapsed)) return "lapsed";
  if (beyond(rule.atRisk)) return "atRisk";
  if (known.length === 1) return "new";
  // Lost on the day before the last purchase: by the gaps before that silence.
  const wasLost = isBeyond(rule, rule.lost, fitted, gaps.slice(0, -1), gaps[gaps.length - 1] - 1);
  return wasLost ? "reactivated" : "active";
}
