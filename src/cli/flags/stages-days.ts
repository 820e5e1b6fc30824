import { formatDay } from "../../input/days/format-day.js";
import { parseDayText } from "../../input/days/parse-day-text.js";
import type { DayOfInstant } from "../../input/days/time-zone.js";
import { usageError } from "./cli-error.js";
import type { CommandLine } from "./command-line.js";
import { checkDay } from "./day-option.js";

/** The days that --as-of and --compare name, in days since 1970-01-01. */
export interface StagesDays {
  readonly asOf: number | null;
  readonly compare: number | null;
}

export function stagesDays(line: CommandLine, dayOfInstant: DayOfInstant): StagesDays {
  const read = (flag: string): number | null => {
    const text = line.text(flag);
    if (text === undefined) return null;
    checkDay(flag, text, dayOfInstant);
    return parseDayText(text, dayOfInstant);
  };
  const days = { asOf: read("as-of"), compare: read("compare") };
  if (days.asOf !== null) checkEarlier(days.compare, days.asOf);
  return days;
}

/** Refuses a day to compare with that is not before the day of the analysis. */
export function checkEarlier(compare: number | null, asOf: number): void {
  if (compare === null || compare < asOf) return;
  throw usageError(
    `--compare must be before the day of the analysis, ${formatDay(asOf)}; received ${formatDay(compare)}`,
  );
}
