import { type AccumulateOptions, accumulate } from "../accumulate/accumulate.js";
import type { AccumulatedColumns, Accumulator } from "../accumulate/accumulator.js";
import { OrderAccumulator } from "../accumulate/order-accumulator.js";
import type { State } from "../accumulate/state.js";
import { denseRangeFor, idRangeOf } from "../accumulate/sums/dense-range.js";
import { type Exchange, newExchange } from "../accumulate/transfer/exchange.js";
import { unpackState } from "../accumulate/transfer/unpack-state.js";
import { RfmError } from "../errors.js";
import { callOff, newMeeting } from "./meeting.js";
import type { Task, Together, Work } from "./messages.js";
import type { Threads } from "./open-threads.js";
import { arePlain, type SharedColumns, sharedColumns } from "./shared-columns.js";
import { slicesOf } from "./slices-of.js";
import { statesOf } from "./states-of.js";
import { WorkerThread } from "./worker-thread.js";

// Fewer rows are added sooner than they are divided.
const FEWEST_ROWS = 65_536;

// How many rows all threads read in a round, as many as wait in one thread: 26 MiB.
const ROUND_ROWS = 2 ** 21;

/** How the work is divided; other numbers are for tests. */
export interface Division {
  /** How many rows each thread has at least. */
  readonly fewestRows: number;
  /** How many rows all threads read before they add them, at most. */
  readonly roundRows: number;
}

/** The threads behind {@link openThreads}. */
export class ThreadPool implements Threads {
  readonly size: number;
  readonly #threads: readonly WorkerThread[];
  readonly #division: Division;
  /** Kept from call to call: new memory costs time. Calls that come meanwhile have their own. */
  #exchange: Exchange | null = null;
  #closing: Promise<void> | null = null;

  constructor(size: number, file: URL, division: Division = { fewestRows: FEWEST_ROWS, roundRows: ROUND_ROWS }) {
    this.size = size;
    this.#division = division;
    this.#threads = Array.from({ length: size }, () => new WorkerThread(file));
  }

  async accumulate(columns: AccumulatedColumns, options: AccumulateOptions = {}): Promise<Accumulator> {
    if (this.#closing !== null) throw closed();
    const sums = accumulate(options) as OrderAccumulator;
    const shared = sharedColumns(columns);
    if (shared === null) return sums.addColumns(columns);
    const state = OrderAccumulator.stateOf(sums);
    const { works, together } = this.#worksOf(state, shared);
    const threads = [...this.#threads].sort((a, b) => a.busy - b.busy);
    // Every thread gets the calls in the same order, or two could wait for each other.
    const runs = works.map((work, i) => threads[i].run(taskOf(state, work)));
    if (together !== null) {
      for (const run of runs) run.catch(() => callOff(together.meeting));
    }
    // All are waited for: when one fails, the next call must not meet another that is about to.
    await Promise.allSettled(runs);
    if (together !== null && this.#closing === null) this.#exchange = together.exchange;
    const outcomes = await Promise.all(runs);
    for (const packed of statesOf(outcomes)) unpackState(state, packed);
    return sums;
  }

  close(): Promise<void> {
    this.#exchange = null;
    this.#closing ??= Promise.all(this.#threads.map((thread) => thread.close(closed()))).then(() => undefined);
    return this.#closing;
  }

  /** What the threads are to do: shares of the customers where these are int32 ids, else all of it in one of them. */
  #worksOf({ settings, buckets }: State, { columns, divisible, rows }: SharedColumns): Works {
    const of = Math.max(1, Math.min(this.size, Math.floor(rows / this.#division.fewestRows)));
    if (divisible === null || settings.customerIds === "text" || of === 1) {
      return { works: [{ columns, share: null, slice: null }], together: null };
    }
    const shares = Array.from({ length: of }, (_, index) => ({ index, of }));
    if (buckets !== null || !arePlain(divisible)) {
      return { works: shares.map((share) => ({ columns: divisible, share, together: null })), together: null };
    }
    const range = denseRangeFor(idRangeOf(divisible.customer), divisible.date, of);
    if (range !== null) return { works: slicesOf(divisible, of, range), together: null };
    const together = { exchange: this.#exchangeFor(of, rows), meeting: newMeeting() };
    return { works: shares.map((share) => ({ columns: divisible, share, together })), together };
  }

  #exchangeFor(threads: number, rows: number): Exchange {
    const roundRows = Math.ceil(Math.min(rows, this.#division.roundRows) / threads);
    const free = this.#exchange;
    this.#exchange = null;
    const fits = free !== null && free.memory.length >= threads && free.roundRows >= roundRows;
    return fits ? free : newExchange(threads, roundRows);
  }
}

interface Works {
  readonly works: readonly Work[];
  readonly together: Together | null;
}

function taskOf({ settings, buckets }: State, work: Work): Task {
  const { where: _, dayOfInstant: __, ...plain } = settings;
  return { settings: plain, rule: buckets?.rule ?? null, work };
}

function closed(): RfmError {
  return new RfmError("THREADS_CLOSED", "accumulate: the threads must not be closed; openThreads() opens others");
}
