import { optionError, RfmError } from "../errors.js";

/** Refuses anything but an object, and any key that is not an option: a misspelt option would otherwise be silent. */
export function checkOptions(where: string, options: unknown, known: readonly string[], path = "options"): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw optionError("WRONG_TYPE", where, path, "be an object", options);
  }
  // An object of another kind, such as a Date, has no keys of its own and would be taken for no options at all.
  const tag = Object.prototype.toString.call(options).slice(8, -1);
  if (tag !== "Object") {
    const advice = tag === "Promise" ? " (await it first)" : "";
    throw optionError("WRONG_TYPE", where, path, `be a plain object, no ${tag.slice(0, 30)}${advice}`, options);
  }
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    const meant = known.find((name) => isNear(key.toLowerCase(), name.toLowerCase()));
    const at = `${path}.${key}`;
    const hint = meant === undefined ? "" : ` (did you mean "${meant}"?)`;
    const message = `${where}: ${at} is not an option${hint}; the options are ${known.join(", ")}`;
    throw new RfmError("UNKNOWN_OPTION", message, { path: at });
  }
}

/**
 * Whether one letter was replaced, left out or added. A distance of words, as rules have it, would make the smallest functions a seventh
 * larger. Names of a letter or two are near to all others of their kind.
 */
function isNear(a: string, b: string): boolean {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const [rest, other] = [a.slice(i), b.slice(i)];
  const [less, otherLess] = [rest.slice(1), other.slice(1)];
  return a.length > 2 && (less === otherLess || rest === otherLess || less === other);
}

/** An integer option within bounds. */
export function checkInteger(where: string, path: string, value: unknown, low: number, high: number): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= low && value <= high) return value;
  throw optionError("OUT_OF_RANGE", where, path, `be an integer from ${low} to ${high}`, value);
}

/** One of a closed set of words. */
export function checkOneOf<T extends string>(where: string, path: string, value: unknown, words: readonly T[]): T {
  if (words.includes(value as T)) return value as T;
  const list = words.map((word) => JSON.stringify(word)).join(" or ");
  throw optionError("UNKNOWN_NAME", where, path, `be ${list}`, value);
}
