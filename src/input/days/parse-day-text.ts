import { dayOfCivil, daysInMonth, FIRST_DAY, LAST_DAY, MS_PER_DAY } from "./calendar.js";
import type { DayOfInstant } from "./time-zone.js";

/** What the day readers give for a value that is no day. Real days are far from it. */
export const NO_DAY = -2_147_483_648;

/**
 * The day of an ISO 8601 text, or `NO_DAY`. Forms: `2026-03-01`, `20260301`, and a date with a time after `T` or a
 * space (`2026-03-01T09:30`, seconds and a fraction optional), with or without `Z` or an offset (`+08:00`, `+0800`, `+08`).
 */
export function parseDayText(text: string, dayOfInstant: DayOfInstant): number {
  let end = text.length;
  let at = 0;
  while (at < end && text.charCodeAt(at) <= 32) at++;
  while (end > at && text.charCodeAt(end - 1) <= 32) end--;
  const dashed = text.charCodeAt(at + 4) === DASH;
  const length = dashed ? 10 : 8;
  if (end - at < length || (dashed && text.charCodeAt(at + 7) !== DASH)) return NO_DAY;
  const year = digits(text, at, 4);
  const month = digits(text, at + (dashed ? 5 : 4), 2);
  const date = digits(text, at + (dashed ? 8 : 6), 2);
  if (year < 1 || month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month)) return NO_DAY;
  const day = dayOfCivil(year, month, date);
  return end - at === length ? day : withTime(text, at + length, end, day, dayOfInstant);
}

/** The day once the time is read: without an offset the written day, with one the day of that instant. */
function withTime(text: string, from: number, end: number, day: number, dayOfInstant: DayOfInstant): number {
  const mark = text.charCodeAt(from);
  if (mark !== UPPER_T && mark !== LOWER_T && mark !== SPACE) return NO_DAY;
  const hour = digits(text, from + 1, 2);
  const minute = digits(text, from + 4, 2);
  if (text.charCodeAt(from + 3) !== COLON || hour < 0 || hour > 23 || minute < 0 || minute > 59) return NO_DAY;
  let at = from + 6;
  let ms = (hour * 60 + minute) * 60_000;
  if (text.charCodeAt(at) === COLON) {
    const second = digits(text, at + 1, 2);
    if (second < 0 || second > 59) return NO_DAY;
    ms += second * 1000;
    at += 3;
    const mark = text.charCodeAt(at);
    if (mark === POINT || mark === COMMA) {
      const start = ++at;
      while (at < end && isDigit(text.charCodeAt(at))) at++;
      if (at === start) return NO_DAY;
      // Milliseconds are enough: no zone turns at a finer instant.
      ms += Number(text.slice(start, Math.min(at, start + 3)).padEnd(3, "0"));
    }
  }
  if (at > end) return NO_DAY;
  if (at === end) return day;
  const offset = offsetMinutes(text, at, end);
  if (Number.isNaN(offset)) return NO_DAY;
  const local = dayOfInstant(day * MS_PER_DAY + ms - offset * 60_000);
  return local >= FIRST_DAY && local <= LAST_DAY ? local : NO_DAY;
}

function offsetMinutes(text: string, at: number, end: number): number {
  const sign = text.charCodeAt(at);
  if ((sign === UPPER_Z || sign === LOWER_Z) && at + 1 === end) return 0;
  if (sign !== PLUS && sign !== DASH) return Number.NaN;
  const hours = digits(text, at + 1, 2);
  const rest = end - at - 3;
  const colon = text.charCodeAt(at + 3) === COLON ? 1 : 0;
  const minutes = rest === 0 ? 0 : rest === 2 + colon ? digits(text, at + 3 + colon, 2) : -1;
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return Number.NaN;
  return (hours * 60 + minutes) * (sign === PLUS ? 1 : -1);
}

/** The number that `count` digits spell, or -1: character codes instead of a pattern, because this runs once per row. */
function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const code = text.charCodeAt(i);
    if (!isDigit(code)) return -1;
    value = value * 10 + code - ZERO;
  }
  return value;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

const SPACE = 32;
const PLUS = 43;
const COMMA = 44;
const DASH = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
const COLON = 58;
const UPPER_T = 84;
const UPPER_Z = 90;
const LOWER_T = 116;
const LOWER_Z = 122;
