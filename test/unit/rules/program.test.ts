import { describe, expect, it } from "vitest";
import {
  type AttributeRule,
  and,
  attr,
  type CustomerId,
  event,
  eventsFromRows,
  formatDay,
  not,
  or,
  parseDay,
  profilesFromRows,
  type Rule,
  ref,
} from "../../../src/index.js";
import { compileRules } from "../../../src/rules/compile-rules.js";
import type { RuleData, RuleProgram } from "../../../src/rules/rule-program.js";
import { expectRefused, wrong } from "../refused.js";

/** Events from lines such as "ann cart 2026-03-01 A". */
function log(...lines: string[]) {
  const rows = lines.map((line) => {
    const [c, t, d, key = "", expires = ""] = line.split(" ");
    return { c, t, d, key, expires };
  });
  return eventsFromRows(rows, { customer: "c", type: "t", date: "d", key: "key", fields: { expires: "expires" } });
}

function compile(rules: Rule | Rule[], data: RuleData): RuleProgram {
  return compileRules("test", Array.isArray(rules) ? rules : [rules], data);
}

/** The ids for which the first rule holds. */
function idsOn(program: RuleProgram, day: string, known = day): CustomerId[] {
  const { customers } = program.universe;
  return [...program.matchAll(parseDay(day), parseDay(known))].flatMap((bits, row) =>
    bits & 1 ? [customers.id(row)] : [],
  );
}

describe("partners", () => {
  const events = log(
    "ann claim 2026-03-01 A",
    "ann redeem 2026-03-20 A",
    "ann claim 2026-03-05 B",
    "bob claim 2026-03-01 A",
    "cid claim 2026-03-01",
    "cid redeem 2026-03-02",
  );
  const open = compile(event("claim", { exceptKeyed: { event: "redeem", key: "key" } }), { events });

  it("take events of the same customer and key out, from their own day on", () => {
    expect(idsOn(open, "2026-03-31")).toEqual(["ann", "bob", "cid"]);
    const one = compile(event("claim", "=", 1, { exceptKeyed: { event: "redeem", key: "key" } }), { events });
    expect(idsOn(one, "2026-03-19")).toEqual(["bob", "cid"]);
    expect(idsOn(one, "2026-03-20")).toEqual(["ann", "bob", "cid"]);
    expect(idsOn(one, "2026-03-31", "2026-03-19")).toEqual(["bob", "cid"]);
    expect(one.changeDays(0, parseDay("2026-03-31")).map(formatDay)).toContain("2026-03-20");
  });

  it("of its own type leave no event with a key, and those of no type leave all", () => {
    const options = (type: string) => ({ exceptKeyed: { event: type, key: "key" } });
    expect(idsOn(compile(event("claim", options("claim")), { events }), "2026-03-31")).toEqual(["cid"]);
    expect(idsOn(compile(event("claim", options("nothing")), { events }), "2026-03-31")).toEqual(["ann", "bob", "cid"]);
  });

  it("may come before the window, and are not asked for the filter", () => {
    const early = log("ann redeem 2026-01-01 A", "ann claim 2026-03-01 A");
    const where = attr("key", "=", "A");
    const options = { within: 30, where, exceptKeyed: { event: "redeem", key: "key" } };
    expect(idsOn(compile(event("claim", options), { events: early }), "2026-03-02")).toEqual([]);
  });
});

describe("filters with dates", () => {
  const events = log(
    "ann claim 2026-03-01 A 2026-03-31",
    "bob claim 2026-03-01 B 2026-03-10",
    "cid claim 2026-03-01 C",
  );
  const now = { mode: "relative", anchor: "now", offset: 0, unit: "day" } as const;
  const valid = compile(event("claim", { where: attr("expires", ">=", now) }), { events });

  it("follow the day of the analysis", () => {
    expect(idsOn(valid, "2026-03-10")).toEqual(["ann", "bob"]);
    expect(idsOn(valid, "2026-03-11")).toEqual(["ann"]);
    expect(idsOn(valid, "2026-04-01")).toEqual([]);
    expect(valid.changeDays(0, parseDay("2026-03-15")).map(formatDay)).toContain("2026-04-01");
  });

  it("know what is to come back every year within the horizon", () => {
    const program = compile(event("claim", { where: attr("expires", "anniversary", 5) }), { events });
    expect(idsOn(program, "2027-03-26")).toEqual(["ann"]);
    expect(idsOn(program, "2027-03-25")).toEqual([]);
    expect(program.changeHorizon).toBeGreaterThan(14 * 366);
    expect(valid.changeHorizon).toBe(Number.POSITIVE_INFINITY);
    expect(program.changeDays(0, parseDay("2026-03-15")).map(formatDay)).toEqual(
      expect.arrayContaining(["2027-03-26", "2027-04-01"]),
    );
  });

  it("may stand in a list beside plain ones", () => {
    const where = attr("expires", "in", ["2026-03-31", now]);
    expect(idsOn(compile(event("claim", { where }), { events }), "2026-03-10")).toEqual(["ann", "bob"]);
    const others = attr("expires", "notIn", ["2026-03-31", now]);
    expect(idsOn(compile(event("claim", { where: others }), { events }), "2026-03-10")).toEqual([]);
    expect(idsOn(compile(event("claim", { where: others }), { events }), "2026-03-11")).toEqual(["bob"]);
  });
});

