import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as rfmKit from "../../src/index.js";
import {
  type BinSpec,
  type BinsOption,
  checkSegments,
  custom,
  defineSegments,
  fitBins,
  isRfmError,
  loadModel,
  meanSplit,
  medianSplit,
  type Nesting,
  type QuantileType,
  quantiles,
  type RfmModel,
  type RuleName,
  rfm,
  type SegmentMap,
  type SegmentsDefinition,
  type Shape,
  thresholds,
} from "../../src/index.js";
import { measures, orders, refundPolicy } from "../property/arbitrary-orders.js";
import { ALL_FIELDS, rowOf } from "../property/forms.js";
import { changedOften, type Json, OTHER_TYPES, pathsOf, REMOVED, structurallyChanged } from "./json-changes.js";
import { expectValid, FILES, schemas, validator } from "./schema-files.js";

const isModel = validator("rfm-model");
const isBinModel = validator("bin-model");
const isSegmentMap = validator("segment-map");
const isSegmentsDefinition = validator("segments-definition");
const isBinsDefinition = validator("bins-definition");

const presets = Object.values<unknown>(rfmKit).filter(
  (value): value is SegmentMap => (value as { kind?: unknown } | null)?.kind === "rfm-kit/segments",
);

const rows = [3, 1, 4, 1, 5, 9, 2, 6].map((n, i) =>
  rowOf({ customer: `C${i % 5}`, order: i, day: 20_000 + 10 * n, minor: 100 * n * n, status: null }),
);
const columns = { customer: ["a", "b", "c"], recency: [3, 30, 300], frequency: [1, 2, 9], monetary: [5, 7, 99] };

const wideMap = defineSegments(
  [
    { id: "a", where: ({ m }) => m > 3, group: "best", names: { en: "A", zh: "甲" }, actions: { en: "Thank them." } },
    { id: "b", where: ({ m }) => m <= 3 },
  ],
  { shape: [2, 2, 10] },
);
const MODELS: [string, RfmModel][] = [
  ["by default", rfm(rows, ALL_FIELDS).model],
  ["with resolved faults", rfm(rows, { ...ALL_FIELDS, segments: rfmKit.putler11 }).model],
  [
    "of rates, a window and money in yuan, without segments",
    rfm(rows, {
      ...ALL_FIELDS,
      frequency: { of: "days", per: 30 },
      window: 70,
      currency: "CNY",
      bins: { recency: thresholds([10, 20.5]), frequency: quantiles(2), monetary: quantiles(12) },
      segments: null,
    }).model,
  ],
  [
    "of nested bins",
    rfm(rows, { ...ALL_FIELDS, bins: quantiles(2), nested: ["monetary", "recency", "frequency"], segments: null })
      .model,
  ],
  [
    "of wide cells",
    rfm(rows, {
      ...ALL_FIELDS,
      bins: { recency: quantiles(2), frequency: quantiles(2), monetary: quantiles(10) },
      segments: wideMap,
    }).model,
  ],
  ["fitted on nobody", rfm([] as typeof rows, ALL_FIELDS).model],
];

const NAMES = [
  "bin-model",
  "bins-definition",
  "buying-model",
  "churn-model",
  "gamma-gamma-model",
  "lifecycle-model",
  "logistic-model",
  "plan",
  "rfm-model",
  "rule",
  "segment-map",
  "segments-definition",
  "stages",
];

describe("the schemas", () => {
  it("are named after their files and describe every field", () => {
    expect(FILES).toEqual(NAMES.map((name) => `${name}.schema.json`));
    for (const [i, schema] of schemas.entries()) {
      expect(schema).toMatchObject({
        $schema: "https://json-schema.org/draft/2020-12/schema",
        $id: `rfm-kit/schemas/${FILES[i]}`,
        title: expect.any(String),
        description: expect.any(String),
      });
      expect(undescribed(schema, schema), FILES[i]).toEqual([]);
      expect(describedAlike(schema), FILES[i]).toEqual([]);
    }
  });

  it("know every field that the library writes", () => {
    const known = new Set(schemas.flatMap(propertyNames));
    for (const written of [...MODELS.map(([, model]) => model), ...presets, wideMap]) {
      expect(fieldNames(written).filter((name) => !known.has(name))).toEqual([]);
    }
  });
});

const RULES: readonly RuleName[] = [
  "spss",
  "percentRank",
  "cumeDist",
  "pandas",
  "rRfm",
  "ntile",
  "equalWidth",
  "naturalBreaks",
];

