import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

const WORKER = fileURLToPath(new URL("./worker.mjs", import.meta.url));
const MIB = 2 ** 20;

/** The process of one contestant. */
export class Child {
  #process;

  /** Resolves when the input is there, with the memory that it takes. */
  static async start({ name, file, bytesPerOrder }, { orders, sparse, bundle }) {
    const heapMib = 1024 + Math.ceil((2 * bytesPerOrder * orders) / MIB);
    const child = new Child();
    child.#process = fork(WORKER, [JSON.stringify({ name, file, orders, sparse, bundle })], {
      execArgv: ["--expose-gc", `--max-old-space-size=${heapMib}`],
    });
    const { inputBytes } = await child.#answer();
    return { child, inputBytes };
  }

  /** Runs the job once: `{ ms, counts, peakBytes }`. */
  run() {
    this.#process.send("run");
    return this.#answer();
  }

  stop() {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.#process.kill();
  }

  #answer() {
    return new Promise((resolve, reject) => {
      const done = (settle, value) => {
        this.#process.off("message", onMessage).off("exit", onExit);
        settle(value);
      };
      const onMessage = (message) => done(resolve, message);
      const onExit = (code, signal) => done(reject, new Error(`the process ended with ${signal ?? `code ${code}`}`));
      this.#process.on("message", onMessage).on("exit", onExit);
    });
  }
}