describe("filters", () => {
  const events = eventsFromRows(
    [
      { c: "ann", key: "AB", n: 7n, v: 5 },
      { c: "bob", key: "AC", n: 7, v: null },
      { c: "cid", key: "CB", n: 2n ** 60n, v: 7 },
      { c: "dee", key: null, n: null, v: 1.25 },
    ].map((row) => ({ ...row, t: "buy", d: "2026-03-01" })),
    { customer: "c", type: "t", date: "d", key: "key", value: "v", fields: { n: "n" } },
  );
  const ids = (...where: Rule[]): CustomerId[] =>
    idsOn(
      compile(event("buy", { where: { combinator: "and", rules: where as AttributeRule[] } }), { events }),
      "2026-03-01",
    );

  it("of one field and of several hold together", () => {
    const [a, b] = [attr("key", "beginsWith", "A"), attr("key", "endsWith", "B")];
    expect(ids(a, b)).toEqual(["ann"]);
    expect(ids(or(a, b))).toEqual(["ann", "bob", "cid"]);
    expect(ids(not(or(a, b)))).toEqual(["dee"]);
    expect(ids(not(and(a, b)), attr("value", "notNull"))).toEqual(["cid", "dee"]);
    expect(ids(or(a, attr("n", "=", 2 ** 60)), attr("value", ">", 5))).toEqual(["cid"]);
    expect(ids(or(), a)).toEqual([]);
    expect(ids(or(and(), b), a)).toEqual(["ann", "bob"]);
  });

  it("find a bigint by the number that it is", () => {
    expect(ids(attr("n", "=", 7))).toEqual(["ann", "bob"]);
    expect(ids(attr("n", "in", [7, 8]))).toEqual(["ann", "bob"]);
    expect(ids(attr("n", "notIn", [7]))).toEqual(["cid"]);
    expect(ids(attr("n", ">", 7.5))).toEqual(["cid"]);
    expect(ids(attr("n", "between", [6.5, 7]))).toEqual(["ann", "bob"]);
  });

  it("compare amounts in major units, exactly", () => {
    expect(ids(attr("value", "in", [5, 1.25, 6.995]))).toEqual(["ann", "dee"]);
    expect(ids(attr("value", "notIn", [5]))).toEqual(["cid", "dee"]);
    expect(ids(attr("value", "notBetween", [1.2499, 5]))).toEqual(["cid"]);
    expect(ids(attr("value", "null"))).toEqual(["bob"]);
  });
});

describe("a field of several types", () => {
  const kinds: readonly [CustomerId, string | number | null][] = [
    ["text", "soon"],
    ["date", "2026-03-10"],
    ["number", 20_522],
    ["none", null],
  ];
  const events = eventsFromRows(
    kinds.map(([c, due]) => ({ c, t: "claim", d: "2026-03-01", due })),
    { customer: "c", type: "t", date: "d", fields: { due: "due" } },
  );
  const now = { mode: "relative", anchor: "now", offset: 0, unit: "day" } as const;

  it("has dates where its text is one, and what is no date is not that date", () => {
    const ids = (where: Rule): CustomerId[] =>
      idsOn(compile(event("claim", { where: { combinator: "and", rules: [where] } }), { events }), "2026-03-10");
    expect(ids(attr("due", "=", now))).toEqual(["date"]);
    expect(ids(attr("due", "<=", now))).toEqual(["date"]);
    expect(ids(attr("due", "!=", now))).toEqual(["text", "number"]);
    expect(ids(attr("due", "notBetween", [now, now]))).toEqual(["text", "number"]);
    expect(ids(attr("due", "in", [now, 20_522, "soon"]))).toEqual(["text", "date", "number"]);
    expect(ids(attr("due", "notIn", [now, "soon"]))).toEqual(["number"]);
    expect(ids(attr("due", "anniversary", 0))).toEqual(["date"]);
    expect(ids(attr("due", ">", 5))).toEqual(["number"]);
    expect(ids(attr("due", "doesNotContain", "oo"))).toEqual(["date", "number"]);
  });
});

