import { NO_DAY } from "../../input/days/parse-day-text.js";
import type { Universe } from "../rule-program.js";
import type { DatedLeaf, FixedLeaf } from "./attribute-leaf.js";
import { Bits } from "./bits.js";
import { AGE, type Comparison, holdsWide, MEAN, WIDE } from "./comparison.js";
import type { EventScan } from "./event-scan.js";
import type { EventSweep } from "./event-sweep.js";
import type { ExactTest } from "./exact-test.js";
import type { MeanTest } from "./mean-test.js";
import type { Plan } from "./plan.js";
import type { RunningNumbers } from "./running-numbers.js";

/** Whether to look at the next day, after the match on the day at a position. */
type GoesOn = (match: number, i: number) => boolean;

/** Works out which rules of a plan hold for customers on a day. */
export class Evaluator {
  /** The outcomes for the customer that was looked at last. */
  readonly bits: Bits;
  readonly #scan: EventScan | null;
  readonly #universe: Universe;
  readonly #makeSweep: () => EventSweep | null;
  /** Made when it is first asked for. */
  #sweep: EventSweep | null | undefined;
  /** The numbers that comparisons look at. */
  #numbers: RunningNumbers | null;

  readonly #comparisons: readonly Comparison[];
  readonly #comparisonNodes: Uint32Array;
  readonly #kinds: Uint8Array;
  readonly #accumulators: Uint32Array;
  readonly #negated: Uint8Array;
  /** The ends of each comparison, as of the prepared day. */
  readonly #low: Float64Array;
  readonly #high: Float64Array;

  readonly #fixed: readonly FixedLeaf[];
  readonly #fixedNodes: readonly number[];
  readonly #dated: readonly DatedLeaf[];
  readonly #datedNodes: readonly number[];

  /** The row of each code of the log, -1 where it has none; `null` where rows and codes go up together. */
  readonly #rows: Int32Array | null;
  #day = Number.NaN;
  #limit = Number.NaN;
  /** The words of a customer of whom no event counts, without what is known of the customer; and the match, if that is nothing. */
  readonly #idle: Int32Array;
  #idleMatch = 0;

  constructor(plan: Plan, universe: Universe, scan: EventScan | null, makeSweep: () => EventSweep | null) {
    this.bits = new Bits(plan);
    this.#scan = scan;
    this.#universe = universe;
    this.#makeSweep = makeSweep;
    this.#numbers = scan?.numbers ?? null;
    const { leaves } = plan;
    const nodesOf = (key: string): number[] => [...leaves.keys()].filter((node) => key in leaves[node]);
    this.#comparisonNodes = Uint32Array.from(nodesOf("accumulator"));
    this.#comparisons = Array.from(this.#comparisonNodes, (node) => leaves[node] as Comparison);
    this.#kinds = Uint8Array.from(this.#comparisons, ({ kind }) => kind);
    this.#accumulators = Uint32Array.from(this.#comparisons, ({ accumulator }) => accumulator);
    this.#negated = Uint8Array.from(this.#comparisons, ({ negated }) => (negated ? 1 : 0));
    this.#low = Float64Array.from(this.#comparisons, ({ low }) => low);
    this.#high = Float64Array.from(this.#comparisons, ({ high }) => high);
    this.#fixedNodes = nodesOf("rows");
    this.#fixed = this.#fixedNodes.map((node) => leaves[node] as FixedLeaf);
    this.#datedNodes = nodesOf("days");
    this.#dated = this.#datedNodes.map((node) => leaves[node] as DatedLeaf);
    this.#idle = new Int32Array(this.bits.words.length);
    this.#rows = scan === null ? null : rowsByCode(universe, scan.customers);
  }

