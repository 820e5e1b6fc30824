import { describe, expectTypeOf, it } from "vitest";
import {
  type AttributeRule,
  and,
  attr,
  checkRule,
  describeRule,
  type EventRule,
  event,
  normalizeRule,
  not,
  or,
  type ReferenceRule,
  type Rule,
  type RuleFault,
  type RuleGroup,
  ref,
  validateRule,
} from "../../src/index.js";

describe("builders", () => {
  it("return the leaf or group that they make", () => {
    expectTypeOf(and(ref("a"))).toEqualTypeOf<RuleGroup>();
    expectTypeOf(or()).toEqualTypeOf<RuleGroup>();
    expectTypeOf(not(ref("a"))).toEqualTypeOf<RuleGroup>();
    expectTypeOf(attr("a", "null")).toEqualTypeOf<AttributeRule>();
    expectTypeOf(event("a")).toEqualTypeOf<EventRule>();
    expectTypeOf(ref("a")).toEqualTypeOf<ReferenceRule>();
  });

  it("want for each operator what it compares with", () => {
    attr("a", "between", [1, 2]);
    attr("a", "between", ["2026-01-01", { mode: "relative", anchor: "now", offset: 0, unit: "day" }]);
    attr("a", "in", ["a", 1, true]);
    // @ts-expect-error two values
    attr("a", "between", 1);
    // @ts-expect-error bounds of two kinds
    attr("a", "between", [1, "b"]);
    // @ts-expect-error a list
    attr("a", "in", "b");
    // @ts-expect-error a value
    attr("a", "=");
    // @ts-expect-error no value
    attr("a", "null", 1);
    // @ts-expect-error text
    attr("a", "contains", 1);
    // @ts-expect-error booleans have no order
    attr("a", "<", true);
    // @ts-expect-error no operator
    attr("a", "like", "b");
  });

  it("want for a comparison of events a number, and for a range two", () => {
    event(["a", "b"] as const, ">=", 1, { within: { from: "2026-01-01" } });
    event("a", "between", [1, 2], { measure: { fn: "sum", field: "value" } });
    event("a", { where: and(attr("b", "=", 1)) });
    // @ts-expect-error two numbers
    event("a", "between", 1);
    // @ts-expect-error one number
    event("a", ">=", [1, 2]);
    // @ts-expect-error a number
    event("a", ">=", "1");
    // @ts-expect-error a sum needs a field
    event("a", ">=", 1, { measure: "sum" });
    // @ts-expect-error an option that is not known
    event("a", { window: 30 });
    // @ts-expect-error a filter holds no references by themselves
    event("a", { where: ref("b") });
  });

  it("take only rules", () => {
    // @ts-expect-error a string between rules
    and(ref("a"), "or", ref("b"));
    // @ts-expect-error no rule
    not("a");
  });
});

describe("readers", () => {
  it("take anything and return rules", () => {
    expectTypeOf(validateRule).parameter(0).toEqualTypeOf<unknown>();
    expectTypeOf(validateRule(JSON.parse("{}"))).toEqualTypeOf<Rule>();
    expectTypeOf(normalizeRule({}, { fields: { a: "text" } })).toEqualTypeOf<Rule>();
    expectTypeOf(checkRule(null).faults).toEqualTypeOf<readonly RuleFault[]>();
    expectTypeOf(describeRule(ref("a"), { language: "zh-Hans" })).toEqualTypeOf<string>();
    // @ts-expect-error a type that is not known
    validateRule({}, { fields: { a: "string" } });
    // @ts-expect-error a language that is not known
    describeRule(ref("a"), { language: "fr" });
  });
});
