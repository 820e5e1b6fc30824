import { didYouMean } from "../../checks/closest.js";
import { at, type FaultList } from "./fault-list.js";

/** The own fields of plain data. */
export interface Fields {
  readonly [key: string]: unknown;
}

/**
 * The own fields of an object as JSON has them, or `null` after noting the fault. An accessor could answer otherwise the next time it
 * is asked, and an instance of a class would not survive JSON.
 */
export function fieldsOf(faults: FaultList, path: string, value: unknown, requirement: string): Fields | null {
  if (!isPlainObject(value)) {
    faults.add(path, requirement, value);
    return null;
  }
  const fields: { [key: string]: unknown } = Object.create(null);
  for (const key of Object.keys(value)) {
    const property = Object.getOwnPropertyDescriptor(value, key);
    if (property === undefined || !("value" in property)) {
      faults.say(at(path, key), "must be plain data, not an accessor");
      return null;
    }
    // JSON drops what is undefined, so here it is not there either.
    if (property.value !== undefined) fields[key] = property.value;
  }
  return fields;
}

/** Refuses keys that are not known: a misspelt one would otherwise be silent. Advice says more of some. */
export function refuseOtherKeys(
  faults: FaultList,
  path: string,
  fields: Fields,
  kind: string,
  known: readonly string[],
  advice: Fields = {},
): void {
  for (const key of Object.keys(fields)) {
    if (known.includes(key)) continue;
    const own = Object.hasOwn(advice, key) ? advice[key] : undefined;
    const more = own ?? (didYouMean(key, known) || `; its keys are ${known.join(", ")}`);
    faults.say(at(path, key), `is no key of ${kind}${more}`);
    if (faults.isFull) return;
  }
}

/** An object of `{}`, of JSON or without a prototype, also of another realm. */
export function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