describe("anniversaries", () => {
  const profiles = profilesFromRows(
    [
      { id: "leap", born: "2000-02-29" },
      { id: "march", born: "1990-03-01" },
      { id: "unborn", born: "2040-03-02" },
      { id: "unknown", born: null },
    ],
    { customer: "id", fields: { born: "date" } },
  );
  const soon = (days: number): RuleProgram => compile(attr("born", "anniversary", days), { profiles });

  it("of 29 February are on the 28th in other years", () => {
    expect(idsOn(soon(0), "2024-02-29")).toEqual(["leap"]);
    expect(idsOn(soon(0), "2024-02-28")).toEqual([]);
    expect(idsOn(soon(0), "2023-02-28")).toEqual(["leap"]);
    expect(idsOn(soon(0), "1900-02-28")).toEqual(["leap"]);
    const changes = soon(0).changeDays(0, parseDay("2025-06-30"), parseDay("2025-01-01")).map(formatDay);
    expect(changes.slice(0, 4)).toEqual(["2025-02-28", "2025-03-01", "2026-02-28", "2026-03-01"]);
    expect(idsOn(soon(1), "2023-02-28")).toEqual(["leap", "march"]);
  });

  it("are those to come, over the turn of the year, whatever the year of the date", () => {
    expect(idsOn(soon(3), "2026-02-27")).toEqual(["leap", "march", "unborn"]);
    expect(idsOn(soon(2), "2026-03-01")).toEqual(["march", "unborn"]);
    expect(idsOn(soon(366), "2026-03-03")).toEqual(["leap", "march", "unborn"]);
    expect(idsOn(soon(60), "2025-12-31")).toEqual(["leap", "march"]);
    expect(idsOn(soon(0), "0001-03-01")).toEqual(["march"]);
  });
});

describe("windows of dates", () => {
  it("are whole calendar months if they say so, and end with the day of the analysis at the latest", () => {
    const start = (offset: number) => ({ mode: "relative", anchor: "startOfMonth", offset, unit: "month" }) as const;
    const end = { mode: "relative", anchor: "endOfMonth", offset: 0, unit: "day" } as const;
    const events = log("ann view 2026-02-28", "bob view 2026-03-01", "cid view 2026-03-31");
    const thisMonth = compile(event("view", { within: { from: start(0), to: end } }), { events });
    expect(idsOn(thisMonth, "2026-03-30")).toEqual(["bob"]);
    expect(idsOn(thisMonth, "2026-03-31")).toEqual(["bob", "cid"]);
    expect(idsOn(compile(event("view", { within: { from: start(-1) } }), { events }), "2026-03-01")).toEqual([
      "ann",
      "bob",
    ]);
    expect(idsOn(compile(event("view", { within: { to: "2026-03-01" } }), { events }), "2026-03-31")).toEqual([
      "ann",
      "bob",
    ]);
    expect(thisMonth.changeDays(1, parseDay("2026-03-31")).map(formatDay)).toEqual(["2026-03-01", "2026-04-01"]);
    const settled = compile(event("view", { within: { to: start(0) } }), { events });
    expect(settled.changeDays(2, parseDay("2026-03-31")).map(formatDay)).toContain("2026-04-01");
    expect(settled.changeDays(2, parseDay("2026-03-30"))).toEqual([]);
  });
});

