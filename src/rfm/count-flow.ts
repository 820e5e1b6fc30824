import { optionError } from "../errors.js";
import type { Customers } from "../input/ledger.js";
import type { SegmentMap } from "../segments/segment-map.js";
import type { RfmResult } from "./rfm-result.js";
import type { RankedSegments } from "./segment-rank.js";

/**
 * What became of one segment: `before = stayed + left + lost`, `after = stayed + entered + gained` and
 * `left = improved + worsened + sideways`.
 *
 * @since 0.1.0
 */
export interface SegmentFlowRow<Id extends string = string> {
  /** The segment's id. */
  readonly segment: Id;
  /** Customers in it before. */
  readonly before: number;
  /** Customers in it after. */
  readonly after: number;
  /** In it before and after. */
  readonly stayed: number;
  /** From it to another segment. */
  readonly left: number;
  /** In it before and no customer of the later result, such as one whose orders fell out of the window. */
  readonly lost: number;
  /** To it from another segment. */
  readonly entered: number;
  /** In it after and no customer of the earlier result, such as a first-time buyer. */
  readonly gained: number;
  /** Of those who left, how many went to a segment of a better rank. */
  readonly improved: number;
  /** Of those who left, how many went to a segment of a worse rank. */
  readonly worsened: number;
  /** Of those who left, how many went to a segment of equal rank. */
  readonly sideways: number;
}

/**
 * The same over all segments: `before = stayed + moved + lost`, `after = stayed + moved + gained` and
 * `moved = improved + worsened + sideways`.
 *
 * @since 0.1.0
 */
export interface SegmentFlowTotals {
  /** Customers before. */
  readonly before: number;
  /** Customers after. */
  readonly after: number;
  /** In the same segment before and after. */
  readonly stayed: number;
  /** In two different segments. */
  readonly moved: number;
  /** Before only. */
  readonly lost: number;
  /** After only. */
  readonly gained: number;
  /** Moved to a segment of a better rank. */
  readonly improved: number;
  /** Moved to a segment of a worse rank. */
  readonly worsened: number;
  /** Moved to a segment of equal rank. */
  readonly sideways: number;
}

/**
 * How many customers moved from which segment to which. Positions are those of the segment map. Frozen.
 *
 * @since 0.1.0
 */
export interface SegmentFlowCounts<Id extends string = string> {
  /** The earlier day as ISO text; `null` where it is not known. */
  readonly from: string | null;
  /** The later day as ISO text; `null` where it is not known. */
  readonly to: string | null;
  /** The rank that improved and worsened go by: segments from the best to the worst, equally good ones together. */
  readonly rank: readonly (readonly Id[])[];
  /** `counts[x][y]` customers went from segment x to segment y; those who stayed are on the diagonal. */
  readonly counts: readonly (readonly number[])[];
  /**
   * `counts[x][y]` as a share of all who were in x before, also of those who are lost since: a row sums to 1 less the share of
   * the lost. `null` in the row of a segment that nobody was in.
   */
  readonly shares: readonly (readonly (number | null)[])[];
  /** One row per segment, in the order of the map. */
  readonly segments: readonly SegmentFlowRow<Id>[];
  /** The sums over all segments. */
  readonly totals: SegmentFlowTotals;
  /**
   * How many went from one segment to another by their ids; `null` stands for not there: `count(null, y)` are those gained by
   * y, `count(x, null)` those lost from x. Throws `UNKNOWN_NAME`.
   */
  count(from: Id | null, to: Id | null): number;
}

/** In a column of segments: the customer is not there. A map has at most 254 segments. */
export const ABSENT = 255;

/** Who is in which segment on one day: the codes ascend. */
export interface Segmented {
  readonly customers: Customers;
  readonly codes: Uint32Array;
  readonly segment: Uint8Array;
}

/** The same of a result. */
export function segmentedOf({ table, columns }: RfmResult): Segmented {
  return { customers: table.customers, codes: table.codes, segment: columns.segment };
}

/** For each row of `rows` the segment of the same customer in `other`, or `ABSENT`. */
export function segmentsIn(other: Segmented, rows: Segmented): Uint8Array {
  return other.customers === rows.customers ? mergeByCode(other, rows) : findById(other, rows);
}

/** Of one ledger: both columns of codes ascend, so one walk along both finds everyone. */
function mergeByCode(other: Segmented, rows: Segmented): Uint8Array {
  const { codes, segment } = other;
  const { codes: wanted } = rows;
  const found = new Uint8Array(wanted.length).fill(ABSENT);
  let at = 0;
  for (let row = 0; row < wanted.length; row++) {
    const code = wanted[row];
    while (at < codes.length && codes[at] < code) at++;
    if (at < codes.length && codes[at] === code) found[row] = segment[at];
  }
  return found;
}

