import { FIRST_DAY, LAST_DAY } from "../../input/days/calendar.js";
import { type CustomerId, faultOf } from "../../input/ids/id-table.js";
import { type OrderSettings, settingsOf } from "../../input/order-options.js";
import { CODED_FROM, type CustomerKey } from "../late-refunds.js";
import { isInt32, State } from "../state.js";
import { partOf } from "../sums/int-sums.js";
import { MOST_COUNT } from "../sums/record.js";
import { TALLY_NUMBERS } from "../tally.js";
import { type ByteReader, expect } from "./byte-reader.js";
import { BIGINT_ID, ID_MODES, ISSUE_CODES, LATIN1_ID, NUMBER_ID, REFUND_POLICIES, UTF16_ID } from "./format.js";

const MOST_FIRST_ROWS = 5;

/** The state that bytes between header and checksum hold. What no writer wrote is a fault, whoever computed the checksum. */
export function readState(where: string, from: ByteReader, reading: OrderSettings): State {
  const state = new State(settingsOf(where, { ...reading, ...readSettings(from) }, []));
  readTally(from, state);
  const keys: CustomerKey[] = [];
  readInts(from, state, keys);
  readOthers(from, state, keys);
  readLate(from, state, keys);
  expect(from.isDone);
  checkOthersInOrder(state);
  return state;
}

function readSettings(from: ByteReader): OrderSettings {
  const decimals = from.byte();
  const currency = from.latin1();
  const timeZone = from.utf16();
  const refunds = REFUND_POLICIES[from.byte()];
  const customerIds = ID_MODES[from.byte()];
  expect(refunds !== undefined && customerIds !== undefined);
  return { decimals, ...(currency === "" ? {} : { currency }), timeZone, refunds, customerIds };
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

function readInts(from: ByteReader, state: State, keys: CustomerKey[]): void {
  let key = -(2 ** 31) - 1;
  let ofPart: Sums[] = [];
  for (;;) {
    const step = from.whole();
    if (ofPart.length > 0 && (step === 0 || partOf(key + step) !== partOf(key))) {
      addPart(state, ofPart);
      ofPart = [];
    }
    if (step === 0) return;
    key += step;
    expect(key < 2 ** 31 && state.settings.customerIds === "exact");
    ofPart.push(readSums(from, key, state.lastOrderDay));
    keys.push(key);
  }
}

/** The customers of one part come together, so that there is room for them before they come. */
function addPart(state: State, ofPart: readonly Sums[]): void {
  const { key } = ofPart[0];
  state.purchases.ints.reserve(key, ofPart.filter(({ count }) => count > 0).length);
  state.refunds.ints.reserve(key, ofPart.filter(({ hasRefunds }) => hasRefunds).length);
  for (const sums of ofPart) join(state, sums);
}

function readOthers(from: ByteReader, state: State, keys: CustomerKey[]): void {
  const { ids } = state;
  while (from.byte() !== 0) {
    const id = readId(from);
    expect(faultOf(id) === 0 && !isInt32(id) && (!ids.byText || typeof id === "string"));
    const code = ids.intern(id);
    expect(code === ids.size - 1 && keys[keys.length - 1] !== CODED_FROM + code);
    join(state, readSums(from, CODED_FROM + code, state.lastOrderDay));
    keys.push(CODED_FROM + code);
  }
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

function readSums(from: ByteReader, key: CustomerKey, lastOrderDay: number): Sums {
  const counted = from.whole(MOST_COUNT * 2 - 1);
  expect(counted > 0);
  const count = Math.floor(counted / 2);
  const hasRefunds = counted % 2 === 1;
  const last = count === 0 ? 0 : checkedDay(lastOrderDay - from.whole());
  const first = count <= 1 ? last : checkedDay(last - from.whole());
  const bought = count === 0 ? 0 : from.whole();
  return { key, count, first, last, bought, hasRefunds, refunded: hasRefunds ? from.whole() : 0 };
}

function join({ purchases, refunds }: State, { key, count, first, last, bought, hasRefunds, refunded }: Sums): void {
  if (count > 0) purchases.join(key, count, first, last, bought);
  if (hasRefunds) refunds.join(key, 1, 0, 0, refunded);
}

function readId(from: ByteReader): CustomerId {
  const kind = from.byte();
  if (kind === LATIN1_ID) return from.latin1();
  if (kind === UTF16_ID) return from.utf16();
  if (kind === NUMBER_ID) return from.float();
  expect(kind === BIGINT_ID);
  const digits = from.latin1();
  expect(/^(?:0|-?[1-9]\d*)$/.test(digits));
  return BigInt(digits);
}

function readLate(from: ByteReader, state: State, keys: readonly CustomerKey[]): void {
  const count = from.whole();
  for (let i = 0; i < count; i++) {
    const key = keys[from.whole()];
    expect(key !== undefined);
    const day = checkedDay(from.signed());
    expect(day > state.lastOrderDay);
    state.late.add(key, day, from.whole(), from.whole());
  }
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
