import { FIRST_DAY, LAST_DAY } from "../../input/days/calendar.js";
import { NO_DAY } from "../../input/days/parse-day-text.js";
import { mix } from "./mix.js";
import { partOf } from "./part-of.js";
import { AMOUNT, DAY, MOST_IN_ROW, ROW_INTS } from "./row.js";
import type { RowQueue } from "./row-queue.js";

/** Days and amounts in the form that most have them: amounts are `power` times smaller than minor units. */
export interface PlainValues {
  readonly days: Int32Array;
  readonly amounts: Float64Array;
  readonly power: number;
}

/** What was seen in rows as they were added. */
export interface Noticed {
  lastDay: number;
  /** Amounts that lost decimals. */
  rounded: number;
  /** Where texts were read up to, should reading one fail. */
  taken?: number;
}

/** Where rows wait, as in a {@link RowQueue}. */
export type WaitingPlaces = Pick<RowQueue, "rows" | "waiting" | "capacity">;

/**
 * Puts rows of columns from `from` on into the queues of their parts, as long as they are plain and there is room; says where it
 * stopped. Reading values, checking and queueing in one loop spares five passes over a block; that nothing is called or replaced in
 * it spares half of the rest.
 */
export function queuePlain(
  { rows, waiting, capacity }: WaitingPlaces,
  ids: Int32Array,
  { days, amounts, power }: PlainValues,
  from: number,
  to: number,
  noticed: Noticed,
): number {
  let lastDay = asInt(noticed.lastDay);
  let rounded = 0;
  let i = from;
  for (; i < to; i++) {
    const day = days[i];
    const amount = amounts[i];
    const scaled = amount * power;
    // What the readers of days and amounts do with plain values; NaN fails every comparison.
    if (!(scaled >= 0.5 && scaled < MOST_IN_ROW) || !(day >= FIRST_DAY && day <= LAST_DAY)) break;
    const mixed = mix(ids[i]);
    const part = partOf(mixed);
    const before = waiting[part];
    if (before === capacity) break;
    const minor = (scaled + 0.5) | 0;
    if (minor / power !== amount) rounded++;
    if (day > lastDay) lastDay = day;
    const at = (part * capacity + before) * ROW_INTS;
    rows[at] = mixed;
    rows[at + DAY] = day;
    rows[at + AMOUNT] = minor;
    waiting[part] = before + 1;
  }
  noticed.rounded += rounded;
  if (lastDay > NO_DAY) noticed.lastDay = lastDay;
  return i;
}

/** Minus infinity, which stands for no day, would make every comparison one of doubles. */
function asInt(lastDay: number): number {
  return lastDay > NO_DAY ? lastDay | 0 : NO_DAY;
}
