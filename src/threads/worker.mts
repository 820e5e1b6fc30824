import { parentPort } from "node:worker_threads";
import { memoryOf } from "../accumulate/transfer/pack-state.js";
import { callOff, meet } from "./meeting.js";
import type { Outcome, Reply, Request, Task } from "./messages.js";
import { runTask } from "./run-task.js";

parentPort?.on("message", ({ id, task }: Request) => {
  const outcome = outcomeOf(task);
  const reply: Reply = { id, outcome };
  parentPort?.postMessage(reply, "state" in outcome ? memoryOf(outcome.state) : []);
});

// A message that cannot be read names no task: the thread ends, and with it all that waits for it.
parentPort?.on("messageerror", (error) => {
  throw error;
});

function outcomeOf(task: Task): Outcome {
  const { share } = task.work;
  const meeting = share === null ? undefined : task.work.together?.meeting;
  const steps = runTask(task);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) {
      if (meeting !== undefined && !("state" in value)) callOff(meeting);
      return value;
    }
    if (meeting !== undefined && !meet(meeting, share?.of ?? 1)) return { stopped: true };
  }
}
