import { describe, expect, it } from "vitest";
import {
  and,
  attr,
  checkRule,
  event,
  eventsFromRows,
  ledgerFromRows,
  matchRule,
  not,
  profilesFromRows,
  ref,
  ruleSchemaOf,
  validateRule,
} from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

const events = eventsFromRows(
  [
    { c: "ann", t: "purchase", d: "2026-03-01", s: 5 },
    { c: "bob", t: "cart", d: "2026-03-05", s: 4 },
  ],
  { customer: "c", type: "t", date: "d", sentiment: "s" },
);
const profiles = profilesFromRows([{ id: "ann", city: "Oslo", vip: true, born: "2000-01-01", age: 4 }], {
  customer: "id",
  fields: { city: "text", vip: "boolean", born: "date", age: "number" },
});
const references = { buyers: event("purchase") };

describe("ruleSchemaOf", () => {
  it("has the names that rules may use, with their types", () => {
    const schema = ruleSchemaOf({ events, profiles, references });
    expect(schema.fields).toEqual({ city: "text", vip: "boolean", born: "date", age: "number" });
    expect(schema.events).toEqual(["cart", "purchase"]);
    expect(schema.eventFields).toMatchObject({ sentiment: "number", value: "number", item: "any" });
    expect(schema.references).toEqual(references);
    expect(Object.isFrozen(schema) && Object.isFrozen(schema.events)).toBe(true);
  });

  it("leaves out what is not given, which is then not checked", () => {
    expect(ruleSchemaOf({})).toEqual({});
    expect(checkRule(event("anything"), ruleSchemaOf({ profiles })).faults).toEqual([]);
    expect(checkRule(attr("anything", "null"), ruleSchemaOf({ events })).faults).toEqual([]);
    expect(checkRule(ref("anything"), ruleSchemaOf({ events })).faults).toEqual([]);
  });

  it("makes misspelt names faults, with the one that was meant", () => {
    const schema = ruleSchemaOf({ events, profiles, references });
    const rule = and(event("purchse"), attr("cty", "=", "Oslo"), not(ref("buyer")), attr("vip", "=", "yes"));
    const { faults } = checkRule(rule, schema);
    expect(faults.map(({ code }) => code)).toEqual(["UNKNOWN_EVENT", "UNKNOWN_FIELD", "UNKNOWN_REFERENCE", "BAD_RULE"]);
    expect(faults[0].message).toContain('did you mean "purchase"?');
    expectRefused(() => validateRule(rule, schema), "UNKNOWN_EVENT", { path: "rule.rules[0].event" });
  });

  it("allows what matchRule takes over the same data", () => {
    const rule = and(
      event("cart", { where: attr("sentiment", ">=", 4) }),
      not(attr("city", "=", "Oslo")),
      not(ref("buyers")),
    );
    expect(checkRule(rule, ruleSchemaOf({ events, profiles, references })).faults).toEqual([]);
    expect(matchRule(rule, { events, profiles, references }).ids()).toEqual(["bob"]);
  });

  it("knows the orders by their type", () => {
    const ledger = ledgerFromRows([{ c: "ann", d: "2026-03-02", a: 10 }], { customer: "c", date: "d", amount: "a" });
    expect(ruleSchemaOf({ events, ledger, purchaseType: "order" }).events).toEqual(["cart", "order", "purchase"]);
    expect(ruleSchemaOf({ ledger }).events).toEqual(["purchase"]);
  });

  it("holds names that are called like what every object has", () => {
    const hostile = profilesFromRows([{ id: 1, x: "a" }], {
      customer: "id",
      fields: Object.fromEntries([["constructor", { from: "x" as const, type: "text" as const }]]),
    });
    expect(Object.keys(ruleSchemaOf({ profiles: hostile }).fields ?? {})).toEqual(["constructor"]);
  });

  it("refuses what is no data", () => {
    expectRefused(() => ruleSchemaOf(wrong(null)), "WRONG_TYPE", { path: "data" });
    expectRefused(() => ruleSchemaOf(wrong({ event: events })), "UNKNOWN_OPTION", { path: "data.event" });
    expectRefused(() => ruleSchemaOf({ profiles: wrong({}) }), "WRONG_TYPE", { path: "data.profiles" });
    expectRefused(() => ruleSchemaOf({ ledger: wrong(events) }), "WRONG_TYPE", { path: "data.ledger" });
    expect(() => ruleSchemaOf({ events: wrong([]) })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: ruleSchemaOf: data.events must be a log of events as this library made it (JSON does not keep one); received an array of 0]`,
    );
  });
});
