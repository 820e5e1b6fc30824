import { describe, expect, it } from "vitest";
import {
  aiplDatabank,
  aiplTechsun,
  classifyStages,
  concentration,
  defineStages,
  type EventLog,
  event,
  eventsFromRows,
  fast,
  type Membership,
  profilesFromRows,
  type StageModel,
  type StageResult,
  stageFlow,
  stageTrend,
} from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

type Id = string | number | bigint;

/** Customers and the letter of the stage each of them is in, "-" for none: the type of their one event is the stage. */
function result(
  day: string,
  stages: { readonly [customer: string]: string },
  ids: readonly Id[] = [],
): StageResult<Level> {
  const customers: readonly Id[] = ids.length > 0 ? ids : Object.keys(stages);
  const rows = customers.map((c) => ({ c, t: stages[String(c)], d: day }));
  return classifyStages(levels, { events: eventsFromRows(rows, { customer: "c", type: "t", date: "d" }), asOf: day });
}

type Level = "x" | "y" | "z";

const levels = defineStages({
  id: "levels",
  version: "1",
  stages: [
    { id: "x", when: event("x") },
    { id: "y", when: event("y") },
    { id: "z", when: event("z") },
  ],
});

describe("a flow", () => {
  const before = result("2026-01-31", { a: "x", b: "x", c: "y", d: "y", e: "z", f: "-", g: "x", h: "y" });
  const after = result("2026-02-28", { i: "x", a: "x", b: "z", c: "x", d: "-", e: "y", f: "y", g: "y" });
  const flow = stageFlow(before, after);

  it("counts over one universe: who is in one result only is in no stage in the other", () => {
    expect(flow.order).toEqual([null, "x", "y", "z"]);
    // h is before only, i after only.
    expect(flow.counts).toEqual([
      [0, 1, 1, 0],
      [0, 1, 1, 1],
      [2, 1, 0, 0],
      [0, 0, 1, 0],
    ]);
    expect([flow.from, flow.to]).toEqual(["2026-01-31", "2026-02-28"]);
  });

  it("says of each stage what became of it", () => {
    expect(flow.stages).toEqual([
      {
        stage: "x",
        before: 3,
        after: 3,
        stayed: 1,
        deepened: 2,
        regressed: 0,
        lost: 0,
        entered: 1,
        gained: 1,
        deepeningRate: 2 / 3,
        conversionRate: 2 / 3,
        regressionRate: 0,
        lossRate: 0,
      },
      {
        stage: "y",
        before: 3,
        after: 3,
        stayed: 0,
        deepened: 0,
        regressed: 1,
        lost: 2,
        entered: 2,
        gained: 1,
        deepeningRate: 0,
        conversionRate: 1 / 3,
        regressionRate: 1 / 3,
        lossRate: 2 / 3,
      },
      {
        stage: "z",
        before: 1,
        after: 1,
        stayed: 0,
        deepened: 0,
        regressed: 1,
        lost: 0,
        entered: 1,
        gained: 0,
        deepeningRate: null,
        conversionRate: 1,
        regressionRate: 1,
        lossRate: 0,
      },
    ]);
    expect(flow.totals).toEqual({
      customers: 9,
      before: 7,
      after: 7,
      stayed: 1,
      deepened: 2,
      regressed: 2,
      lost: 2,
      gained: 2,
      deepeningRate: 2 / 6,
      conversionRate: 4 / 7,
    });
  });

  it("gives any cell as a count, a rate and an audience", () => {
    expect(flow.count("x", "z")).toBe(1);
    expect(flow.rate("x", "z")).toBe(1 / 3);
    expect(flow.rate(null, "x")).toBe(1 / 2);
    expect(flow.ids("y", null)).toEqual(["d", "h"]);
    expect(flow.ids(null, "x")).toEqual(["i"]);
    expect(flow.ids("x", "z")).toEqual(["b"]);
    expect(flow.ids(null, null)).toEqual([]);
    expect(() => flow.ids(wrong("q"), "x")).toThrow(/^stageFlow.ids: from must be a stage of "levels", or null/);
    expect(() => flow.count("x", wrong(undefined))).toThrow(/^stageFlow.count: to must be a stage/);
    expect(() => flow.rate("x", wrong("O"))).toThrow(/^stageFlow.rate: to must be a stage/);
  });

  it("is frozen", () => {
    for (const part of [flow, flow.counts, flow.counts[0], flow.stages, flow.stages[0], flow.totals, flow.order]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  it("matches customers by id and its type", () => {
    const stages = { "1": "x" };
    const both = stageFlow(result("2026-01-31", stages, [1, "1"]), result("2026-02-28", stages, ["1", 1n]));
    expect(both.totals).toMatchObject({ customers: 3, stayed: 1, lost: 1, gained: 1 });
    expect(both.ids("x", null)).toEqual([1]);
    expect(both.ids(null, "x")).toEqual([1n]);
  });

  it("knows a customer by text only where both results do", () => {
    const rows = [{ c: 1, t: "x", d: "2026-01-31" }];
    const at = (customerIds: "text" | "exact", c: Id = 1) => {
      const events = eventsFromRows([{ ...rows[0], c }], { customer: "c", type: "t", date: "d", customerIds });
      return classifyStages(levels, { events });
    };
    expect(stageFlow(at("text"), at("text", 1n)).totals).toMatchObject({ customers: 1, stayed: 1 });
    expect(stageFlow(at("exact"), at("text")).totals).toMatchObject({ customers: 2, lost: 1, gained: 1 });
    expect(stageFlow(at("text"), at("exact")).totals).toMatchObject({ customers: 2, lost: 1, gained: 1 });
  });

  it("of nobody has zeros, and no rates", () => {
    const empty = stageFlow(result("2026-01-31", {}), result("2026-01-31", {}));
    expect(empty.counts.flat().every((count) => count === 0)).toBe(true);
    expect(empty.totals).toMatchObject({ customers: 0, deepeningRate: null, conversionRate: null });
    expect(empty.stages[0]).toMatchObject({ deepeningRate: null, regressionRate: null, lossRate: null });
    expect(empty.rate("x", "y")).toBeNull();
  });

  it("may be of one day, and of a model that was saved in between", () => {
    const saved = defineStages(JSON.parse(JSON.stringify(levels)) as StageModel<Level>);
    const shuffled = {
      ...saved,
      stages: saved.stages.map(({ id, when }) => ({ when: Object.fromEntries(Object.entries(when).reverse()), id })),
    };
    const events = eventsFromRows([{ c: "a", t: "x", d: "2026-01-31" }], { customer: "c", type: "t", date: "d" });
    const again = classifyStages(shuffled as unknown as StageModel<Level>, { events });
    expect(stageFlow(before, again).count("x", "x")).toBe(1);
  });
});

describe("what stageFlow refuses", () => {
  const events = eventsFromRows([{ c: "a", t: "x", d: "2026-01-31" }], { customer: "c", type: "t", date: "d" });
  const at = (model: StageModel<string>, asOf = "2026-01-31") => classifyStages(model, { events, asOf });

  it("is another model, or the same with other rules", () => {
    const other = (change: object): StageModel<string> => defineStages({ ...levels, ...change });
    const own = at(levels);
    for (const change of [
      { id: "other" },
      { version: "2" },
      { stages: levels.stages.slice(1) },
      { stages: [levels.stages[0], { id: "y", when: event("y", { within: 9 }) }, levels.stages[2]] },
      { stages: [levels.stages[0], levels.stages[1], { ...levels.stages[2], requires: "x" }] },
    ]) {
      expectRefused(() => stageFlow(own, at(other(change))), "MODEL_MISMATCH", { path: "after.model" });
    }
    expect(stageFlow(own, at(other({ title: "Levels", notes: ["n"] }))).totals.stayed).toBe(1);
    const mixed = () => stageFlow<string, string>(at(aiplDatabank), at(aiplTechsun()));
    expect(mixed).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: stageFlow: after.model must be that of before, "aipl-databank" 2019, with the same rules (the id differs); received "aipl-techsun article"]`,
    );
  });

  it("is a later result before an earlier, and what is no result", () => {
    expectRefused(() => stageFlow(at(levels), at(levels, "2026-01-30")), "NOT_INCREASING", { path: "after.asOf" });
    expectRefused(() => stageFlow(wrong<never>({}), at(levels)), "WRONG_TYPE", { path: "before" });
    expectRefused(() => stageFlow(at(levels), wrong<never>(null)), "WRONG_TYPE", { path: "after" });
  });
});

const log: EventLog = eventsFromRows(
  [
    { c: 1, t: "page_view", d: "2026-01-10" },
    { c: 1, t: "cart", d: "2026-01-20" },
    { c: 2, t: "purchase", d: "2025-12-15" },
    { c: 2, t: "purchase", d: "2026-02-02" },
    { c: 3, t: "favorite", d: "2026-02-20" },
    { c: 4, t: "page_view", d: "2025-06-01" },
    { c: 4, t: "interact", d: "2025-06-01" },
  ],
  { customer: "c", type: "t", date: "d" },
);

describe("a trend", () => {
  const dates = ["2025-05-01", "2026-01-12", "2026-01-25", "2026-02-28"];

  it("is what classifyStages and stageFlow say on each date", () => {
    const trend = stageTrend(aiplDatabank, { events: log }, { dates });
    const results = dates.map((asOf) => classifyStages(aiplDatabank, { events: log, asOf }));
    expect(trend.customers).toBe(4);
    expect(trend.model).toEqual(aiplDatabank);
    trend.points.forEach(({ asOf, stages, flow }, i) => {
      expect(asOf).toBe(dates[i]);
      expect(stages).toEqual(results[i].summary());
      if (i === 0) expect(flow).toBeNull();
      else {
        const expected = stageFlow(results[i - 1], results[i]);
        expect([flow?.counts, flow?.stages, flow?.totals]).toEqual([expected.counts, expected.stages, expected.totals]);
        expect([flow?.from, flow?.to]).toEqual([dates[i - 1], dates[i]]);
        expect(flow?.count("P", "L")).toBe(expected.count("P", "L"));
      }
    });
    expect(Object.isFrozen(trend.points[0].stages[0])).toBe(true);
  });

  it("refuses dates that do not ascend, and data that are none", () => {
    const over = (given: unknown) => () => stageTrend(aiplDatabank, { events: log }, { dates: wrong(given) });
    expectRefused(over(undefined), "MISSING_OPTION", { where: "stageTrend", path: "options.dates" });
    expectRefused(over("2026-01-01"), "WRONG_TYPE", { path: "options.dates" });
    expectRefused(over([]), "OUT_OF_RANGE", { path: "options.dates" });
    expectRefused(over(["2026-01-01", "then"]), "WRONG_TYPE", { path: "options.dates[1]" });
    expectRefused(over(["2026-01-01", "2026-01-01"]), "NOT_INCREASING", { path: "options.dates[1]" });
    expectRefused(() => stageTrend(aiplDatabank, {}, { dates }), "MISSING_OPTION", { path: "data" });
    expectRefused(() => stageTrend(aiplDatabank, wrong({ events: log, asOf: 1 }), { dates }), "UNKNOWN_OPTION", {
      path: "data.asOf",
    });
    expectRefused(() => stageTrend(aiplDatabank, { events: log }, wrong({ dates, model: 1 })), "UNKNOWN_OPTION");
    expect(over(["2026-02-01", "2026-01-01"])).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: stageTrend: options.dates[1] must be after options.dates[0], 2026-02-01; received "2026-01-01"]`,
    );
  });
});

describe("the concentration of an audience", () => {
  const stages = result("2026-01-31", { a: "x", b: "x", c: "x", d: "y", e: "-" });

  it("is its share of each stage in percent", () => {
    expect(concentration(["a", "d", "a"], stages)).toEqual({
      audience: 2,
      unknown: 0,
      stages: [
        { stage: null, customers: 1, audience: 0, concentration: 0 },
        { stage: "x", customers: 3, audience: 1, concentration: (1 / 3) * 100 },
        { stage: "y", customers: 1, audience: 1, concentration: 100 },
        { stage: "z", customers: 0, audience: 0, concentration: null },
      ],
    });
    const everyone = new Set(["a", "b", "c", "d", "e"]);
    const percents = (ids: Iterable<Id>) => concentration(ids, stages).stages.map((row) => row.concentration);
    expect(percents(everyone)).toEqual([100, 100, 100, null]);
    expect(percents([])).toEqual([0, 0, 0, null]);
  });

  it("counts the ids that the result does not know, each once", () => {
    const found = concentration(["a", "nobody", 1, "1", 1n, "nobody", "__proto__"], stages);
    expect([found.audience, found.unknown]).toEqual([6, 5]);
    expect(found.stages.map((row) => row.audience)).toEqual([0, 1, 0, 0]);
    expect(concentration([], stages)).toMatchObject({ audience: 0, unknown: 0 });
  });

  it("takes ids of all types by their text where the customers are known so", () => {
    const rows = [{ c: 1, t: "x", d: "2026-01-31" }];
    const events = eventsFromRows(rows, { customer: "c", type: "t", date: "d", customerIds: "text" });
    const found = concentration([1, "1", 2, "2", 2n], classifyStages(levels, { events }));
    expect([found.audience, found.unknown, found.stages[1].audience]).toEqual([2, 1, 1]);
  });

  it("does not take an id for one of another type where a part of the customers is known by text", () => {
    const rows = [{ c: 1, t: "x", d: "2026-01-31" }];
    const events = eventsFromRows(rows, { customer: "c", type: "t", date: "d", customerIds: "text" });
    const profiles = profilesFromRows([{ id: 1 }], { customer: "id", fields: {} });
    const mixed = classifyStages(levels, { events, profiles });
    expect([...mixed].map(({ customer, stage }) => [customer, stage])).toEqual([
      [1, null],
      ["1", "x"],
    ]);
    const sizes = (id: Id) => concentration([id], mixed).stages.map((row) => row.audience);
    expect([sizes(1), sizes("1")]).toEqual([
      [1, 0, 0, 0],
      [0, 1, 0, 0],
    ]);
  });

  it("refuses what is no list of ids or no result", () => {
    expectRefused(() => concentration(wrong("abc"), stages), "WRONG_TYPE", { path: "audience" });
    expectRefused(() => concentration(wrong(undefined), stages), "WRONG_TYPE", { path: "audience" });
    expectRefused(() => concentration([], wrong<never>([])), "WRONG_TYPE", { path: "result" });
    expect(() => concentration(wrong(5), stages)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: concentration: audience must be an array or another iterable of customer ids; received 5]`,
    );
  });
});

describe("FAST", () => {
  const profiles = profilesFromRows(
    [
      { id: 1, isMember: true },
      { id: 2, isMember: true },
      { id: 3, isMember: false },
      { id: 4, isMember: true },
      { id: 5, isMember: true },
    ],
    { customer: "id", fields: { isMember: "boolean" } },
  );
  const isMember = { field: "isMember", operator: "=", value: true } as const;
  const at = (asOf: string) => classifyStages(aiplTechsun(), { events: log, profiles, asOf });
  const [before, after] = [at("2026-01-25"), at("2026-02-28")];

  it("counts who is in a stage, who moved, the members and the active among them", () => {
    // Before: 1 in I, 2 in P, 3 and 4 in none. After: 2 in L, 3 in I; 1 is lost.
    expect(fast(before, after, { members: isMember })).toEqual({
      from: "2026-01-25",
      to: "2026-02-28",
      fertility: 2,
      fertilityBefore: 2,
      advancingByDeepening: 1 / 2,
      advancingByConversion: 1 / 2,
      superiority: 4,
      thriving: 1,
      thrivingShare: 1 / 4,
    });
  });

  it("takes a set of customers for the members, and a rule for the active", () => {
    const members: Membership = { customers: log.customers, has: Uint8Array.of(0, 1, 1, 0) };
    const measures = fast(before, after, { members, active: event("purchase", { within: 30 }) });
    expect([measures.superiority, measures.thriving, measures.thrivingShare]).toEqual([2, 1, 0.5]);
    const strangers: Membership = { customers: log.customers, has: new Uint8Array(3) };
    const counts: Membership = { customers: log.customers, has: Uint8Array.of(0, 2, 1, 0) };
    expectRefused(() => fast(before, after, { members: counts }), "OUT_OF_RANGE", {
      where: "fast",
      path: "options.members.has[1]",
    });
    expectRefused(() => fast(before, after, { members: strangers }), "LENGTH_MISMATCH", {
      path: "options.members.has",
    });
    const saved = wrong<Membership>({ customers: {}, has: new Uint8Array(3) });
    expectRefused(() => fast(before, after, { members: saved }), "WRONG_TYPE", { path: "options.members.customers" });
    const nobody = fast(before, after, { members: { customers: log.customers, has: new Uint8Array(4) } });
    expect([nobody.superiority, nobody.thriving, nobody.thrivingShare]).toEqual([0, 0, null]);
  });

  it("tells the two days apart", () => {
    const early = at("2025-05-01");
    const { from, to, fertilityBefore, fertility } = fast(early, after, { members: isMember });
    expect([from, to, fertilityBefore, fertility]).toEqual(["2025-05-01", "2026-02-28", 0, 2]);
  });

  it("looks back 180 days for the active", () => {
    const lively = (asOf: string) => fast(before, at(asOf), { members: isMember }).thriving;
    // The cart of customer 1 is of 20 January.
    expect([lively("2026-07-18"), lively("2026-07-19")]).toEqual([1, 0]);
  });

  it("refuses what is no rule, and options that do not exist", () => {
    expectRefused(() => fast(before, after, wrong({})), "MISSING_OPTION", { where: "fast", path: "options.members" });
    expectRefused(() => fast(before, after, wrong({ members: {} })), "BAD_RULE", { path: "options.members" });
    expectRefused(() => fast(before, after, wrong({ members: isMember, within: 90 })), "UNKNOWN_OPTION");
    expectRefused(() => fast(before, after, { members: isMember, active: wrong(1) }), "BAD_RULE", {
      path: "options.active",
    });
    expectRefused(() => fast(after, before, { members: isMember }), "NOT_INCREASING", { where: "fast" });
    expectRefused(() => fast(wrong<never>({}), after, { members: isMember }), "WRONG_TYPE", {
      where: "fast",
      path: "before",
    });
    expectRefused(() => fast(before, wrong<never>(1), { members: isMember }), "WRONG_TYPE", {
      where: "fast",
      path: "after",
    });
    expect(() => fast(before, after, wrong({ members: 5 }))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: fast: options.members must be a rule; received 5]`,
    );
  });
});

describe("models that differ", () => {
  const events = eventsFromRows([{ c: 1, t: "cart", d: "2026-03-01" }], { customer: "c", type: "t", date: "d" });
  const staged = (id: string | undefined, type: string) =>
    classifyStages(
      defineStages({
        id: "m",
        version: "1",
        stages: [{ id: "one", when: { ...event(type), ...(id === undefined ? {} : { id }) } }],
      }),
      { events },
    );

  it("do not do so by the ids that editors give to rules", () => {
    expect(stageFlow(staged("r1", "cart"), staged(undefined, "cart")).counts).toEqual([
      [0, 0],
      [0, 1],
    ]);
  });

  it("are refused with the stage whose rule differs", () => {
    expect(() => stageFlow(staged("r1", "cart"), staged("r1", "view"))).toThrowError(/the rule of stage "one" differs/);
  });
});

describe("an audience", () => {
  it("is refused with the place of what is no id", () => {
    const events = eventsFromRows([{ c: 1, t: "cart", d: "2026-03-01" }], { customer: "c", type: "t", date: "d" });
    const staged = classifyStages(aiplDatabank, { events });
    expectRefused(() => concentration([1, wrong<number>({})], staged), "WRONG_TYPE", { path: "audience[1]" });
  });
});
