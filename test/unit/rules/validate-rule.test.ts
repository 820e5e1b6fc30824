import { describe, expect, it } from "vitest";
import { checkRule, type RfmErrorCode, type RuleSchema, validateRule } from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

const members = { customers: wrong<never>({ size: 0 }), has: new Uint8Array(0) };
const schema: RuleSchema = {
  fields: { city: "text", points: "number", vip: "boolean", born: "date", extra: "any" },
  events: ["purchase", "cart"],
  eventFields: { value: "number", item: "text" },
  references: {
    gold: { field: "points", operator: ">=", value: 1000 },
    members,
    a: { segment: "b" },
    b: { combinator: "or", rules: [{ segment: "gold" }, { segment: "c" }] },
    c: { segment: "b" },
    bad: { field: "pints", operator: "=", value: 1 },
  },
};

const relative = { mode: "relative", anchor: "now", offset: -3, unit: "month" };
const count = { event: "purchase", measure: { fn: "count" }, operator: ">=", value: 1 };
const attribute = (field: string, operator: string, value?: unknown): object => ({ field, operator, value });

describe("validateRule gives back the very rule", () => {
  it.each<[string, object]>([
    ["a group of all leaves", { combinator: "and", rules: [count, { segment: "gold" }, attribute("city", "=", "a")] }],
    ["an empty group", { combinator: "or", rules: [], not: true }],
    ["a set of customers by name", { segment: "members" }],
    ["a boolean", attribute("vip", "!=", false)],
    ["text by order", attribute("city", "<", "M")],
    ["text from to", attribute("city", "between", ["A", "M"])],
    ["a part of a text", attribute("city", "doesNotEndWith", "n")],
    ["a list", attribute("points", "notIn", [0, 0.5, -1])],
    ["missing", attribute("vip", "null")],
    ["a day", attribute("born", ">=", "2000-02-29")],
    ["a relative date", attribute("born", "<", relative)],
    ["days from to, one of each kind", attribute("born", "between", ["2000-01-01", relative])],
    ["an anniversary", attribute("born", "anniversary", 0)],
    ["a field of which only the name is known", attribute("extra", "=", true)],
    ["several events", { ...count, event: ["purchase", "cart"] }],
    ["a sum", { ...count, measure: { fn: "sum", field: "value" }, value: 0.5 }],
    ["distinct values", { ...count, measure: { fn: "distinct", field: "item" } }],
    ["a range of counts", { ...count, operator: "between", value: [2, 2] }],
    ["a window of days", { ...count, within: { days: 1 } }],
    ["a window from", { ...count, within: { from: relative } }],
    ["a window of one day", { ...count, within: { from: "2026-01-01", to: "2026-01-01" } }],
    ["a filter", { ...count, where: { combinator: "or", rules: [attribute("item", "=", "tea")] } }],
    ["a filter that is muted", { ...count, where: { combinator: "or", rules: [], muted: true } }],
    ["partners", { ...count, exceptKeyed: { event: "cart", key: "item" } }],
    ["muted parts", { combinator: "and", rules: [{ ...count, muted: true }, { segment: "gold" }] }],
    ["keys that are undefined", { ...count, within: undefined, muted: undefined }],
    [
      "the keys of editors",
      {
        combinator: "and",
        path: [],
        id: "g",
        disabled: true,
        rules: [
          { ...attribute("city", "=", "a"), path: [0], type: "rule", valueSource: "value", meta: { any: [() => 1] } },
        ],
      },
    ],
    ["no prototype", Object.assign(Object.create(null), { segment: "gold" })],
  ])("for %s", (_, rule) => {
    expect(checkRule(rule, schema)).toEqual({ faults: [] });
    expect(validateRule(rule, schema)).toBe(rule);
    expect(validateRule(rule)).toBe(rule);
  });
});