/** A way to cut into so many bins that JSON can hold. */
function spec(bins: number): fc.Arbitrary<BinSpec> {
  const edges = fc
    .uniqueArray(fc.integer({ min: -20, max: 4_000 }), { minLength: bins - 1, maxLength: bins - 1 })
    .map((cents) => cents.sort((a, b) => a - b).map((cent) => cent / 100));
  const splits = bins === 2 ? [fc.constantFrom(meanSplit(), medianSplit())] : [];
  return fc.oneof<fc.Arbitrary<BinSpec>[]>(
    fc.constant(quantiles(bins)),
    fc.integer({ min: 1, max: 9 }).map((type) => quantiles(bins, { type: type as QuantileType })),
    fc.tuple(edges, fc.constantFrom("left", "right")).map(([edges, closed]) => thresholds(edges, { closed })),
    fc.constantFrom(...RULES).map((method) => ({ method, bins })),
    ...splits,
  );
}

/** Any cut, also by a function. */
function anySpec(bins: number): fc.Arbitrary<BinSpec> {
  const ownEdges = custom(bins, (sorted) => Array.from({ length: bins - 1 }, (_, j) => (sorted[0] ?? 0) + j / 3));
  return fc.oneof({ arbitrary: spec(bins), weight: 6 }, { arbitrary: fc.constant(ownEdges), weight: 1 });
}

function binsOf(shape: Shape, one: (bins: number) => fc.Arbitrary<BinSpec>): fc.Arbitrary<BinsOption> {
  return fc.record({ recency: one(shape[0]), frequency: one(shape[1]), monetary: one(shape[2]) });
}

const nested = fc.constantFrom<Nesting>(
  false,
  false,
  true,
  ["recency", "monetary", "frequency"],
  ["frequency", "recency", "monetary"],
  ["frequency", "monetary", "recency"],
  ["monetary", "recency", "frequency"],
  ["monetary", "frequency", "recency"],
);
const count = fc.integer({ min: 2, max: 12 });
const shapes = fc.tuple(count, count, count);
const ownMap = shapes.map((shape) =>
  defineSegments([{ id: "new", boxes: [{ r: [2, shape[0]], f: [1, 1] }] }], { shape, otherwise: "rest" }),
);
const scoring = fc
  .oneof<fc.Arbitrary<{ shape: Shape; segments: SegmentMap | null }>[]>(
    fc.constantFrom(...presets).map((segments) => ({ shape: segments.shape, segments })),
    ownMap.map((segments) => ({ shape: segments.shape, segments })),
    shapes.map((shape) => ({ shape, segments: null })),
  )
  .chain(({ shape, segments }) => fc.record({ bins: binsOf(shape, anySpec), segments: fc.constant(segments), nested }));

describe("a model", () => {
  it("that the library makes is valid, and so are its bins and its map", () => {
    fc.assert(
      fc.property(
        orders(),
        measures(),
        scoring,
        refundPolicy,
        fc.constantFrom({}, { currency: "JPY" }, { currency: "KWD", timeZone: "Asia/Shanghai" }, { decimals: 9 }),
        (lines, { asOf, ...measured }, scored, refunds, money) => {
          const fields = { ...ALL_FIELDS, ...money, refunds };
          const day = asOf === undefined ? {} : { asOf: rfmKit.formatDay(asOf) };
          const { model } = rfm(lines.map(rowOf), { ...fields, ...measured, ...day, ...scored });
          const saved: RfmModel = JSON.parse(JSON.stringify(model));
          expectValid(isModel, saved);
          expectValid(isBinModel, saved.bins);
          if (saved.segments !== null) expectValid(isSegmentMap, saved.segments);
        },
      ),
    );
  });

  it.each(presets.map((map) => [map.id, map] as const))("of the preset %s is valid", (_, map) => {
    expectValid(isSegmentMap, map);
  });

  it("that an older version saved is valid", () => {
    const files = readdirSync(__dirname).filter((file) => /^model-.*\.json$/.test(file));
    expect(files).toContain("model-0.1.0.json");
    for (const file of files) expectValid(isModel, JSON.parse(readFileSync(join(__dirname, file), "utf8")));
  });

  it("may have further fields, as loadModel says too", () => {
    const [, model] = MODELS[0] as [string, RfmModel];
    const more = { ...model, $schema: "x", bins: { ...model.bins, note: 1 }, measure: { ...model.measure, note: 1 } };
    expectValid(isModel, more);
    expect(loads(more)).toBe(true);
    const rate = { ...model, measure: { ...model.measure, frequency: { of: "orders", per: 30, note: 1 } } };
    expect([isModel(rate), loads(rate)]).toEqual([false, false]);
  });

  it.each(MODELS)("%s is valid, and each field of another type or missing is judged as by loadModel", (_, model) => {
    expectValid(isModel, model);
    const judged = pathsOf(model).flatMap((path) =>
      [...OTHER_TYPES, REMOVED].flatMap((value) => {
        const changed = structurallyChanged(model, path, value);
        if (changed === undefined) return [];
        const [valid, loaded] = [isModel(changed), loads(changed)];
        return valid === loaded ? [] : [`${path.join(".")} = ${String(value)}: valid ${valid}, loads ${loaded}`];
      }),
    );
    expect(judged).toEqual([]);
  });

  it("that the schema refuses is refused by loadModel too, whatever was changed", () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...VALUES)), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...MODELS.map(([, model]) => model)), changes, (model, changes) => {
        const changed = changedOften(model, changes);
        if (!isModel(changed)) expect(loads(changed)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});

