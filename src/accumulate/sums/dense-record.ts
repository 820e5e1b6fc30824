/**
 * A record of {@link DenseSums} is four int32: the count of orders, the days and, as a double, the total. The days are two numbers of 16 bits
 * that only grow: how far the first day is before the end of the days, and how far the last day is behind their beginning. So zeros are a
 * record of no orders. With 16 bytes in place of 24 rows are added in three quarters of the time.
 */
export const RECORD_INTS = 4;
export const DAYS_AT = 1;
export const DAY_BITS = 16;
export const DAY_MASK = 0xffff;

/** How many days there are: 179 years. */
export const DAYS: number = 2 ** DAY_BITS - 1;
