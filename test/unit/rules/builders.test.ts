import { describe, expect, it } from "vitest";
import { type AttributeRule, and, attr, event, not, or, type Rule, ref, validateRule } from "../../../src/index.js";
import { errorOf, expectRefused, wrong } from "../refused.js";

const tea = attr("category", "=", "tea");

describe("builders", () => {
  it.each<[string, Rule, unknown]>([
    ["and", and(tea, ref("vip")), { combinator: "and", rules: [tea, { segment: "vip" }] }],
    ["and of nothing", and(), { combinator: "and", rules: [] }],
    ["or", or(tea), { combinator: "or", rules: [tea] }],
    ["attr with a value", attr("points", "<", 5), { field: "points", operator: "<", value: 5 }],
    ["attr without a value", attr("city", "null"), { field: "city", operator: "null" }],
    ["attr with a list", attr("n", "in", [1, 2]), { field: "n", operator: "in", value: [1, 2] }],
    ["attr with bounds", attr("n", "between", [1, 2]), { field: "n", operator: "between", value: [1, 2] }],
    ["ref", ref("vip"), { segment: "vip" }],
    ["event", event("buy"), { event: "buy", measure: { fn: "count" }, operator: ">=", value: 1 }],
    [
      "event with options",
      event(["cart", "favorite"], { within: 30, where: tea }),
      {
        event: ["cart", "favorite"],
        measure: { fn: "count" },
        operator: ">=",
        value: 1,
        within: { days: 30 },
        where: { combinator: "and", rules: [tea] },
      },
    ],
    [
      "event with a comparison",
      event("claim", ">", 10, { measure: "daysSinceFirst", exceptKeyed: { event: "redeem", key: "coupon" } }),
      {
        event: "claim",
        measure: { fn: "daysSinceFirst" },
        operator: ">",
        value: 10,
        exceptKeyed: { event: "redeem", key: "coupon" },
      },
    ],
    [
      "event with a range",
      event("buy", "between", [100, 500], {
        measure: { fn: "sum", field: "value" },
        within: { from: "2026-01-01" },
        where: or(tea),
      }),
      {
        event: "buy",
        measure: { fn: "sum", field: "value" },
        operator: "between",
        value: [100, 500],
        within: { from: "2026-01-01" },
        where: { combinator: "or", rules: [tea] },
      },
    ],
  ])("%s gives plain JSON without a key that is undefined", (_, built, expected) => {
    expect(built).toStrictEqual(expected);
    expect(JSON.parse(JSON.stringify(built))).toStrictEqual(built);
    expect(validateRule(built)).toBe(built);
  });

  it("freeze what they return and leave alone what they were given", () => {
    const given = { field: "city", operator: "in" as const, value: ["a"] };
    const rule = and(given);
    given.value.push("b");
    expect(rule.rules[0]).toEqual({ field: "city", operator: "in", value: ["a"] });
    expect(Object.isFrozen(given)).toBe(false);
    for (const part of [rule, rule.rules, rule.rules[0], (rule.rules[0] as AttributeRule).value]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
    expect(Object.isFrozen(not(rule).rules)).toBe(true);
    expect(Object.isFrozen(not(ref("a")).rules)).toBe(true);
  });

  it("leave out the keys that only editors use", () => {
    const held = {
      path: [0],
      disabled: true,
      field: "city",
      operator: "=",
      value: "a",
      valueSource: "value",
      id: "r1",
    };
    expect(or(wrong(held)).rules).toEqual([{ field: "city", operator: "=", value: "a", id: "r1" }]);
  });

  it("keep what is muted, alone and in groups", () => {
    const muted: Rule = { segment: "a", muted: true };
    expect(and(muted).rules).toEqual([muted]);
    expect(or(and(muted), ref("b")).rules).toEqual([{ combinator: "and", rules: [muted] }, { segment: "b" }]);
    expect(not(muted)).toEqual({ combinator: "and", rules: [muted], not: true });
  });

  it("write no negative zero, which JSON cannot hold", () => {
    expect(attr("points", "=", -0).value).toBe(0);
    expect(event("buy", "between", [-0, -0]).value).toStrictEqual([0, 0]);
  });
});

describe("not", () => {
  it("turns a group round where it stands and anything else in a group of its own", () => {
    expect(not(or(ref("a"), ref("b")))).toStrictEqual({
      combinator: "or",
      rules: [{ segment: "a" }, { segment: "b" }],
      not: true,
    });
    expect(not(ref("a"))).toStrictEqual({ combinator: "and", rules: [{ segment: "a" }], not: true });
  });

  it("twice gives the group back", () => {
    const group = or(ref("a"), ref("b"));
    expect(not(not(group))).toStrictEqual(group);
    expect(not({ ...group, not: false })).toStrictEqual(not(group));
  });
});

describe("a builder refuses", () => {
  it.each<[string, () => unknown, string]>([
    ["a string between rules", () => and(ref("a"), wrong("or"), ref("b")), "rules[1]"],
    ["a fault deep in a rule", () => or(and(wrong({ field: "a", operator: "=", value: null }))), "rules[0].value"],
    ["no rule", () => not(wrong(undefined)), "rule"],
    ["an empty name", () => ref(""), "segment"],
    ["a field that is no text", () => attr(wrong(7), "null"), "field"],
    ["an operator that is not known", () => attr("a", wrong("like"), wrong("b")), "operator"],
    ["a value that is missing", () => attr("a", "=", wrong(undefined)), "value"],
    ["a value too many", () => wrong<typeof ref>(attr)("a", ...wrong<[]>(["null", 1])), "value"],
    ["reversed bounds", () => attr("a", "between", [2, 1]), "value"],
    ["a comparison of events with nothing", () => wrong<(...all: unknown[]) => void>(event)("buy", "="), "value"],
    ["no event type", () => event([]), "event"],
    ["a sum of no field", () => event("buy", ">", 1, { measure: wrong("sum") }), "measure.field"],
    ["a window of no day", () => event("buy", { within: 0 }), "within.days"],
    ["a filter of no fields", () => event("buy", { where: wrong(ref("a")) }), "where"],
    ["a filter that is nothing", () => event("buy", { where: wrong(null) }), "where"],
  ])("%s", (_, build, path) => {
    expectRefused(build, "BAD_RULE", { path });
  });

  it("options that it does not know, in its own name", () => {
    expectRefused(() => event("buy", wrong({ window: 30 })), "UNKNOWN_OPTION", { where: "event" });
    expectRefused(() => event("buy", wrong(7)), "WRONG_TYPE", { where: "event", path: "options" });
    expect(() => event("buy", ">=", 2, { within: 0.5 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: event: within.days must be a whole number of days from 1 to 3652059; received 0.5]`,
    );
    expect(() => attr("points", "in", [])).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: attr: value must be a list of at least one value; received an array of 0]`,
    );
  });

  it("several values where one belongs, and say which operator takes them", () => {
    const compare = wrong<(...all: unknown[]) => void>(attr);
    const messageOf = (operator: string) => errorOf(() => compare("city", operator, ["Wuhan", "Beijing"])).message;
    expect(messageOf("=")).toBe(
      'attr: value must be one value; received an array of 2; a list belongs to the operator "in"',
    );
    expect(messageOf("!=")).toContain('"notIn"');
    expect(messageOf(">=")).toContain('"between"');
  });

  it("a rule that nests too deep", () => {
    let rule: Rule = ref("a");
    for (let i = 0; i < 49; i++) rule = and(rule);
    expect(validateRule(rule)).toBe(rule);
    expectRefused(() => and(rule), "BAD_RULE", { where: "and" });
  });
});
