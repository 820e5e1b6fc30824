import { checkOptions } from "../checks/check-options.js";
import { optionError, type RfmError, spell } from "../errors.js";
import type { CustomerId } from "../input/ids/id-table.js";
import type { SegmentMap } from "../segments/segment-map.js";
import { segmentTable } from "../segments/segment-table.js";
import {
  ABSENT,
  countFlow,
  positionsOf,
  type Segmented,
  type SegmentFlowCounts,
  segmentedOf,
  segmentsIn,
} from "./count-flow.js";
import type { RfmResult } from "./rfm-result.js";
import { rankSegments, type SegmentRank } from "./segment-rank.js";

/**
 * Options of {@link segmentFlow}.
 *
 * @since 0.1.0
 */
export interface SegmentFlowOptions<Id extends string = string> {
  /**
   * Every segment from the best to the worst, by which a move is an improvement or not; equally good ones in an inner array.
   * @defaultValue by the mean of `r + (f + m) / 2` over a segment's cells
   */
  readonly rank?: SegmentRank<Id> | undefined;
}

/**
 * What {@link segmentFlow} returns: the counts, and who it was.
 *
 * @since 0.1.0
 */
export interface SegmentFlow<Id extends string = string> extends SegmentFlowCounts<Id> {
  /** For each customer of the later result, in its order, the position of the segment before; 255 where there was none. */
  readonly previousSegment: Uint8Array;
  /** The segment of a customer in the earlier result, or `undefined` where it was not in it. Cost: logarithmic at most. */
  previous(customer: CustomerId): Id | undefined;
  /** The ids of the customers that `count(from, to)` counts, in the order of their result. Cost: one pass. */
  ids(from: Id | null, to: Id | null): CustomerId[];
}

/**
 * Returns how customers moved between segments from one result to a later one.
 *
 * Both results must have the same segment map; the bins may differ, so they may be fitted anew at each date or kept by
 * {@link scoreRfm}. Customers are matched by id and its type: `1` and `"1"` are two.
 *
 * A move is **improved** or **worsened** by the rank of the two segments; it says nothing of those who stayed. By default
 * segments rank by the mean of `r + (f + m) / 2` over their cells, each score scaled to 0..1: recency counts half and value
 * half, as on the usual grid, whatever the order of the map, in which some publish the worst first. The order of the map is
 * `rank: map.segments.map(({ id }) => id)`. `flow.rank` says what was used.
 *
 * Two empty results give zeros. Cost: one pass over both results where they come from one ledger, else one look-up by id for
 * each customer; a byte per customer. The first use of a result's `columns` makes them.
 *
 * @param before - The earlier result.
 * @param after - The later result; it may also be of the same day, measured or scored otherwise.
 * @param options - The rank of the segments.
 * @returns The flow; segment ids are literal types.
 * @throws {@link RfmError} `MODEL_MISMATCH` if the segment maps differ in id, shape, segments or cells, or a result has none;
 * `NOT_INCREASING` if after is of an earlier day; `UNKNOWN_NAME`, `DUPLICATE` or `MISSING_OPTION` for a rank that does not name
 * every segment once; `WRONG_TYPE` if it is no result.
 *
 * @example
 * ```ts
 * const halves = defineSegments([{ id: "active", boxes: [{ r: [2, 2] }] }, { id: "asleep", boxes: [{ r: [1, 1] }] }], { shape: [2, 2, 2] });
 * const ledger = ledgerFromRows(
 *   [
 *     { c: "ann", d: "2026-01-10", a: 10 },
 *     { c: "ann", d: "2026-02-20", a: 15 },
 *     { c: "bob", d: "2026-01-20", a: 30 },
 *     { c: "cid", d: "2025-11-05", a: 20 },
 *     { c: "cid", d: "2026-02-25", a: 20 },
 *     { c: "dee", d: "2026-02-27", a: 99 },
 *   ],
 *   { customer: "c", date: "d", amount: "a" },
 * );
 * const bins = { recency: thresholds([30]), frequency: quantiles(2), monetary: quantiles(2) };
 * const january = rfm(ledger, { asOf: "2026-01-31", bins, segments: halves });
 * const february = rfm(ledger, { asOf: "2026-02-28", bins, segments: halves });
 * const flow = segmentFlow(january, february);
 * flow.counts; // => [[1, 1], [1, 0]]
 * flow.segments[0]; // => { segment: "active", before: 2, after: 3, stayed: 1, left: 1, lost: 0, entered: 1, gained: 1, improved: 0, worsened: 1, sideways: 0 }
 * flow.count("active", "asleep"); // => 1
 * flow.shares[0]; // => [0.5, 0.5]
 * ```
 * @example Who it was
 * ```ts
 * const columns = { customer: "c", date: "d", amount: "a" } as const;
 * const before = rfm([{ c: 1, d: "2026-01-01", a: 10 }, { c: 2, d: "2026-01-31", a: 90 }], columns);
 * const after = scoreRfm([{ c: 2, d: "2026-01-31", a: 90 }, { c: 3, d: "2026-02-10", a: 50 }], before.model, columns);
 * const flow = segmentFlow(before, after);
 * flow.previous(2); // => "promising"
 * flow.ids(null, "promising"); // => [3]
 * flow.ids("lost", null); // => [1]
 * [...flow.previousSegment].map((s) => connectif11.segments[s]?.id ?? "not there"); // => ["promising", "not there"]
 * ```
 * @see {@link segmentTrend} for many dates
 * @since 0.1.0
 */
