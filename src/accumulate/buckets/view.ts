import type { LateRefunds } from "../late-refunds.js";
import { type Span, type State, Sums } from "../state.js";
import type { IntPart } from "../sums/int-part.js";
import { IntSums } from "../sums/int-sums.js";
import { IntWalk } from "../sums/int-walk.js";
import { unmix } from "../sums/mix.js";
import { addRecord, nextUsed } from "../sums/ordered-records.js";
import { PARTS } from "../sums/part-of.js";
import { addTo, OLDER, RECORD_INTS } from "../sums/record.js";
import type { Bucket, BucketSums, Side } from "./bucket.js";

// A mark that says nothing but that the customer is known: earlier than any day.
const KNOWN = -OLDER;

/** A settled state with buckets as one without them would be that had taken the days `low < day <= high` only, but knows all customers. */
export function viewOfDays(state: State, low: number, high: number, span: Pick<Span, "window" | "asOf">): State {
  const buckets = state.buckets?.inOrder() ?? [];
  const inside = buckets.filter(({ firstDay, lastDay }) => firstDay <= high && lastDay > low);
  const older = buckets.filter(({ lastDay }) => lastDay <= low);
  const later = buckets.filter(({ firstDay }) => firstDay > high);
  const view = state.view(sumsOf(inside, "purchases"), sumsOf(inside, "refunds"));
  mark(view.refunds, older, "purchases", OLDER);
  mark(view.refunds, [...older, ...later], "refunds", KNOWN);
  mark(view.refunds, later, "purchases", KNOWN);
  let beforeWindow = countOf(older);
  state.late.each((key, day, count, amount) => {
    if (day > low) view.late.add(key, day, count, amount);
    else beforeWindow += count;
  });
  view.span = { ...span, beforeWindow, afterAsOf: countOf(later) };
  return view;
}

/** One bucket of a settled state, with its late refunds, as a state without buckets, whose sums are partly those of the bucket itself. */
export function viewOfBucket(state: State, { lastDay, purchases, refunds }: Bucket, late?: LateRefunds): State {
  const own = ({ ints, codes }: BucketSums): Sums => {
    const sums = new Sums(ints ?? undefined);
    if (codes !== null) spreadCodes(sums, codes);
    return sums;
  };
  const view = state.view(own(purchases), own(refunds));
  view.lastOrderDay = Math.min(state.lastOrderDay, lastDay);
  late?.each((key, day, count, amount) => view.late.add(key, day, count, amount));
  return view;
}

/** The sums of several buckets together. */
function sumsOf(buckets: readonly Bucket[], side: Side): Sums {
  const sums = new Sums();
  const [ints, codes] = together(buckets, side);
  join(sums.ints, ints, null);
  if (codes.length > 0) spreadCodes(sums, joined(codes, null));
  return sums;
}

/** Makes customers known to the refunds of a view, without any amount. */
function mark(to: Sums, buckets: readonly Bucket[], side: Side, day: number): void {
  const [ints, codes] = together(buckets, side);
  join(to.ints, ints, day);
  if (codes.length > 0) spreadCodes(to, joined(codes, day));
}

function together(buckets: readonly Bucket[], side: Side): [IntSums[], IntSums[]] {
  const sums = buckets.map((bucket) => bucket[side]);
  return [sums.flatMap(({ ints }) => ints ?? []), sums.flatMap(({ codes }) => codes ?? [])];
}

/** First all that is known of a code, then the code: its record is not in the cache. */
function spreadCodes(to: Sums, codes: IntSums): void {
  for (const walk = new IntWalk(codes, 0, PARTS); !walk.isDone; walk.advance()) {
    to.coded.join(unmix(walk.mixed), walk.count, walk.first, walk.last, walk.total);
  }
}

function joined(all: readonly IntSums[], day: number | null): IntSums {
  const sums = new IntSums();
  join(sums, all, day);
  return sums;
}

/** Adds what several sums hold, or only the customers with a day as a mark, part by part, each of which stays in the cache meanwhile. */
function join(to: IntSums, all: readonly IntSums[], day: number | null): void {
  for (let p = 0; p < PARTS; p++) {
    const parts = all.map((sums) => sums.parts[p]).filter(({ size }) => size > 0);
    if (parts.length > 0) joinParts(to.parts[p], parts, day);
  }
}

function joinParts(to: IntPart, parts: readonly IntPart[], day: number | null): void {
  // The records of each come in the order of their keys: with less room they would crowd at the beginning of a table that is to grow.
  const sizes = parts.map(({ size }) => size);
  const sum = sizes.reduce((a, b) => a + b, 0);
  to.reserve(Math.min(sum, 2 * Math.max(...sizes)) - to.size);
  for (const from of parts) {
    const { ints } = from.records;
    for (let at = nextUsed(ints, 0); at < ints.length; at = nextUsed(ints, at + RECORD_INTS)) {
      const place = to.locate(from.mixedAt(at));
      if (day === null) addRecord(to.records, place, from.records, at);
      else addTo(to.records, place, 1, day, day, 0);
    }
  }
}

function countOf(buckets: readonly Bucket[]): number {
  return buckets.reduce((sum, { entries }) => sum + entries, 0);
}