describe("validateRule refuses", () => {
  it.each<[string, unknown, string]>([
    ["nothing", null, "rule"],
    ["a list", [count], "rule"],
    ["an empty object", {}, "rule"],
    ["an instance of a class", new Date(0), "rule"],
    ["an object over another", Object.create({ segment: "gold" }), "rule"],
    ["an accessor", Object.defineProperty({}, "segment", { get: () => "gold", enumerable: true }), "rule.segment"],
    ["a combinator that is not known", { combinator: "xor", rules: [] }, "rule.combinator"],
    ["rules that are no list", { combinator: "and", rules: {} }, "rule.rules"],
    ["a hole in the rules", { combinator: "and", rules: new Array(1) }, "rule.rules[0]"],
    ["a not that is no boolean", { combinator: "and", rules: [], not: "true" }, "rule.not"],
    ["a muted that is no boolean", { ...count, muted: 1 }, "rule.muted"],
    ["an id that is no text", { ...count, id: 7 }, "rule.id"],
    ["a misspelt key", { ...count, wihtin: { days: 3 } }, "rule.wihtin"],
    ["a key of another leaf", { ...count, field: "city" }, "rule.field"],
    ["an own key __proto__", JSON.parse('{ "segment": "gold", "__proto__": 1 }'), "rule.__proto__"],
    ["a comparison with a field", { ...attribute("city", "=", "born"), valueSource: "field" }, "rule.valueSource"],
    ["a comparison inside a list", { ...attribute("city", "=", "a"), match: { mode: "all" } }, "rule.match"],
    ["no operator", { field: "city" }, "rule.operator"],
    ["no value", attribute("city", "="), "rule.value"],
    ["null as a value", attribute("city", "=", null), "rule.value"],
    ["text for a number", attribute("points", "=", "10"), "rule.value"],
    ["a number for text", attribute("city", "=", 10), "rule.value"],
    ["a number for a boolean", attribute("vip", "=", 1), "rule.value"],
    ["not a number", attribute("points", "=", Number.NaN), "rule.value"],
    ["infinity", attribute("points", "<", Number.POSITIVE_INFINITY), "rule.value"],
    ["a bigint", attribute("points", "<", 1n), "rule.value"],
    ["an order of booleans", attribute("vip", "<", true), "rule.operator"],
    ["an order of what may be a boolean", attribute("extra", "<", true), "rule.value"],
    ["a text operator on a number", attribute("points", "contains", "1"), "rule.operator"],
    ["an empty part of a text", attribute("city", "contains", ""), "rule.value"],
    ["an anniversary of text", attribute("city", "anniversary", 7), "rule.operator"],
    ["half a day", attribute("born", "anniversary", 0.5), "rule.value"],
    ["an empty list", attribute("city", "in", []), "rule.value"],
    ["text for a list", attribute("city", "in", "a,b"), "rule.value"],
    ["a bad element of a list", attribute("points", "in", [1, "2"]), "rule.value[1]"],
    ["a hole in a list", attribute("points", "in", new Array(2)), "rule.value[0]"],
    ["one bound", attribute("points", "between", [1]), "rule.value"],
    ["three bounds", attribute("points", "between", [1, 2, 3]), "rule.value"],
    ["reversed bounds", attribute("points", "notBetween", [2, 1]), "rule.value"],
    ["reversed days", attribute("born", "between", ["2000-01-02", "2000-01-01"]), "rule.value"],
    ["reversed relative dates", attribute("born", "between", [relative, { ...relative, offset: -4 }]), "rule.value"],
    ["bounds of two kinds", attribute("extra", "between", [1, "a"]), "rule.value[1]"],
    ["a value that is left over", attribute("city", "notNull", ""), "rule.value"],
    ["a day that does not exist", attribute("born", "=", "2023-02-29"), "rule.value"],
    ["a day in another form", attribute("born", "=", "20230228"), "rule.value"],
    ["a day with a time", attribute("born", "=", "2023-02-28T10:00"), "rule.value"],
    ["a relative date for text", attribute("city", "=", relative), "rule.value"],
    ["an anchor that is not known", attribute("born", "=", { ...relative, anchor: "today" }), "rule.value.anchor"],
    ["half a month", attribute("born", "=", { ...relative, offset: 0.5 }), "rule.value.offset"],
    ["a distance beyond all calendars", attribute("born", "=", { ...relative, offset: 1e6 }), "rule.value.offset"],
    ["a unit that is not known", attribute("born", "in", [{ ...relative, unit: "hour" }]), "rule.value[0].unit"],
    ["another mode", attribute("extra", "=", { ...relative, mode: "absolute" }), "rule.value.mode"],
    ["no event type", { ...count, event: [] }, "rule.event"],
    ["an empty event type", { ...count, event: "" }, "rule.event"],
    ["an event type that is no text", { ...count, event: ["purchase", 7] }, "rule.event[1]"],
    ["no measure", { ...count, measure: undefined }, "rule.measure"],
    ["a measure by its name", { ...count, measure: "count" }, "rule.measure"],
    ["a measure that is not known", { ...count, measure: { fn: "median" } }, "rule.measure.fn"],
    ["a sum of nothing", { ...count, measure: { fn: "sum" } }, "rule.measure.field"],
    ["a sum of text", { ...count, measure: { fn: "sum", field: "item" } }, "rule.measure.field"],
    ["a count of a field", { ...count, measure: { fn: "count", field: "item" } }, "rule.measure.field"],
    ["an operator that measures do not have", { ...count, operator: "in", value: [1] }, "rule.operator"],
    ["a count that is text", { ...count, value: "1" }, "rule.value"],
    ["a count that is not a number", { ...count, value: Number.NaN }, "rule.value"],
    ["a range for one number", { ...count, value: [1, 2] }, "rule.value"],
    ["reversed counts", { ...count, operator: "between", value: [2, 1] }, "rule.value"],
    ["an empty window", { ...count, within: {} }, "rule.within"],
    ["a window of no day", { ...count, within: { days: 0 } }, "rule.within.days"],
    ["a window of fewer", { ...count, within: { days: -1 } }, "rule.within.days"],
    ["a window of half a day", { ...count, within: { days: 1.5 } }, "rule.within.days"],
    ["two windows", { ...count, within: { days: 1, from: "2026-01-01" } }, "rule.within"],
    ["from after to", { ...count, within: { from: "2026-01-02", to: "2026-01-01" } }, "rule.within"],
    ["a window from a time", { ...count, within: { from: 0 } }, "rule.within.from"],
    ["a filter that is no group", { ...count, where: attribute("item", "=", "a") }, "rule.where"],
    ["a filter by another event", { ...count, where: { combinator: "and", rules: [count] } }, "rule.where.rules[0]"],
    ["partners without a key", { ...count, exceptKeyed: { event: "cart" } }, "rule.exceptKeyed.key"],
    ["what is muted throughout", { combinator: "and", rules: [{ ...count, muted: true }] }, "rule"],
    [
      "what is muted and malformed",
      { combinator: "and", rules: [{ ...count, value: "1", muted: true }] },
      "rule.rules[0].value",
    ],
    [
      "a fault far inside",
      { combinator: "or", rules: [count, { combinator: "and", rules: [{}] }] },
      "rule.rules[1].rules[0]",
    ],
  ])("%s", (_, rule, path) => {
    expectRefused(() => validateRule(rule, schema), "BAD_RULE", { where: "validateRule", path });
    expect(checkRule(rule, schema).faults[0]).toMatchObject({ code: "BAD_RULE", path });
  });

  it.each<[RfmErrorCode, unknown, string]>([
    ["UNKNOWN_FIELD", attribute("town", "=", "a"), "rule.field"],
    ["UNKNOWN_FIELD", attribute("constructor", "null"), "rule.field"],
    ["UNKNOWN_FIELD", { ...count, measure: { fn: "sum", field: "amount" } }, "rule.measure.field"],
    ["UNKNOWN_FIELD", { ...count, exceptKeyed: { event: "cart", key: "id" } }, "rule.exceptKeyed.key"],
    [
      "UNKNOWN_FIELD",
      { ...count, where: { combinator: "and", rules: [attribute("city", "=", "a")] } },
      "rule.where.rules[0].field",
    ],
    ["UNKNOWN_EVENT", { ...count, event: "order" }, "rule.event"],
    ["UNKNOWN_EVENT", { ...count, event: ["cart", "order"] }, "rule.event[1]"],
    ["UNKNOWN_EVENT", { ...count, exceptKeyed: { event: "order", key: "item" } }, "rule.exceptKeyed.event"],
    ["UNKNOWN_REFERENCE", { segment: "toString" }, "rule.segment"],
    ["UNKNOWN_FIELD", { segment: "bad" }, "schema.references.bad.field"],
    ["CYCLIC_REFERENCE", { segment: "a" }, "schema.references.c.segment"],
  ])("with %s what the schema does not allow", (code, rule, path) => {
    expectRefused(() => validateRule(rule, schema), code, { where: "validateRule", path });
  });

  it("with a path that names odd keys in quotes", () => {
    const odd = { references: { "my list": { segment: "" } } };
    expect(checkRule({ segment: "a", "odd key": 1 }).faults[0]?.path).toBe('rule["odd key"]');
    expect(checkRule({ segment: "my list" }, odd).faults[0]?.path).toBe('schema.references["my list"].segment');
  });

  it("with the first names of a long list", () => {
    const events = Array.from({ length: 12 }, (_, i) => `e${i}`);
    const message = checkRule({ ...count, event: "purchase" }, { events }).faults[0]?.message;
    expect(message).toMatch(/; there are "e0", .*"e9" and 2 more$/);
    const long = "x".repeat(61);
    expect(checkRule({ ...count, event: long }, { events: [`${long}x`] }).faults[0]?.message).not.toContain(
      "did you mean",
    );
  });

  it("with a word on what to do", () => {
    const message = (rule: unknown): string => checkRule(rule, schema).faults[0]?.message ?? "";
    expect(message(attribute("point", "=", 1))).toMatch(/; did you mean "points"\?$/);
    expect(message(attribute("x", "=", 1))).toMatch(/; there are "city", "points", "vip", "born", "extra"$/);
    expect(message({ ...count, mesure: 1 })).toMatch(/; did you mean "measure"\?$/);
    expect(message({ rules: [{ segment: "gold" }, "or", { segment: "gold" }], combinator: "and" })).toContain(
      "one combinator",
    );
    expect(message({ meta: { event: "purchase" } })).toContain("normalizeRule");
    expect(message(attribute("points", "=", "1"))).toContain("normalizeRule");
    expect(message({ combinator: "xor", rules: [] })).toContain("a xor b");
    expect(() => validateRule({ segment: "glod" }, schema)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: validateRule: rule.segment must name a known rule or segment; received "glod"; did you mean "gold"?]`,
    );
    expect(() => validateRule({ segment: "b" }, schema)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: validateRule: schema.references.c.segment must not lead back to its own rule; received "b"; "b" -> "c" -> "b"]`,
    );
  });
});

