import type { CustomerId } from "../../input/ids/id-table.js";
import type { RowIssue, RowIssues } from "../../input/row-issues.js";
import { CustomerWalk, idOf } from "../customer-walk.js";
import { CODED_FROM, type CustomerKey } from "../late-refunds.js";
import type { State } from "../state.js";
import { TALLY_NUMBERS } from "../tally.js";
import { ByteWriter } from "./byte-writer.js";
import { crc32 } from "./crc32.js";
import {
  BIGINT_ID,
  CHECKSUM_BYTES,
  HEADER_BYTES,
  ID_MODES,
  ISSUE_CODES,
  LATIN1_ID,
  MAGIC,
  NUMBER_ID,
  REFUND_POLICIES,
  UTF16_ID,
  VERSION,
} from "./format.js";

/**
 * The bytes of a settled state. Numbers are kept by their distance from the one before, in as few bytes as they need; customers stand
 * in their own order, so that equal content has equal bytes.
 */
export function writeSnapshot(state: State, invalid: RowIssues): Uint8Array {
  const to = new ByteWriter();
  for (const byte of [...MAGIC, VERSION]) to.byte(byte);
  for (let i = 0; i < HEADER_BYTES - MAGIC.length - 1; i++) to.byte(0);
  writeSettings(to, state);
  writeTally(to, state, invalid);
  writeCustomers(to, state);
  to.uint32(0);
  const bytes = to.finish();
  const view = new DataView(bytes.buffer);
  const end = bytes.length - CHECKSUM_BYTES;
  view.setFloat64(MAGIC.length + 1, bytes.length, true);
  view.setUint32(end, crc32(bytes, end), true);
  return bytes;
}

function writeSettings(to: ByteWriter, { settings }: State): void {
  to.byte(settings.decimals);
  to.latin1(settings.currency ?? "");
  to.utf16(settings.timeZone);
  to.byte(REFUND_POLICIES.indexOf(settings.refunds));
  to.byte(ID_MODES.indexOf(settings.customerIds));
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

function writeCustomers(to: ByteWriter, state: State): void {
  const places = lateCustomers(state);
  const walk = new CustomerWalk("snapshot", state);
  let previous = -(2 ** 31) - 1;
  let place = 0;
  let isInt = true;
  while (walk.next()) {
    const { key } = walk;
    if (isInt && key >= CODED_FROM) {
      to.whole(0);
      isInt = false;
    }
    if (isInt) {
      to.whole(key - previous);
      previous = key;
    } else {
      to.byte(1);
      writeId(to, idOf(state, key));
    }
    writeSums(to, walk, state.lastOrderDay);
    if (places.has(key)) places.set(key, place);
    place++;
  }
  if (isInt) to.whole(0);
  to.byte(0);
  writeLate(to, state, places);
}

function writeSums(to: ByteWriter, walk: CustomerWalk, lastOrderDay: number): void {
  const { count, hasRefunds } = walk;
  to.whole(count * 2 + (hasRefunds ? 1 : 0));
  if (count > 0) {
    to.whole(lastOrderDay - walk.last);
    if (count > 1) to.whole(walk.last - walk.first);
    to.whole(walk.bought);
  }
  if (hasRefunds) to.whole(walk.refunded);
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

function lateCustomers(state: State): Map<CustomerKey, number> {
  return new Map(state.late.list.map(({ key }) => [key, 0]));
}

/** Late refunds by the place of their customer, then by day. */
function writeLate(to: ByteWriter, { late }: State, places: ReadonlyMap<CustomerKey, number>): void {
  const list = late.list
    .map((refund) => ({ ...refund, place: places.get(refund.key) as number }))
    .sort((a, b) => a.place - b.place || a.day - b.day);
  to.whole(list.length);
  for (const { place, day, count, amount } of list) {
    to.whole(place);
    to.signed(day);
    to.whole(count);
    to.whole(amount);
  }
}
