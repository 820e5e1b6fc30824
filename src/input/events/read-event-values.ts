import { tagOf } from "../column-forms.js";
import type { MinorReader } from "../money/decimal.js";
import type { AmountColumn } from "../order-columns.js";
import { PLAIN, ROUNDED, UNREADABLE } from "./event-block.js";

/** Reads a value into minor units at a place, `NaN` where it is missing, and notes what is to be said of it. */
export function readEventValue(
  value: unknown,
  reader: MinorReader,
  minor: Float64Array,
  note: Uint8Array,
  at: number,
): void {
  if (value === null || value === undefined || value === "") {
    minor[at] = Number.NaN;
    note[at] = PLAIN;
    return;
  }
  minor[at] = reader.read(value);
  note[at] = Number.isNaN(minor[at]) ? UNREADABLE : reader.rounded ? ROUNDED : PLAIN;
}

/** Reads a block of values. In a floating-point array NaN is a missing value. */
export function readEventValues(
  column: AmountColumn,
  from: number,
  count: number,
  reader: MinorReader,
  minor: Float64Array,
  note: Uint8Array,
): void {
  if (!tagOf(column).startsWith("Float")) {
    for (let i = 0; i < count; i++) readEventValue(column[from + i], reader, minor, note, i);
    return;
  }
  const floats = column as Float64Array;
  for (let i = 0; i < count; i++) {
    const value = floats[from + i];
    minor[i] = reader.readNumber(value);
    note[i] = reader.rounded ? ROUNDED : Number.isNaN(minor[i]) && !Number.isNaN(value) ? UNREADABLE : PLAIN;
  }
}