describe("checkRule", () => {
  it("lists every fault in the order of the rule", () => {
    const rule = {
      combinator: "nor",
      rules: [attribute("town", "=", "a"), { ...count, value: "1", within: { days: 0 } }, "and", { segment: "gold" }],
      id: 1,
    };
    const report = checkRule(rule, schema);
    expect(report.faults.map(({ path, code }) => [path, code])).toEqual([
      ["rule.id", "BAD_RULE"],
      ["rule.combinator", "BAD_RULE"],
      ["rule.rules[0].field", "UNKNOWN_FIELD"],
      ["rule.rules[1].value", "BAD_RULE"],
      ["rule.rules[1].within.days", "BAD_RULE"],
      ["rule.rules[2]", "BAD_RULE"],
    ]);
    for (const fault of report.faults) expect(fault.message.startsWith(`${fault.path} `)).toBe(true);
    expect(Object.isFrozen(report) && Object.isFrozen(report.faults) && report.faults.every(Object.isFrozen)).toBe(
      true,
    );
  });

  it("looks at a referred rule once, however often it is named", () => {
    const twice = { combinator: "and", rules: [{ segment: "bad" }, { segment: "bad" }] };
    expect(checkRule(twice, schema).faults).toHaveLength(1);
  });

  it("stops after a hundred faults", () => {
    const rules = Array.from({ length: 300 }, () => attribute("ponts", "=", 1));
    expect(checkRule({ combinator: "and", rules }, schema).faults).toHaveLength(100);
  });
});

