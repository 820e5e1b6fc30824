import { resolveDate } from "../relative-date.js";
import type { RuleWindow } from "../rule.js";

/** Beyond every day of data, on both sides, and yet a small integer. */
export const BEYOND = 2_000_000_000;

/** The first day of a window, seen from the day of the analysis. */
export function firstDayOf(window: RuleWindow | undefined, asOf: number): number {
  if (window === undefined) return -BEYOND;
  if ("days" in window) return asOf - window.days + 1;
  return window.from === undefined ? -BEYOND : clamped(resolveDate(window.from, asOf));
}

/** The last day of a window; it may lie after the day of the analysis, up to which events count at most. */
export function lastDayOf(window: RuleWindow | undefined, asOf: number): number {
  if (window === undefined || "days" in window || window.to === undefined) return asOf;
  return clamped(resolveDate(window.to, asOf));
}

function clamped(day: number): number {
  return Math.max(-BEYOND, Math.min(day, BEYOND));
}
