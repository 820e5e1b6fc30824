import type { EventLog } from "../../input/events/event-log.js";
import {
  type Accumulator,
  DAYS,
  DISTINCT,
  FIRST,
  LAST,
  MAX_AMOUNT,
  MAX_FIELD,
  MIN_AMOUNT,
  MIN_FIELD,
} from "./accumulator.js";
import { type EventTest, testOf } from "./event-filter.js";
import { isMeasurable, RunningNumbers } from "./running-numbers.js";
import { firstDayOf, lastDayOf } from "./window-days.js";

/**
 * The numbers of one customer on one day after the other: an event is added when it enters a window and taken back when it leaves, so
 * that many days cost one pass over the events per accumulator, not one per day. Windows never go back, as days go by.
 */
export class EventSweep {
  readonly numbers: RunningNumbers;
  readonly #log: EventLog;
  readonly #windows: readonly SweptWindow[];
  #start = 0;
  #end = 0;

  /** Accumulators must be such as `canSweep` allows. */
  constructor(log: EventLog, accumulators: readonly Accumulator[]) {
    this.#log = log;
    this.numbers = new RunningNumbers(accumulators);
    this.#windows = accumulators.map((own, a) => new SweptWindow(log, own, a, this.numbers));
  }

  /** Begins with a customer of the log. */
  start(customer: number): void {
    this.#start = this.#log.offsets[customer];
    this.#end = this.#log.offsets[customer + 1];
    this.numbers.reset();
    for (const window of this.#windows) window.start(this.#start);
  }

  /** Goes on to a day of the analysis, not before the one before, with the last day whose events count. */
  advance(day: number, limit: number): void {
    for (const window of this.#windows) window.advance(day, limit, this.#end);
  }
}

/** Whether events enter and leave the windows of accumulators in their order: not where partners or the day decide on single ones. */
export function canSweep(accumulators: readonly Accumulator[]): boolean {
  return accumulators.every(({ daily, partner }) => daily.length === 0 && partner === null);
}

/** One accumulator, with the events that are in its window. */
class SweptWindow {
  readonly #log: EventLog;
  readonly #own: Accumulator;
  readonly #position: number;
  readonly #numbers: RunningNumbers;
  readonly #test: EventTest;
  readonly #isOfType: Uint8Array;
  /** The events that were added, of which those before the head have left. */
  #events: number[] = [];
  #head = 0;
  #next = 0;
  /** Of the events in the window, those that no later one is better than; of smallest and largest values. */
  #best: number[] = [];
  #bestHead = 0;
  /** How many events in the window have each code; of `DISTINCT`. */
  readonly #counts = new Map<number, number>();

  constructor(log: EventLog, own: Accumulator, position: number, numbers: RunningNumbers) {
    this.#log = log;
    this.#own = own;
    this.#position = position;
    this.#numbers = numbers;
    this.#test = testOf(own.filter);
    this.#isOfType = Uint8Array.from(log.typeNames, (_, type) => (own.types.includes(type) ? 1 : 0));
  }

  start(event: number): void {
    this.#next = event;
    this.#events = [];
    this.#head = 0;
    this.#best = [];
    this.#bestHead = 0;
    this.#counts.clear();
  }

  advance(day: number, limit: number, end: number): void {
    const { days, types } = this.#log;
    const { window } = this.#own;
    const from = firstDayOf(window, day);
    const to = Math.min(lastDayOf(window, day), limit);
    for (; this.#next < end && days[this.#next] <= to; this.#next++) {
      const event = this.#next;
      if (days[event] >= from && this.#isOfType[types[event]] === 1 && this.#test(event)) this.#add(event);
    }
    while (this.#head < this.#events.length && days[this.#events[this.#head]] < from) this.#remove();
  }

  #add(event: number): void {
    if (!isMeasurable(this.#own, event)) return;
    const { days } = this.#log;
    const { number } = this.#numbers;
    const a = this.#position;
    const isFirst = this.#head === this.#events.length;
    const last = this.#events[this.#events.length - 1];
    this.#events.push(event);
    switch (this.#own.op) {
      case DAYS:
        if (isFirst || days[last] !== days[event]) number[a]++;
        return;
      case FIRST:
        if (isFirst) number[a] = days[event];
        return;
      case DISTINCT: {
        const code = this.#own.codes[event];
        const count = this.#counts.get(code) ?? 0;
        this.#counts.set(code, count + 1);
        if (count === 0) number[a]++;
        return;
      }
      case MIN_AMOUNT:
      case MIN_FIELD:
      case MAX_AMOUNT:
      case MAX_FIELD:
        this.#addBest(event);
        return;
      default:
        this.#numbers.add(a, event, days[event], 0);
    }
  }

  #remove(): void {
    const { days } = this.#log;
    const { number } = this.#numbers;
    const a = this.#position;
    const event = this.#events[this.#head++];
    const isLast = this.#head === this.#events.length;
    const next = this.#events[this.#head];
    switch (this.#own.op) {
      case DAYS:
        if (isLast || days[next] !== days[event]) number[a]--;
        return;
      case FIRST:
        number[a] = isLast ? Number.NaN : days[next];
        return;
      case LAST:
        if (isLast) number[a] = Number.NaN;
        return;
      case DISTINCT: {
        const code = this.#own.codes[event];
        const count = (this.#counts.get(code) as number) - 1;
        this.#counts.set(code, count);
        if (count === 0) number[a]--;
        return;
      }
      case MIN_AMOUNT:
      case MIN_FIELD:
      case MAX_AMOUNT:
      case MAX_FIELD:
        if (this.#best[this.#bestHead] === event) this.#bestHead++;
        this.#setBest();
        return;
      default:
        this.#numbers.takeBack(a, event);
    }
  }

  #addBest(event: number): void {
    const value = this.#valueOf(event);
    const sign = this.#own.op === MIN_AMOUNT || this.#own.op === MIN_FIELD ? 1 : -1;
    while (
      this.#best.length > this.#bestHead &&
      sign * this.#valueOf(this.#best[this.#best.length - 1]) >= sign * value
    )
      this.#best.pop();
    this.#best.push(event);
    this.#setBest();
  }

  #setBest(): void {
    const isNone = this.#bestHead >= this.#best.length;
    this.#numbers.number[this.#position] = isNone ? Number.NaN : this.#valueOf(this.#best[this.#bestHead]);
  }

  #valueOf(event: number): number {
    const { op, codes, numbers } = this.#own;
    return numbers[op === MIN_AMOUNT || op === MAX_AMOUNT ? event : codes[event]];
  }
}