export function segmentFlow<Before extends string | null, After extends Before>(
  before: RfmResult<Before>,
  after: RfmResult<After>,
  options: SegmentFlowOptions<NonNullable<After>> = {},
): SegmentFlow<NonNullable<After>> {
  const where = "segmentFlow";
  checkOptions(where, options, ["rank"]);
  const map = sharedMap<NonNullable<After>>(where, before, after);
  checkDays(where, before, after);
  const rank = rankSegments(where, map, options.rank);
  const then = segmentedOf(before);
  const now = segmentedOf(after);
  const previous = segmentsIn(then, now);
  const positionOf = positionsOf("segmentFlow.ids", map);
  return Object.freeze<SegmentFlow<NonNullable<After>>>({
    ...countFlow({ map, rank, from: before.asOf, to: after.asOf, before: then.segment, after: now.segment, previous }),
    previousSegment: previous,
    previous: (customer) => before.get(customer)?.segment as NonNullable<After> | undefined,
    ids: (from, to) => {
      const x = positionOf("from", from);
      const y = positionOf("to", to);
      return y === ABSENT ? idsOf(then, x, segmentsIn(now, then), ABSENT) : idsOf(now, y, previous, x);
    },
  });
}

/** The ids of rows of one segment whose other segment is the given one. */
function idsOf({ customers, codes, segment }: Segmented, own: number, others: Uint8Array, other: number): CustomerId[] {
  const ids: CustomerId[] = [];
  for (let row = 0; row < codes.length; row++) {
    if (segment[row] === own && others[row] === other) ids.push(customers.id(codes[row]));
  }
  return ids;
}

/** The one segment map of both results. */
function sharedMap<Id extends string>(where: string, before: RfmResult, after: RfmResult): SegmentMap<Id> {
  const own = mapOf(where, "before", before);
  const other = mapOf(where, "after", after);
  const expect = (path: string, expected: string, received: string): void => {
    if (received !== expected)
      throw mismatch(where, `after.${path}`, `be that of before, ${spell(expected)}`, received);
  };
  if (own === other) return own as SegmentMap<Id>;
  expect("model.segments.id", own.id, other.id);
  expect("model.segments.shape", own.shape.join(" x "), other.shape.join(" x "));
  expect("model.segments.segments", idList(own), idList(other));
  const cells = segmentTable(other);
  if (segmentTable(own).some((segment, cell) => segment !== cells[cell])) {
    throw mismatch(where, "after.model.segments.segments", "have the cells of those of before", "other cells");
  }
  return own as SegmentMap<Id>;
}

/** The ids of a map as one text that no other list of ids has. */
function idList({ segments }: SegmentMap): string {
  return segments.map(({ id }) => JSON.stringify(id).slice(1, -1)).join('", "');
}

function mapOf(where: string, path: string, result: RfmResult): SegmentMap {
  if (result?.table?.kind !== "rfm-kit/table" || result.model?.kind !== "rfm-kit/rfm") {
    const isUpdate = (result as { kind?: unknown } | null)?.kind === "rfm-kit/update";
    const advice = isUpdate ? "; an update has its own flow, and the move of each customer in its changes" : "";
    throw optionError("WRONG_TYPE", where, path, `be a result of rfm or scoreRfm${advice}`, result);
  }
  const { segments } = result.model;
  if (segments === null) throw mismatch(where, `${path}.model.segments`, "be a segment map", segments);
  return segments;
}

function mismatch(where: string, path: string, requirement: string, received: unknown): RfmError {
  return optionError("MODEL_MISMATCH", where, path, requirement, received);
}

function checkDays(where: string, before: RfmResult, after: RfmResult): void {
  const [then, now] = [before.table.asOf, after.table.asOf];
  if (then === null || now === null || then <= now) return;
  throw optionError(
    "NOT_INCREASING",
    where,
    "after.asOf",
    `not be earlier than that of before, ${before.asOf}`,
    after.asOf,
  );
}
