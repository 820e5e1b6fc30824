import { describe, expect, it } from "vitest";
import {
  aipl,
  aiplDatabank,
  classifyStages,
  defineStages,
  type EventLog,
  eventsFromRows,
  eventsWithOrders,
  ledgerFromRows,
  type Membership,
  profilesFromRows,
  type Rule,
  type StageModel,
} from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

type Id = string | number | bigint;

/** `"ann view 2026-01-05"`, one per event; days of January 2026 as two digits. */
function log(...events: readonly string[]): EventLog {
  const rows = events.map((text) => {
    const [customer, type, day] = text.split(" ");
    return { customer, type, date: `2026-01-${day}` };
  });
  return eventsFromRows(rows, { customer: "customer", type: "type", date: "date" });
}

function did(event: string, days?: number, value = 1): Rule {
  const within = days === undefined ? {} : { within: { days } };
  return { event, measure: { fn: "count" }, operator: ">=", value, ...within };
}

const shop = defineStages({
  id: "shop",
  version: "1",
  stages: [
    { id: "seen", when: did("view", 7) },
    { id: "keen", when: did("view", 3, 2) },
    { id: "bought", when: did("buy", 10) },
    { id: "fan", when: did("share"), requires: "bought" },
  ],
});

function stageOf(events: EventLog, asOf: string, customer: Id = "ann", model: StageModel = shop): string | null {
  return classifyStages(model, { events, asOf: `2026-01-${asOf}` }).get(customer)?.stage ?? null;
}

describe("the stage of a customer", () => {
  it("is the deepest whose rule holds", () => {
    const events = log("ann view 05", "ann buy 04", "bob view 05", "bob view 05", "cid view 05", "dee buy 01");
    const result = classifyStages(shop, { events, asOf: "2026-01-05" });
    expect(["ann", "bob", "cid", "dee"].map((id) => result.get(id)?.stage)).toEqual([
      "bought",
      "keen",
      "seen",
      "bought",
    ]);
    expect(result.get("ann")?.matched).toEqual(["seen", "bought"]);
    expect(result.get("bob")?.matched).toEqual(["seen", "keen"]);
  });

  it("is held for ages 0 to W - 1 and gone at W", () => {
    const events = log("ann view 05");
    expect(["04", "05", "11", "12"].map((day) => stageOf(events, day))).toEqual([null, "seen", "seen", null]);
  });

  it("does not look at events after the day", () => {
    const events = log("ann view 05", "ann buy 20");
    expect(stageOf(events, "06")).toBe("seen");
    expect(classifyStages(shop, { events, asOf: "2026-01-06" }).diagnostics.eventsAfterAsOf).toBe(1);
  });

  it("passes over a stage whose required stage does not hold, and goes on downwards", () => {
    const events = log("ann share 01", "ann view 05", "bob share 01", "bob buy 05");
    expect(stageOf(events, "05")).toBe("seen");
    expect(stageOf(events, "05", "bob")).toBe("fan");
    const lonely = log("cid share 05");
    const result = classifyStages(shop, { events: lonely });
    expect(result.get("cid")).toMatchObject({ stage: null, matched: ["fan"], reasons: [] });
  });

  it("needs what a required stage requires itself", () => {
    const model = defineStages({
      id: "chain",
      version: "1",
      stages: [
        { id: "a", when: did("a") },
        { id: "b", when: did("b"), requires: "a" },
        { id: "x", when: did("x") },
        { id: "c", when: did("c"), requires: "b" },
      ],
    });
    const events = log(
      "1 c 01",
      "1 b 01",
      "2 c 01",
      "2 b 01",
      "2 a 01",
      "3 c 01",
      "3 a 01",
      "4 c 01",
      "4 b 01",
      "4 x 01",
    );
    const stages = [..."1234"].map((id) => stageOf(events, "01", id, model));
    expect(stages).toEqual([null, "c", "a", "x"]);
  });

  it("is that of the customer of that id and type", () => {
    const rows = [
      { c: 1, t: "view" },
      { c: "1", t: "buy" },
      { c: 1n, t: "view" },
      { c: "__proto__", t: "buy" },
    ].map((row) => ({ ...row, d: "2026-01-05" }));
    const result = classifyStages(shop, { events: eventsFromRows(rows, { customer: "c", type: "t", date: "d" }) });
    expect([1, "1", 1n, "__proto__"].map((id) => result.get(id)?.stage)).toEqual(["seen", "bought", "seen", "bought"]);
    expect(result.get(2)).toBeUndefined();
    expect(result.get("constructor")).toBeUndefined();
  });

  it("may be given by a condition that holds for want of events", () => {
    const asleep: Rule = { event: "view", measure: { fn: "count" }, operator: "=", value: 0, within: { days: 5 } };
    const model = defineStages({ id: "s", version: "1", stages: [{ id: "asleep", when: asleep }] });
    const result = classifyStages(model, { events: log("ann view 05", "bob buy 01"), asOf: "2026-01-06" });
    expect(result.get("ann")).toMatchObject({ stage: null, expiresAt: "2026-01-10", expiresTo: "asleep" });
    expect(result.get("bob")).toMatchObject({ stage: "asleep", since: null, expiresAt: null });
    const later = classifyStages(model, { events: log("ann view 05", "bob buy 01"), asOf: "2026-01-12" });
    expect(later.get("ann")).toMatchObject({ stage: "asleep", since: "2026-01-10", expiresAt: null });
  });
});