describe("references", () => {
  const events = log("ann view 2026-03-01", "bob cart 2026-03-01");

  it("may double at every step without doubling the work", () => {
    const references: { [name: string]: Rule } = { r0: event("view") };
    for (let i = 1; i < 45; i++)
      references[`r${i}`] = and(not(ref(`r${i - 1}`)), or(not(ref(`r${i - 1}`)), ref(`r${i - 1}`)));
    const program = compile(ref("r44"), { events, references });
    expect(idsOn(program, "2026-03-01")).toEqual(["ann"]);
    expect(program.reasons(0, 0, parseDay("2026-03-01")).map(({ events }) => events.length)).toEqual([1]);
  });

  it("to what is muted, or to each other in a circle that is muted, are not followed", () => {
    const rule: Rule = { combinator: "or", rules: [{ segment: "viewers" }, { segment: "viewers", muted: true }] };
    expect(idsOn(compile(rule, { events, references: { viewers: event("view") } }), "2026-03-01")).toEqual(["ann"]);
  });

  it("to nothing, and in a circle, are refused with their place", () => {
    expectRefused(() => compile([ref("a")], { events }), "UNKNOWN_REFERENCE", {
      where: "test",
      path: "rules[0].segment",
    });
    expectRefused(() => compile(ref("toString"), { events, references: {} }), "UNKNOWN_REFERENCE");
    const references = { a: and(ref("b")), b: or(ref("a")) };
    expectRefused(() => compile(ref("a"), { events, references }), "CYCLIC_REFERENCE");
    const broken = { a: { combinator: "and", rules: [{ field: "x" }] } } as unknown as { a: Rule };
    expectRefused(() => compile(ref("a"), { events, references: broken }), "UNKNOWN_FIELD", {
      path: "data.references.a.rules[0].field",
    });
  });

  it("to a set look its customers up by id and type", () => {
    const customers = log("bob view 2026-03-01", "ann view 2026-03-01").customers;
    const program = compile(ref("set"), { events, references: { set: { customers, has: Uint8Array.of(1, 0) } } });
    expect(idsOn(program, "2026-03-01")).toEqual(["bob"]);
    expect(program.dependsOnDay).toBe(false);
  });
});

