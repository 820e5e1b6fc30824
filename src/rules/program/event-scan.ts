import type { EventLog } from "../../input/events/event-log.js";
import { type Accumulator, DISTINCT, type Partner } from "./accumulator.js";
import { type EventTest, testOf } from "./event-filter.js";
import { isMeasurable, RunningNumbers } from "./running-numbers.js";
import { BEYOND, firstDayOf, lastDayOf } from "./window-days.js";

// How an accumulator chooses events besides by type and day, as bits.
const BY_CODE = 1;
const BY_TEST = 2;
const BY_PARTNER = 4;

/** One pass over the events of a customer, after which every accumulator has its number. Nothing is allocated on the way. */
export class EventScan {
  readonly numbers: RunningNumbers;
  readonly #log: EventLog;
  readonly #accumulators: readonly Accumulator[];
  #isFresh = true;
  /** What stands where the present customer has left a mark; that of any other customer counts as none. */
  #mark = 0;

  /** For each type where its accumulators start in the list; one more than there are types. */
  readonly #starts: Uint32Array;
  readonly #list: Uint32Array;
  /** For each type the first day on which one of its accumulators counts, `BEYOND` where it has none. */
  readonly #earliest: Int32Array;
  readonly #usedTypes: readonly number[];

  #limit = 0;
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  readonly #choices: Uint8Array;
  readonly #filterCodes: readonly Uint32Array[];
  readonly #filterTables: readonly Uint8Array[];
  readonly #tests: readonly EventTest[];
  readonly #partners: readonly (Partner | null)[];
  readonly #needsMarks: boolean;

  constructor(log: EventLog, accumulators: readonly Accumulator[]) {
    const size = accumulators.length;
    this.#log = log;
    this.#accumulators = accumulators;
    this.numbers = new RunningNumbers(accumulators);
    const { starts, list } = accumulatorsByType(log.typeNames.length, accumulators);
    this.#starts = starts;
    this.#list = list;
    this.#usedTypes = [...new Set(accumulators.flatMap(({ types }) => types))];
    this.#earliest = new Int32Array(log.typeNames.length).fill(BEYOND);
    this.#from = new Int32Array(size);
    this.#to = new Int32Array(size);
    this.#choices = Uint8Array.from(accumulators, choiceOf);
    this.#filterCodes = accumulators.map(({ filter }) => (typeof filter === "object" ? filter.codes : NO_CODES));
    this.#filterTables = accumulators.map(({ filter }) => (typeof filter === "object" ? filter.table : NO_TABLE));
    this.#tests = accumulators.map(({ filter }) => testOf(filter));
    this.#partners = accumulators.map(({ partner }) => partner);
    this.#needsMarks = accumulators.some(({ op, partner }) => op === DISTINCT || partner !== null);
  }

  /** How many customers the log has. */
  get customers(): number {
    return this.#log.offsets.length - 1;
  }

  /** Sets the day of the analysis and the last day whose events count. */
  prepare(day: number, limit: number): void {
    const accumulators = this.#accumulators;
    const earliest = this.#earliest;
    this.#limit = limit;
    for (let k = 0; k < this.#usedTypes.length; k++) earliest[this.#usedTypes[k]] = BEYOND;
    for (let a = 0; a < accumulators.length; a++) {
      const { window, daily, types } = accumulators[a];
      const from = firstDayOf(window, day);
      this.#from[a] = from;
      this.#to[a] = Math.min(lastDayOf(window, day), limit);
      for (const { test } of daily) test.prepare(day);
      for (let k = 0; k < types.length; k++) if (from < earliest[types[k]]) earliest[types[k]] = from;
    }
  }

  /** Looks at the events of a customer, by its code in the log. Returns whether any counted. */
  scan(customer: number): boolean {
    const { offsets, days, types } = this.#log;
    const earliest = this.#earliest;
    const starts = this.#starts;
    const list = this.#list;
    const from = this.#from;
    const to = this.#to;
    const limit = this.#limit;
    const choices = this.#choices;
    const numbers = this.numbers;
    const start = offsets[customer];
    const end = offsets[customer + 1];
    this.reset();
    if (this.#needsMarks) this.#startMarks(start, end);
    for (let i = start; i < end; i++) {
      const day = days[i];
      if (day > limit) break;
      const type = types[i];
      if (day < earliest[type]) continue;
      for (let k = starts[type]; k < starts[type + 1]; k++) {
        const a = list[k];
        if (day < from[a] || day > to[a]) continue;
        if (choices[a] !== 0 && !this.#chooses(a, i)) continue;
        this.#isFresh = false;
        numbers.add(a, i, day, this.#mark);
      }
    }
    return !this.#isFresh;
  }

  /** Whether an accumulator counts an event, as prepared and after `scan` of its customer. */
  counts(a: number, event: number): boolean {
    const day = this.#log.days[event];
    if (day < this.#from[a] || day > this.#to[a]) return false;
    if (!this.#accumulators[a].types.includes(this.#log.types[event]) || !this.#chooses(a, event)) return false;
    return isMeasurable(this.#accumulators[a], event);
  }

  /** Gives every accumulator the number that it has without events. */
  reset(): void {
    if (!this.#isFresh) this.numbers.reset();
    this.#isFresh = true;
  }

  #chooses(a: number, event: number): boolean {
    const choice = this.#choices[a];
    if ((choice & BY_CODE) !== 0 && this.#filterTables[a][this.#filterCodes[a][event]] === 0) return false;
    if ((choice & BY_TEST) !== 0 && !this.#tests[a](event)) return false;
    if ((choice & BY_PARTNER) === 0) return true;
    const { codes, marks } = this.#partners[a] as Partner;
    return marks[codes[event]] !== this.#mark;
  }

  /** Begins a new customer, and marks the keys that have a partner. */
  #startMarks(start: number, end: number): void {
    this.#mark++;
    if (this.#mark > LAST_MARK) {
      for (const { marks, partner } of this.#accumulators) {
        marks.fill(0);
        partner?.marks.fill(0);
      }
      this.#mark = 1;
    }
    const { days, types } = this.#log;
    for (let a = 0; a < this.#partners.length; a++) {
      const partner = this.#partners[a];
      if (partner === null) continue;
      const { type, codes, marks } = partner;
      for (let i = start; i < end && days[i] <= this.#limit; i++) {
        if (types[i] === type && codes[i] !== 0) marks[codes[i]] = this.#mark;
      }
    }
  }
}

const LAST_MARK = 0xffffffff;
const NO_CODES = new Uint32Array(0);
const NO_TABLE = new Uint8Array(0);

function choiceOf({ filter, partner }: Accumulator): number {
  const byFilter = typeof filter === "object" ? BY_CODE : typeof filter === "function" ? BY_TEST : 0;
  return byFilter | (partner === null ? 0 : BY_PARTNER);
}

/** The accumulators that look at each type, one list after the other. */
function accumulatorsByType(
  types: number,
  accumulators: readonly Accumulator[],
): { starts: Uint32Array; list: Uint32Array } {
  const starts = new Uint32Array(types + 1);
  for (const own of accumulators) for (const type of own.types) starts[type + 1]++;
  for (let type = 0; type < types; type++) starts[type + 1] += starts[type];
  const list = new Uint32Array(starts[types]);
  const next = starts.slice();
  accumulators.forEach((own, a) => {
    for (const type of own.types) list[next[type]++] = a;
  });
  return { starts, list };
}
