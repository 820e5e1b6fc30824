import { describe, expect, it } from "vitest";
import { normalizeRule, type RuleSchema, validateRule } from "../../../src/index.js";
import { errorOf, expectRefused, wrong } from "../refused.js";

const schema: RuleSchema = {
  fields: { city: "text", points: "number", vip: "boolean", born: "date", extra: "any" },
  eventFields: { value: "number", item: "text" },
};

const relative = { mode: "relative", anchor: "now", offset: -3, unit: "month" };

function valueIn(field: string, operator: string, value: unknown): unknown {
  return (normalizeRule({ field, operator, value }, schema) as { value?: unknown }).value;
}

describe("normalizeRule converts by the type of the field", () => {
  it.each<[string, string, unknown, unknown]>([
    ["points", "=", "10", 10],
    ["points", "=", " -1.5e2 ", -150],
    ["points", ">", ".5", 0.5],
    ["points", "=", "5.", 5],
    ["points", "=", "+007.50", 7.5],
    ["points", "=", "-0.0", 0],
    ["points", "=", "9007199254740991", 9007199254740991],
    ["points", "=", "9007199254740992.0", 9007199254740992],
    ["points", "=", "1e23", 1e23],
    ["points", "=", "0.30000000000000004", 0.30000000000000004],
    ["points", "=", "0.0000001", 1e-7],
    ["points", "in", "1, 2,3", [1, 2, 3]],
    ["points", "notIn", ["1", 2], [1, 2]],
    ["points", "between", "1,5", [1, 5]],
    ["points", "notBetween", ["1", "5"], [1, 5]],
    ["city", "=", "10", "10"],
    ["city", "=", " a ", " a "],
    ["city", "=", "true", "true"],
    ["city", "contains", "a,b", "a,b"],
    ["city", "in", "a, b ,,c", ["a", "b", "c"]],
    ["city", "in", "a\\,b,c\\d", ["a,b", "c\\d"]],
    ["city", "in", ["a,b", " c"], ["a,b", " c"]],
    ["vip", "=", "true", true],
    ["vip", "in", "true,false", [true, false]],
    ["vip", "!=", false, false],
    ["born", "=", "20000229", "2000-02-29"],
    ["born", "<", "2000-02-29T23:59", "2000-02-29"],
    ["born", "between", "2000-01-01,20001231", ["2000-01-01", "2000-12-31"]],
    ["born", ">=", { ...relative, offset: "-3" }, relative],
    ["born", "anniversary", "7", 7],
    ["extra", "=", "10", "10"],
    ["extra", "in", "1,2", ["1", "2"]],
    ["city", "null", "left over", undefined],
    ["points", "notNull", ["left", "over"], undefined],
  ])("%s %s %j", (field, operator, value, expected) => {
    expect(valueIn(field, operator, value)).toStrictEqual(expected);
  });

  it("and leaves text alone where it knows no type", () => {
    expect(normalizeRule({ field: "points", operator: "=", value: "10" })).toEqual({
      field: "points",
      operator: "=",
      value: "10",
    });
  });

  it.each<[string, string, unknown]>([
    ["points", "=", ""],
    ["points", "=", "1,000"],
    ["points", "=", "0x10"],
    ["points", "=", "Infinity"],
    ["points", "=", "1e999"],
    ["points", "=", "1e-999"],
    ["points", "=", "9007199254740993"],
    ["points", "=", "-9007199254740993"],
    ["points", "in", "1,12345678901234567890"],
    ["points", "between", "1,9007199254740993"],
    ["points", "=", "0.12345678901234567890"],
    ["points", "in", ","],
    ["points", "between", "5,1"],
    ["points", "between", "5"],
    ["vip", "=", "yes"],
    ["born", "=", "2000-02-30"],
    ["born", "=", "2000-02-29T23:59Z"],
    ["born", "=", "29/02/2000"],
    ["city", "=", 10],
    ["city", "in", ""],
  ])("but refuses what cannot be read: %s %s %j", (field, operator, value) => {
    expectRefused(() => valueIn(field, operator, value), "BAD_RULE", { where: "normalizeRule" });
  });
});

describe("a very long text", () => {
  it("is read in time that grows with its length, or refused", () => {
    expect(valueIn("points", "=", `${"0".repeat(100_000)}.50${"0".repeat(100_000)}`)).toBe(0.5);
    for (const digits of ["1", "0"]) {
      expectRefused(() => valueIn("points", "=", `${digits.repeat(100_000)}x`), "BAD_RULE");
      expectRefused(() => valueIn("points", "=", `1${digits.repeat(100_000)}1`), "BAD_RULE");
    }
  });
});

