import type { CustomerId } from "../../input/ids/id-table.js";
import type { RowIssue, RowIssues } from "../../input/row-issues.js";
import type { Bucket } from "../buckets/bucket.js";
import type { Buckets } from "../buckets/buckets.js";
import { viewOfBucket } from "../buckets/view.js";
import { CustomerWalk, type Stretch, wholeOf } from "../customer-walk.js";
import { CODED_FROM, LateRefunds } from "../late-refunds.js";
import type { LateWalk } from "../late-walk.js";
import type { State } from "../state.js";
import { IntWalk } from "../sums/int-walk.js";
import { unmix } from "../sums/mix.js";
import { PARTS } from "../sums/part-of.js";
import { TALLY_NUMBERS } from "../tally.js";
import { ByteWriter } from "./byte-writer.js";
import {
  BIGINT_ID,
  dayBeforeLate,
  ID_MODES,
  ISSUE_CODES,
  LATIN1_ID,
  MAGIC,
  NUMBER_ID,
  REFUND_POLICIES,
  UTF16_ID,
  VERSION,
  WITH_BUCKETS,
} from "./format.js";

// Late refunds stand by themselves: none of them counts.
const NEVER = Number.NEGATIVE_INFINITY;

/** The parts of a snapshot as they are written: each is handed on before the next one takes memory. */
type Pieces = Generator<Uint8Array, void, void>;

/**
 * The bytes of a settled state, piece by piece. Numbers are kept by their distance from the one before, in as few bytes as they need;
 * customers stand in their own order, so that equal content has equal bytes.
 */
export function* writeSnapshot(where: string, state: State, invalid: RowIssues): Pieces {
  const to = new ByteWriter();
  for (const byte of [...MAGIC, VERSION]) to.byte(byte);
  writeSettings(to, state);
  writeTally(to, state, invalid);
  if (state.buckets === null) {
    yield* writeCustomers(where, to, state, wholeOf(state, NEVER), ({ id }) => writeId(to, id));
  } else yield* writeBuckets(where, to, state, state.buckets);
  yield to.finish();
}

function writeSettings(to: ByteWriter, { settings, buckets }: State): void {
  to.byte(settings.decimals);
  to.latin1(settings.currency ?? "");
  to.utf16(settings.timeZone);
  to.byte(REFUND_POLICIES.indexOf(settings.refunds));
  // Without buckets a snapshot is what it was before there were any.
  to.byte(ID_MODES.indexOf(settings.customerIds) + (buckets === null ? 0 : WITH_BUCKETS));
  if (buckets === null) return;
  to.whole(buckets.rule.days);
  to.whole(buckets.rule.offset);
}

function writeTally(to: ByteWriter, { tally, lastOrderDay }: State, invalid: RowIssues): void {
  for (const name of TALLY_NUMBERS) to.whole(tally[name]);
  const faults = ISSUE_CODES.filter((code) => invalid[code] !== undefined);
  to.byte(faults.length);
  for (const code of faults) {
    const { count, firstRows } = invalid[code] as RowIssue;
    to.byte(ISSUE_CODES.indexOf(code));
    to.whole(count);
    to.byte(firstRows.length);
    for (const row of firstRows) to.whole(row);
  }
  to.byte(Number.isFinite(lastOrderDay) ? 1 : 0);
  if (Number.isFinite(lastOrderDay)) to.signed(lastOrderDay);
}

/** The ids that are no int32, in order, then each bucket as customers are written, with the places of these ids for the ids. */
function* writeBuckets(where: string, to: ByteWriter, state: State, buckets: Buckets): Pieces {
  const list = buckets.inOrder();
  const codes = codesOf(state, list);
  const places = new Uint32Array(state.ids.size);
  for (let place = 0; place < codes.length; place++) {
    places[codes[place]] = place;
    to.byte(1);
    writeId(to, state.ids.id(codes[place]));
    if (to.isFull) yield to.take();
  }
  to.byte(0);
  to.whole(list.length);
  const late = lateByBucket(state, buckets);
  for (const bucket of list) {
    to.signed(bucket.firstDay);
    to.whole(bucket.entries);
    const view = viewOfBucket(state, bucket, late.get(bucket));
    const own = { ...wholeOf(view, NEVER), codes: codesOf(state, [bucket]) };
    yield* writeCustomers(where, to, view, own, ({ key }) => to.whole(places[key - CODED_FROM]));
  }
}

