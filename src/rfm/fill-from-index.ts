import type { Ledger } from "../input/ledger.js";
import { hintShift } from "./entry-hints.js";
import { type Asked, countDays, countRepeats, type Rows } from "./fill-rows.js";
import type { LedgerIndex } from "./ledger-index.js";

/**
 * The same as `fillRows` for a ledger that has an index, and so no refunds: it looks only at the entries at the ends of the window. 10M entries
 * of 1M customers take 11 to 17 ms, as the window lies, in place of 25 to 30.
 */
export function fillFromIndex(
  ledger: Ledger,
  { hints, sums }: LedgerIndex,
  lowest: number,
  highest: number,
  asked: Asked,
  rows: Rows,
): void {
  const { offsets, days, amounts, links } = ledger;
  const { codes, firstDay, lastDay, orders, purchaseDays, total } = rows;
  const fromHints = hints.near(lowest);
  const toHints = hints.near(highest);
  const customers = offsets.length - 1;
  let { size, older, counted, beforeWindow } = rows;
  let start = 0;
  for (let c = 0; c < customers; c++) {
    const end = offsets[c + 1];
    const shift = hintShift(end - start);
    // A hint may be too low or too high: it says where to begin.
    let from = start + (fromHints[c] << shift);
    while (from > start && days[from - 1] > lowest) from--;
    while (from < end && days[from] <= lowest) from++;
    let to = start + (toHints[c] << shift);
    while (to > start && days[to - 1] > highest) to--;
    while (to < end && days[to] <= highest) to++;
    counted += to - from;
    beforeWindow += from - start;
    if (from !== to) {
      codes[size] = c;
      lastDay[size] = days[to - 1];
      orders[size] = links === null ? to - from : to - from - countRepeats(links, amounts, from, to);
      total[size] = sums[to - 1] - (from === start ? 0 : sums[from - 1]);
      if (asked.firstDay) firstDay[size] = days[from];
      if (asked.purchaseDays) purchaseDays[size] = countDays(days, amounts, from, to);
      size++;
    } else if (from !== start) codes[codes.length - ++older] = c;
    start = end;
  }
  rows.size = size;
  rows.older = older;
  rows.counted = counted;
  rows.beforeWindow = beforeWindow;
}
