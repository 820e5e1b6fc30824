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

/** Between two days of `changeDays` nothing changes, so only these are asked. */
export function spellOf(
  program: RuleProgram,
  needed: Uint32Array,
  row: number,
  day: number,
  stage: number,
): StageSpell {
  const days = program.changeDays(row, day);
  const since = sinceOf(program, needed, row, day, stage, days);
  const expiresAt = expiryOf(program, needed, row, day, stage, days);
  const expiresTo = expiresAt === NO_DAY ? NO_STAGE : stageOfBits(needed, program.match(row, expiresAt, day));
  return { since, expiresAt, expiresTo };
}

/** Backwards, with what was known on each day. The list is complete as far as the horizon; beyond it another one is fetched. */
function sinceOf(
  program: RuleProgram,
  needed: Uint32Array,
  row: number,
  day: number,
  stage: number,
  days: readonly number[],
): number {
  let upper = day;
  let list = days;
  for (;;) {
    const lower = upper - program.changeHorizon;
    let i = list.length - 1;
    while (i >= 0 && list[i] > upper) i--;
    for (; i >= 0 && list[i] > lower; i--) {
      if (stageOfBits(needed, program.match(row, list[i] - 1)) !== stage) return list[i];
    }
    if (i < 0) return NO_DAY;
    upper = lower;
    list = program.changeDays(row, upper);
  }
}

/** Forwards, with what is known on the day. Later lists also hold days of later events, on which nothing changes. */
function expiryOf(
  program: RuleProgram,
  needed: Uint32Array,
  row: number,
  day: number,
  stage: number,
  days: readonly number[],
): number {
  let lower = day;
  let list = days;
  for (;;) {
    const upper = lower + program.changeHorizon;
    let i = 0;
    while (i < list.length && list[i] <= lower) i++;
    for (; i < list.length && list[i] <= upper; i++) {
      if (stageOfBits(needed, program.match(row, list[i], day)) !== stage) return list[i];
    }
    if (i === list.length) return NO_DAY;
    lower = upper;
    list = program.changeDays(row, lower);
  }
}
