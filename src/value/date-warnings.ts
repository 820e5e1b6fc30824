import { FIRST_DAY, LAST_DAY } from "../input/days/calendar.js";
import { formatDay } from "../input/days/format-day.js";
import { NO_DAY, parseDayText } from "../input/days/parse-day-text.js";
import type { Ledger, Warning } from "../input/ledger.js";

const RECENT = 30;
const LONGEST_AGE = 365;
// Fewer orders may well have such gaps.
const LEAST_ORDERS = 50;
const FEW_SHARE = 0.01;
const FEW_ORDERS = 3;
const LONG_GAP = 180;

/** The purchases of customers, as the models of buying take them. */
interface Recencies {
  readonly lastDays: Int32Array;
  readonly ageDays: Int32Array;
}

/** Whether a value is a calendar day as ISO text, just as `formatDay` writes it. */
export function isIsoDay(value: unknown): value is string {
  return dayOfIso(value) !== null;
}

/** A warning where no customer has bought in the last days. */
export function noRecentOrder({ lastDays, ageDays }: Recencies): Warning[] {
  if (ageDays.length === 0) return [];
  // A purchase on asOf itself is 0 days ago: the last 30 days are 0 to 29 days ago.
  for (let row = 0; row < ageDays.length; row++) if (ageDays[row] - lastDays[row] < RECENT) return [];
  const message = `nobody bought in the last ${RECENT} days, so the data may have ended before; state asOf as their last day`;
  return [Object.freeze({ code: "NO_RECENT_ORDER", message })];
}

/** A warning where models are of a day so far from asOf that customers will not be what they were. */
export function outdatedModel(
  models: readonly (readonly [name: string, asOf: unknown])[],
  day: number | null,
  oldest: number,
): Warning[] {
  // Who knows a shop for less than a year knows it no better for the time before.
  const most = Math.min(LONGEST_AGE, Math.max(RECENT, oldest));
  return models.flatMap(([name, asOf]) => {
    const own = dayOfIso(asOf);
    if (own === null || day === null || Math.abs(day - own) <= most) return [];
    const message = `the ${name} is of ${formatDay(own)}, ${countOf(Math.abs(day - own))} days ${own < day ? "before" : "after"} asOf ${formatDay(day)}; fit it anew, or state asOf as the last day of the data`;
    return [Object.freeze({ code: "MODEL_OUTDATED", message })];
  });
}

/** Days since the first purchase of all. */
export function oldestOf({ ageDays }: Pick<Recencies, "ageDays">): number {
  let oldest = 0;
  for (let row = 0; row < ageDays.length; row++) if (ageDays[row] > oldest) oldest = ageDays[row];
  return oldest;
}

/**
 * A warning where the end of the data holds next to no orders, as one with a mistyped year makes it: fewer than a hundredth of the orders
 * over a quarter of the time, or the last few of them after half a year without any.
 */
export function sparseEnd({ days, amounts }: Ledger, asOf: number | null): Warning[] {
  const last = asOf ?? LAST_DAY;
  let [from, to, orders] = [LAST_DAY, FIRST_DAY, 0];
  for (let i = 0; i < days.length; i++) {
    if (amounts[i] < 0 || days[i] > last) continue;
    if (days[i] < from) from = days[i];
    if (days[i] > to) to = days[i];
    orders++;
  }
  if (orders < LEAST_ORDERS) return [];
  const perDay = new Uint32Array(to - from + 1);
  for (let i = 0; i < days.length; i++) if (amounts[i] >= 0 && days[i] <= last) perDay[days[i] - from]++;
  const few = Math.max(FEW_ORDERS, FEW_SHARE * orders);
  let [since, found, before] = [perDay.length, 0, 0];
  let hasGap = false;
  // From the last day back to where more than a few were ordered.
  for (let day = perDay.length - 1, count = 0; day >= 0; day--) {
    if (perDay[day] === 0) continue;
    const isLong = since - day > LONG_GAP && count > 0;
    const isSparse = count < FEW_SHARE * orders && perDay.length - 1 - day >= perDay.length / 4;
    hasGap ||= isLong;
    if (isLong || (isSparse && !hasGap)) [found, before] = [perDay.length - 1 - day, count];
    count += perDay[day];
    since = day;
    if (count > few) break;
  }
  if (found === 0) return [];
  const share = ((100 * before) / orders).toPrecision(1);
  const message = `the last ${countOf(found)} days hold ${share} % of the orders: a date may be wrong; state asOf as the last day of the data`;
  return [Object.freeze({ code: "SPARSE_END", message })];
}

function dayOfIso(value: unknown): number | null {
  if (typeof value !== "string" || value.length !== 10) return null;
  const day = parseDayText(value, Math.floor);
  return day !== NO_DAY && formatDay(day) === value ? day : null;
}

/** 1100 as 1,100. */
function countOf(days: number): string {
  return String(days).replace(/\B(?=(\d{3})+$)/g, ",");
}
