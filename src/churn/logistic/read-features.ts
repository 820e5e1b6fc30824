import { optionError } from "../../errors.js";

/** Features in order, as doubles: `NaN` where missing. */
export interface ReadFeatures {
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
  readonly rows: number;
}

const MOST_FEATURES = 1000;

// Squares of larger numbers, added up, would leave the range of doubles.
const LARGEST = 1e100;

/** Checks columns by name and copies them. `rows` is how long they must be, if that is known. */
export function readFeatures(where: string, path: string, features: unknown, rows: number | null): ReadFeatures {
  if (typeof features !== "object" || features === null || Array.isArray(features) || ArrayBuffer.isView(features)) {
    throw optionError("WRONG_TYPE", where, path, "be an object of columns by name", features);
  }
  const entries = Object.entries(features as { readonly [name: string]: unknown });
  if (entries.length > MOST_FEATURES) {
    throw optionError("OUT_OF_RANGE", where, path, `have at most ${MOST_FEATURES} columns`, entries.length);
  }
  let length = rows;
  const columns = entries.map(([name, column]) => {
    const at = `${path}[${JSON.stringify(name.slice(0, 60))}]`;
    const own = readColumn(where, at, column);
    if (length !== null && own.length !== length) {
      throw optionError("LENGTH_MISMATCH", where, at, `have ${length} values, as the other columns have`, own.length);
    }
    length = own.length;
    return own;
  });
  return { names: entries.map(([name]) => name), columns, rows: length ?? 0 };
}

function readColumn(where: string, path: string, column: unknown): Float64Array {
  if (!Array.isArray(column) && !(ArrayBuffer.isView(column) && "length" in column)) {
    throw optionError("WRONG_TYPE", where, path, "be an array of numbers", column);
  }
  const values = column as ArrayLike<unknown>;
  const own = new Float64Array(values.length);
  for (let i = 0; i < own.length; i++) {
    const value = values[i];
    const isUsable = typeof value === "number" && !(Math.abs(value) > LARGEST);
    if (!isUsable) {
      const requirement = `be a number from -${LARGEST} to ${LARGEST}, or NaN where it is missing`;
      throw optionError("OUT_OF_RANGE", where, `${path}[${i}]`, requirement, value);
    }
    own[i] = value;
  }
  return own;
}
