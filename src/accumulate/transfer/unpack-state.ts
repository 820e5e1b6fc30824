import type { BucketSums } from "../buckets/bucket.js";
import { CODED_FROM, type CustomerKey } from "../late-refunds.js";
import type { State } from "../state.js";
import { CodedSums, placeOf } from "../sums/coded-sums.js";
import { IntSums } from "../sums/int-sums.js";
import { IntWalk } from "../sums/int-walk.js";
import { unmix } from "../sums/mix.js";
import { PARTS } from "../sums/part-of.js";
import { COUNT, FIRST, LAST, totalAt } from "../sums/record.js";
import { TIGHT } from "../sums/room.js";
import { TALLY_NUMBERS, Tally } from "../tally.js";
import type { PackedBucketSums, PackedState, PackedSums } from "./packed-state.js";

/** Codes are each table's own: what customers of other codes are here. */
type KeyOfCode = (code: number) => CustomerKey;

/**
 * Adds what was packed to a state of the same settings and buckets. Its memory becomes the state's. Parts of int32 ids that only one
 * of the two has cost nothing.
 */
export function unpackState(state: State, packed: PackedState): void {
  const keys = packed.ids.map((id) => state.keyOf(id));
  const keyOfCode = (code: number): CustomerKey => keys[code];
  for (const side of ["purchases", "refunds"] as const) unpackSums(state, side, packed[side], keyOfCode);
  for (const { firstDay, entries, purchases, refunds } of packed.buckets) {
    const bucket = state.buckets?.bucketAt(firstDay);
    if (bucket === undefined) continue;
    bucket.entries += entries;
    unpackBucketSums(bucket.purchases, purchases, keyOfCode);
    unpackBucketSums(bucket.refunds, refunds, keyOfCode);
  }
  const { late } = packed;
  for (const [i, key] of late.keys.entries()) {
    const own = key < CODED_FROM ? key : keyOfCode(key - CODED_FROM);
    state.late.add(own, late.days[i], late.counts[i], late.amounts[i]);
  }
  state.lastOrderDay = Math.max(state.lastOrderDay, packed.lastOrderDay);
  const tally = new Tally();
  for (const name of TALLY_NUMBERS) tally[name] = packed.tally[name];
  state.tally.add(tally);
  state.tally.addIssues(packed.issues);
  state.settle();
}

function unpackSums(
  state: State,
  side: "purchases" | "refunds",
  { ints, texts, pages }: PackedSums,
  keyOf: KeyOfCode,
): void {
  state[side].ints.unpack(ints);
  for (const [width, packed] of texts.entries()) state[side].texts[width].unpack(packed);
  const coded = new CodedSums(pages.map((page) => ({ ints: new Int32Array(page), floats: new Float64Array(page) })));
  for (let code = 0; code < coded.size; code++) {
    const records = coded.recordsOf(code);
    if (records === null) continue;
    const at = placeOf(code);
    const { ints: own, floats } = records;
    state.join(side, keyOf(code), own[at + COUNT], own[at + FIRST], own[at + LAST], floats[totalAt(at)]);
  }
}

function unpackBucketSums(into: BucketSums, { ints, codes }: PackedBucketSums, keyOf: KeyOfCode): void {
  if (ints.parts.length > 0 || ints.dense !== null) into.intQueue().sums.unpack(ints);
  if (codes.parts.length === 0) return;
  const from = new IntSums(TIGHT);
  from.unpack(codes);
  for (const walk = new IntWalk(from, 0, PARTS); !walk.isDone; walk.advance()) {
    into.join(keyOf(unmix(walk.mixed)), walk.count, walk.first, walk.last, walk.total);
  }
}
