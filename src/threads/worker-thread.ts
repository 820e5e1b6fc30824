import { Worker } from "node:worker_threads";
import { RfmError } from "../errors.js";
import type { Outcome, Reply, Request, Task } from "./messages.js";

interface Pending {
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One worker thread and the tasks that it has. It keeps the process alive only while it has some. A worker that ended takes its tasks
 * with it, which are rejected; the next task starts another one.
 */
export class WorkerThread {
  readonly #file: URL;
  #worker: Worker | null = null;
  readonly #pending = new Map<number, Pending>();
  #nextId = 0;

  constructor(file: URL) {
    this.#file = file;
    this.#start();
  }

  /** How many tasks it has. */
  get busy(): number {
    return this.#pending.size;
  }

  run(task: Task): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const worker = this.#worker ?? this.#start();
      const request: Request = { id: this.#nextId++, task };
      worker.postMessage(request);
      worker.ref();
      this.#pending.set(request.id, { resolve, reject });
    });
  }

  /** Ends the thread, whatever it does; its tasks are rejected with an error. */
  async close(error: RfmError): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#rejectAll(error);
    // Waited for, so that it must keep the process alive until it has ended.
    worker?.ref();
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#file, { name: "rfm-kit" });
    let reason = "";
    worker.on("message", ({ id, outcome }: Reply) => {
      this.#pending.get(id)?.resolve(outcome);
      this.#pending.delete(id);
      if (this.#pending.size === 0) worker.unref();
    });
    worker.on("messageerror", (error) => {
      reason = `: ${error.message}`;
      void worker.terminate();
    });
    worker.on("error", (error: unknown) => {
      reason = `: ${error instanceof Error ? error.message : String(error)}`;
    });
    worker.on("exit", (code) => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      this.#rejectAll(
        new RfmError("THREAD_FAILED", `accumulate: a worker thread ended with exit code ${code}${reason}`),
      );
    });
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #rejectAll(error: RfmError): void {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(error);
  }
}