describe("normalizeRule converts event rules", () => {
  it("with their numbers, windows and filters", () => {
    const held = {
      event: "purchase",
      measure: { fn: "sum", field: "value" },
      operator: "between",
      value: "100,500",
      within: { from: "20260101", to: { ...relative, offset: "-1" } },
      where: { combinator: "and", rules: [{ field: "value", operator: ">", value: "5" }] },
    };
    expect(normalizeRule(held, schema)).toStrictEqual({
      event: "purchase",
      measure: { fn: "sum", field: "value" },
      operator: "between",
      value: [100, 500],
      within: { from: "2026-01-01", to: { ...relative, offset: -1 } },
      where: { combinator: "and", rules: [{ field: "value", operator: ">", value: 5 }] },
    });
    const short = { event: "a", measure: { fn: "count" }, operator: ">=", value: "2", within: { days: "30" } };
    expect(normalizeRule(short)).toStrictEqual({
      event: "a",
      measure: { fn: "count" },
      operator: ">=",
      value: 2,
      within: { days: 30 },
    });
  });

  it("that a leaf of an editor carries in meta, references likewise", () => {
    const meta = { event: "purchase", measure: { fn: "count" }, operator: ">=", value: "2", id: "inner" };
    const held = {
      combinator: "or",
      rules: [
        { field: "~", operator: "=", value: "", meta, id: "r1" },
        { field: "~", operator: "=", value: "", meta },
        { field: "~", operator: "=", value: "", meta: { segment: "vip" } },
        { field: "city", operator: "=", value: "a", meta: { color: "red" } },
      ],
    };
    const event = { event: "purchase", measure: { fn: "count" }, operator: ">=", value: 2 };
    expect(normalizeRule(held, schema)).toStrictEqual({
      combinator: "or",
      rules: [
        { ...event, id: "r1" },
        { ...event, id: "inner" },
        { segment: "vip" },
        { field: "city", operator: "=", value: "a" },
      ],
    });
  });
});

describe("normalizeRule leaves out", () => {
  const city = { field: "city", operator: "=", value: "a" };

  it("the keys of editors, but not ids", () => {
    const held = {
      id: "g",
      path: [],
      combinator: "and",
      not: false,
      disabled: false,
      rules: [{ ...city, id: "r", path: [0], valueSource: "value", type: "rule", muted: false }],
    };
    expect(normalizeRule(held, schema)).toStrictEqual({
      combinator: "and",
      rules: [{ ...city, id: "r", muted: false }],
      not: false,
      id: "g",
    });
  });

  it("what is muted, finished or not, and groups that are muted throughout", () => {
    const unfinished = { field: "", operator: "~", value: { any: "thing" }, muted: true };
    const held = {
      combinator: "and",
      rules: [
        unfinished,
        { combinator: "or", rules: [unfinished, { ...city, muted: true }] },
        { combinator: "or", rules: [city, unfinished] },
        { combinator: "or", rules: [] },
        { combinator: "or", rules: "none", muted: true },
      ],
    };
    expect(normalizeRule(held, schema)).toStrictEqual({
      combinator: "and",
      rules: [
        { combinator: "or", rules: [city] },
        { combinator: "or", rules: [] },
      ],
    });
  });

  it("a filter of events that is muted", () => {
    const rule = { event: "a", measure: { fn: "count" }, operator: ">=", value: 1 };
    const where = { combinator: "and", rules: [{ field: "item", operator: "=", value: "", muted: true }] };
    expect(normalizeRule({ ...rule, where }, schema)).toStrictEqual(rule);
    expect(normalizeRule({ ...rule, where: { combinator: "or", rules: [], muted: true } }, schema)).toStrictEqual(rule);
  });

  it("nothing else, nor changes what it was given", () => {
    const held = { combinator: "and", rules: [{ combinator: "and", rules: [{ ...city, value: "b" }] }] };
    const before = structuredClone(held);
    const rule = normalizeRule(held, schema);
    expect(rule).toStrictEqual(before);
    expect(held).toStrictEqual(before);
    expect(Object.isFrozen(rule)).toBe(true);
  });
});

