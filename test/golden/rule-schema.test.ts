import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { and, attr, checkRule, event, not, or, type Rule, ref } from "../../src/index.js";
import { type RuleWords, ruleOver } from "../property/arbitrary-rules.js";
import { changedOften, type Json, REMOVED } from "./json-changes.js";
import { expectValid, validator } from "./schema-files.js";

const isRule = validator("rule");

const words: RuleWords = {
  fields: { city: "text", points: "number", vip: "boolean", born: "date" },
  eventTypes: ["buy", "cart"],
  eventFields: { value: "number", item: "text" },
  references: ["gold"],
};

describe("the schema of rules", () => {
  it("describes every definition and every field", () => {
    const definitions = (isRule.schema as Json)["$defs"] as { readonly [name: string]: Json };
    const isDescribed = ({ description, $ref }: Json): boolean =>
      typeof description === "string" || isDescribed(definitions[String($ref).replace("#/$defs/", "")] ?? {});
    for (const definition of Object.values(definitions)) {
      expect(typeof definition["description"]).toBe("string");
      const fields = (definition["properties"] ?? {}) as { readonly [name: string]: Json };
      expect(Object.entries(fields).filter(([, field]) => !isDescribed(field))).toEqual([]);
    }
  });

  it("takes every rule of the language", () => {
    fc.assert(
      fc.property(ruleOver(words), (rule) => {
        expectValid(isRule, rule);
      }),
    );
  });

  it.each<[string, Rule]>([
    ["groups", not(or(and(), ref("gold")))],
    ["comparisons", and(attr("city", "contains", "a"), attr("born", "anniversary", 366), attr("vip", "null"))],
    ["events", event(["buy"], "between", [1, 2], { within: { to: "2024-02-29" }, where: attr("item", "in", ["a"]) })],
  ])("takes what the builders make: %s", (_, rule) => {
    expectValid(isRule, rule);
  });

  it("and the library agree on rules that were changed anywhere", () => {
    fc.assert(
      fc.property(ruleOver(words), fc.nat(), fc.constantFrom(...VALUES), (rule, n, value) => {
        const changed = changedOften(rule, [[n, value]]);
        const { faults } = checkRule(changed);
        if (faults.some(({ message }) => UNSAID.test(message))) return;
        expect([isRule(changed), JSON.stringify(changed)]).toEqual([faults.length === 0, JSON.stringify(changed)]);
      }),
    );
  });

  it.each([
    ["strings between rules", { combinator: "and", rules: [ref("a"), "or", ref("b")] }],
    ["another combinator", { combinator: "xor", rules: [] }],
    ["a misspelt key", { ...ref("a"), mutde: true }],
    ["two kinds of leaf in one", { ...ref("a"), field: "city", operator: "null" }],
    ["a comparison with a field", { ...attr("a", "=", "b"), valueSource: "field" }],
    ["a value for null", { field: "a", operator: "null", value: "" }],
    ["no value", { field: "a", operator: "=" }],
    ["an order of booleans", { field: "a", operator: "<", value: true }],
    ["bounds of two kinds", { field: "a", operator: "between", value: [1, "2"] }],
    ["an event rule in a filter", { ...event("a"), where: and(event("b")) }],
    ["a filter that is no group", { ...event("a"), where: attr("b", "=", 1) }],
    ["a sum of nothing", { ...event("a"), measure: { fn: "sum" } }],
    ["a count of a field", { ...event("a"), measure: { fn: "count", field: "b" } }],
    ["an empty window", { ...event("a"), within: {} }],
    ["two windows", { ...event("a"), within: { days: 1, to: "2026-01-01" } }],
    ["text for a count", { ...event("a"), value: "1" }],
  ])("refuses, as the library does, %s", (_, rule) => {
    expect([isRule(rule), checkRule(rule).faults.length > 0]).toEqual([false, true]);
  });
});

/** What only the library finds: it says so in the description of the schema. */
const UNSAID =
  /lower bound first|from after to|not muted|be a day such as "2026-06-30" or a relative date; received "\d/;

const VALUES: readonly unknown[] = [
  REMOVED,
  null,
  true,
  false,
  "",
  "x",
  "and",
  "between",
  "null",
  "in",
  "2024-02-29",
  -1,
  0,
  0.5,
  7,
  1e6,
  [],
  [1, 2],
  ["a", "b"],
  {},
  { days: 3 },
  { fn: "count" },
];