/** Of two ledgers: by id. A ledger of `customerIds: "text"` finds 1 under "1", so the id it found is compared again. */
function findById(other: Segmented, { customers, codes }: Segmented): Uint8Array {
  const known = other.customers;
  const byCode = new Uint8Array(known.size).fill(ABSENT);
  for (let row = 0; row < other.codes.length; row++) byCode[other.codes[row]] = other.segment[row];
  const found = new Uint8Array(codes.length).fill(ABSENT);
  for (let row = 0; row < codes.length; row++) {
    const id = customers.id(codes[row]);
    const code = known.find(id);
    if (code >= 0 && known.id(code) === id) found[row] = byCode[code];
  }
  return found;
}

/** What is known of a flow before it is counted. */
export interface FlowInput<Id extends string> {
  readonly map: SegmentMap<Id>;
  readonly rank: RankedSegments<Id>;
  readonly from: string | null;
  readonly to: string | null;
  /** Segments before, one per customer of then. */
  readonly before: Uint8Array;
  /** Segments after, one per customer of now. */
  readonly after: Uint8Array;
  /** Their segments before, or `ABSENT`. */
  readonly previous: Uint8Array;
}

/** Counts who moved from where to where. */
export function countFlow<Id extends string>(input: FlowInput<Id>): SegmentFlowCounts<Id> {
  const { map, rank, from, to, before, after, previous } = input;
  const size = map.segments.length;
  const flat = new Uint32Array(size * size);
  const gained = new Uint32Array(size);
  for (let row = 0; row < after.length; row++) {
    if (previous[row] === ABSENT) gained[after[row]]++;
    else flat[previous[row] * size + after[row]]++;
  }
  const counts = map.segments.map((_, x) => Array.from(flat.subarray(x * size, (x + 1) * size)));
  const sizes = new Uint32Array(size);
  for (let row = 0; row < before.length; row++) sizes[before[row]]++;
  const segments = map.segments.map(({ id }, x) => rowOf(id, x, counts, sizes[x], gained[x], rank.levels));
  const positionOf = positionsOf("segmentFlow.count", map);
  const shares = counts.map((row, x) => row.map((count) => (sizes[x] === 0 ? null : count / sizes[x])));
  return {
    from,
    to,
    rank: rank.groups,
    counts: frozenRows(counts),
    shares: frozenRows(shares),
    segments: Object.freeze(segments.map((row) => Object.freeze(row))),
    totals: Object.freeze(totalsOf(segments)),
    count: (source, target) => {
      const x = positionOf("from", source);
      const y = positionOf("to", target);
      if (x === ABSENT) return y === ABSENT ? 0 : segments[y].gained;
      return y === ABSENT ? segments[x].lost : counts[x][y];
    },
  };
}

function rowOf<Id extends string>(
  segment: Id,
  x: number,
  counts: readonly (readonly number[])[],
  before: number,
  gained: number,
  levels: Uint8Array,
): SegmentFlowRow<Id> {
  const stayed = counts[x][x];
  let entered = 0;
  let left = 0;
  let improved = 0;
  let worsened = 0;
  for (let y = 0; y < counts.length; y++) {
    if (y === x) continue;
    entered += counts[y][x];
    left += counts[x][y];
    if (levels[y] < levels[x]) improved += counts[x][y];
    if (levels[y] > levels[x]) worsened += counts[x][y];
  }
  return {
    segment,
    before,
    after: stayed + entered + gained,
    stayed,
    left,
    lost: before - stayed - left,
    entered,
    gained,
    improved,
    worsened,
    sideways: left - improved - worsened,
  };
}

function totalsOf(rows: readonly SegmentFlowRow<string>[]): SegmentFlowTotals {
  const sum = (key: keyof Omit<SegmentFlowRow<string>, "segment">): number =>
    rows.reduce((total, row) => total + row[key], 0);
  return {
    before: sum("before"),
    after: sum("after"),
    stayed: sum("stayed"),
    moved: sum("left"),
    lost: sum("lost"),
    gained: sum("gained"),
    improved: sum("improved"),
    worsened: sum("worsened"),
    sideways: sum("sideways"),
  };
}

function frozenRows<T>(rows: readonly T[][]): readonly (readonly T[])[] {
  return Object.freeze(rows.map((row) => Object.freeze(row)));
}

/** The position of a segment's id in the map; `ABSENT` for `null`. */
export function positionsOf(where: string, map: SegmentMap): (path: string, id: unknown) => number {
  const positions = new Map<unknown, number>(map.segments.map(({ id }, position) => [id, position]));
  positions.set(null, ABSENT);
  return (path, id) => {
    const position = positions.get(id);
    if (position === undefined)
      throw optionError("UNKNOWN_NAME", where, path, `be a segment of "${map.id}", or null`, id);
    return position;
  };
}
