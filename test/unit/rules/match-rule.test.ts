import { describe, expect, it } from "vitest";
import {
  type AttributeRule,
  and,
  attr,
  classifyStages,
  defineStages,
  event,
  eventsFromRows,
  eventsWithOrders,
  ledgerFromRows,
  type MatchRuleOptions,
  matchRule,
  not,
  or,
  profilesFromRows,
  type Rule,
  type RuleOperator,
  ref,
} from "../../../src/index.js";
import { errorOf, expectRefused, wrong } from "../refused.js";

const events = eventsFromRows(
  [
    { c: "ann", t: "cart", d: "2026-03-01" },
    { c: 1, t: "cart", d: "2026-03-05" },
    { c: "cid", t: "view", d: "2026-03-09" },
  ],
  { customer: "c", type: "t", date: "d" },
);
const profiles = profilesFromRows(
  [
    { id: "1", city: "Oslo", age: 30 },
    { id: "cid", city: null, age: null },
    { id: "dee", city: "oslo", age: 10 },
  ],
  { customer: "id", fields: { city: "text", age: "number" } },
);

const stages = [{ id: "vip", when: ref("vip") }] as const;

describe("matchRule", () => {
  it("asks the customers of the profiles, then the others of the events", () => {
    const all = matchRule(and(), { events, profiles });
    expect(all.ids()).toEqual(["1", "cid", "dee", "ann", 1]);
    expect(all.count).toBe(5);
    expect(matchRule(and(), { events, profiles, universe: "profiles" }).ids()).toEqual(["1", "cid", "dee"]);
    expect(matchRule(and(), { events }).ids()).toEqual(["ann", 1, "cid"]);
    expect(matchRule(and(), { profiles }).ids()).toEqual(["1", "cid", "dee"]);
    expect(matchRule(and(), {})).toMatchObject({ count: 0, asOf: null });
  });

  it("says of each whether it matches, as a set that other rules can name", () => {
    const carts = matchRule(event("cart"), { events, profiles });
    expect([...carts.has]).toEqual([0, 0, 0, 1, 1]);
    expect(carts.customers.find("1")).toBe(0);
    expect(carts.customers.find(1)).toBe(4);
    expect(carts.customers.find("zoe")).toBe(-1);
    expect(Object.isFrozen(carts)).toBe(true);
    expect(matchRule(not(ref("carts")), { events, references: { carts } }).ids()).toEqual(["cid"]);
    expect(matchRule(ref("__proto__"), { events, references: Object.fromEntries([["__proto__", carts]]) }).count).toBe(
      2,
    );
  });

  it("takes the day of the last event where none is given", () => {
    expect(matchRule(event("cart", { within: 5 }), { events })).toMatchObject({ asOf: "2026-03-09", count: 1 });
    expect(matchRule(event("cart", { within: 5 }), { events, asOf: "2026-03-05" })).toMatchObject({
      asOf: "2026-03-05",
      count: 2,
    });
    expect(matchRule(attr("city", "=", "Oslo"), { profiles })).toMatchObject({ asOf: null, count: 1 });
    const asOf = { mode: "relative", anchor: "now", offset: 0, unit: "day" } as const;
    const born = profilesFromRows([{ id: 1, born: "2026-03-01" }], { customer: "id", fields: { born: "date" } });
    expectRefused(() => matchRule(attr("born", "<", asOf), { profiles: born }), "MISSING_OPTION", {
      path: "options.asOf",
    });
    expect(matchRule(attr("born", "<", "2026-03-02"), { profiles: born }).count).toBe(1);
  });

  it("finds the missing with null alone, and what is not equal only where there is something", () => {
    const idsOf = (rule: Rule) => matchRule(rule, { profiles }).ids();
    expect(idsOf(attr("city", "!=", "Oslo"))).toEqual(["dee"]);
    expect(idsOf(not(attr("city", "=", "Oslo")))).toEqual(["cid", "dee"]);
    expect(idsOf(attr("city", "null"))).toEqual(["cid"]);
    expect(idsOf(attr("age", "notBetween", [20, 40]))).toEqual(["dee"]);
    expect(idsOf(attr("city", "<", "a"))).toEqual(["1"]);
    expect(matchRule(attr("city", "null"), { events, profiles }).ids()).toEqual(["cid", "ann", 1]);
  });

  it("knows one customer by text where both sides are read so", () => {
    const byText = { customer: "id", fields: { vip: "boolean" }, customerIds: "text" } as const;
    const vips = profilesFromRows(
      [
        { id: 1, vip: true },
        { id: "2", vip: false },
      ],
      byText,
    );
    const rows = [
      { c: "1", t: "cart", d: "2026-03-01" },
      { c: 2, t: "cart", d: "2026-03-01" },
    ];
    const columns = { customer: "c", type: "t", date: "d" } as const;
    const carts = eventsFromRows(rows, { ...columns, customerIds: "text" });
    const vipCarts = matchRule(and(attr("vip", "=", true), event("cart")), { events: carts, profiles: vips });
    expect(vipCarts.ids()).toEqual(["1"]);
    expect(vipCarts.customers.find(1)).toBe(0);
    // With exact ids on one side the number 2 is another customer than the text "2".
    const exact = matchRule(event("cart"), { events: eventsFromRows(rows, columns), profiles: vips });
    expect(exact.ids()).toEqual(["1", 2]);
    expect([exact.customers.size, exact.customers.find(2), exact.customers.find("2")]).toEqual([3, 2, 1]);
  });

  it("reads types, fields and texts that are called like what every object has", () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
    const hostile = eventsFromRows(
      names.map((name, i) => ({ c: i, t: name, d: "2026-03-01", key: name })),
      {
        customer: "c",
        type: "t",
        date: "d",
        key: "key",
        fields: Object.fromEntries([["constructor", "key" as const]]),
      },
    );
    names.forEach((name, i) => {
      expect(matchRule(event(name), { events: hostile }).ids()).toEqual([i]);
      expect(matchRule(event(names, { where: attr("constructor", "=", name) }), { events: hostile }).ids()).toEqual([
        i,
      ]);
      expectRefused(() => matchRule(attr(name, "null"), { profiles }), "UNKNOWN_FIELD");
      expectRefused(() => matchRule(ref(name), { profiles, references: {} }), "UNKNOWN_REFERENCE");
    });
    expect(matchRule(event("valueOf"), { events: hostile }).count).toBe(0);
    expectRefused(() => matchRule(event("cart", { where: attr("toString", "null") }), { events }), "UNKNOWN_FIELD");
  });

  it("refuses rules that ask for what is not there", () => {
    expectRefused(() => matchRule(event("cart"), { profiles }), "UNKNOWN_EVENT", { path: "rule.event" });
    expectRefused(() => matchRule(attr("city", "null"), { events }), "UNKNOWN_FIELD", { path: "rule.field" });
    expectRefused(() => matchRule(attr("age", "=", "30"), { profiles }), "BAD_RULE", { path: "rule.value" });
    expectRefused(() => matchRule(wrong("or"), { profiles }), "BAD_RULE", { path: "rule" });
    expectRefused(() => matchRule(wrong(null), { profiles }), "BAD_RULE");
    expectRefused(
      () => matchRule(wrong({ combinator: "and", rules: [{ muted: true, segment: "x" }] }), { profiles }),
      "UNKNOWN_REFERENCE",
    );
  });

  it("says what to give where the data that a rule asks for were not given", () => {
    const messageOf = (rule: Rule, options: MatchRuleOptions) => errorOf(() => matchRule(rule, options)).message;
    expect(messageOf(event("x"), { profiles })).toBe(
      'matchRule: rule.event must name a known event type; received "x"; there are no events: give options.events or options.ledger',
    );
    expect(messageOf(and(event("x")), {})).toContain("; there are no events: give options.events or options.ledger");
    expect(messageOf(attr("city", "null"), { events })).toContain("; there are no profiles: give options.profiles");
    expect(messageOf(ref("vip"), { events })).toContain("; there are no references: give options.references");
    const behind = { vip: attr("city", "null") };
    expect(messageOf(ref("vip"), { events, references: behind })).toContain("give options.profiles");
    // What is there is listed, or said to be empty.
    expect(messageOf(ref("vip"), { events, references: {} })).toMatch(/received "vip"; there is none$/);
    expect(messageOf(attr("town", "null"), { profiles })).toMatch(/; there are "city", "age"$/);
    const staged = errorOf(() => classifyStages(defineStages({ id: "a", version: "1", stages }), { events }));
    expect(staged.message).toMatch(/^classifyStages: model.stages\[0\].when.segment .* give options.references$/);
  });

  it("refuses data that are none", () => {
    const rule = and();
    const ledger = ledgerFromRows([{ c: "ann", d: "2026-03-02", a: 10 }], { customer: "c", date: "d", amount: "a" });
    const saved = <T>(value: T): T => JSON.parse(JSON.stringify(value));
    for (const [options, path] of [
      [{ ledger: saved(ledger) }, "options.ledger"],
      [{ events: saved(events), ledger }, "options.events"],
      [{ events, ledger, profiles: saved(profiles) }, "options.profiles"],
    ] as const) {
      expectRefused(() => matchRule(rule, options), "WRONG_TYPE", { where: "matchRule", path });
    }
    expectRefused(() => matchRule(rule, wrong(undefined)), "WRONG_TYPE", { path: "options" });
    expectRefused(() => matchRule(rule, wrong({ event: events })), "UNKNOWN_OPTION");
    expectRefused(() => matchRule(rule, { events: wrong([]) }), "WRONG_TYPE", { path: "options.events" });
    expectRefused(() => matchRule(rule, { events: wrong(JSON.parse(JSON.stringify(events))) }), "WRONG_TYPE");
    expectRefused(() => matchRule(rule, { profiles: wrong(events) }), "WRONG_TYPE", { path: "options.profiles" });
    expectRefused(() => matchRule(rule, { events, universe: wrong("events") }), "UNKNOWN_NAME", {
      path: "options.universe",
    });
    expectRefused(() => matchRule(rule, { events, universe: "profiles" }), "MISSING_OPTION", {
      path: "options.profiles",
    });
    expectRefused(() => matchRule(rule, { events, references: wrong(7) }), "WRONG_TYPE", {
      path: "options.references",
    });
    expectRefused(() => matchRule(rule, { events, asOf: 20_000 }), "WRONG_TYPE", { path: "options.asOf" });
    for (const target of [null, 7, "cart", [event("cart")]]) {
      expectRefused(() => matchRule(ref("x"), { events, references: { x: wrong(target) } }), "WRONG_TYPE", {
        path: "options.references.x",
      });
    }
    const few = { customers: events.customers, has: Uint8Array.of(1) };
    expectRefused(() => matchRule(rule, { events, references: { few } }), "LENGTH_MISMATCH", {
      path: "options.references.few.has",
    });
    const nobody = { customers: wrong<typeof events.customers>({}), has: Uint8Array.of(1) };
    expectRefused(() => matchRule(rule, { events, references: { nobody } }), "WRONG_TYPE");
    expect(() => matchRule(attr("cty", "=", "Oslo"), { profiles })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: matchRule: rule.field must name a known field of customers; received "cty"; did you mean "city"?]`,
    );
  });

  it("names the place of a fault behind a name", () => {
    const references = { old: and(attr("agee", ">", 60)) };
    expect(errorOf(() => matchRule(ref("old"), { profiles, references })).details.path).toBe(
      "options.references.old.rules[0].field",
    );
  });
});

describe("what matchRule reports", () => {
  it("is the types that the rule, its partners and its references name and no event has", () => {
    const asleep = matchRule(and(event("view"), event("vew", "=", 0)), { events });
    expect(asleep.count).toBe(1);
    expect(asleep.diagnostics.absentTypes).toEqual(["vew"]);
    expect(asleep.diagnostics.warnings.map(({ code }) => code)).toEqual(["ABSENT_TYPES"]);
    expect(asleep.diagnostics.warnings[0].message).toContain('did you mean "view" instead of "vew"?');
    expect(Object.isFrozen(asleep.diagnostics) && Object.isFrozen(asleep.diagnostics.warnings)).toBe(true);
    const open = event(["cart", "crt"], { exceptKeyed: { event: "paid", key: "key" } });
    const references = { loyal: event("purchase"), other: event("nothing") };
    const { diagnostics } = matchRule(and(open, ref("loyal")), { events, references });
    expect(diagnostics.absentTypes).toEqual(["crt", "paid", "purchase"]);
    expect(diagnostics.warnings[0].message).toContain("ledger");
    const muted: Rule = { ...event("ghost"), muted: true };
    expect(matchRule(and(event("cart"), muted), { events }).diagnostics).toEqual({
      absentTypes: [],
      absentEventFields: [],
      warnings: [],
    });
    expect(matchRule(attr("city", "=", "Oslo"), { profiles }).diagnostics.warnings).toEqual([]);
  });

  it("is all types for a log without events", () => {
    const none = eventsFromRows<{ c: string }>([], { customer: "c", type: "c", date: "c" });
    expect(matchRule(event("cart", "=", 0), { events: none, asOf: "2026-03-01" }).diagnostics.absentTypes).toEqual([
      "cart",
    ]);
  });

  const reviews = eventsFromRows(
    [
      ["ann", "review", "5"],
      ["bob", "review", "5"],
      ["bob", "review", "4"],
      ["cid", "review", null],
      ["cid", "comment", "positive"],
    ].map(([c, t, s]) => ({ c, t, s, d: "2026-03-01" })),
    { customer: "c", type: "t", date: "d", sentiment: "s" },
  );
  const warningsOf = (rule: Rule) => matchRule(rule, { events: reviews }).diagnostics.warnings;

  it("is the fields of events that the rule looks at and no event has", () => {
    const spent = event("review", ">=", 1, { measure: { fn: "sum", field: "value" } });
    const branded = event("review", { where: and(attr("brand", "=", "tea"), attr("sentiment", "notNull")) });
    const keyed = event("review", { exceptKeyed: { event: "comment", key: "key" } });
    const { diagnostics } = matchRule(or(spent, branded, keyed), { events: reviews });
    expect(diagnostics.absentEventFields).toEqual(["brand", "key", "value"]);
    expect(diagnostics.warnings.map(({ code }) => code)).toEqual(["ABSENT_EVENT_FIELDS"]);
    expect(diagnostics.warnings[0].message).toContain('"brand", "key", "value"');
    // Of a type that nobody has, the type is what there is to say.
    const { absentEventFields } = matchRule(event("buy", { where: attr("brand", "=", "tea") }), {
      events: reviews,
    }).diagnostics;
    expect(absentEventFields).toEqual([]);
  });

  it("is that no event of these types has the value that is asked for, and what they have", () => {
    const [warning, ...others] = warningsOf(event("review", { where: attr("sentiment", "=", "positive") }));
    expect(others).toEqual([]);
    expect(warning).toEqual({
      code: "NO_SUCH_VALUE",
      message:
        'the rule looks for "review" events whose sentiment is "positive"; none has it; found: "5" (2), "4" (1), missing (1)',
    });
    const listed = warningsOf(event("review", { where: attr("sentiment", "in", ["positive", "good"]) }));
    expect(listed[0].message).toContain('whose sentiment is one of "positive", "good"; none has it');
    expect(warningsOf(event("review", { where: attr("sentiment", "=", "5") }))).toEqual([]);
    expect(warningsOf(event(["review", "comment"], { where: attr("sentiment", "=", "positive") }))).toEqual([]);
    expect(warningsOf(event("review", { where: attr("sentiment", "in", ["positive", "4"]) }))).toEqual([]);
    const either = or(attr("sentiment", "=", "positive"), attr("sentiment", "=", "4"));
    expect(warningsOf(event("review", { where: either }))).toEqual([]);
    // What is turned round is meant to leave out: there may be none of it.
    expect(warningsOf(event("review", { where: not(attr("sentiment", "=", "bad")) }))).toEqual([]);
    expect(warningsOf(event("review", { where: attr("sentiment", "!=", "bad") }))).toEqual([]);
  });

  it("shows a few of many values", () => {
    const rows = Array.from({ length: 30 }, (_, i) => ({ c: i, t: "buy", d: "2026-03-01", k: `k${i}` }));
    const many = eventsFromRows(rows, { customer: "c", type: "t", date: "d", key: "k" });
    const { warnings } = matchRule(event("buy", { where: attr("key", "=", "x") }), { events: many }).diagnostics;
    expect(warnings[0].message).toMatch(/found: "k0" \(1\), "k1" \(1\), "k10" \(1\), .* and 25 more$/);
  });
});

describe("orders for matchRule", () => {
  const ledger = ledgerFromRows(
    [
      { c: "ann", d: "2026-03-02", a: 10 },
      { c: "eve", d: "2026-03-10", a: 30 },
    ],
    { customer: "c", date: "d", amount: "a" },
  );

  it("count as purchases, with and without events", () => {
    const bought = event("purchase", ">=", 20, { measure: { fn: "sum", field: "value" } });
    const both = matchRule(bought, { events, ledger });
    expect([both.ids(), both.asOf, both.customers.size]).toEqual([["eve"], "2026-03-10", 4]);
    expect(both.diagnostics.warnings).toEqual([]);
    expect(matchRule(bought, { ledger }).ids()).toEqual(["eve"]);
    expect(matchRule(event("order"), { events, ledger, purchaseType: "order" }).ids()).toEqual(["ann", "eve"]);
    const joined = matchRule(bought, { events: eventsWithOrders(events, ledger) });
    expect([...joined.has]).toEqual([...both.has]);
    expect(matchRule(and(event("purchase"), not(attr("city", "notNull"))), { ledger, profiles }).ids()).toEqual([
      "ann",
      "eve",
    ]);
  });

  it("are refused beside purchases among the events, and where they are none", () => {
    expectRefused(() => matchRule(and(), { events, ledger, purchaseType: "cart" }), "CONFLICTING_OPTIONS", {
      where: "matchRule",
      path: "options.purchaseType",
    });
    expectRefused(() => matchRule(and(), { ledger: wrong(events) }), "WRONG_TYPE", { path: "options.ledger" });
  });

  it("are refused in the name of the caller where they do not go with the events", () => {
    const rows = [{ c: "ann", d: "2026-03-02", a: 10 }];
    const elsewhere = ledgerFromRows(rows, { customer: "c", date: "d", amount: "a", timeZone: "Asia/Shanghai" });
    const says = { where: "matchRule", path: "options.ledger.timeZone", received: '"Asia/Shanghai"' };
    expectRefused(() => matchRule(and(), { events, ledger: elsewhere }), "CONFLICTING_OPTIONS", says);
    const half = wrong<typeof events>({ ...events, types: [0] });
    expectRefused(() => matchRule(and(), { events: half, ledger }), "WRONG_TYPE", {
      where: "matchRule",
      path: "options.events",
    });
    const most = { c: "ann", t: "gift", d: "2026-03-01", v: 9e13 };
    const rich = eventsFromRows([most], { customer: "c", type: "t", date: "d", value: "v" });
    const more = ledgerFromRows([{ c: "ann", d: "2026-03-02", a: 9e12 }], { customer: "c", date: "d", amount: "a" });
    expectRefused(() => matchRule(and(), { events: rich, ledger: more }), "TOTAL_TOO_LARGE", { where: "matchRule" });
  });
});

describe("a missing day", () => {
  it("is said to be missing", () => {
    const born = profilesFromRows([{ id: 1, born: "2026-03-01" }], { customer: "id", fields: { born: "date" } });
    const today = { mode: "relative", anchor: "now", offset: 0, unit: "day" } as const;
    expect(() => matchRule(attr("born", "<", today), { profiles: born })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: matchRule: options.asOf must be given where there is no event to date it by]`,
    );
  });
});

