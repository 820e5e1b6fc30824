import { describe, expect, it } from "vitest";
import {
  aiplDatabank,
  classifyStages,
  defineStages,
  eventsFromRows,
  type Rule,
  type StageModel,
} from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

const did = (event: string, days?: number): Rule => ({
  event,
  measure: { fn: "count" },
  operator: ">=",
  value: 1,
  ...(days === undefined ? {} : { within: { days } }),
});

const ladder = [
  { id: "seen", when: did("view", 7) },
  { id: "bought", when: did("buy") },
  { id: "fan", when: did("share"), requires: "bought" },
] as const;

const shop = { id: "shop", version: "1", stages: ladder } as const;

function refused(change: object, code: Parameters<typeof expectRefused>[1], path: string): void {
  expectRefused(() => defineStages(wrong<never>({ ...shop, ...change })), code, { where: "defineStages", path });
}

describe("a stage model", () => {
  it("is plain frozen JSON with the parts that were given", () => {
    const model = defineStages({
      ...shop,
      title: "Shop",
      stages: [{ ...ladder[0], names: { en: "Seen", es: "Visto" } }, ladder[1], ladder[2]],
      sources: ["https://example.com/rules"],
      notes: ["Made up."],
      unverified: [],
    });
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
    expect(Object.keys(model)).toEqual([
      "kind",
      "format",
      "id",
      "version",
      "title",
      "stages",
      "sources",
      "notes",
      "unverified",
    ]);
    const parts: unknown[] = [model, model.stages, model.stages[0], model.stages[0].names, model.sources, model.notes];
    const rule = model.stages[0].when as { measure: object; within: object };
    for (const part of [...parts, rule, rule.measure, rule.within]) expect(Object.isFrozen(part)).toBe(true);
  });

  it("is not changed by later writes to what it was made of", () => {
    const when = { event: ["view"], measure: { fn: "count" as const }, operator: ">=" as const, value: 1 };
    const model = defineStages({ id: "x", version: "1", stages: [{ id: "a", when }] });
    when.event.push("cart");
    when.value = 9;
    expect(model.stages[0].when).toEqual({ event: ["view"], measure: { fn: "count" }, operator: ">=", value: 1 });
  });

  it("leaves out what only editors use and what is undefined", () => {
    const when = { ...did("view"), meta: { deep: [] }, disabled: true, path: [0], id: "r1", muted: undefined };
    const model = defineStages({ ...shop, stages: [{ id: "a", when: wrong(when) }], title: undefined });
    expect(model.stages[0].when).toEqual({ ...did("view"), id: "r1" });
    expect("title" in model).toBe(false);
  });

  it("may have any number of stages up to thirty", () => {
    const stages = Array.from({ length: 30 }, (_, i) => ({ id: `s${i}`, when: did(`e${i}`) }));
    const model = defineStages({ ...shop, stages });
    const events = eventsFromRows(
      stages.map((_, i) => ({ c: i, e: `e${i}`, d: "2026-01-01" })),
      { customer: "c", type: "e", date: "d" },
    );
    const result = classifyStages(model, { events });
    expect([...result.stage]).toEqual([...stages.keys()]);
    refused({ stages: [...stages, { id: "s30", when: did("e") }] }, "OUT_OF_RANGE", "stages");
    refused({ stages: [] }, "OUT_OF_RANGE", "stages");
    refused({ stages: undefined }, "MISSING_OPTION", "stages");
  });
});