describe("the day of the analysis", () => {
  it("is by default that of the last event or order", () => {
    expect(classifyStages(shop, { events: log("ann view 05", "bob view 09") }).asOf).toBe("2026-01-09");
    const ledger = ledgerFromRows([{ c: "ann", d: "2026-01-11", a: 5 }], { customer: "c", date: "d", amount: "a" });
    const both = classifyStages(shop, { events: log("ann view 05"), ledger, purchaseType: "buy" });
    expect([both.asOf, both.get("ann")?.stage]).toEqual(["2026-01-11", "bought"]);
  });

  it("is read in the zone of the events", () => {
    const events = eventsFromRows([{ c: 1, t: "view", d: "2026-01-05T23:00:00Z" }], {
      customer: "c",
      type: "t",
      date: "d",
      timeZone: "Asia/Shanghai",
    });
    expect(classifyStages(shop, { events }).asOf).toBe("2026-01-06");
    expect(classifyStages(shop, { events, asOf: new Date("2026-01-06T20:00:00Z") }).asOf).toBe("2026-01-07");
  });

  it("must be given where there is no event", () => {
    expectRefused(() => classifyStages(shop, { events: log() }), "MISSING_OPTION", { path: "options.asOf" });
    expect(() => classifyStages(shop, { events: log() })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: classifyStages: options.asOf must be given where there is no event to date it by]`,
    );
    const empty = classifyStages(shop, { events: log(), asOf: "2026-01-05" });
    expect([empty.size, [...empty], empty.customersIn(null)]).toEqual([0, [], []]);
    expect(empty.summary().map(({ customers, share }) => customers + share)).toEqual([0, 0, 0, 0, 0]);
    expectRefused(() => classifyStages(shop, { events: log("a view 01"), asOf: "soon" }), "WRONG_TYPE", {
      path: "options.asOf",
    });
  });
});

describe("since and expiry", () => {
  const events = log("ann view 03", "ann view 04", "ann buy 06", "ann view 18", "bob view 05", "bob view 20");

  it("tell the spell around the day", () => {
    const at = (asOf: string) => {
      const customer = classifyStages(shop, { events, asOf: `2026-01-${asOf}` }).get("ann");
      return [customer?.stage, customer?.since, customer?.expiresAt, customer?.expiresTo];
    };
    expect(at("02")).toEqual([null, null, null, null]);
    expect(at("03")).toEqual(["seen", "2026-01-03", "2026-01-10", null]);
    expect(at("04")).toEqual(["keen", "2026-01-04", "2026-01-06", "seen"]);
    expect(at("05")).toEqual(["keen", "2026-01-04", "2026-01-06", "seen"]);
    expect(at("06")).toEqual(["bought", "2026-01-06", "2026-01-16", null]);
    expect(at("15")).toEqual(["bought", "2026-01-06", "2026-01-16", null]);
    expect(at("16")).toEqual([null, "2026-01-16", null, null]);
    expect(at("18")).toEqual(["seen", "2026-01-18", "2026-01-25", null]);
    expect(at("31")).toEqual([null, "2026-01-25", null, null]);
  });

  it("begin anew after a break", () => {
    const bob = classifyStages(shop, { events, asOf: "2026-01-22" }).get("bob");
    expect(bob).toMatchObject({ stage: "seen", since: "2026-01-20" });
  });

  it("have no beginning and no end where nothing but an attribute speaks", () => {
    const profiles = profilesFromRows([{ id: "ann", isMember: true }], {
      customer: "id",
      fields: { isMember: "boolean" },
    });
    const result = classifyStages(aiplDatabank, { profiles, asOf: "2026-01-05" });
    expect(result.get("ann")).toMatchObject({ stage: "I", since: null, expiresAt: null, expiresTo: null });
  });

  it("are never beyond the last calendar day", () => {
    const far = eventsFromRows([{ c: 1, t: "view", d: "9999-12-28" }], { customer: "c", type: "t", date: "d" });
    expect(classifyStages(shop, { events: far }).get(1)).toMatchObject({ since: "9999-12-28", expiresAt: null });
  });

  it("are found however far away they are, also where a day of the year speaks too", () => {
    const birthday: Rule = { field: "born", operator: "anniversary", value: 30 };
    const model = (days?: number): StageModel<"on"> =>
      defineStages({
        id: "b",
        version: "1",
        stages: [{ id: "on", when: { combinator: "or", rules: [did("view", days), birthday] } }],
      });
    const born = profilesFromRows([{ id: "ann", born: "2000-06-15" }], { customer: "id", fields: { born: "date" } });
    const seen = (day: string) =>
      eventsFromRows([{ c: "ann", t: "view", d: day }], { customer: "c", type: "t", date: "d" });
    // The window of the event ends on 2026-06-01, on which the birthday is near.
    const ahead = classifyStages(model(1000), { events: seen("2023-09-05"), profiles: born }).get("ann");
    expect(ahead).toMatchObject({ stage: "on", since: "2023-09-05", expiresAt: "2026-06-16", expiresTo: null });
    // The event came while the birthday was near.
    const options = { events: seen("2020-06-01"), profiles: born, asOf: "2026-01-01" };
    expect(classifyStages(model(), options).get("ann")).toMatchObject({ since: "2020-05-16", expiresAt: null });
  });

  it("are the same in columns", () => {
    for (const asOf of ["2026-01-05", "2026-01-06", "2026-01-21"]) {
      const result = classifyStages(shop, { events, asOf });
      const { customer, stage, since, expiresAt, expiresTo } = result.columns;
      const rows = [...result].map((row) => [row.customer, row.stage, row.since, row.expiresAt, row.expiresTo]);
      const iso = (day: number) =>
        day === -2_147_483_648 ? null : new Date(day * 86_400_000).toISOString().slice(0, 10);
      const idOf = (position: number) => shop.stages[position]?.id ?? null;
      const found = customer.map((id, i) => [id, idOf(stage[i]), iso(since[i]), iso(expiresAt[i]), idOf(expiresTo[i])]);
      expect(found).toEqual(rows);
      expect(result.columns.since).toBe(since);
    }
  });
});

describe("the reasons", () => {
  it("are the conditions that hold, with their events, the latest first, then those of the required stage", () => {
    const model = aipl({ windows: { P: null } });
    const events = log("ann purchase 02", "ann purchase 04", "ann purchase 04", "ann cart 03");
    const { reasons, stage } = classifyStages(model, { events }).get("ann") ?? {};
    expect(stage).toBe("L");
    expect(reasons?.map(({ path }) => path)).toEqual(["stages[3].when.rules[0]", "stages[2].when"]);
    expect(reasons?.[1].events[0]).toEqual({ type: "purchase", day: "2026-01-04" });
    expect(reasons?.[0].events.map(({ day }) => day).slice(0, 1)).toEqual(["2026-01-04"]);
  });

  it("name conditions that speak by not holding", () => {
    const never: Rule = { combinator: "and", not: true, rules: [did("buy")] };
    const model = defineStages({ id: "n", version: "1", stages: [{ id: "open", when: never }] });
    const { reasons } = classifyStages(model, { events: log("ann view 02") }).get("ann") ?? {};
    expect(reasons).toEqual([{ path: "stages[0].when.rules[0]", holds: false, events: [] }]);
  });

  it("name an attribute without events", () => {
    const profiles = profilesFromRows([{ id: "ann", isFan: true }], { customer: "id", fields: { isFan: "boolean" } });
    const { reasons } = classifyStages(aiplDatabank, { profiles, asOf: "2026-01-05" }).get("ann") ?? {};
    expect(reasons).toEqual([{ path: "stages[1].when.rules[3]", holds: true, events: [] }]);
  });
});

describe("the customers", () => {
  const profiles = profilesFromRows(
    [
      { id: "zoe", isMember: false },
      { id: "bob", isMember: true },
    ],
    { customer: "id", fields: { isMember: "boolean" } },
  );
  const events = log("ann cart 05", "bob purchase 05");

  it("are those of the profiles, then the others of the events", () => {
    const result = classifyStages(aiplDatabank, { events, profiles });
    expect([...result].map(({ customer, stage }) => [customer, stage])).toEqual([
      ["zoe", null],
      ["bob", "P"],
      ["ann", "I"],
    ]);
    expect(result.diagnostics).toMatchObject({ customers: 3, withoutEvents: 1 });
    expect(result.customersIn(null)).toEqual(["zoe"]);
    expect(result.columns.customer).toEqual(["zoe", "bob", "ann"]);
  });

  it("may be those of the profiles only", () => {
    const result = classifyStages(aiplDatabank, { events, profiles, universe: "profiles" });
    expect([...result].map(({ customer }) => customer)).toEqual(["zoe", "bob"]);
    expect(result.get("ann")).toBeUndefined();
  });

  it("may be found by stage, in their order", () => {
    const result = classifyStages(shop, { events: log("b view 05", "a view 05", "c buy 05") });
    expect(result.customersIn("seen")).toEqual(["b", "a"]);
    expect(result.customersIn("fan")).toEqual([]);
    expect(result.summary()).toEqual([
      { stage: null, customers: 0, share: 0 },
      { stage: "seen", customers: 2, share: 2 / 3 },
      { stage: "keen", customers: 0, share: 0 },
      { stage: "bought", customers: 1, share: 1 / 3 },
      { stage: "fan", customers: 0, share: 0 },
    ]);
    expectRefused(() => result.customersIn(wrong("gone")), "UNKNOWN_NAME", { where: "customersIn", path: "stage" });
  });
});

describe("orders", () => {
  const ledger = ledgerFromRows(
    [
      { c: "ann", d: "2026-01-02", a: 10 },
      { c: "ann", d: "2026-01-04", a: 10 },
      { c: "eve", d: "2026-01-04", a: 10 },
    ],
    { customer: "c", date: "d", amount: "a" },
  );

  it("count as purchases, with or without events", () => {
    const alone = classifyStages(aiplDatabank, { ledger });
    expect([...alone].map(({ customer, stage }) => [customer, stage])).toEqual([
      ["ann", "L"],
      ["eve", "P"],
    ]);
    const both = classifyStages(aiplDatabank, { ledger, events: log("bob cart 04", "eve cart 04") });
    expect([...both].map(({ customer, stage }) => [customer, stage])).toEqual([
      ["bob", "I"],
      ["eve", "P"],
      ["ann", "L"],
    ]);
    const joined = eventsWithOrders(log("bob cart 04", "eve cart 04"), ledger);
    expect([...classifyStages(aiplDatabank, { events: joined }).stage]).toEqual([...both.stage]);
    expect(both.data.events?.typeNames).toEqual(["cart", "purchase"]);
  });

  it("are refused beside purchases among the events, unless they are joined by hand", () => {
    const events = log("bob purchase 04");
    const call = () => classifyStages(aiplDatabank, { events, ledger });
    expectRefused(call, "CONFLICTING_OPTIONS", { where: "classifyStages", path: "options.purchaseType" });
    const joined = eventsWithOrders(events, ledger, { allowBoth: true });
    expect(classifyStages(aiplDatabank, { events: joined }).customersIn("P")).toEqual(["bob", "eve"]);
  });
});

describe("the diagnostics", () => {
  it("name the types that no rule names, and those that never occur", () => {
    const events = log("ann view 01", "ann ping 02", "ann ping 03", "bob help 03", "bob view 09", "ann Buy 02");
    const { diagnostics } = classifyStages(shop, { events, asOf: "2026-01-04" });
    expect(diagnostics).toMatchObject({
      customers: 2,
      withoutEvents: 0,
      eventsAfterAsOf: 1,
      unusedTypes: [
        { type: "ping", events: 2 },
        { type: "Buy", events: 1 },
        { type: "help", events: 1 },
      ],
      absentTypes: ["buy", "share"],
      absentFields: [],
    });
    expect(diagnostics.warnings.map(({ code }) => code)).toEqual(["ABSENT_TYPES"]);
    expect(diagnostics.warnings[0].message).toContain('"buy", "share"');
    expect(Object.isFrozen(diagnostics)).toBe(true);
  });

  it("see the types of partners and of references, but not those that are muted", () => {
    const open: Rule = {
      event: "coupon",
      measure: { fn: "count" },
      operator: ">=",
      value: 1,
      exceptKeyed: { event: "redeemed", key: "key" },
    };
    const muted: Rule = { ...(did("ghost") as object), muted: true } as Rule;
    const model = defineStages({
      id: "m",
      version: "1",
      stages: [{ id: "a", when: { combinator: "or", rules: [open, muted, { segment: "vip" }] } }],
    });
    const events = log("ann coupon 01", "ann ghost 01");
    const { diagnostics } = classifyStages(model, { events, references: { vip: did("gold"), other: did("x") } });
    expect(diagnostics.absentTypes).toEqual(["gold", "redeemed"]);
    expect(diagnostics.unusedTypes).toEqual([{ type: "ghost", events: 1 }]);
  });

  it("name the fields that the profiles do not have, which count as missing", () => {
    const events = log("ann cart 05", "bob page_view 05");
    const { diagnostics } = classifyStages(aiplDatabank, { events });
    expect(diagnostics.absentFields).toEqual(["isFan", "isMember"]);
    expect(diagnostics.warnings.map(({ code }) => code)).toEqual(["ABSENT_TYPES", "ABSENT_FIELDS"]);
    const isNull = (operator: "null" | "notNull"): Rule => ({ field: "level", operator });
    const model = (operator: "null" | "notNull") =>
      defineStages({ id: "n", version: "1", stages: [{ id: "a", when: isNull(operator) }] });
    expect(classifyStages(model("null"), { events }).customersIn("a")).toEqual(["ann", "bob"]);
    expect(classifyStages(model("notNull"), { events }).customersIn("a")).toEqual([]);
  });

  it("leave a condition on such a field out where it is muted", () => {
    const muted: Rule = { field: "level", operator: "=", value: "gold", muted: true };
    const when: Rule = { combinator: "and", rules: [did("cart"), muted] };
    const model = defineStages({ id: "m", version: "1", stages: [{ id: "a", when }] });
    const result = classifyStages(model, { events: log("ann cart 05") });
    expect([result.customersIn("a"), result.diagnostics.absentFields]).toEqual([["ann"], []]);
  });

  it("tell misspelt types among those that no rule names, and where orders go", () => {
    const { diagnostics } = classifyStages(aiplDatabank, { events: log("ann carts 01", "ann cart 01") });
    expect(diagnostics.warnings[0].message).toContain("ledger");
    const near = classifyStages(aiplDatabank, { events: log("ann carts 01") });
    expect(near.diagnostics.warnings[0].message).toContain('did you mean "carts" instead of "cart"?');
  });

  it("name the sentiments that there are where the one that is asked for is not", () => {
    const rows = ["5", "5", "4"].map((sentiment, i) => ({ c: i, t: "review", d: "2026-01-05", sentiment }));
    const columns = { customer: "c", type: "t", date: "d" } as const;
    const found = (events: EventLog) =>
      classifyStages(aiplDatabank, { events }).diagnostics.warnings.map(({ code }) => code);
    expect(found(eventsFromRows(rows, columns))).toContain("ABSENT_EVENT_FIELDS");
    const rated = eventsFromRows(rows, { ...columns, sentiment: "sentiment" });
    const { warnings, absentEventFields } = classifyStages(aiplDatabank, { events: rated }).diagnostics;
    expect(absentEventFields).toEqual([]);
    expect(warnings.find(({ code }) => code === "NO_SUCH_VALUE")?.message).toBe(
      'rules of the model look for "review" events whose sentiment is "positive"; none has it; found: "5" (2), "4" (1)',
    );
    const byRating = classifyStages(aipl({ review: 4 }), { events: rated }).diagnostics;
    expect(byRating.warnings.find(({ code }) => code === "NO_SUCH_VALUE")?.message).toBe(
      'rules of the model look for "review" events whose sentiment is a number; none has it; found: "5" (2), "4" (1)',
    );
    const numbers = eventsFromRows(
      rows.map((row) => ({ ...row, sentiment: 5 })),
      { ...columns, sentiment: "sentiment" },
    );
    expect(
      classifyStages(aiplDatabank, { events: numbers })
        .summary()
        .map(({ customers }) => customers)[4],
    ).toBe(0);
    const good = rows.map((row) => ({ ...row, sentiment: "positive" }));
    const right = found(eventsFromRows(good, { ...columns, sentiment: "sentiment" }));
    expect(right).toEqual(["ABSENT_TYPES", "ABSENT_FIELDS"]);
  });

  it("count those without an event up to the day", () => {
    const events = eventsFromRows(
      [
        { c: 1, t: "view", d: "2026-01-05" },
        { c: 2, t: "view", d: "2026-01-09" },
        { c: 3, t: "spam", d: "2026-01-05" },
      ],
      { customer: "c", type: "t", date: "d", types: ["view"] },
    );
    const { diagnostics } = classifyStages(shop, { events, asOf: "2026-01-06" });
    expect([diagnostics.customers, diagnostics.withoutEvents]).toEqual([3, 2]);
  });
});

describe("references", () => {
  it("stand for rules and for sets of customers", () => {
    const events = log("ann view 05", "bob view 05");
    const vip: Membership = { customers: events.customers, has: Uint8Array.of(0, 1) };
    const model = defineStages({
      id: "r",
      version: "1",
      stages: [
        { id: "any", when: { segment: "viewer" } },
        { id: "vip", when: { segment: "vip" } },
      ],
    });
    const result = classifyStages(model, { events, references: { vip, viewer: did("view") } });
    expect([...result].map(({ stage }) => stage)).toEqual(["any", "vip"]);
    expectRefused(() => classifyStages(model, { events, references: { vip } }), "UNKNOWN_REFERENCE", {
      where: "classifyStages",
    });
    expectRefused(() => classifyStages(model, { events }), "UNKNOWN_REFERENCE");
    const loop: { combinator: "and"; rules: Rule[] } = { combinator: "and", rules: [] };
    loop.rules.push(loop);
    for (const viewer of [{}, loop, { segment: "viewer" }]) {
      const references = { vip, viewer: wrong<Rule>(viewer) };
      expect(() => classifyStages(model, { events, references })).toThrow(/^classifyStages: options.references/);
    }
  });
});

describe("what classifyStages refuses", () => {
  it("is what is no data, and options that do not exist", () => {
    const events = log("ann view 05");
    expectRefused(() => classifyStages(shop, {}), "MISSING_OPTION", { path: "options" });
    expectRefused(() => classifyStages(shop, wrong(undefined)), "WRONG_TYPE", { path: "options" });
    expectRefused(() => classifyStages(shop, wrong({ events: [] })), "WRONG_TYPE", { path: "options.events" });
    expectRefused(() => classifyStages(shop, wrong({ ledger: events })), "WRONG_TYPE", { path: "options.ledger" });
    expectRefused(() => classifyStages(shop, wrong({ events, profiles: [] })), "WRONG_TYPE", {
      path: "options.profiles",
    });
    expectRefused(() => classifyStages(shop, wrong({ events, customers: [] })), "UNKNOWN_OPTION", {
      path: "options.customers",
    });
    expectRefused(() => classifyStages(shop, wrong({ events, universe: "everyone" })), "UNKNOWN_NAME");
    const rated: Rule = {
      event: "view",
      measure: { fn: "count" },
      operator: ">=",
      value: 1,
      where: { combinator: "and", rules: [{ field: "stars", operator: "=", value: 5 }] },
    };
    const starred = defineStages({ id: "s", version: "1", stages: [shop.stages[0], { id: "b", when: rated }] });
    expectRefused(() => classifyStages(starred, { events }), "UNKNOWN_FIELD", {
      path: "model.stages[1].when.where.rules[0].field",
    });
    expect(() => classifyStages(shop, {})).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: classifyStages: options must have events, a ledger or profiles; it has none of them]`,
    );
  });
});
