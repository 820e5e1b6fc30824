/** The JSON Schemas of the package, ready to judge with. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { expect } from "vitest";
import type { Json } from "./json-changes.js";

const FOLDER = join(__dirname, "..", "..", "schemas");

/** Their files, in the order of the alphabet. */
export const FILES: readonly string[] = readdirSync(FOLDER).sort();

export const schemas: readonly Json[] = FILES.map((file) => JSON.parse(readFileSync(join(FOLDER, file), "utf8")));

// Strict: a misspelt keyword of a schema is a fault, not an annotation, and nothing is only warned of.
const ajv = new Ajv2020({ strictTypes: true, strictTuples: true, schemas: [...schemas] });

export function validator(name: string): ValidateFunction {
  const validate = ajv.getSchema(`rfm-kit/schemas/${name}.schema.json`);
  if (validate === undefined) throw new Error(`there is no schema ${name}`);
  return validate;
}

/** Fails with what the schema finds. */
export function expectValid(validate: ValidateFunction, value: unknown): void {
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
}
