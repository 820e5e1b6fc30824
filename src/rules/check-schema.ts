import { checkOneOf, checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import type { RuleFieldType, RuleSchema } from "./rule-schema.js";
import { at } from "./validation/fault-list.js";

const TYPES: readonly RuleFieldType[] = ["text", "number", "boolean", "date", "any"];

/** Refuses a schema that is malformed. The rules behind its references are looked at once a rule refers to them. */
export function checkSchema(where: string, schema: unknown): asserts schema is RuleSchema {
  checkOptions(where, schema, ["fields", "events", "eventFields", "references"], "schema");
  const { fields, events, eventFields, references } = schema as RuleSchema;
  checkFields(where, "schema.fields", fields);
  checkFields(where, "schema.eventFields", eventFields);
  if (events !== undefined) checkNames(where, "schema.events", events);
  if (references === undefined) return;
  if (Array.isArray(references)) checkNames(where, "schema.references", references);
  else checkTargets(where, "schema.references", references);
}

function checkTargets(where: string, path: string, references: unknown): void {
  const targets = checkRecord(where, path, references, "be names, or rules and sets of customers by name");
  for (const [name, target] of Object.entries(targets)) {
    if (typeof target === "object" && target !== null && !Array.isArray(target)) continue;
    throw optionError("WRONG_TYPE", where, at(path, name), "be a rule or a set of customers", target);
  }
}

function checkFields(where: string, path: string, fields: unknown): void {
  if (fields === undefined) return;
  const types = checkRecord(where, path, fields, "be types by name");
  for (const [name, type] of Object.entries(types)) checkOneOf(where, `${path}.${name}`, type, TYPES);
}

function checkRecord(where: string, path: string, value: unknown, requirement: string): object {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw optionError("WRONG_TYPE", where, path, requirement, value);
}

function checkNames(where: string, path: string, names: unknown): void {
  if (Array.isArray(names) && names.every((name) => typeof name === "string")) return;
  throw optionError("WRONG_TYPE", where, path, "be a list of names", names);
}