describe("a hostile rule", () => {
  it("that contains itself is refused", () => {
    const group = { combinator: "and", rules: [] as unknown[] };
    group.rules.push({ combinator: "or", rules: [group] });
    expectRefused(() => validateRule(group), "BAD_RULE", { path: "rule.rules[0].rules[0]" });
  });

  it.each([
    ["deep", () => nested(100_000)],
    ["deep in filters", () => ({ ...count, where: nested(60) })],
    ["wide", () => ({ combinator: "and", rules: Array(10_000).fill(count) })],
    ["endless", () => ({ combinator: "and", rules: new Array(4_294_967_295) })],
    ["doubled at every level", () => doubled(45)],
  ])("that is %s is refused at once", (_, make) => {
    expectRefused(() => validateRule(make()), "BAD_RULE");
  });

  it("that is a proxy which throws is refused", () => {
    const thrower = new Proxy({}, { ownKeys: () => wrong<never>(fail()) });
    expectRefused(() => validateRule(thrower), "BAD_RULE", { path: "rule" });
    expectRefused(() => validateRule({ combinator: "and", rules: [thrower] }), "BAD_RULE", { path: "rule" });
  });

  it("may have 10,000 parts and 50 levels", () => {
    expect(checkRule({ combinator: "and", rules: Array(9999).fill(count) }).faults).toEqual([]);
    expect(checkRule(nested(49)).faults).toEqual([]);
    expect(checkRule(nested(50)).faults).toHaveLength(1);
  });

  it("may follow at most 50 references", () => {
    expect(checkRule({ segment: "r0" }, { references: chain(50) }).faults).toEqual([]);
    const { faults } = checkRule({ segment: "r0" }, { references: chain(51) });
    expect(faults.map(({ path }) => path)).toEqual(["schema.references.r49.segment"]);
    expect(checkRule({ segment: "r0" }, { references: chain(20_000) }).faults).toHaveLength(1);
  });
});