describe("normalizeRule refuses", () => {
  it("a fault by its place in what the editor holds", () => {
    const muted = { segment: "x", muted: true };
    const rule = { combinator: "and", rules: [muted, muted, { field: "points", operator: "=", value: "ten" }] };
    expectRefused(() => normalizeRule(rule, schema), "BAD_RULE", { path: "rule.rules[2].value", received: '"ten"' });
    expectRefused(() => normalizeRule({ field: "town", operator: "=", value: "" }, schema), "UNKNOWN_FIELD", {
      where: "normalizeRule",
      path: "rule.field",
    });
    expect(() => normalizeRule(rule, schema)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: normalizeRule: rule.rules[2].value must be a finite number, as the field is; received "ten"]`,
    );
  });

  it("a number that would be rounded, and says to what", () => {
    const long = (value: unknown, operator = "=") => ({ field: "points", operator, value });
    expect(() => normalizeRule(long("9007199254740993"), schema)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: normalizeRule: rule.value must be a finite number, as the field is; received "9007199254740993"; as a number it would be rounded to 9007199254740992]`,
    );
    const said = "; as a number it would be rounded to 9007199254740992";
    const events = { event: "a", measure: { fn: "sum", field: "value" }, operator: ">=", value: "9007199254740993" };
    for (const rule of [long("1,9007199254740993", "between"), long(["9007199254740993"], "in"), events]) {
      expect(errorOf(() => normalizeRule(rule, schema)).message).toContain(said);
      expect(errorOf(() => validateRule(normalizedBut(rule), schema)).message).not.toContain("normalizeRule converts");
    }
  });

  it("without recommending itself", () => {
    const faulty = [
      { field: "points", operator: "=", value: "ten" },
      { field: "points", operator: "between", value: "ten" },
      { field: "points", operator: "in", value: "" },
      { field: "vip", operator: "=", value: "yes" },
      { meta: { color: "red" } },
      { event: "a", measure: { fn: "count" }, operator: ">=", value: "two" },
    ];
    for (const rule of faulty) {
      expect(errorOf(() => normalizeRule(rule, schema)).message).not.toMatch(/normalizeRule.*normalizeRule/);
      expect(errorOf(() => validateRule(rule, schema)).message).toContain("; normalizeRule ");
    }
  });

  it("what is muted throughout", () => {
    expectRefused(() => normalizeRule({ segment: "a", muted: true }), "BAD_RULE", { path: "rule" });
    const group = { combinator: "and", rules: [{ combinator: "or", rules: [{ segment: "a", muted: true }] }] };
    expectRefused(() => normalizeRule(group), "BAD_RULE", { path: "rule" });
  });

  it.each([
    ["nothing", undefined],
    ["text", "points > 1"],
    ["strings between rules", { rules: [{ segment: "a" }, "and", { segment: "b" }], combinator: "and" }],
    ["an endless list", { combinator: "and", rules: new Array(4_294_967_295) }],
    ["a rule that contains itself", cyclic()],
    ["a rule doubled at every level", doubled(45)],
    ["a deep rule", deep(100_000)],
    ["an accessor", Object.defineProperty({}, "field", { get: () => "city", enumerable: true })],
    ["a proxy that throws", { combinator: "and", rules: [new Proxy({}, { ownKeys: () => wrong<never>(fail()) })] }],
    ["a prototype", JSON.parse('{ "field": "city", "operator": "=", "value": "a", "__proto__": { "muted": true } }')],
  ])("%s", (_, rule) => {
    expectRefused(() => normalizeRule(rule, schema), "BAD_RULE", { where: "normalizeRule" });
  });

  it("a malformed schema", () => {
    expectRefused(() => normalizeRule({ segment: "a" }, wrong(7)), "WRONG_TYPE", { path: "schema" });
  });
});

/** A rule of an editor with its list split, as it must be before it is checked. */
function normalizedBut(rule: { readonly value: unknown }): object {
  const { value } = rule;
  return { ...rule, value: typeof value === "string" && value.includes(",") ? [1, "9007199254740993"] : value };
}

function cyclic(): object {
  const group = { combinator: "and", rules: [] as unknown[] };
  group.rules.push(group);
  return group;
}

function deep(levels: number): object {
  let rule: object = { segment: "a" };
  for (let i = 0; i < levels; i++) rule = { combinator: "and", rules: [rule] };
  return rule;
}

function doubled(levels: number): object {
  let rule: object = { segment: "a" };
  for (let i = 0; i < levels; i++) rule = { combinator: "and", rules: [rule, rule] };
  return rule;
}

function fail(): never {
  throw new Error("not to be read");
}
