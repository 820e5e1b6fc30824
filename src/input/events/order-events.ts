import type { Ledger } from "../ledger.js";

/** The orders of a ledger as events: one for each order, on the day of its first purchase, grouped and sorted like the ledger. */
export interface OrdersByDay {
  readonly offsets: Uint32Array;
  readonly days: Int32Array;
  /** The amount of the order on that day in minor units. */
  readonly values: Float64Array;
  readonly laterDays: number;
  readonly refunds: number;
}

/** Reads a ledger in one pass: entries of an order point to the one before, and so to the event that the order became. */
export function ordersByDay({ offsets, days, amounts, links }: Ledger): OrdersByDay {
  const customers = offsets.length - 1;
  const starts = new Uint32Array(offsets.length);
  const eventDays = new Int32Array(days.length);
  const values = new Float64Array(days.length);
  // For each entry the event of its order, or -1 where there was no purchase yet.
  const eventOf = links === null ? null : new Int32Array(days.length);
  let size = 0;
  let laterDays = 0;
  let refunds = 0;
  for (let c = 0; c < customers; c++) {
    const end = offsets[c + 1];
    for (let i = offsets[c]; i < end; i++) {
      const isPurchase = amounts[i] >= 0;
      const before = links === null ? -1 : links[i];
      let event = before < 0 || eventOf === null ? -1 : eventOf[before];
      if (!isPurchase) refunds++;
      if (event < 0 && isPurchase) {
        event = size++;
        eventDays[event] = days[i];
        // A refund of the order that stands before its purchase can be of this day too.
        const isSameDay = before >= 0 && days[before] === days[i];
        values[event] = amounts[i] + (isSameDay ? amounts[before] : 0);
      } else if (event >= 0 && eventDays[event] === days[i]) values[event] += amounts[i];
      else if (isPurchase) laterDays++;
      if (eventOf !== null) eventOf[i] = event;
    }
    starts[c + 1] = size;
  }
  return {
    offsets: starts,
    days: size < days.length ? eventDays.slice(0, size) : eventDays,
    values: size < days.length ? values.slice(0, size) : values,
    laterDays,
    refunds,
  };
}
