/**
 * A row that waits to be added is one order in three int32: the mixed id, the day and the amount in minor units. An amount that does
 * not fit is added at once. A double for it would make a row a third longer, and all rows pass through the cache twice.
 */
export const ROW_INTS = 3;
export const DAY = 1;
export const AMOUNT = 2;

/** The largest amount of a row that can wait. */
export const MOST_IN_ROW = 0x7fffffff;