describe("a program", () => {
  const events = log("ann view 2026-03-01", "ann cart 2026-03-03", "bob cart 2026-03-03");

  it("holds 31 rules and the leaves of more than one word", () => {
    const rules = Array.from({ length: 31 }, (_, i) =>
      and(event(["view", "cart"], ">=", (i % 3) + 1), event("view", "<", i)),
    );
    const many = or(...Array.from({ length: 100 }, (_, i) => event("cart", "=", 2 + i)), not(event("view", "=", 0)));
    const program = compile([...rules.slice(0, 30), many], { events });
    const day = parseDay("2026-03-31");
    const expected = (total: number, views: number): number =>
      rules
        .slice(0, 30)
        .reduce((bits, _, i) => bits + (total >= (i % 3) + 1 && views < i ? 2 ** i : 0), views > 0 ? 2 ** 30 : 0);
    expect([...program.matchAll(day)]).toEqual([expected(2, 1), expected(1, 0)]);
    expectRefused(() => compile([...rules, many], { events }), "OUT_OF_RANGE", { path: "rules" });
  });

  it("keeps leaves apart that differ in one part alone", () => {
    const buys = eventsFromRows(
      [
        { c: "ann", t: "buy", d: "2026-03-01", v: 4, key: "A" },
        { c: "ann", t: "pay", d: "2026-03-01", v: null, key: "A" },
        { c: "ann", t: "buy", d: "2026-03-05", v: 2, key: "B" },
      ],
      { customer: "c", type: "t", date: "d", value: "v", key: "key" },
    );
    const value = (fn: "sum" | "avg" | "min" | "max") => ({ measure: { fn, field: "value" } }) as const;
    const rules: Rule[] = [
      event("buy", "=", 2),
      event(["buy", "pay"], "=", 3),
      event("buy", "=", 2, { within: 2 }),
      event("buy", "=", 2, { exceptKeyed: { event: "pay", key: "key" } }),
      event("buy", "=", 2, { where: attr("key", "=", "A") }),
      event("buy", "=", 2, { measure: { fn: "distinct", field: "key" } }),
      event("buy", "=", 3, value("sum")),
      event("buy", "=", 3, value("avg")),
      event("buy", "=", 2, value("min")),
      event("buy", "=", 2, value("max")),
      event("buy", "=", 6, value("sum")),
    ];
    const bits = compile(rules, { events: buys }).match(0, parseDay("2026-03-05"));
    expect(rules.map((_, i) => (bits >> i) & 1)).toEqual([1, 1, 0, 0, 0, 1, 0, 1, 1, 0, 1]);
  });

  it("does not follow what becomes of its rules later", () => {
    const rule = { event: "view", measure: { fn: "count" }, operator: ">=", value: 1 } as const;
    const loose = { ...rule } as { event: string };
    const program = compile(wrong<Rule>(loose), { events });
    loose.event = "cart";
    expect(idsOn(program, "2026-03-31")).toEqual(["ann"]);
    expect(program.rules).toEqual([rule]);
    expect(Object.isFrozen(program.rules[0])).toBe(true);
  });

  it("can be asked for one customer and for all, for any day in any order", () => {
    const program = compile(event("view", { within: 2 }), { events });
    const days = [5, 1, 3, 2, 1].map((date) => parseDay(`2026-03-0${date}`));
    expect(days.map((day) => program.match(0, day))).toEqual([0, 1, 0, 1, 1]);
    expect(days.map((day) => program.matchAll(day)[0])).toEqual([0, 1, 0, 1, 1]);
    expect(program.changeDays(0, parseDay("2026-03-31")).map(formatDay)).toEqual(["2026-03-01", "2026-03-03"]);
    expect(program.changeDays(0, parseDay("2026-03-31"), parseDay("2026-03-02")).map(formatDay)).toEqual([
      "2026-03-03",
    ]);
    expect(program.changeDays(1, parseDay("2026-03-31"))).toEqual([]);
  });

  it("says why: the leaves that hold, under a negation those that do not", () => {
    const rule = and(or(event("cart"), event("buy")), not(event("buy")), event("view", "<", 5));
    const [cart, buy, view, ...more] = compile(rule, { events }).reasons(0, 0, parseDay("2026-03-31"));
    expect(more).toEqual([]);
    const behind = [{ type: "cart", day: parseDay("2026-03-03"), event: 1 }];
    expect(cart).toEqual({ path: "rules[0].rules[0]", rule: event("cart"), holds: true, events: behind });
    expect([buy?.holds, buy?.events, buy?.path.startsWith("rules[1]")]).toEqual([false, [], true]);
    expect([view?.path, view?.holds, view?.events.length]).toEqual(["rules[2]", true, 1]);
    expect(compile(event("buy"), { events }).reasons(0, 0, parseDay("2026-03-31"))).toEqual([]);
    expect(compile(event("cart"), { events }).reasons(0, 0, parseDay("2026-03-31"))[0]?.path).toBe("");
  });

  it("without customers, rules or events has nothing to say", () => {
    expect(compile(event("view"), { events: log() }).matchAll(0).length).toBe(0);
    expect(compile(event("view", "=", 0), { events: log() }).changeDays(0, 0)).toEqual([]);
    expect([...compile([], { events }).matchAll(0)]).toEqual([0, 0]);
    expect(compile([], {}).universe.size).toBe(0);
  });

  it("takes fields that the log was not given as missing, if they are fields of every log", () => {
    const bare = eventsFromRows([{ c: "ann", t: "view", d: "2026-03-01" }], { customer: "c", type: "t", date: "d" });
    const holdsFor = (rule: Rule): boolean => idsOn(compile(rule, { events: bare }), "2026-03-01").length === 1;
    expect(holdsFor(event("view", { where: attr("sentiment", "=", "positive") }))).toBe(false);
    expect(holdsFor(event("view", { where: attr("sentiment", "null") }))).toBe(true);
    expect(holdsFor(event("view", { where: attr("value", "!=", 3) }))).toBe(false);
    expect(holdsFor(event("view", { where: attr("value", "null") }))).toBe(true);
    expect(holdsFor(event("view", "=", 0, { measure: { fn: "sum", field: "value" } }))).toBe(true);
    expect(holdsFor(event("view", "<=", 0, { measure: { fn: "max", field: "value" } }))).toBe(false);
    expect(holdsFor(event("view", "=", 0, { measure: { fn: "distinct", field: "brand" } }))).toBe(true);
    expectRefused(() => compile(event("view", { where: attr("colour", "null") }), { events: bare }), "UNKNOWN_FIELD");
  });

  it("takes a comparison of a field of the log with values of another type, which is false", () => {
    const events = log("ann cart 2026-03-01 A");
    expect([...compile(event("cart", { where: attr("key", "=", 5) }), { events }).matchAll(20_600)]).toEqual([0]);
  });
});
