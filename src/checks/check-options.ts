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
    throw new RfmError(
      "UNKNOWN_OPTION",
      `${where}: ${path}.${key} is not an option; the options are ${known.join(", ")}`,
      {
        path: `${path}.${key}`,
      },
    );
  }
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
