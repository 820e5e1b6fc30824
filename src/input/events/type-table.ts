import { RfmError } from "../../errors.js";
import { BAD_ID, faultOf, MISSING_ID } from "../ids/id-table.js";
import { KeyCodes } from "../ids/key-codes.js";
import type { UnknownType } from "./event-log.js";
import type { TypeNames } from "./event-options.js";

/** The most types that a log can hold: positions are 16 bits wide. */
export const MOST_TYPES = 65_535;

const NOT_NAMED = -1;
const UNKNOWN = -2;
const MOST_LISTED = 20;

/** Event types as they stand in the rows, and the names that they are kept under. */
export class TypeTable {
  readonly #where: string;
  readonly #given: TypeNames;
  readonly #raw = new KeyCodes<string>();
  readonly #names = new KeyCodes<string>();
  /** For each raw type the code of its name. */
  readonly #nameOf: number[] = [];
  readonly #unknownRows: number[] = [];

  constructor(where: string, given: TypeNames) {
    this.#where = where;
    this.#given = given;
  }

  /** The code of a raw type, `MISSING_ID` for an empty one, `BAD_ID` for what is no text. */
  intern(value: unknown): number {
    if (typeof value !== "string") return value === null || value === undefined ? MISSING_ID : BAD_ID;
    const known = this.#raw.find(value);
    if (known >= 0) return known;
    if (faultOf(value) !== 0) return MISSING_ID;
    this.#nameOf.push(this.#given === null || this.#given.has(value) ? NOT_NAMED : UNKNOWN);
    this.#unknownRows.push(0);
    return this.#raw.intern(value);
  }

  /** The code of the name under which a row of a raw type is kept, or -1 where it is not: then the row is counted. */
  admit(raw: number): number {
    const code = this.#nameOf[raw];
    if (code >= 0) return code;
    if (code === NOT_NAMED) return this.#name(raw);
    this.#unknownRows[raw]++;
    return -1;
  }

  #name(raw: number): number {
    const type = this.#raw.keys[raw];
    const code = this.#names.intern(this.#given?.get(type) ?? type);
    if (code >= MOST_TYPES) throw tooManyTypes(this.#where);
    this.#nameOf[raw] = code;
    return code;
  }

  /** The names by code. */
  get names(): readonly string[] {
    return this.#names.keys;
  }

  /** The types that were asked for and stand in no row. */
  unseen(): string[] {
    return this.#given === null ? [] : [...this.#given.keys()].filter((type) => this.#raw.find(type) < 0);
  }

  /** The most frequent types that were not asked for, then by name. */
  unknown(): UnknownType[] {
    const listed: UnknownType[] = [];
    for (let raw = 0; raw < this.#unknownRows.length; raw++) {
      const rows = this.#unknownRows[raw];
      if (rows === 0) continue;
      const type = this.#raw.keys[raw];
      let at = listed.length;
      while (at > 0 && (listed[at - 1].rows < rows || (listed[at - 1].rows === rows && listed[at - 1].type > type)))
        at--;
      // Few are listed of what can be millions: no sorting of them all.
      if (at >= MOST_LISTED) continue;
      listed.splice(at, 0, { type, rows });
      if (listed.length > MOST_LISTED) listed.pop();
    }
    return listed;
  }
}

export function tooManyTypes(where: string): RfmError {
  return new RfmError(
    "OUT_OF_RANGE",
    `${where}: type must have at most ${MOST_TYPES} different values; received more. Is it the type of the event, not its id? The option types keeps some of them`,
    { path: "type" },
  );
}

/** Names in ascending order of code units, and for each code the position of its name; only names in use. */
export interface SortedTypes {
  readonly typeNames: readonly string[];
  readonly position: Uint16Array;
}

/** Sorts the names of those types that occur among `types`. */
export function sortTypes(names: readonly string[], types: Uint16Array, length: number): SortedTypes {
  const isUsed = new Uint8Array(names.length);
  for (let i = 0; i < length; i++) isUsed[types[i]] = 1;
  const typeNames = names.filter((_, code) => isUsed[code] === 1).sort();
  const positionOf = new Map(typeNames.map((name, i) => [name, i]));
  return { typeNames, position: Uint16Array.from(names, (name) => positionOf.get(name) ?? 0) };
}
