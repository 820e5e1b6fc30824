import { RfmError, spell } from "../errors.js";

/** The object at a path of a model. */
export function objectAt(where: string, path: string, value: unknown): { readonly [key: string]: unknown } {
  expectField(where, path, value, "an object", typeof value === "object" && value !== null && !Array.isArray(value));
  return value as { readonly [key: string]: unknown };
}

/** One field of a model. */
export function expectField(where: string, path: string, value: unknown, requirement: string, holds: boolean): void {
  if (holds) return;
  const received = spell(value);
  throw new RfmError("BAD_MODEL", `${where}: ${path} must be ${requirement}; received ${received}`, { path, received });
}

/** Refuses a field that a model has not: it would be lost without a word, or was meant for another one. */
export function expectNoOthers(where: string, path: string, value: object, known: readonly string[]): void {
  for (const [key, other] of Object.entries(value)) {
    expectField(where, `${path}.${key}`, other, "left out: a model has no such field", known.includes(key));
  }
}
