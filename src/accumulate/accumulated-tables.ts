import { checkInteger, checkOptions } from "../checks/check-options.js";
import type { RowIssues } from "../input/row-issues.js";
import type { RfmTable } from "../rfm/rfm-table.js";
import { accountOf, measuredOf, tableOfStretch } from "./accumulated-table.js";
import type { AccumulatedMeasures, AccumulatedTables } from "./accumulator.js";
import type { Stretch } from "./customer-walk.js";
import type { State } from "./state.js";
import { PARTS } from "./sums/int-sums.js";
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
    [Symbol.iterator]() {
      const { state, invalid } = settled(measures);
      return whileUnchanged(WHERE, state, tablesBy(state, invalid, measures, most));
    },
  });
}

function* tablesBy(state: State, invalid: RowIssues, measures: AccumulatedMeasures, most: number): Generator<RfmTable> {
  const measured = measuredOf(WHERE, state, measures);
  const account = accountOf(state, invalid);
  for (const stretch of stretchesOf(state, most)) yield tableOfStretch(WHERE, state, stretch, measured, account);
}

/** Stretches of no more than so many customers, or of one part; one at least. */
function* stretchesOf(state: State, most: number): Iterable<Stretch> {
  const codes = state.order.codes();
  let firstPart = 0;
  let size = 0;
  for (let part = 0; part < PARTS; part++) {
    const own = state.purchases.ints.parts[part].size + state.refunds.ints.parts[part].size;
    if (size > 0 && size + own > most) {
      yield { firstPart, lastPart: part, codes: codes.subarray(0, 0) };
      firstPart = part;
      size = 0;
    }
    size += own;
  }
  if (size > 0 || codes.length === 0) yield { firstPart, lastPart: PARTS, codes: codes.subarray(0, 0) };
  for (let from = 0; from < codes.length; from += most) {
    yield { firstPart: PARTS, lastPart: PARTS, codes: codes.subarray(from, from + most) };
  }
}