const STRICT = {
  id: "three",
  shape: [3, 3, 3],
  segments: [
    { id: "best", boxes: [{ r: [3, 3], fm: [2.5, 3] }], group: "keep", names: { en: "Best", zh: "最佳" } },
    { id: "odd", cells: ["111", "112"], actions: { en: "Ask why." } },
    { id: "middle", boxes: [{ r: [2, 2] }, { r: [3, 3], fm: [1, 2] }] },
    {
      id: "gone",
      boxes: [
        { r: [1, 1], f: [2, 3] },
        { r: [1, 1], f: [1, 1], m: [3, 3] },
      ],
    },
  ],
};
const FIRST = {
  match: "first",
  otherwise: "rest",
  segments: [{ id: "vip", cells: ["555", "554"] }, { id: "rest" }, { id: "recent", boxes: [{ r: [5, 5] }] }],
};
const WIDE = { shape: [12, 2, 2], otherwise: "rest", segments: [{ id: "vip", cells: ["12-2-2", "12-02-1"] }] };

describe("a definition of segments", () => {
  it.each([
    ["strict", STRICT],
    ["of the first match, with a rest", FIRST],
    ["of wide cells", WIDE],
  ])("%s is valid and accepted", (_, definition) => {
    expectValid(isSegmentsDefinition, definition);
    const { segments, ...options } = definition as unknown as SegmentsDefinition;
    expectValid(isSegmentMap, defineSegments(segments, options));
  });

  it("with a field of another type, or without one it needs, is judged as by the library", () => {
    const judged = pathsOf(STRICT).flatMap((path) =>
      [...OTHER_TYPES, REMOVED].flatMap((value) => {
        // What is optional may leave a hole in the cells, which is for the library to find.
        if (value === REMOVED && !["segments", "id", "cells", "boxes"].includes(String(path.at(-1)))) return [];
        const changed = structurallyChanged(STRICT, path, value);
        if (changed === undefined) return [];
        const [valid, accepted] = [isSegmentsDefinition(changed), defines(changed)];
        return valid === accepted ? [] : [`${path.join(".")} = ${String(value)}: valid ${valid}, accepted ${accepted}`];
      }),
    );
    expect(judged).toEqual([]);
  });

  it("that the schema refuses is refused by the library too, whatever was changed", () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...VALUES)), { minLength: 1, maxLength: 2 });
    fc.assert(
      fc.property(fc.constantFrom<object>(STRICT, FIRST, WIDE), changes, (definition, changes) => {
        const changed = changedOften(definition, changes);
        if (!isSegmentsDefinition(changed)) expect(defines(changed)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["an unknown field", { ...STRICT, colour: "red" }],
    ["an unknown field of a segment", { segments: [{ id: "a", boxes: [{}], colour: "red" }] }],
    ["an unknown side of a box", { segments: [{ id: "a", boxes: [{ x: [1, 5] }] }] }],
    ["a predicate", { segments: [{ id: "a", where: "r > 3" }] }],
    ["cells and boxes at once", { segments: [{ id: "a", cells: ["555"], boxes: [{}] }] }],
    ["neither, and no rest", { segments: [{ id: "a" }] }],
    ["codes with dashes where there are none", { segments: [{ id: "a", boxes: [{}] }].concat(cellsOf("5-5-5")) }],
    ["digits where codes have dashes", { ...WIDE, segments: cellsOf("222") }],
    ["a combined score in quarters", { segments: [{ id: "a", boxes: [{ fm: [1.25, 5] }] }] }],
    ["a $schema: name the schema in the editor's settings", { ...STRICT, $schema: "x" }],
  ])("with %s is refused by both", (_, definition) => {
    expect([isSegmentsDefinition(definition), defines(definition)]).toEqual([false, false]);
  });
});