describe("fields of events", () => {
  const log = (...values: (string | number | boolean | null)[]) =>
    eventsFromRows(
      values.map((v, i) => ({ c: `c${i}`, t: "review", d: "2026-03-31", v })),
      { customer: "c", type: "t", date: "d", fields: { v: "v" } },
    );
  const idsOf = (
    events: ReturnType<typeof log>,
    [field, operator, value]: [string, RuleOperator, AttributeRule["value"]?],
  ) => matchRule(event("review", { where: and({ field, operator, value }) }), { events }).ids();

  it("may hold anything: no rule is refused because of the values that happen to be there", () => {
    expect(idsOf(log(5), ["v", "=", "positive"])).toEqual([]);
    expect(idsOf(log(5), ["v", "!=", "positive"])).toEqual(["c0"]);
    expect(idsOf(log(5, "positive"), ["v", "contains", "pos"])).toEqual(["c1"]);
    expect(idsOf(log("2026-03-01"), ["v", "contains", "-03-"])).toEqual(["c0"]);
    expect(idsOf(log("2026-03-01"), ["v", "=", "A-1"])).toEqual([]);
    expect(idsOf(log("A-1"), ["v", ">", 3])).toEqual([]);
    expect(idsOf(log(true), ["v", "<", "b"])).toEqual([]);
    const sum = event("review", ">", 1, { measure: { fn: "sum", field: "v" } });
    expect([matchRule(sum, { events: log("x") }).count, matchRule(sum, { events: log("x", 2) }).count]).toEqual([0, 1]);
  });

  it("that are texts of days compare with dates, whatever else is there", () => {
    const today = { mode: "relative", anchor: "now", offset: 0, unit: "day" } as const;
    const mixed = log("2026-04-01", "2026-01-01", "A-1", 5, null);
    expect(idsOf(mixed, ["v", ">", today])).toEqual(["c0"]);
    expect(idsOf(mixed, ["v", "<", today])).toEqual(["c1"]);
    expect(idsOf(mixed, ["v", "!=", today])).toEqual(["c0", "c1", "c2", "c3"]);
    expect(idsOf(mixed, ["v", "anniversary", 10])).toEqual(["c0"]);
    expect(idsOf(mixed, ["v", "between", ["2026-01-01", "2026-02-01"]])).toEqual(["c1"]);
  });
});

