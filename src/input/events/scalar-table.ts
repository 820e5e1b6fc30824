import { BAD_ID, MISSING_ID } from "../ids/id-table.js";
import { KeyCodes } from "../ids/key-codes.js";
import type { Scalar } from "./event-log.js";

/** Codes of the plain values of a field. */
export class ScalarTable {
  readonly #codes = new KeyCodes<Scalar>();

  /** The code of a value, `MISSING_ID` for an empty one, `BAD_ID` for what is no plain value. */
  intern(value: unknown): number {
    const fault = scalarFault(value);
    return fault === 0 ? this.#codes.intern(value as Scalar) : fault;
  }

  /** The values by code. */
  get values(): readonly Scalar[] {
    return this.#codes.keys;
  }
}

/** 0 for a plain value, else the code that stands for its fault. */
function scalarFault(value: unknown): number {
  if (typeof value === "string") return value === "" ? MISSING_ID : 0;
  if (typeof value === "number") return Number.isFinite(value) ? 0 : BAD_ID;
  if (typeof value === "boolean" || typeof value === "bigint") return 0;
  return value === null || value === undefined ? MISSING_ID : BAD_ID;
}

/**
 * Renumbers codes (0 missing, then table codes plus one) so that the values stand in the order of their first use and none is
 * unused, and returns the values by code: rows that were left out leave no trace.
 */
export function recode<Value extends Scalar>(
  codes: Uint32Array,
  length: number,
  values: readonly Value[],
): readonly (Value | null)[] {
  const codeOf = new Uint32Array(values.length + 1);
  const used: (Value | null)[] = [null];
  for (let i = 0; i < length; i++) {
    const own = codes[i];
    if (own === 0) continue;
    if (codeOf[own] === 0) codeOf[own] = used.push(values[own - 1]) - 1;
    codes[i] = codeOf[own];
  }
  return Object.freeze(used);
}
