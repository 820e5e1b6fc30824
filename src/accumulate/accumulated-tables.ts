import { checkInteger, checkOptions } from "../checks/check-options.js";
import type { RowIssues } from "../input/row-issues.js";
import type { RfmTable } from "../rfm/rfm-table.js";
import { accountOf, hasSums, measuredOf, tableOfStretch, untilOf } from "./accumulated-table.js";
import type { AccumulatedMeasures, AccumulatedTables } from "./accumulator.js";
import { ALL_PARTS, type Stretch } from "./customer-walk.js";
import { LateWalk } from "./late-walk.js";
import type { State } from "./state.js";
import { PARTS } from "./sums/part-of.js";
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
  // The late refunds of each table's customers begin where those of the one before end.
  const late = new LateWalk(state, untilOf(measured));
  for (const stretch of stretchesOf(state, most)) {
    yield tableOfStretch(WHERE, state, { ...stretch, late }, measured, account);
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

/** How many customers a part has, of {@link ALL_PARTS}. */
function sizeOfPart({ purchases, refunds }: State, part: number): number {
  const kind = Math.floor(part / PARTS);
  const p = part % PARTS;
  if (kind === 0) return purchases.ints.parts[p].countWith(refunds.ints.parts[p]);
  return purchases.texts[kind - 1].parts[p].countWith(refunds.texts[kind - 1].parts[p]);
}
