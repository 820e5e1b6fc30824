import { NO_DAY } from "../input/days/parse-day-text.js";
import type { RuleProgram } from "../rules/rule-program.js";
import { NO_STAGE } from "./stage-model.js";
import { stageOfBits } from "./stage-of-bits.js";

/** When a customer came into the present stage and when it ends if nothing more happens; `NO_DAY` for never. */
export interface StageSpell {
  readonly since: number;
  readonly expiresAt: number;
  /** The stage after it, or `NO_STAGE`. */
  readonly expiresTo: number;
}

/** Whose spell is asked for. */
interface Asked {
  readonly program: RuleProgram;
  /** The bits that each stage needs. */
  readonly needed: Uint32Array;
  readonly row: number;
  /** The day of the analysis. */
  readonly day: number;
  /** The stage on that day. */
  readonly stage: number;
}

/** Between two days of `changeDays` nothing changes, so only these are asked. */
export function spellOf(
  program: RuleProgram,
  needed: Uint32Array,
  row: number,
  day: number,
  stage: number,
): StageSpell {
  const asked: Asked = { program, needed, row, day, stage };
  const days = program.changeDays(row, day);
  const expiresAt = expiryOf(asked, days);
  const expiresTo = expiresAt === NO_DAY ? NO_STAGE : stageOfBits(needed, program.match(row, expiresAt, day));
  return { since: sinceOf(asked, days), expiresAt, expiresTo };
}

/** So many days are asked one by one before the others are swept: mostly the answer is near. */
const MOST_SINGLE = 16;

/**
 * Backwards, with what was known on each day. The list of days is complete as far as the horizon, within which all that comes back
 * every year has been seen: where nothing else happened there, the search goes on from the last lasting change before.
 */
function sinceOf(asked: Asked, days: readonly number[]): number {
  const { program, row } = asked;
  let upper = asked.day;
  let list = days;
  for (;;) {
    const lower = upper - program.changeHorizon;
    const last = upper;
    const since = lastEntry(
      asked,
      list.filter((day) => day > lower && day <= last),
    );
    if (since !== NO_DAY) return since;
    if (lower === Number.NEGATIVE_INFINITY) return NO_DAY;
    const lasting = program.lastingChanges(row, last).filter((change) => change <= last);
    if (lasting.length === 0) return NO_DAY;
    upper = Math.min(lower, lasting[lasting.length - 1]);
    list = program.changeDays(row, upper);
  }
}

/** The last of the days before which the stage is another, or `NO_DAY`. */
function lastEntry({ program, needed, row, stage }: Asked, days: readonly number[]): number {
  const isOther = (day: number): boolean => stageOfBits(needed, program.match(row, day - 1)) !== stage;
  const single = Math.max(0, days.length - MOST_SINGLE);
  for (let i = days.length - 1; i >= single; i--) if (isOther(days[i])) return days[i];
  if (single === 0) return NO_DAY;
  let found = NO_DAY;
  const before = days.slice(0, single).map((day) => day - 1);
  const isSwept = program.sweep(row, before, Number.POSITIVE_INFINITY, (match, i) => {
    if (stageOfBits(needed, match) !== stage) found = days[i];
    return true;
  });
  if (isSwept) return found;
  for (let i = single - 1; i >= 0; i--) if (isOther(days[i])) return days[i];
  return NO_DAY;
}

/** Forwards, with what is known on the day. Later lists also hold days of later events, on which nothing changes. */
function expiryOf(asked: Asked, days: readonly number[]): number {
  const { program, row } = asked;
  let lower = asked.day;
  let list = days;
  for (;;) {
    const upper = lower + program.changeHorizon;
    const first = lower;
    const expiry = firstExit(
      asked,
      list.filter((day) => day > first && day <= upper),
    );
    if (expiry !== NO_DAY) return expiry;
    if (upper === Number.POSITIVE_INFINITY) return NO_DAY;
    const next = program.lastingChanges(row, asked.day).find((change) => change > first);
    if (next === undefined) return NO_DAY;
    lower = Math.max(upper, next - 1);
    list = program.changeDays(row, lower);
  }
}

/** The first of the days on which the stage is another, or `NO_DAY`. */
function firstExit({ program, needed, row, day: known, stage }: Asked, days: readonly number[]): number {
  const isOther = (day: number): boolean => stageOfBits(needed, program.match(row, day, known)) !== stage;
  const single = days.slice(0, MOST_SINGLE).find(isOther);
  if (single !== undefined || days.length <= MOST_SINGLE) return single ?? NO_DAY;
  const rest = days.slice(MOST_SINGLE);
  let found = NO_DAY;
  const isSwept = program.sweep(row, rest, known, (match, i) => {
    if (stageOfBits(needed, match) === stage) return true;
    found = rest[i];
    return false;
  });
  return isSwept ? found : (rest.find(isOther) ?? NO_DAY);
}
