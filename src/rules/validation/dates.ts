import { isDayText } from "../relative-date.js";
import type { RelativeDate } from "../rule.js";
import { at, type FaultList, listed } from "./fault-list.js";
import { fieldsOf, isPlainObject, refuseOtherKeys } from "./plain-data.js";

const ANCHORS: readonly RelativeDate["anchor"][] = [
  "now",
  "startOfDay",
  "endOfDay",
  "startOfWeek",
  "endOfWeek",
  "startOfMonth",
  "endOfMonth",
  "startOfYear",
  "endOfYear",
];

const UNITS: readonly RelativeDate["unit"][] = ["day", "week", "month", "year"];

// Far beyond any calendar, and yet a day number that is a small integer.
const MOST_OFFSET = 100_000;

/** Notes what is wrong with a date: ISO text or a relative date. Returns whether it is right. */
export function checkDate(faults: FaultList, path: string, value: unknown): boolean {
  if (isDayText(value)) return true;
  if (isPlainObject(value)) return checkRelativeDate(faults, path, value);
  faults.add(path, 'be a day such as "2026-06-30" or a relative date', value);
  return false;
}

/** The same for what is an object already. */
export function checkRelativeDate(faults: FaultList, path: string, value: object): boolean {
  const before = faults.faults.length;
  const fields = fieldsOf(faults, path, value, "be a relative date");
  if (fields === null) return false;
  refuseOtherKeys(faults, path, fields, "a relative date", ["mode", "anchor", "offset", "unit"]);
  const { mode, anchor, offset, unit } = fields;
  if (mode !== "relative") faults.add(at(path, "mode"), 'be "relative"', mode);
  if (!ANCHORS.includes(anchor as never)) faults.add(at(path, "anchor"), `be one of ${listed(ANCHORS)}`, anchor);
  if (!UNITS.includes(unit as never)) faults.add(at(path, "unit"), `be one of ${listed(UNITS)}`, unit);
  if (!Number.isInteger(offset) || Math.abs(offset as number) > MOST_OFFSET)
    faults.add(at(path, "offset"), `be an integer from -${MOST_OFFSET} to ${MOST_OFFSET}`, offset);
  return faults.faults.length === before;
}

/** Whether two bounds that were checked are reversed on every day: of bounds of different kinds that cannot be said. */
export function areReversed(low: unknown, high: unknown): boolean {
  if (typeof low === "object" && typeof high === "object") {
    const [a, b] = [low as RelativeDate, high as RelativeDate];
    return a.anchor === b.anchor && a.unit === b.unit && a.offset > b.offset;
  }
  return typeof low === typeof high && (low as number | string) > (high as number | string);
}
