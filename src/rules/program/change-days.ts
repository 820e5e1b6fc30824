import { FIRST_DAY, LAST_DAY } from "../../input/days/calendar.js";
import type { EventLog } from "../../input/events/event-log.js";
import type { RuleWindow } from "../rule.js";
import type { Accumulator } from "./accumulator.js";
import type { DatedLeaf } from "./attribute-leaf.js";
import { AGE, type Comparison } from "./comparison.js";
import { type DayTest, firstReaching, isRelative } from "./day-test.js";
import { type EventTest, testOf } from "./event-filter.js";
import type { Plan } from "./plan.js";

/**
 * How many days before and after the last known day are looked through for what comes back every year: more than 14 years. What an
 * anniversary of at most 366 days is on a day depends on the date in the year and on which of that year and the next two are leap
 * years: none, the first, the second or the third. In any 14 years in a row, even across a century without its leap day (8 years lie
 * between leap years there), each of these is met with every date. So where nothing else changes, what has not been
 * within the horizon never is beyond it.
 */
const HORIZON = 5200;

/** An accumulator, and what makes the days on which an event begins or ceases to count. */
interface Source {
  readonly accumulator: Accumulator;
  /** The part of the filter that does not depend on the day; all pass where some does. */
  readonly test: EventTest;
  /** The ages of an event at which a comparison turns. */
  readonly ages: Set<number>;
  /** The day on which an event of a day enters the window. */
  readonly entry: (day: number) => number;
  /** The day on which it has left the window. */
  readonly exit: (day: number) => number;
}

type Found = (asOf: number) => void;

/** Finds the days on which the outcome for a customer can change. */
export class ChangeDays {
  /** How far from the last known day the list is complete, in days. */
  readonly horizon: number;
  /** Whether there can be any for anyone. */
  readonly dependsOnDay: boolean;
  readonly #log: EventLog | null;
  readonly #sources: readonly Source[];
  readonly #dated: readonly DatedLeaf[];

  constructor({ leaves, accumulators }: Plan, log: EventLog | null) {
    this.#log = log;
    this.#sources = accumulators.map(sourceOf);
    for (const leaf of leaves) if ("accumulator" in leaf) addAges(this.#sources[leaf.accumulator].ages, leaf);
    this.#dated = leaves.filter((leaf): leaf is DatedLeaf => "days" in leaf);
    const tests = [...this.#dated, ...accumulators.flatMap(({ daily }) => daily)].map(({ test }) => test);
    this.dependsOnDay = this.#dated.length > 0 || (log !== null && log.days.length > 0 && accumulators.length > 0);
    this.horizon = tests.some(({ recurs }) => recurs) ? HORIZON : Number.POSITIVE_INFINITY;
  }

  /** The days from a first one on, ascending, for a row of the universe whose customer has a code in the log, or -1. */
  of(row: number, code: number, known: number, first: number, recurring: boolean): number[] {
    const days: number[] = [];
    const found: Found = (asOf) => {
      if (asOf >= first && asOf >= FIRST_DAY && asOf <= LAST_DAY) days.push(asOf);
    };
    if (this.#log !== null && code >= 0) {
      for (const source of this.#sources) this.#ofEvents(this.#log, source, code, known, found, recurring);
    }
    for (const { test, days } of this.#dated) {
      if (row < days.length && (recurring || !test.recurs)) this.#ofTest(test, days[row], known, found);
    }
    days.sort((a, b) => a - b);
    return days.filter((day, i) => i === 0 || day !== days[i - 1]);
  }

  #ofEvents(log: EventLog, source: Source, code: number, known: number, found: Found, recurring: boolean): void {
    const { accumulator, test, ages, entry, exit } = source;
    const { types, daily, partner } = accumulator;
    for (let i = log.offsets[code]; i < log.offsets[code + 1]; i++) {
      const day = log.days[i];
      if (day > known) return;
      if (partner !== null && partner.type === log.types[i] && partner.codes[i] !== 0) found(day);
      if (!types.includes(log.types[i]) || !test(i)) continue;
      found(Math.max(day, entry(day)));
      found(exit(day));
      for (const age of ages) if (age > 0) found(day + age);
      for (const { test, codes, days } of daily) {
        if (recurring || !test.recurs) this.#ofTest(test, days[codes[i]], known, found);
      }
    }
  }

  #ofTest(test: DayTest, day: number, known: number, found: Found): void {
    test.changes(day, known - HORIZON, known + HORIZON, found);
  }
}

function sourceOf(accumulator: Accumulator): Source {
  const { window, filter, daily } = accumulator;
  return {
    accumulator,
    test: daily.length > 0 ? () => true : testOf(filter),
    ages: new Set(),
    ...edgesOf(window),
  };
}

function addAges(ages: Set<number>, { kind, low, high }: Comparison): void {
  if (kind !== AGE) return;
  if (Number.isFinite(low)) ages.add(low);
  if (Number.isFinite(high)) ages.add(high + 1);
}

function edgesOf(window: RuleWindow | undefined): Pick<Source, "entry" | "exit"> {
  const entry = (day: number): number => day;
  if (window === undefined) return { entry, exit: entry };
  if ("days" in window) return { entry, exit: (day) => day + window.days };
  const { from, to } = window;
  return {
    entry: isRelative(to) ? remembered((day) => firstReaching(to, day)) : entry,
    exit: isRelative(from) ? remembered((day) => firstReaching(from, day + 1)) : entry,
  };
}

/** Searching takes some twenty steps, and many events are of one day. */
function remembered(search: (day: number) => number): (day: number) => number {
  const known = new Map<number, number>();
  return (day) => {
    let found = known.get(day);
    if (found === undefined) known.set(day, (found = search(day)));
    return found;
  };
}