  /** Sets the day of the analysis, and the last day whose events count. */
  prepare(day: number, known: number): void {
    const limit = Math.min(day, known);
    if (day === this.#day && limit === this.#limit) return;
    this.#day = day;
    this.#limit = limit;
    for (let j = 0; j < this.#comparisons.length; j++) {
      if (this.#kinds[j] !== AGE) continue;
      // So many days ago is a day, by which the accumulator knows the event.
      this.#low[j] = day - this.#comparisons[j].high;
      this.#high[j] = day - this.#comparisons[j].low;
    }
    for (const { test } of this.#dated) test.prepare(day);
    const { words } = this.bits;
    words.fill(0);
    this.#scan?.prepare(day, limit);
    this.#scan?.reset();
    this.#compare();
    this.#idle.set(words);
    this.bits.settle();
    this.#idleMatch = this.bits.gather();
  }

  /** The match of each customer, in the order of the universe; but the events are read in their own order, which is that of memory. */
  matchAll(): Uint32Array {
    const { size, eventCodes } = this.#universe;
    const matches = new Uint32Array(size);
    const rows = this.#rows;
    if (rows === null) {
      for (let row = 0; row < size; row++) matches[row] = this.match(row, eventCodes[row]);
      return matches;
    }
    for (let row = 0; row < size; row++) if (eventCodes[row] < 0) matches[row] = this.match(row, -1);
    for (let code = 0; code < rows.length; code++)
      if (rows[code] >= 0) matches[rows[code]] = this.match(rows[code], code);
    return matches;
  }

  /** The match of a row of the universe whose customer has a code in the log, or -1. */
  match(row: number, code: number): number {
    const counted = code >= 0 && this.#scan !== null && this.#scan.scan(code);
    if (!counted && this.#fixed.length === 0 && this.#dated.length === 0) return this.#idleMatch;
    this.#look(row, counted);
    return this.bits.gather();
  }

  /**
   * Whether to go on, asked with the match of one customer on each of some days, ascending, with the events of up to the day but of no
   * later one than `known`. `false` where the rules do not allow it. Cost: one pass over the customer's events per accumulator, and the
   * leaves for every day.
   */
  sweep(row: number, code: number, days: readonly number[], known: number, goesOn: GoesOn): boolean {
    if (this.#sweep === undefined) this.#sweep = this.#makeSweep();
    const sweep = this.#sweep;
    if (sweep === null || code < 0) return false;
    sweep.start(code);
    for (let i = 0; i < days.length; i++) {
      this.prepare(days[i], known);
      sweep.advance(days[i], Math.min(days[i], known));
      this.#numbers = sweep.numbers;
      this.#look(row, true);
      this.#numbers = (this.#scan as EventScan).numbers;
      if (!goesOn(this.bits.gather(), i)) break;
    }
    return true;
  }

  /** Leaves the outcomes of all nodes in `bits`, and the accumulators and marks of the customer as they were found. */
  look(row: number, code: number): void {
    this.#look(row, code >= 0 && this.#scan !== null && this.#scan.scan(code));
  }

  #look(row: number, counted: boolean): void {
    const { words } = this.bits;
    const idle = this.#idle;
    for (let w = 0; w < words.length; w++) words[w] = counted ? 0 : idle[w];
    if (counted) this.#compare();
    for (let j = 0; j < this.#fixed.length; j++) {
      const node = this.#fixedNodes[j];
      words[node >>> 5] |= this.#fixed[j].rows[row] << (node & 31);
    }
    for (let j = 0; j < this.#dated.length; j++) {
      const { test, days } = this.#dated[j];
      const node = this.#datedNodes[j];
      if (test.holds(row < days.length ? days[row] : NO_DAY)) words[node >>> 5] |= 1 << (node & 31);
    }
    this.bits.settle();
  }

  /** Sets the bits of the comparisons that hold. */
  #compare(): void {
    if (this.#numbers === null) return;
    const { words } = this.bits;
    const numbers = this.#numbers.number;
    for (let j = 0; j < this.#comparisonNodes.length; j++) {
      const number = numbers[this.#accumulators[j]];
      const isWithin = number >= this.#low[j] && number <= this.#high[j];
      const holds =
        this.#kinds[j] >= WIDE
          ? this.#holdsSum(j)
          : // What is missing fails the negated comparisons too.
            !Number.isNaN(number) && isWithin !== (this.#negated[j] === 1);
      if (!holds) continue;
      const node = this.#comparisonNodes[j];
      words[node >>> 5] |= 1 << (node & 31);
    }
  }

  #holdsSum(j: number): boolean {
    const numbers = this.#numbers as RunningNumbers;
    const { number, upper, added } = numbers;
    const a = this.#accumulators[j];
    const comparison = this.#comparisons[j];
    const whole = comparison.exact === null ? null : numbers.withOutliers(a);
    if (whole !== null) return (comparison.exact as ExactTest)(whole, this.#kinds[j] === MEAN ? added[a] : 1);
    if (this.#kinds[j] === MEAN) return added[a] > 0 && (comparison.mean as MeanTest)(upper[a], number[a], added[a]);
    return holdsWide(upper[a], number[a], comparison);
  }
}

/** The way back from rows to codes; `null` where there is no need to go another way than by rows. */
function rowsByCode({ eventCodes }: Universe, codes: number): Int32Array | null {
  const rows = new Int32Array(codes).fill(-1);
  let last = -1;
  let ascends = true;
  eventCodes.forEach((code, row) => {
    if (code < 0) return;
    rows[code] = row;
    ascends &&= code > last;
    last = code;
  });
  return ascends ? null : rows;
}
