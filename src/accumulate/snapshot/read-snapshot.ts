import { FIRST_DAY, LAST_DAY } from "../../input/days/calendar.js";
import { type CustomerId, faultOf } from "../../input/ids/id-table.js";
import { type OrderSettings, type Settings, settingsOf } from "../../input/order-options.js";
import type { Bucket } from "../buckets/bucket.js";
import { type BucketRule, MOST_BUCKET_DAYS } from "../buckets/bucket-rule.js";
import type { Buckets } from "../buckets/buckets.js";
import { CODED_FROM, type CustomerKey } from "../late-refunds.js";
import { isInt32, State } from "../state.js";
import { partOf } from "../sums/part-of.js";
import { MOST_COUNT } from "../sums/record.js";
import { TALLY_NUMBERS } from "../tally.js";
import { type ByteReader, expect, SnapshotFault } from "./byte-reader.js";
import {
  BIGINT_ID,
  dayBeforeLate,
  ID_MODES,
  ISSUE_CODES,
  LATIN1_ID,
  NUMBER_ID,
  REFUND_POLICIES,
  UTF16_ID,
  WITH_BUCKETS,
} from "./format.js";
import { ShortTexts } from "./short-texts.js";

const MOST_FIRST_ROWS = 5;

/** The state that bytes between header and checksum hold. What no writer wrote is a fault, whoever computed the checksum. */
export function readState(where: string, from: ByteReader, reading: OrderSettings): State {
  // What is wrong with the caller's options is an error of its own; what is wrong with the settings in the bytes is a fault of these.
  settingsOf(where, reading, []);
  const { settings, rule } = readSettings(from);
  const state = new State(checkedSettings(where, { ...reading, ...settings }), rule);
  readTally(from, state);
  if (state.buckets === null) {
    readInts(from, state, state, ALL_DAYS);
    readOthers(from, state);
  } else readBuckets(from, state, state.buckets);
  checkOthersInOrder(state);
  return state;
}

function readSettings(from: ByteReader): { readonly settings: OrderSettings; readonly rule: BucketRule | null } {
  const decimals = from.byte();
  const currency = from.latin1();
  const timeZone = from.utf16();
  const refunds = REFUND_POLICIES[from.byte()];
  const form = from.byte();
  const customerIds = ID_MODES[form % WITH_BUCKETS];
  expect(refunds !== undefined && form < 2 * WITH_BUCKETS);
  const rule = form < WITH_BUCKETS ? null : readRule(from);
  return { settings: { decimals, ...(currency === "" ? {} : { currency }), timeZone, refunds, customerIds }, rule };
}

function checkedSettings(where: string, settings: OrderSettings): Settings {
  try {
    return settingsOf(where, settings, []);
  } catch {
    throw new SnapshotFault();
  }
}

function readRule(from: ByteReader): BucketRule {
  const days = from.whole(MOST_BUCKET_DAYS);
  return { days, offset: from.whole(Math.max(0, days - 1)) };
}

function readTally(from: ByteReader, state: State): void {
  for (const name of TALLY_NUMBERS) state.tally[name] = from.whole();
  const faults = from.byte();
  let before = -1;
  for (let i = 0; i < faults; i++) {
    const at = from.byte();
    expect(at > before && at < ISSUE_CODES.length);
    before = at;
    const count = from.whole();
    const rows = from.byte();
    expect(rows <= MOST_FIRST_ROWS);
    const firstRows = Array.from({ length: rows }, () => from.whole());
    state.tally.issues.set(ISSUE_CODES[at], { count, firstRows });
  }
  if (from.byte() !== 0) state.lastOrderDay = checkedDay(from.signed());
}

/** Where sums go that are read: a state, or one of its buckets. */
type Into = Pick<State | Bucket, "join" | "reserve">;

/** A customer by the key, or by a short text, which has none. */
type Customer = CustomerKey | string;

/** The days of a section. */
type Days = Pick<Bucket, "firstDay" | "lastDay">;

const ALL_DAYS: Days = { firstDay: FIRST_DAY, lastDay: LAST_DAY };

function readBuckets(from: ByteReader, state: State, buckets: Buckets): void {
  const others: CustomerKey[] = [];
  while (from.byte() !== 0) others.push(newKey(state, readId(from)));
  const count = from.whole();
  let before = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    const bucket = buckets.bucketAt(checkedDay(from.signed()));
    expect(bucket.firstDay > before);
    before = bucket.firstDay;
    bucket.entries = from.whole();
    readInts(from, state, bucket, bucket);
    let last = -1;
    while (from.byte() !== 0) {
      const place = from.whole();
      expect(place > last && place < others.length);
      last = place;
      join(bucket, readSums(from, state, others[place], bucket));
    }
  }
}

