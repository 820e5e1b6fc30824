import { minorReader } from "../../input/money/decimal.js";
import type { RowIssues } from "../../input/row-issues.js";
import type { State } from "../state.js";
import { mix } from "../sums/mix.js";
import { PARTS, partOf } from "../sums/part-of.js";
import { queuePlain } from "../sums/queue-plain.js";
import { BLOCKS, clear, type Exchange, ODD, putAside, type ReadRows, readRowsOf } from "./exchange.js";
import { OddRows } from "./odd-rows.js";
import { type PlainColumns, partsOf, type Share } from "./share.js";

/**
 * Adds the rows of a share of the customers to a new state, as one of several threads that divide the reading too: in every round each
 * reads as many rows into the exchange, and then adds those of its share, whoever read them. Where this yields, all threads must have
 * come as far before it goes on. Returns the faults of the rows.
 */
export function* addParted(
  state: State,
  columns: PlainColumns,
  share: Share,
  exchange: Exchange,
): Generator<void, RowIssues> {
  const { length } = columns.customer;
  const read = readRowsOf(exchange);
  const odd = new OddRows(state, columns, share);
  const rounds = Math.ceil(length / (share.of * exchange.roundRows));
  const rows = Math.ceil(length / (share.of * rounds));
  for (let round = 0; round < rounds; round++) {
    // What was read before is being added until all are here. Two places that take turns would not fit the cache: a twentieth more.
    if (round > 0) yield;
    const from = Math.min((round * share.of + share.index) * rows, length);
    readRows(state, columns, from, Math.min(from + rows, length), read[share.index]);
    yield;
    addRows(state, share, read);
    odd.add(read);
  }
  return odd.report();
}

/** Reads rows into the exchange, whoever's they are, and counts those that are plain. */
function readRows(
  state: State,
  { customer, date, amount }: PlainColumns,
  from: number,
  to: number,
  read: ReadRows,
): void {
  const { amountIn, decimals } = state.settings;
  const { power } = minorReader(amountIn === "major" ? decimals : 0);
  const values = { days: date, amounts: amount, power };
  const noticed = { lastDay: state.lastOrderDay, rounded: 0 };
  clear(read);
  let i = from;
  for (;;) {
    i = queuePlain(read, customer, values, i, to, noticed);
    if (i === to) break;
    const part = partOf(mix(customer[i]));
    if (read.waiting[part] === read.capacity) putAside(read, part);
    else read.odd[read.counts[ODD]++] = i++;
  }
  const plain = to - from - read.counts[ODD];
  const { tally } = state;
  state.lastOrderDay = noticed.lastDay;
  tally.rows += plain;
  tally.purchases += plain;
  tally.rounded += noticed.rounded;
}

/** Adds the plain rows of a share, part by part. */
function addRows({ purchases }: State, share: Share, read: readonly ReadRows[]): void {
  const { parts } = purchases.ints;
  const { first, end } = partsOf(share);
  let newPerRow = 0;
  for (let p = first; p < end; p++) {
    const part = parts[p];
    const { size } = part;
    const waiting = read.reduce((sum, own) => sum + own.waiting[p], 0);
    // As in a queue: a part gets as many new customers for its rows as the one before it, so that it need grow only once.
    part.reserve(Math.ceil(newPerRow * waiting));
    for (const own of read) part.addRows(own.rows, p * own.capacity, p * own.capacity + own.waiting[p]);
    if (waiting > 0) newPerRow = (part.size - size) / waiting;
  }
  for (const { rows, capacity, blocks, counts } of read) {
    for (let b = 0; b < counts[BLOCKS]; b++) {
      if (blocks[b] < first || blocks[b] >= end) continue;
      parts[blocks[b]].addRows(rows, (PARTS + b) * capacity, (PARTS + b + 1) * capacity);
    }
  }
}