/** Late refunds by bucket, in their order. */
function lateByBucket({ late }: State, buckets: Buckets): Map<Bucket, LateRefunds> {
  const all = new Map<Bucket, LateRefunds>();
  late.each((key, day, count, amount) => {
    const bucket = buckets.bucketAt(day);
    let own = all.get(bucket);
    if (own === undefined) all.set(bucket, (own = new LateRefunds()));
    own.add(key, day, count, amount);
  });
  return all;
}

/** The codes of those who have something in some buckets, in order. */
function codesOf({ ids, order }: State, buckets: readonly Bucket[]): Uint32Array {
  const all = buckets.flatMap(({ purchases, refunds }) => [purchases.codes, refunds.codes]);
  if (all.every((codes) => codes === null)) return new Uint32Array(0);
  const isThere = new Uint8Array(ids.size);
  for (const codes of all) {
    if (codes === null) continue;
    for (const walk = new IntWalk(codes, 0, PARTS); !walk.isDone; walk.advance()) isThere[unmix(walk.mixed)] = 1;
  }
  return order.codes().filter((code) => isThere[code] === 1);
}

function* writeCustomers(
  where: string,
  to: ByteWriter,
  state: State,
  stretch: Stretch,
  writeOther: (customer: CustomerWalk) => void,
): Pieces {
  const walk = new CustomerWalk(where, state, stretch);
  let previous = -(2 ** 31) - 1;
  let isInt = true;
  while (walk.next()) {
    const { key } = walk;
    if (isInt && !(key < CODED_FROM)) {
      to.whole(0);
      isInt = false;
    }
    if (isInt) {
      to.whole(key - previous);
      previous = key;
    } else {
      to.byte(1);
      writeOther(walk);
    }
    writeSums(to, walk, state.lastOrderDay);
    if (to.isFull) yield to.take();
  }
  if (isInt) to.whole(0);
  to.byte(0);
}

function writeSums(to: ByteWriter, walk: CustomerWalk, lastOrderDay: number): void {
  const { count, hasRefunds } = walk;
  to.whole(count * 2 + (hasRefunds ? 1 : 0));
  if (count > 0) {
    to.whole(lastOrderDay - walk.last);
    if (count > 1) to.whole(walk.last - walk.first);
    to.whole(walk.bought);
  }
  if (!hasRefunds) return;
  to.whole(walk.refunded);
  writeLate(to, walk.late, lastOrderDay);
}

/** The late refunds of a customer who has refunds, by day. */
function writeLate(to: ByteWriter, { refunds, from, end }: LateWalk, lastOrderDay: number): void {
  to.whole(end - from);
  let before = dayBeforeLate(lastOrderDay);
  for (let i = from; i < end; i++) {
    to.whole(refunds.dayAt(i) - before);
    to.whole(refunds.countAt(i));
    to.whole(refunds.amountAt(i));
    before = refunds.dayAt(i);
  }
}

function writeId(to: ByteWriter, id: CustomerId): void {
  if (typeof id === "string") {
    const isLatin1 = fitsLatin1(id);
    to.byte(isLatin1 ? LATIN1_ID : UTF16_ID);
    if (isLatin1) to.latin1(id);
    else to.utf16(id);
  } else if (typeof id === "number") {
    to.byte(NUMBER_ID);
    to.float(id);
  } else {
    to.byte(BIGINT_ID);
    to.latin1(String(id));
  }
}

function fitsLatin1(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xff) return false;
  return true;
}
