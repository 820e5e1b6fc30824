import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AiplPlanDefinition, type GmvPlanDefinition, isRfmError, planGmv } from "../../src/index.js";

type Json = { readonly [key: string]: unknown };

const FILE = join(__dirname, "..", "..", "schemas", "plan.schema.json");
const schema: Json = JSON.parse(readFileSync(FILE, "utf8"));
// Strict: a misspelt keyword of a schema is a fault, not an annotation, and nothing is only warned of.
const isPlan = new Ajv2020({ strictTypes: true, strictTuples: true }).compile(schema);

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
  it("is named after its file and has a title and a description", () => {
    expect(schema).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: "rfm-kit/schemas/plan.schema.json",
      title: "GmvPlanDefinition",
      description: expect.any(String),
    });
  });

  it.each([
    ["AIPL", AIPL],
    ["a list of stages", LIST],
    ["one stage", { target: 0, stages: [{ id: "a", kind: "new", conversion: 0, spendPerBuyer: 0 }] }],
  ])("takes %s, as planGmv does", (_, definition) => {
    isPlan(definition);
    expect(isPlan.errors ?? []).toEqual([]);
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
        let changed = definition;
        for (const [where, value] of changes) {
          const paths = pathsOf(changed);
          if (paths.length > 0) changed = changedAt(changed, paths[where % paths.length] as Path, value);
        }
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

type Path = readonly (string | number)[];

const REMOVED = Symbol("removed");
const OTHER_TYPES: readonly unknown[] = [null, true, "x", [], {}];
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

/** Every path into a JSON value. */
function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => [[...at, key], ...pathsOf((value as Json)[key], [...at, key])]);
}

function changedAt(value: unknown, path: Path, to: unknown): unknown {
  const copy = structuredClone(value) as Record<string, unknown>;
  const parent = path.slice(0, -1).reduce((inner, key) => inner[key] as Record<string, unknown>, copy);
  const last = path.at(-1) as string;
  if (to !== REMOVED) parent[last] = to;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return copy;
}

/** A copy with a field of another JSON type, or without the field; `undefined` where that is no such change. */
function structurallyChanged(value: unknown, path: Path, to: unknown): unknown {
  const parent = path.slice(0, -1).reduce((inner, key) => (inner as Json)[key], value);
  const before = (parent as Json)[path.at(-1) as string];
  const isStructural = to === REMOVED ? !Array.isArray(parent) : typeOf(to) !== typeOf(before);
  return isStructural ? changedAt(value, path, to) : undefined;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
