import { parentPort } from "node:worker_threads";
import { memoryOf } from "../accumulate/transfer/pack-state.js";
import type { Reply, Request } from "./messages.js";
import { runTask } from "./run-task.js";

parentPort?.on("message", ({ id, task }: Request) => {
  const outcome = runTask(task);
  const reply: Reply = { id, outcome };
  parentPort?.postMessage(reply, "state" in outcome ? memoryOf(outcome.state) : []);
});

// A message that cannot be read names no task: the thread ends, and with it all that waits for it.
parentPort?.on("messageerror", (error) => {
  throw error;
});
