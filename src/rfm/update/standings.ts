/**
 * What is known of customers, one element each: enough to add orders to, and how they were last listed. The money is what `monetary`
 * is made of: the sum of the amounts, or the largest order.
 */
export interface Standings {
  /** Orders, or purchase days; 0 for a customer who has refunds only, or is not known. */
  readonly count: Int32Array;
  /** The day of the last order. A double: given recencies may lie beyond the days of a calendar. */
  readonly lastDay: Float64Array;
  readonly money: Float64Array;
  /** Days to the asOf of the listing; -1 for a customer who was never listed. */
  readonly recency: Int32Array;
  readonly r: Uint8Array;
  readonly f: Uint8Array;
  readonly m: Uint8Array;
  readonly segment: Uint8Array;
}

/** Room for the standings of so many customers. */
export function newStandings(size: number): Standings {
  return {
    count: new Int32Array(size),
    lastDay: new Float64Array(size),
    money: new Float64Array(size),
    recency: new Int32Array(size),
    r: new Uint8Array(size),
    f: new Uint8Array(size),
    m: new Uint8Array(size),
    segment: new Uint8Array(size),
  };
}

/** Copies the standing of one customer. */
export function copyStanding(from: Standings, row: number, to: Standings, at: number): void {
  to.count[at] = from.count[row];
  to.lastDay[at] = from.lastDay[row];
  to.money[at] = from.money[row];
  to.recency[at] = from.recency[row];
  to.r[at] = from.r[row];
  to.f[at] = from.f[row];
  to.m[at] = from.m[row];
  to.segment[at] = from.segment[row];
}

/** A copy of all standings. */
export function copyOf(from: Standings): Standings {
  const to = newStandings(from.count.length);
  for (const name of Object.keys(to) as (keyof Standings)[]) to[name].set(from[name]);
  return to;
}
