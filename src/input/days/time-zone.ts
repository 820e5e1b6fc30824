import { optionError } from "../../errors.js";
import { MS_PER_DAY } from "./calendar.js";

/** The calendar day, in some zone, of an instant in epoch milliseconds. */
export type DayOfInstant = (ms: number) => number;

// Offsets change a few times a year, so they are looked up once per stretch of six hours and kept: asking Intl for
// every row costs a hundred times as much as this cache.
const STRETCH = MS_PER_DAY / 4;

/**
 * Returns the function that turns instants into calendar days of `timeZone`, daylight saving included.
 * Throws `UNKNOWN_TIME_ZONE`.
 */
export function dayOfInstantIn(where: string, timeZone: unknown): DayOfInstant {
  if (timeZone === "UTC") return utcDay;
  const format = formatIn(where, timeZone);
  if (format.resolvedOptions().timeZone === "UTC") return utcDay;
  const offsetAt = (ms: number): number => offsetOf(format, ms);
  const stretches = new Map<number, Stretch>();
  let lastIndex = Number.NaN;
  let last: Stretch = { before: 0, turn: 0, after: 0 };
  return (ms) => {
    const index = Math.floor(ms / STRETCH);
    if (index !== lastIndex) {
      let stretch = stretches.get(index);
      if (stretch === undefined) stretches.set(index, (stretch = stretchOf(offsetAt, index * STRETCH)));
      last = stretch;
      lastIndex = index;
    }
    return Math.floor((ms + (ms < last.turn ? last.before : last.after)) / MS_PER_DAY);
  };
}

function utcDay(ms: number): number {
  return Math.floor(ms / MS_PER_DAY);
}

/** Six hours in which the offset changes at most once, at `turn`. */
interface Stretch {
  readonly before: number;
  readonly turn: number;
  readonly after: number;
}

function stretchOf(offsetAt: DayOfInstant, start: number): Stretch {
  const before = offsetAt(start);
  const after = offsetAt(start + STRETCH - 1);
  let low = start;
  let high = before === after ? start : start + STRETCH - 1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return { before, turn: high, after };
}

function formatIn(where: string, timeZone: unknown): Intl.DateTimeFormat {
  if (typeof timeZone === "string" && timeZone !== "") {
    try {
      return new Intl.DateTimeFormat("en-US", {
        timeZone,
        calendar: "gregory",
        numberingSystem: "latn",
        hourCycle: "h23",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
        second: "numeric",
      });
    } catch {
      // fall through to the one message
    }
  }
  throw optionError(
    "UNKNOWN_TIME_ZONE",
    where,
    "options.timeZone",
    'be an IANA time zone such as "Asia/Shanghai" or "UTC"',
    timeZone,
  );
}

/** Local clock minus UTC clock, in milliseconds. Intl counts in the proleptic Gregorian calendar, as Date does. */
function offsetOf(format: Intl.DateTimeFormat, ms: number): number {
  const field: Record<string, string> = {};
  for (const part of format.formatToParts(ms)) field[part.type] = part.value;
  const clock = Number(field["hour"]) * 3_600_000 + Number(field["minute"]) * 60_000 + Number(field["second"]) * 1000;
  const utcSecond = Math.floor(ms / 1000) * 1000;
  const difference = clock - (utcSecond - Math.floor(utcSecond / MS_PER_DAY) * MS_PER_DAY);
  const localDay = Number(field["day"]);
  const utcDay = new Date(ms).getUTCDate();
  if (localDay === utcDay) return difference;
  const isNextDay = localDay === utcDay + 1 || (localDay === 1 && utcDay > 27);
  return isNextDay ? difference + MS_PER_DAY : difference - MS_PER_DAY;
}
