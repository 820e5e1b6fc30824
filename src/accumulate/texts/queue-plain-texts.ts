import { FIRST_DAY, LAST_DAY } from "../../input/days/calendar.js";
import { NO_DAY } from "../../input/days/parse-day-text.js";
import { NARROW, packNarrow, packNarrowText } from "../../input/ids/text-batch.js";
import { partOf } from "../sums/part-of.js";
import type { Noticed, PlainValues, WaitingPlaces } from "../sums/queue-plain.js";
import { AMOUNT, DAY, MOST_IN_ROW, ROW_INTS } from "../sums/row.js";

const ROW = ROW_INTS + NARROW;
const LONGEST = NARROW * 4 - 1;

/** Texts as bytes that follow each other. */
export interface TextBytes {
  readonly view: DataView;
  readonly offsets: Int32Array | Uint32Array | Float64Array;
}

/** A column of texts: as bytes, or as values most of which are strings. */
export type PlainTexts = TextBytes | readonly unknown[];

/** The words and the hash of the text at hand. */
const packed = /* @__PURE__ */ new Int32Array(NARROW + 1);

/** The part of the last text that was read: where there was no room for it, that of the row at which queueing stopped. */
export function partAtHand(): number {
  return partOf(packed[NARROW]);
}

/**
 * Puts rows of columns from `from` on into the queues of the parts of narrow texts, as long as they are plain and there is room; says
 * where it stopped. As {@link queuePlain} does, and for its reasons: a pass for each of reading, packing, checking and queueing takes half as
 * long again.
 */
export function queuePlainBytes(
  { rows, waiting, capacity }: WaitingPlaces,
  { view, offsets }: TextBytes,
  { days, amounts, power }: PlainValues,
  from: number,
  to: number,
  noticed: Noticed,
): number {
  const lastWhole = view.byteLength - NARROW * 4;
  let lastDay = NO_DAY;
  let rounded = 0;
  let i = from;
  for (; i < to; i++) {
    const day = days[i];
    const amount = amounts[i];
    const scaled = amount * power;
    if (!(scaled >= 0.5 && scaled < MOST_IN_ROW) || !(day >= FIRST_DAY && day <= LAST_DAY)) break;
    const start = offsets[i];
    const length = offsets[i + 1] - start;
    if (!(length > 0 && length <= LONGEST && start <= lastWhole)) break;
    // Only white space begins like white space.
    if (!packNarrow(view, start, length, packed, 0) || (packed[0] & 0xff) <= 32) break;
    const hash = packed[NARROW];
    const part = partOf(hash);
    const before = waiting[part];
    if (before === capacity) break;
    const minor = (scaled + 0.5) | 0;
    if (minor / power !== amount) rounded++;
    if (day > lastDay) lastDay = day;
    writeRow(rows, part * capacity + before, day, minor);
    waiting[part] = before + 1;
  }
  return notice(noticed, lastDay, rounded, i);
}

/** The same for texts as strings. */
export function queuePlainTexts(
  { rows, waiting, capacity }: WaitingPlaces,
  texts: readonly unknown[],
  { days, amounts, power }: PlainValues,
  from: number,
  to: number,
  noticed: Noticed,
): number {
  let lastDay = NO_DAY;
  let rounded = 0;
  let i = from;
  try {
    for (; i < to; i++) {
      const day = days[i];
      const amount = amounts[i];
      const scaled = amount * power;
      if (!(scaled >= 0.5 && scaled < MOST_IN_ROW) || !(day >= FIRST_DAY && day <= LAST_DAY)) break;
      const text = texts[i];
      if (typeof text !== "string" || !packPlain(text)) break;
      const hash = packed[NARROW];
      const part = partOf(hash);
      const before = waiting[part];
      if (before === capacity) break;
      const minor = (scaled + 0.5) | 0;
      if (minor / power !== amount) rounded++;
      if (day > lastDay) lastDay = day;
      writeRow(rows, part * capacity + before, day, minor);
      waiting[part] = before + 1;
    }
  } finally {
    // A getter among the texts may throw: what came before it is in.
    noticed.taken = i;
    notice(noticed, lastDay, rounded, i);
  }
  return i;
}

/** Packs a text; says whether it fits, and is not blank. */
export function packPlain(text: string): boolean {
  if (!(text.length > 0 && text.length <= LONGEST) || !packNarrowText(text, packed)) return false;
  // Only white space begins like white space.
  const first = packed[0] & 0xff;
  return first > 32 && first !== NO_BREAK_SPACE;
}

/** Puts the row of the text at hand into the queue of its part, where there is room. */
export function putRow({ rows, waiting, capacity }: WaitingPlaces, part: number, day: number, amount: number): void {
  writeRow(rows, part * capacity + waiting[part]++, day, amount);
}

function writeRow(rows: Int32Array, row: number, day: number, amount: number): void {
  const at = row * ROW;
  rows[at] = packed[NARROW];
  rows[at + DAY] = day;
  rows[at + AMOUNT] = amount;
  for (let w = 0; w < NARROW; w++) rows[at + ROW_INTS + w] = packed[w];
}

const NO_BREAK_SPACE = 160;

function notice(noticed: Noticed, lastDay: number, rounded: number, end: number): number {
  noticed.rounded += rounded;
  if (lastDay > NO_DAY && lastDay > noticed.lastDay) noticed.lastDay = lastDay;
  return end;
}
