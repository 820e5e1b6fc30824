import type { CustomerId } from "../../input/ids/id-table.js";
import type { RowIssues } from "../../input/row-issues.js";
import { isMovable } from "../../memory/scratch.js";
import type { BucketSums } from "../buckets/bucket.js";
import type { State, Sums } from "../state.js";
import { memoryOfInts, NO_INTS } from "../sums/packed-ints.js";
import { TALLY_NUMBERS } from "../tally.js";
import type { PackedBucket, PackedBucketSums, PackedState, PackedSums } from "./packed-state.js";

/** Packs a state and the faults of its rows. The state gives its memory away and must not be used any more. */
export function packState(state: State, issues: RowIssues): PackedState {
  state.settle();
  const { ids, tally, purchases, refunds, late, lastOrderDay } = state;
  return {
    tally: Object.fromEntries(TALLY_NUMBERS.map((name) => [name, tally[name]])),
    issues,
    lastOrderDay,
    late: late.pack(),
    ids: Array.from({ length: ids.size }, (_, code): CustomerId => ids.id(code)),
    purchases: packSums(purchases),
    refunds: packSums(refunds),
    buckets: (state.buckets?.inOrder() ?? []).map(
      (bucket): PackedBucket => ({
        firstDay: bucket.firstDay,
        entries: bucket.entries,
        purchases: packBucketSums(bucket.purchases),
        refunds: packBucketSums(bucket.refunds),
      }),
    ),
  };
}

/** The memory of a packed state that may move; the rest is shared. */
export function memoryOf({ purchases, refunds, buckets }: PackedState): ArrayBuffer[] {
  const sums = [purchases, refunds];
  const ofBuckets = buckets.flatMap((bucket) => [bucket.purchases, bucket.refunds]);
  const buffers = [
    ...sums.flatMap(({ pages }) => pages),
    ...sums.flatMap(({ texts }) => texts.flat()),
    ...[...sums, ...ofBuckets].flatMap(({ ints }) => memoryOfInts(ints)),
    ...ofBuckets.flatMap(({ codes }) => memoryOfInts(codes)),
  ];
  return buffers.filter(isMovable);
}

function packSums({ ints, texts, coded }: Sums): PackedSums {
  return {
    ints: ints.pack(),
    texts: texts.map((own) => own.pack()),
    pages: coded.pages.map((page) => page.ints.buffer),
  };
}

function packBucketSums({ ints, codes }: BucketSums): PackedBucketSums {
  return { ints: ints?.pack() ?? NO_INTS, codes: codes?.pack() ?? NO_INTS };
}