/** Reads the customers whose ids are no int32. */
function readOthers(from: ByteReader, state: State): void {
  const texts = new ShortTexts(state);
  while (from.byte() !== 0) {
    const id = readId(from);
    if (texts.take(id)) join(texts, readSums(from, state, id, ALL_DAYS));
    else join(state, readSums(from, state, newKey(state, id), ALL_DAYS));
  }
}

function readInts(from: ByteReader, state: State, into: Into, days: Days): void {
  let key = -(2 ** 31) - 1;
  let ofPart: Sums[] = [];
  for (;;) {
    const step = from.whole();
    if (ofPart.length > 0 && (step === 0 || partOf(key + step) !== partOf(key))) {
      addPart(into, ofPart);
      ofPart = [];
    }
    if (step === 0) return;
    key += step;
    expect(key < 2 ** 31 && state.settings.customerIds === "exact");
    ofPart.push(readSums(from, state, key, days));
  }
}

/** The customers of one part come together, so that there is room for them before they come. */
function addPart(into: Into, ofPart: readonly Sums[]): void {
  const { key } = ofPart[0];
  into.reserve("purchases", key, ofPart.filter(({ count }) => count > 0).length);
  into.reserve("refunds", key, ofPart.filter(({ hasRefunds }) => hasRefunds).length);
  for (const sums of ofPart) join(into, sums);
}

/** The key of an id that is no int32 and was not there before. */
function newKey({ ids }: State, id: CustomerId): CustomerKey {
  expect(!isInt32(id) && (!ids.byText || typeof id === "string"));
  const known = ids.size;
  const code = ids.intern(id);
  expect(code === known);
  return CODED_FROM + code;
}

/** What a snapshot holds of a customer. */
interface Sums {
  readonly key: CustomerKey;
  readonly count: number;
  readonly first: number;
  readonly last: number;
  readonly bought: number;
  readonly hasRefunds: boolean;
  readonly refunded: number;
}

/** Reads the sums of a customer; late refunds go where they belong at once. */
function readSums(from: ByteReader, state: State, customer: Customer, { firstDay, lastDay }: Days): Sums {
  const counted = from.whole(MOST_COUNT * 2 - 1);
  expect(counted > 0);
  const count = Math.floor(counted / 2);
  const hasRefunds = counted % 2 === 1;
  const lastOrderDay = Math.min(lastDay, state.lastOrderDay);
  const last = count === 0 ? 0 : lastOrderDay - from.whole();
  const first = count <= 1 ? last : last - from.whole();
  expect(count === 0 || (first >= firstDay && last <= LAST_DAY));
  const bought = count === 0 ? 0 : from.whole();
  const refunded = hasRefunds ? from.whole() : 0;
  if (hasRefunds) readLate(from, state, customer, { firstDay, lastDay });
  const key = typeof customer === "string" ? Number.NaN : customer;
  return { key, count, first, last, bought, hasRefunds, refunded };
}

function readLate(from: ByteReader, state: State, customer: Customer, { firstDay, lastDay }: Days): void {
  const count = from.whole();
  if (count === 0) return;
  const key = typeof customer === "string" ? state.keyOf(customer) : customer;
  let day = dayBeforeLate(Math.min(lastDay, state.lastOrderDay));
  for (let i = 0; i < count; i++) {
    const step = from.whole();
    day += step;
    expect(step > 0 && day > state.lastOrderDay && day >= firstDay && day <= lastDay);
    const [refunds, amount] = [from.whole(), from.whole()];
    expect(refunds > 0 && amount > 0);
    state.late.add(key, day, refunds, amount);
  }
}

function join(into: Pick<Into, "join">, { key, count, first, last, bought, hasRefunds, refunded }: Sums): void {
  if (count > 0) into.join("purchases", key, count, first, last, bought);
  if (hasRefunds) into.join("refunds", key, 1, 0, 0, refunded);
}

function readId(from: ByteReader): CustomerId {
  const id = readAnyId(from);
  expect(faultOf(id) === 0);
  return id;
}

function readAnyId(from: ByteReader): CustomerId {
  const kind = from.byte();
  if (kind === LATIN1_ID) return from.latin1();
  if (kind === UTF16_ID) return from.utf16();
  if (kind === NUMBER_ID) return from.float();
  expect(kind === BIGINT_ID);
  const digits = from.latin1();
  expect(/^(?:0|-?[1-9]\d*)$/.test(digits));
  return BigInt(digits);
}

/** Codes stand in the order of a snapshot, which must be their own. */
function checkOthersInOrder(state: State): void {
  const codes = state.order.codes();
  for (let i = 0; i < codes.length; i++) expect(codes[i] === i);
}

function checkedDay(day: number): number {
  expect(day >= FIRST_DAY && day <= LAST_DAY);
  return day;
}
