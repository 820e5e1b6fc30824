import { FIRST_DAY, LAST_DAY } from "./days/calendar.js";
import { NO_DAY } from "./days/parse-day-text.js";
import { dayOfMs, readDay } from "./days/read-day.js";
import type { DayOfInstant } from "./days/time-zone.js";
import type { MinorReader } from "./money/decimal.js";
import type { AmountColumn, DateColumn } from "./order-columns.js";

/** Reads a block of dates into days. */
export function readDays(
  column: DateColumn,
  from: number,
  count: number,
  dayOfInstant: DayOfInstant,
  day: Int32Array,
): void {
  if (column instanceof Int32Array) {
    for (let i = 0; i < count; i++) {
      const value = column[from + i];
      day[i] = value >= FIRST_DAY && value <= LAST_DAY ? value : NO_DAY;
    }
  } else if (column instanceof Float64Array) {
    for (let i = 0; i < count; i++) day[i] = dayOfMs(column[from + i], dayOfInstant);
  } else if (column instanceof BigInt64Array) {
    for (let i = 0; i < count; i++) day[i] = dayOfMs(Number(column[from + i]), dayOfInstant);
  } else {
    for (let i = 0; i < count; i++) day[i] = readDay(column[from + i], dayOfInstant);
  }
}

/** Reads a block of amounts into minor units, and notes which of them were rounded. */
export function readAmounts(
  column: AmountColumn,
  from: number,
  count: number,
  reader: MinorReader,
  minor: Float64Array,
  rounded: Uint8Array,
): void {
  if (column instanceof Float64Array) {
    // The commonest column gets a loop of its own: one type of array, no look at each value's type.
    for (let i = 0; i < count; i++) {
      minor[i] = reader.readNumber(column[from + i]);
      rounded[i] = reader.rounded ? 1 : 0;
    }
    return;
  }
  for (let i = 0; i < count; i++) {
    minor[i] = reader.read(column[from + i]);
    rounded[i] = reader.rounded ? 1 : 0;
  }
}

/** Reads a block of `price * quantity` into minor units; where the product is none, notes whether the quantity is to blame. */
export function readProducts(
  prices: AmountColumn,
  quantities: AmountColumn,
  from: number,
  count: number,
  reader: MinorReader,
  minor: Float64Array,
  rounded: Uint8Array,
  badQuantity: Uint8Array,
): void {
  for (let i = 0; i < count; i++) {
    minor[i] = reader.readProduct(prices[from + i], quantities[from + i]);
    rounded[i] = reader.rounded ? 1 : 0;
    badQuantity[i] = Number.isNaN(minor[i]) && Number.isNaN(reader.read(quantities[from + i])) ? 1 : 0;
  }
}
