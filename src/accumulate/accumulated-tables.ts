import { checkInteger, checkOptions } from "../checks/check-options.js";
import type { CustomerId } from "../input/ids/id-table.js";
import type { RowIssues } from "../input/row-issues.js";
import type { RfmTable } from "../rfm/rfm-table.js";
import { accountOf, hasSums, measuredOf, tableOfStretch } from "./accumulated-table.js";
import type { AccumulatedMeasures, AccumulatedTables } from "./accumulator.js";
import { ALL_PARTS, idOf, type Stretch } from "./customer-walk.js";
import { CODED_FROM, type LateRefund } from "./late-refunds.js";
import type { State } from "./state.js";
import { PARTS, partOf } from "./sums/part-of.js";
import { whileUnchanged } from "./while-unchanged.js";

const WHERE = "tables";

// A table of so many customers takes 40 MB: little beside the sums, and enough that the table costs nothing beside its customers.
const MOST_CUSTOMERS = 2 ** 20;

/** The tables of a state, made one by one each time they are gone through. `settled` gives the state and the faults of rows. */
export function tablesOfState(
  settled: (measures: AccumulatedMeasures) => { readonly state: State; readonly invalid: RowIssues },
  options: AccumulatedTables,
): Iterable<RfmTable> {
  const { most = MOST_CUSTOMERS, ...measures } = options ?? {};
  checkOptions(WHERE, options, ["most", "asOf", "frequency", "monetary", "window"]);
  checkInteger(WHERE, "options.most", most, 1, 2 ** 28);
  // What is wrong with the options is said now, not when somebody goes through the tables.
  measuredOf(WHERE, settled(measures).state, measures);
  return Object.freeze({
    // All begins with the first table that is asked for: orders may come until then.
    *[Symbol.iterator]() {
      const { state, invalid } = settled(measures);
      yield* whileUnchanged(WHERE, state, tablesBy(state, invalid, measures, most));
    },
  });
}

function* tablesBy(state: State, invalid: RowIssues, measures: AccumulatedMeasures, most: number): Generator<RfmTable> {
  const measured = measuredOf(WHERE, state, measures);
  const account = accountOf(state, invalid);
  const stretches = [...stretchesOf(state, most)];
  const late = lateByStretch(state, stretches);
  for (const [s, stretch] of stretches.entries()) {
    yield tableOfStretch(WHERE, state, { ...stretch, late: late[s] ?? [] }, measured, account);
  }
}

type Customers = Omit<Stretch, "late">;

/** Stretches of no more than so many customers, or of one part; one at least. */
function* stretchesOf(state: State, most: number): Iterable<Customers> {
  const codes = state.order.codes().filter((code) => hasSums(state, code));
  const none = codes.subarray(0, 0);
  let firstPart = 0;
  let size = 0;
  for (let part = 0; part < ALL_PARTS; part++) {
    const own = sizeOfPart(state, part);
    if (size > 0 && size + own > most) {
      yield { firstPart, lastPart: part, codes: none };
      firstPart = part;
      size = 0;
    }
    size += own;
  }
  if (size > 0 || codes.length === 0) yield { firstPart, lastPart: ALL_PARTS, codes: none };
  for (let from = 0; from < codes.length; from += most) {
    yield { firstPart: ALL_PARTS, lastPart: ALL_PARTS, codes: codes.subarray(from, from + most) };
  }
}

/** The late refunds of each stretch's customers, if there are any: looked through once, and not again for every table. */
function lateByStretch(state: State, stretches: readonly Customers[]): readonly LateRefund[][] {
  if (state.late.size === 0) return [];
  const ofPart = new Uint32Array(ALL_PARTS);
  const ofCode = new Uint32Array(state.ids.size);
  for (const [s, { firstPart, lastPart, codes }] of stretches.entries()) {
    ofPart.fill(s, firstPart, lastPart);
    for (const code of codes) ofCode[code] = s;
  }
  const late = stretches.map((): LateRefund[] => []);
  for (const refund of state.late.list) {
    const { key } = refund;
    const part = key < CODED_FROM ? partOf(key) : partOfText(state, idOf(state, key));
    late[part >= 0 ? ofPart[part] : ofCode[key - CODED_FROM]].push(refund);
  }
  return late;
}

/** How many customers a part has, of {@link ALL_PARTS}. */
function sizeOfPart({ purchases, refunds }: State, part: number): number {
  const kind = Math.floor(part / PARTS);
  const p = part % PARTS;
  if (kind === 0) return purchases.ints.parts[p].countWith(refunds.ints.parts[p]);
  return purchases.texts[kind - 1].parts[p].countWith(refunds.texts[kind - 1].parts[p]);
}

/** The part of the sums of a short text, or -1 where there are none. */
function partOfText({ purchases, refunds }: State, id: CustomerId): number {
  if (typeof id !== "string") return -1;
  const kind = purchases.texts.findIndex((texts, width) => texts.has(id) || refunds.texts[width].has(id));
  return kind < 0 ? -1 : (kind + 1) * PARTS + purchases.texts[kind].partOf(id);
}
