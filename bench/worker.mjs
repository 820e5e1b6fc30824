// One contestant in a process of its own, so that heap and peak memory are its own. Started by child.mjs; speaks by messages:
// "ready" with its memory when the input is there, then, for every "run", the time of the job and what it found.
import { contestantsIn } from "./contestants/index.mjs";
import { makeOrders } from "./data.mjs";
import { QUESTIONS } from "./questions.mjs";

const { file, name, orders, sparse, bundle } = JSON.parse(process.argv[2]);
const contestant = (await contestantsIn(file)).find((one) => one.name === name);
const context = { rfmKit: await import(bundle), question: QUESTIONS[contestant.question] };
const job = await contestant.prepare(makeOrders(orders, { sparse }), context);
// What making the input left behind is not part of the input.
globalThis.gc();
process.send({ inputBytes: process.memoryUsage.rss() });

process.on("message", async () => {
  // No forced collection here: V8 would forget compiled code with it, and an application does not do it either.
  const start = performance.now();
  const counts = await job();
  const ms = performance.now() - start;
  process.send({ ms, counts, peakBytes: process.resourceUsage().maxRSS * 1024 });
});
process.on("disconnect", () => process.exit());