describe("what defineStages refuses", () => {
  it("malformed parts, by their path", () => {
    refused({ kind: "rfm-kit/segments" }, "WRONG_TYPE", "kind");
    refused({ format: 2 }, "WRONG_TYPE", "format");
    refused({ id: "" }, "WRONG_TYPE", "id");
    refused({ version: 1 }, "WRONG_TYPE", "version");
    refused({ title: 5 }, "WRONG_TYPE", "title");
    refused({ sources: ["https://example.com", "javascript:alert(1)"] }, "WRONG_TYPE", "sources[1]");
    refused({ sources: "https://example.com" }, "WRONG_TYPE", "sources");
    refused({ notes: "one" }, "WRONG_TYPE", "notes");
    refused({ unverified: [1] }, "WRONG_TYPE", "unverified[0]");
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    refused({ notes: [, "two"] }, "WRONG_TYPE", "notes[0]");
    refused({ label: "Shop" }, "UNKNOWN_OPTION", "definition.label");
    refused({ stages: [null] }, "WRONG_TYPE", "stages[0]");
    refused({ stages: [{ ...ladder[0], require: "bought" }] }, "UNKNOWN_OPTION", "stages[0].require");
    refused({ stages: [{ ...ladder[0], id: 1 }] }, "WRONG_TYPE", "stages[0].id");
    refused(
      { stages: [{ ...ladder[0], names: { en: "Seen", "zh-Hans": null } }] },
      "WRONG_TYPE",
      'stages[0].names["zh-Hans"]',
    );
    refused({ stages: [{ ...ladder[0], names: ["Seen"] }] }, "WRONG_TYPE", "stages[0].names");
    refused({ stages: [ladder[0], { ...ladder[1], id: "seen" }] }, "DUPLICATE", "stages[1].id");
    expectRefused(() => defineStages(wrong<never>(null)), "WRONG_TYPE", { path: "definition" });
    expectRefused(() => defineStages(wrong<never>([])), "WRONG_TYPE", { path: "definition" });
    expect(() => defineStages(wrong<never>({ ...shop, stages: {} }))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: defineStages: stages must be a list of 1 to 30 stages, from shallow to deep; received an object]`,
    );
  });

  it("a required stage that is not there, not shallower or itself, and so every circle", () => {
    const requires = (...needs: (string | undefined)[]): object => ({
      stages: ladder.map(({ id, when }, i) => ({ id, when, requires: needs[i] })),
    });
    refused(requires(undefined, undefined, "gone"), "UNKNOWN_REFERENCE", "stages[2].requires");
    refused(requires(undefined, "bought"), "CYCLIC_REFERENCE", "stages[1].requires");
    refused(requires("fan", "seen", "bought"), "CYCLIC_REFERENCE", "stages[0].requires");
    refused(requires(undefined, "__proto__"), "UNKNOWN_REFERENCE", "stages[1].requires");
    refused(requires(undefined, ""), "WRONG_TYPE", "stages[1].requires");
  });

  it("a rule with a fault, at its place in the model", () => {
    const when = (rule: unknown): object => ({ stages: [ladder[0], { id: "b", when: rule }] });
    const group = { combinator: "and", rules: [did("a"), { ...did("b"), value: "1" }] };
    refused(when(group), "BAD_RULE", "stages[1].when.rules[1].value");
    refused(when(undefined), "BAD_RULE", "stages[1].when");
    refused(when({ ...did("a"), within: { days: 0 } }), "BAD_RULE", "stages[1].when.within.days");
  });

  it("a rule without a condition that is not muted", () => {
    const when = (rule: unknown): object => ({ stages: [{ id: "a", when: rule }] });
    refused(when({ combinator: "and", rules: [] }), "BAD_RULE", "stages[0].when");
    refused(when({ combinator: "or", rules: [{ combinator: "and", rules: [] }] }), "BAD_RULE", "stages[0].when");
    refused(when({ ...did("a"), muted: true }), "BAD_RULE", "stages[0].when");
    refused(when({ combinator: "or", rules: [{ ...did("a"), muted: true }] }), "BAD_RULE", "stages[0].when");
    const mixed = {
      combinator: "or",
      rules: [
        { ...did("a"), muted: true },
        { combinator: "and", rules: [did("b")] },
      ],
    };
    expect(defineStages(wrong<never>({ ...shop, ...when(mixed) })).stages.length).toBe(1);
  });

  it("hostile objects, with an error of its own", () => {
    const throws = Object.defineProperty({ ...shop }, "id", {
      enumerable: true,
      get: () => {
        throw new TypeError("boo");
      },
    });
    expectRefused(() => defineStages(wrong<never>(throws)), "WRONG_TYPE", { path: "definition" });
    let deep: unknown = did("a");
    for (let i = 0; i < 100_000; i++) deep = { combinator: "and", rules: [deep] };
    expectRefused(() => defineStages(wrong<never>({ ...shop, stages: [{ id: "a", when: deep }] })), "BAD_RULE");
    const proto: unknown = JSON.parse(`{"__proto__": {"id": "x"}, "id": "shop", "version": "1", "stages": []}`);
    expectRefused(() => defineStages(wrong<never>(proto)), "UNKNOWN_OPTION", { path: "definition.__proto__" });
    const loop: { combinator: string; rules: unknown[] } = { combinator: "and", rules: [] };
    loop.rules.push(loop);
    expectRefused(() => defineStages(wrong<never>({ ...shop, stages: [{ id: "a", when: loop }] })), "BAD_RULE");
  });
});

describe("a model that was saved", () => {
  it("is the same once it is loaded", () => {
    const saved = JSON.parse(JSON.stringify(aiplDatabank)) as StageModel;
    expect(defineStages(saved)).toEqual(aiplDatabank);
  });

  it("that is changed is refused where it is used, with the path in the model", () => {
    const events = eventsFromRows([{ c: 1, e: "view", d: "2026-01-01" }], { customer: "c", type: "e", date: "d" });
    const broken = { ...aiplDatabank, stages: [{ ...aiplDatabank.stages[0], when: { field: "x" } }] };
    expectRefused(() => classifyStages(wrong<never>(broken), { events }), "BAD_RULE", { where: "classifyStages" });
    expectRefused(() => classifyStages(wrong<never>({}), { events }), "WRONG_TYPE", { path: "model.id" });
    expectRefused(() => classifyStages(wrong<never>(undefined), { events }), "WRONG_TYPE", { path: "model" });
  });
});
