import { type AccumulateOptions, accumulate } from "../accumulate/accumulate.js";
import type { AccumulatedColumns, Accumulator } from "../accumulate/accumulator.js";
import { OrderAccumulator } from "../accumulate/order-accumulator.js";
import type { State } from "../accumulate/state.js";
import { unpackState } from "../accumulate/transfer/unpack-state.js";
import { RfmError } from "../errors.js";
import type { Task, Work } from "./messages.js";
import type { Threads } from "./open-threads.js";
import { type SharedColumns, sharedColumns } from "./shared-columns.js";
import { statesOf } from "./states-of.js";
import { WorkerThread } from "./worker-thread.js";

// Fewer rows are added sooner than they are divided.
const FEWEST_ROWS = 65_536;

/** The threads behind {@link openThreads}. */
export class ThreadPool implements Threads {
  readonly size: number;
  readonly #threads: readonly WorkerThread[];
  readonly #fewestRows: number;
  #closing: Promise<void> | null = null;

  constructor(size: number, file: URL, fewestRows: number = FEWEST_ROWS) {
    this.size = size;
    this.#fewestRows = fewestRows;
    this.#threads = Array.from({ length: size }, () => new WorkerThread(file));
  }

  async accumulate(columns: AccumulatedColumns, options: AccumulateOptions = {}): Promise<Accumulator> {
    if (this.#closing !== null) throw closed();
    const sums = accumulate(options) as OrderAccumulator;
    const shared = sharedColumns(columns);
    if (shared === null) return sums.addColumns(columns);
    const state = OrderAccumulator.stateOf(sums);
    const tasks = this.#tasksOf(state, shared);
    const threads = [...this.#threads].sort((a, b) => a.busy - b.busy);
    const works = tasks.map((task, i) => threads[i].run(task));
    // All are waited for: when one fails, the next call must not meet another that is about to.
    await Promise.allSettled(works);
    const outcomes = await Promise.all(works);
    for (const packed of statesOf(outcomes)) unpackState(state, packed);
    return sums;
  }

  close(): Promise<void> {
    this.#closing ??= Promise.all(this.#threads.map((thread) => thread.close(closed()))).then(() => undefined);
    return this.#closing;
  }

  /** What the threads are to do: shares of the customers where these are int32 ids, else all of it in one of them. */
  #tasksOf({ settings, buckets }: State, { columns, divisible, rows }: SharedColumns): Task[] {
    const { where: _, dayOfInstant: __, ...plain } = settings;
    const rule = buckets?.rule ?? null;
    const of = Math.max(1, Math.min(this.size, Math.floor(rows / this.#fewestRows)));
    const works: Work[] =
      divisible === null || settings.customerIds === "text" || of === 1
        ? [{ columns, share: null }]
        : Array.from({ length: of }, (_, index) => ({ columns: divisible, share: { index, of } }));
    return works.map((work) => ({ settings: plain, rule, work }));
  }
}

function closed(): RfmError {
  return new RfmError("THREADS_CLOSED", "accumulate: the threads must not be closed; openThreads() opens others");
}
