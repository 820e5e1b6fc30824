// So many ids take 256 MB, beside as many rows or more of the caller's, of 16 bytes each.
const MOST_DENSE_IDS = 1 << 24;
const LEAST_ID = -(2 ** 31);
const SOME_DAYS = 15;
// Five more than a multiple of eight: its powers go through a quarter of all int32.
const UNEVEN = 0x2c9277b5;

/** About the least of ids, and how far it is to about the largest. */
export interface IdRange {
  readonly low: number;
  readonly width: number;
}

/** The ids `low .. low + width - 1`, and about which day days are. */
export interface DenseRange extends IdRange {
  readonly day: number;
}

/**
 * A look at every 256th id or so takes 1 ms of ten million, one at all 20. The steps are uneven, for ids may come in turns. The few that
 * lie outside go the way of other ids.
 */
export function idRangeOf(ids: Int32Array): IdRange {
  let low = ids[0];
  let high = low;
  for (let i = 0, step = 1; i < ids.length; i += 129 + (step >>> 24)) {
    const id = ids[i];
    if (id < low) low = id;
    if (id > high) high = id;
    step = Math.imul(step, UNEVEN);
  }
  return { low, width: high - low + 1 };
}

/** The range to keep sums for, where rows have ids that lie so close together that so many times a record for each is worth it, or `null`. */
export function denseRangeFor({ low, width }: IdRange, days: Int32Array, times = 1): DenseRange | null {
  if (width * times > MOST_DENSE_IDS || width * times > days.length) return null;
  // The ids of the next columns may reach a little further.
  const room = width >> 10;
  return { low: Math.max(low - room, LEAST_ID), width: width + 2 * room, day: middleDay(days) };
}

/** The middle one of a few days: a first one that stands for nothing must not be taken for what days there are. */
function middleDay(days: Int32Array): number {
  const some = Array.from({ length: SOME_DAYS }, (_, i) => days[Math.floor((days.length * i) / SOME_DAYS)]);
  return some.sort((a, b) => a - b)[SOME_DAYS >> 1];
}
