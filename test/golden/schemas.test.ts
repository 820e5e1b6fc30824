import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as rfmKit from "../../src/index.js";
import {
  type BinSpec,
  type BinsOption,
  checkSegments,
  defineSegments,
  fitBins,
  isRfmError,
  loadModel,
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

const FOLDER = join(__dirname, "..", "..", "schemas");
const FILES = readdirSync(FOLDER).sort();
const schemas = FILES.map((file) => JSON.parse(readFileSync(join(FOLDER, file), "utf8")));
// Strict: a misspelt keyword of a schema is a fault, not an annotation.
const ajv = new Ajv2020({ strict: true, strictTypes: true, strictTuple: true, schemas });

function validator(name: string): ValidateFunction {
  const validate = ajv.getSchema(`rfm-kit/schemas/${name}.schema.json`);
  if (validate === undefined) throw new Error(`no schema ${name}`);
  return validate;
}

const isModel = validator("rfm-model");
const isBinModel = validator("bin-model");
const isSegmentMap = validator("segment-map");
const isSegmentsDefinition = validator("segments-definition");
const isBinsDefinition = validator("bins-definition");

/** Fails with what the schema finds. */
function expectValid(validate: ValidateFunction, value: unknown): void {
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
}

const presets = Object.values<unknown>(rfmKit).filter(
  (value): value is SegmentMap => (value as { kind?: unknown } | null)?.kind === "rfm-kit/segments",
);

describe("the schemas", () => {
  it("are named after their files, and describe themselves and every field", () => {
    expect(FILES).toHaveLength(5);
    schemas.forEach((schema, i) => {
      expect(schema).toMatchObject({
        $schema: "https://json-schema.org/draft/2020-12/schema",
        $id: `rfm-kit/schemas/${FILES[i]}`,
        title: expect.any(String),
        description: expect.any(String),
      });
      expect(undescribed(schema, schema)).toEqual([]);
    });
  });

  it("tell every field of the models that the library makes", () => {
    const map = { ...presets[0], ...connectifLike() };
    const made = { model: "rfm-model", map: "segment-map" };
    expect(Object.keys(made)).toHaveLength(2);
    const { model } = rfm(rows, { ...ALL_FIELDS, bins: quantiles(2), nested: true, segments: null });
    expect(unknownFields(FILES.indexOf("bin-model.schema.json"), model.bins)).toEqual([]);
    expect(unknownFields(FILES.indexOf("rfm-model.schema.json"), { ...model, bins: {} })).toEqual([]);
    for (const preset of [...presets, map])
      expect(unknownFields(FILES.indexOf("segment-map.schema.json"), preset)).toEqual([]);
  });
});
