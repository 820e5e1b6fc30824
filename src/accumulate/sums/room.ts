const FIRST_SLOTS = 8;
const TAIL = 256;

// A part of up to so many slots (of up to five million customers in all) has room to spare, for it is small: at 0.6 the way to a record
// is two thirds as long as at 0.8, and doubling moves each record twice on the way up and not five times. Together 40 % of the time.
const FULLEST_SMALL = 0.6;
// Fuller would save memory and lengthen the way to a record; growing by a quarter keeps the parts two thirds full at least.
const FULLEST = 0.8;
const GROWTH = 1.25;
// Where there are many slots (fifty million customers in all) memory counts for more than moving records: an eighth, and seven tenths.
const GROWTH_OF_MANY = 1.125;
// And a part has room behind it, which is not in memory until it is used, to grow where it stands: buffers that are left behind would be
// freed whenever it suits, and what stood there would fit nobody else, since all parts have the same size.
const CAPACITY_OF_MANY = 4;

// No record stands so many slots away from its place, unless somebody chose the ids: in a small part, three fifths full, and in one with
// many slots, four fifths full. With fewer slots for these, parts of a million customers were arranged anew, and had to be sorted.
const LONGEST_WAY_OF_FEW = 250;
const LONGEST_WAY = 1000;

/** How much room a part has to spare: up to so many slots it is at most 0.6 full, and behind the last slot there are so many more. */
export interface Room {
  readonly smallSlots: number;
  readonly tail: number;
  /** From how many slots on there are many. */
  readonly manySlots: number;
}

export const ROOMY: Room = { smallSlots: 1 << 15, tail: TAIL, manySlots: 1 << 18 };

/** For many small parts, of which the memory counts: half of it. */
export const TIGHT: Room = { smallSlots: 64, tail: 64, manySlots: 1 << 18 };

/** The fewest slots, on the way on which a table grows, for so many records. */
export function slotsFor(size: number, room: Room): number {
  let slots = FIRST_SLOTS;
  while (size > mostRecords(slots, room)) slots = grownSlots(slots, room);
  return slots;
}

/** The next number of slots on that way. */
export function grownSlots(slots: number, { smallSlots, manySlots }: Room): number {
  if (slots === 0) return FIRST_SLOTS;
  if (slots < smallSlots) return slots * 2;
  return Math.ceil(slots * (slots < manySlots ? GROWTH : GROWTH_OF_MANY));
}

/** How many records so many slots take before there must be more. */
export function mostRecords(slots: number, { smallSlots }: Room): number {
  return slots * (slots <= smallSlots ? FULLEST_SMALL : FULLEST);
}

/** How many records there is room for, where so many are needed: where there are many slots, more than that. */
export function capacityFor(slots: number, records: number, { manySlots }: Room): number {
  return slots < manySlots ? records : records * CAPACITY_OF_MANY;
}

/** How many slots a record may stand away from its place. */
export function longestWay(slots: number, { smallSlots }: Room): number {
  return slots <= smallSlots ? LONGEST_WAY_OF_FEW : LONGEST_WAY;
}