describe("references", () => {
  it("are refused where a name stands for nothing", () => {
    for (const nothing of [undefined, null, 7]) {
      expectRefused(() => matchRule(ref("x"), { profiles, references: { x: wrong(nothing) } }), "WRONG_TYPE", {
        path: "options.references.x",
      });
    }
  });
});

describe("customers that do not meet", () => {
  it("are told of events and profiles, of orders and of sets", () => {
    const codesOf = (data: Parameters<typeof matchRule>[1], rule = and()): string[] =>
      matchRule(rule, data).diagnostics.warnings.map(({ code }) => code);
    const columns = { customer: "c", type: "t", date: "d" } as const;
    const numbers = eventsFromRows([{ c: 1, t: "cart", d: "2026-03-01" }], columns);
    const texts = profilesFromRows([{ id: "1" }], { customer: "id", fields: {} });
    const same = profilesFromRows([{ id: 1 }], { customer: "id", fields: {} });
    const orders = ledgerFromRows([{ c: "1", d: "2026-03-01", a: 1 }], { customer: "c", date: "d", amount: "a" });
    expect(codesOf({ events: numbers, profiles: texts })).toEqual(["NO_SHARED_CUSTOMERS"]);
    expect(codesOf({ events: numbers, profiles: same })).toEqual([]);
    expect(codesOf({ events: numbers, ledger: orders })).toEqual(["NO_SHARED_CUSTOMERS"]);
    const members = matchRule(and(), { profiles: texts });
    expect(codesOf({ events: numbers, references: { members } }, and(ref("members")))).toEqual(["NO_SHARED_CUSTOMERS"]);
    expect(codesOf({ events: numbers, references: { members } })).toEqual([]);
  });
});

describe("what is given in vain", () => {
  it("is refused: a type of purchases without orders, and one that is no type", () => {
    for (const purchaseType of ["order", ""]) {
      expectRefused(() => matchRule(and(), { events, purchaseType }), "CONFLICTING_OPTIONS", {
        where: "matchRule",
        path: "options.purchaseType",
      });
    }
    const orders = ledgerFromRows([{ c: "1", d: "2026-03-01", a: 1 }], { customer: "c", date: "d", amount: "a" });
    for (const purchaseType of ["", wrong<string>(5)]) {
      expectRefused(() => matchRule(and(), { ledger: orders, purchaseType }), "WRONG_TYPE", {
        where: "matchRule",
        path: "options.purchaseType",
      });
    }
  });

  it("is refused: members that are neither in nor out", () => {
    const members = matchRule(and(), { events });
    const half = { ...members, has: members.has.map((_, row) => row) };
    expectRefused(() => matchRule(ref("half"), { events, references: { half } }), "OUT_OF_RANGE", {
      path: "options.references.half.has[2]",
    });
  });
});
