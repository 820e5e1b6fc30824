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
