// Events and orders in, AIPL stages out: who is where, who falls out soon, and who moved.
import { aiplDatabank, classifyStages, eventsFromRows, ledgerFromRows, stageFlow } from "rfm-kit";

const events = eventsFromRows(
  [
    { user: "ann", what: "pv", at: "2026-05-28" },
    { user: "ann", what: "add2cart", at: "2026-06-20" },
    { user: "bob", what: "pv", at: "2026-06-27" },
    { user: "cid", what: "pv", at: "2026-05-25" },
    { user: "cid", what: "heartbeat", at: "2026-06-30" },
  ],
  { customer: "user", type: "what", date: "at", types: { pv: "page_view", add2cart: "cart" } },
);
const ledger = ledgerFromRows(
  [
    { who: "dee", day: "2026-05-10", sum: 20 },
    { who: "dee", day: "2026-06-15", sum: 35 },
    { who: "bob", day: "2025-12-01", sum: 12 },
  ],
  { customer: "who", date: "day", amount: "sum" },
);

const may = classifyStages(aiplDatabank, { events, ledger, asOf: "2026-05-31" });
const june = classifyStages(aiplDatabank, { events, ledger, asOf: "2026-06-30" });
for (const { customer, stage, since, expiresAt, expiresTo } of june) {
  console.log(
    customer,
    stage ?? "none",
    `since ${since}`,
    expiresAt === null ? "stays" : `until ${expiresAt}, then ${expiresTo ?? "none"}`,
  );
}

const flow = stageFlow(may, june);
console.log("deepened", flow.ids("A", "I"), flow.ids("P", "L"), "lost", flow.ids("A", null));
console.log("left out", events.diagnostics.unknown);