describe("a definition of bins", () => {
  it("that the library makes is valid", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          shapes.chain((shape) => binsOf(shape, spec)),
          count.chain(spec),
        ),
        (bins) => {
          const saved: BinsOption = JSON.parse(JSON.stringify(bins));
          expectValid(isBinsDefinition, saved);
          expect(fitBins(columns, saved)).toEqual(fitBins(columns, bins));
        },
      ),
    );
  });

  it.each([
    ["one for all", { method: "quantiles", bins: 4, type: 6 }],
    [
      "one for each, what follows from the rest left out",
      {
        recency: { method: "thresholds", edges: [30, 90.5] },
        frequency: { method: "meanSplit" },
        monetary: { method: "naturalBreaks", bins: 3 },
      },
    ],
  ])("%s is valid and accepted", (_, bins) => {
    expectValid(isBinsDefinition, bins);
    expectValid(isBinModel, fitBins(columns, bins as unknown as BinsOption));
  });

  const good = quantiles(5);
  it.each([
    ["another method", { method: "quintiles", bins: 5 }],
    ["a function's method", { method: "custom", bins: 5 }],
    ["too many bins", { method: "spss", bins: 101 }],
    ["one bin", { method: "ntile", bins: 1 }],
    ["bins as text", { method: "quantiles", bins: "5" }],
    ["no bins", { method: "quantiles" }],
    ["a tenth type", { method: "quantiles", bins: 5, type: 10 }],
    ["no edges", { method: "thresholds", edges: [] }],
    ["an edge twice", { method: "thresholds", edges: [30, 30] }],
    ["another closed side", { method: "thresholds", edges: [30], closed: "both" }],
    ["a missing dimension", { recency: good, frequency: good }],
    ["an unknown dimension", { recency: good, frequency: good, monetary: good, tenure: good }],
    ["null", null],
    ["a list", [good, good, good]],
  ])("with %s is refused by both", (_, bins) => {
    const fits = accepted(() => fitBins(columns, bins as unknown as BinsOption));
    expect([isBinsDefinition(bins), fits]).toEqual([false, false]);
  });

  it.each([
    ["a misspelt option", { method: "quantiles", bins: 5, tpye: 6 }],
    ["the option of another method", { method: "spss", bins: 5, closed: "left" }],
    ["more than the two bins of a split", { method: "meanSplit", bins: 5 }],
    ["null for the closed side", { method: "thresholds", edges: [30], closed: null }],
  ])("with %s is refused by both, too", (_, bins) => {
    const fits = accepted(() => fitBins(columns, bins as unknown as BinsOption));
    expect([isBinsDefinition(bins), fits]).toEqual([false, false]);
  });
});

function cellsOf(...cells: string[]): { id: string; boxes: object[] }[] {
  return [{ id: "cells", cells } as unknown as { id: string; boxes: object[] }];
}

function accepted(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (isRfmError(error)) return false;
    throw error;
  }
}

function loads(model: unknown): boolean {
  return accepted(() => loadModel(model));
}

/** Whether the library takes a definition as a file holds it. */
function defines(definition: unknown): boolean {
  return (
    accepted(() => checkSegments(definition as SegmentsDefinition)) &&
    checkSegments(definition as SegmentsDefinition).faults.length === 0
  );
}

const VALUES: readonly unknown[] = [
  REMOVED,
  ...OTHER_TYPES,
  "",
  -1,
  0,
  0.5,
  1,
  2,
  5,
  100,
  1e300,
  "1-1-1",
  [1, 2],
  ["a"],
];

/** The paths of the fields of named types that neither have a description nor refer to a definition that has one. */
function undescribed(root: Json, schema: unknown, at = ""): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { title, properties = {} } = schema as { title?: unknown; properties?: Record<string, Json> };
  const own = typeof title === "string" ? Object.entries(properties) : [];
  return [
    ...own.filter(([, field]) => !isDescribed(root, field)).map(([name]) => `${at}.${name}`),
    ...Object.entries(schema).flatMap(([key, inner]) => undescribed(root, inner, `${at}.${key}`)),
  ];
}

/** The paths of fields of which another field of the same object has the same description: it tells neither from the other. */
function describedAlike(schema: unknown, at = ""): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties = {} } = schema as { properties?: Record<string, Json> };
  const seen = new Set<unknown>();
  const alike = Object.entries(properties).filter(([, { description }]) => {
    if (description === undefined) return false;
    return seen.size === seen.add(description).size;
  });
  return [
    ...alike.map(([name]) => `${at}.${name}`),
    ...Object.entries(schema).flatMap(([key, inner]) => describedAlike(inner, `${at}.${key}`)),
  ];
}

function isDescribed(root: Json, { description, $ref }: Json): boolean {
  if (typeof description === "string") return true;
  if (typeof $ref !== "string" || !$ref.startsWith("#/$defs/")) return false;
  return isDescribed(root, (root["$defs"] as Record<string, Json>)[$ref.slice("#/$defs/".length)] as Json);
}

function propertyNames(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, inner]) => [
    ...(key === "properties" ? Object.keys(inner as object) : []),
    ...propertyNames(inner),
  ]);
}

/** The names of the fields of a model; what stands in texts are languages. */
function fieldNames(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(fieldNames);
  return Object.entries(value).flatMap(([key, inner]) => [
    key,
    ...(key === "names" || key === "actions" ? [] : fieldNames(inner)),
  ]);
}
