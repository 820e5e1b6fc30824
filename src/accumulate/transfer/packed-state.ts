import type { CustomerId } from "../../input/ids/id-table.js";
import type { RowIssues } from "../../input/row-issues.js";
import type { LateColumns } from "../late-refunds.js";
import type { PackedInts } from "../sums/packed-ints.js";

/**
 * What a state holds, as a message to another thread: typed arrays whose memory moves there, and plain data. Unlike a snapshot it is
 * made for this build alone, and costs no pass over the customers with int32 ids.
 */
export interface PackedState {
  /** The numbers of the tally, by name. */
  readonly tally: Readonly<Record<string, number>>;
  readonly issues: RowIssues;
  readonly lastOrderDay: number;
  readonly late: LateColumns;
  /** The ids that have codes, by code. */
  readonly ids: readonly CustomerId[];
  readonly purchases: PackedSums;
  readonly refunds: PackedSums;
  readonly buckets: readonly PackedBucket[];
}

/** Sums of customers. */
export interface PackedSums {
  readonly ints: PackedInts;
  /** Records by short text, for either width. */
  readonly texts: readonly (readonly ArrayBufferLike[])[];
  /** Pages of records by code. */
  readonly pages: readonly ArrayBufferLike[];
}

/** What came on the days of a bucket. */
export interface PackedBucket {
  readonly firstDay: number;
  readonly entries: number;
  readonly purchases: PackedBucketSums;
  readonly refunds: PackedBucketSums;
}

/** Sums by mixed id and by mixed code. */
export interface PackedBucketSums {
  readonly ints: PackedInts;
  readonly codes: PackedInts;
}