describe("a schema", () => {
  it("that leaves names out allows any", () => {
    const rule = { combinator: "and", rules: [attribute("a", "=", 1), count, { segment: "s" }] };
    expect(checkRule(rule, {}).faults).toEqual([]);
    expect(checkRule(rule, { fields: {}, events: [], references: [] }).faults.map(({ code }) => code)).toEqual([
      "UNKNOWN_FIELD",
      "UNKNOWN_EVENT",
      "UNKNOWN_REFERENCE",
    ]);
  });

  it("may hold no rule that is muted throughout, once a rule refers to it", () => {
    const references = { off: { segment: "a", muted: true }, a: { combinator: "and" as const, rules: [] } };
    expect(checkRule({ segment: "a" }, { references }).faults).toEqual([]);
    expect(checkRule({ segment: "off" }, { references }).faults[0]?.path).toBe("schema.references.off");
  });

  it("may name references without the rules behind them", () => {
    expect(checkRule({ segment: "vip" }, { references: ["vip"] }).faults).toEqual([]);
  });

  it.each<[RfmErrorCode, unknown, string]>([
    ["WRONG_TYPE", null, "schema"],
    ["UNKNOWN_OPTION", { field: {} }, "schema.field"],
    ["WRONG_TYPE", { fields: ["city"] }, "schema.fields"],
    ["UNKNOWN_NAME", { fields: { city: "string" } }, "schema.fields.city"],
    ["UNKNOWN_NAME", { eventFields: { item: null } }, "schema.eventFields.item"],
    ["WRONG_TYPE", { events: "purchase" }, "schema.events"],
    ["WRONG_TYPE", { references: [7] }, "schema.references"],
    ["WRONG_TYPE", { references: "vip" }, "schema.references"],
  ])("is refused with %s", (code, malformed, path) => {
    expectRefused(() => validateRule(count, wrong(malformed)), code, { where: "validateRule", path });
    expectRefused(() => checkRule(count, wrong(malformed)), code, { where: "checkRule", path });
  });
});

function nested(levels: number): object {
  let rule: object = attribute("item", "=", "a");
  for (let i = 0; i < levels; i++) rule = { combinator: "and", rules: [rule] };
  return rule;
}

function doubled(levels: number): object {
  let rule: object = count;
  for (let i = 0; i < levels; i++) rule = { combinator: "and", rules: [rule, rule] };
  return rule;
}

function chain(length: number): Record<string, never> {
  const last = { combinator: "and", rules: [] };
  const rules = Array.from({ length }, (_, i) => [`r${i}`, i === length - 1 ? last : { segment: `r${i + 1}` }]);
  return Object.fromEntries(rules);
}

function fail(): never {
  throw new Error("not to be read");
}

describe("a schema with references", () => {
  it("is refused where a name stands for nothing", () => {
    for (const nothing of [undefined, null, 7, "rule", []]) {
      expectRefused(() => validateRule({ segment: "x" }, { references: { x: wrong(nothing) } }), "WRONG_TYPE", {
        path: "schema.references.x",
      });
    }
  });

  it("of very many names gets faults quickly", () => {
    const fields = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`field_${i}`, "any" as const]));
    const rules = Array.from({ length: 100 }, (_, i) => ({ field: `fild_${i}`, operator: "=" as const, value: 1 }));
    const { faults } = checkRule({ combinator: "and", rules }, { fields });
    expect(faults.length).toBe(100);
    expect(faults[7].message).toContain('did you mean "field_7"?');
  });
});
