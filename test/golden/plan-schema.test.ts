import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AiplPlanDefinition, type GmvPlanDefinition, isRfmError, planGmv } from "../../src/index.js";
import { changedOften, OTHER_TYPES, pathsOf, REMOVED, structurallyChanged } from "./json-changes.js";
import { expectValid, validator } from "./schema-files.js";

const isPlan = validator("plan");

const AIPL: AiplPlanDefinition = {
  target: 50_000_000,
  stages: {
    A: { conversion: 0.005, spendPerBuyer: 200, pastGmv: 4, audience: 10, costPerUser: 0.8, ceiling: 0.01 },
    I: { conversion: 0.03, spendPerBuyer: 250, pastGmv: 12, costPerUser: 3, maxAudience: 500 },
    P: { conversion: 0.08, spendPerBuyer: 300, pastGmv: 10, audience: 400_000 },
    L: { conversion: 0.335, spendPerBuyer: 400, pastGmv: 14, audience: 100_000, ceiling: 0.5 },
  },
};
const LIST: GmvPlanDefinition = {
  target: 12.5,
  newShare: 0.25,
  couponDepths: [0, 0.1],
  decimals: 1,
  stages: [
    { id: "a", kind: "new", conversion: 1, spendPerBuyer: 0.5, share: 0.25 },
    { id: "b", kind: "new", conversion: 0, spendPerBuyer: 0, share: 0.75 },
    { id: "c", kind: "existing", conversion: 0.5, spendPerBuyer: 1, audience: 7 },
  ],
};

function accepts(definition: unknown): boolean {
  try {
    planGmv(definition as GmvPlanDefinition);
    return true;
  } catch (error) {
    if (isRfmError(error)) return false;
    throw error;
  }
}

describe("the schema of a plan", () => {
  it.each([
    ["AIPL", AIPL],
    ["a list of stages", LIST],
    ["one stage", { target: 0, stages: [{ id: "a", kind: "new", conversion: 0, spendPerBuyer: 0 }] }],
  ])("takes %s, as planGmv does", (_, definition) => {
    expectValid(isPlan, definition);
    expect(accepts(definition)).toBe(true);
  });

  it("judges as planGmv does each field of another type, or without which there is no plan", () => {
    const needed = ["target", "stages", "A", "I", "P", "L", "id", "kind", "conversion", "spendPerBuyer"];
    const judged = [AIPL, LIST].flatMap((definition) =>
      pathsOf(definition).flatMap((path) =>
        [...OTHER_TYPES, REMOVED].flatMap((value) => {
          // The rest is needed or not as other fields are there, which planGmv knows.
          if (value === REMOVED && !needed.includes(String(path.at(-1)))) return [];
          const changed = structurallyChanged(definition, path, value);
          if (changed === undefined) return [];
          const [valid, accepted] = [isPlan(changed), accepts(changed)];
          return valid === accepted ? [] : [`${path.join(".")} = ${String(value)}: ${valid}, planGmv ${accepted}`];
        }),
      ),
    );
    expect(judged).toEqual([]);
  });

  it("refuses nothing that planGmv takes, whatever was changed", () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...VALUES)), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom<unknown>(AIPL, LIST), changes, (definition, changes) => {
        const changed = changedOften(definition, changes);
        if (!isPlan(changed)) expect(accepts(changed)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ["an unknown field", { ...AIPL, colour: "red" }],
    ["an unknown stage of AIPL", { ...AIPL, stages: { ...AIPL.stages, O: AIPL.stages.L } }],
    ["a share of existing customers", { ...AIPL, stages: { ...AIPL.stages, P: { ...AIPL.stages.P, share: 1 } } }],
    ["a conversion in percent", { ...AIPL, stages: { ...AIPL.stages, I: { conversion: 3, spendPerBuyer: 250 } } }],
    ["another kind", { ...LIST, stages: [{ ...LIST.stages[0], kind: "lost" }] }],
    ["no stages", { ...LIST, stages: [] }],
    ["a coupon of everything", { ...LIST, couponDepths: [1] }],
    ["a $schema: name the schema in the editor's settings", { ...LIST, $schema: "x" }],
  ])("refuses %s, as planGmv does", (_, definition) => {
    expect([isPlan(definition), accepts(definition)]).toEqual([false, false]);
  });
});

const VALUES: readonly unknown[] = [
  REMOVED,
  ...OTHER_TYPES,
  "new",
  "existing",
  "",
  -1,
  0,
  0.5,
  1,
  2,
  1e15,
  1e300,
  [0.5],
  ["a"],
];
