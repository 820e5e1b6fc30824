import { optionError } from "../errors.js";
import { type IdTable, MISSING_ID } from "./ids/id-table.js";
import { Utf8Table } from "./ids/utf8-table.js";
import type { DictionaryColumn, IdColumn, Utf8Column } from "./order-columns.js";

/** Reads rows `from .. from + count - 1` of an id column into `codes`. */
type ReadIds = (from: number, count: number, codes: Uint32Array) => void;

/** An id column ready to be read block by block, and its raw values for messages. */
export interface IdReader {
  readonly length: number;
  readonly read: ReadIds;
  readonly value: (row: number) => unknown;
}

/** Reads the id columns of one table; text bytes keep their codes from one chunk to the next. */
export class IdColumns {
  readonly #ids: IdTable;
  #utf8: Utf8Table | undefined;

  constructor(ids: IdTable) {
    this.#ids = ids;
  }

  reader(where: string, path: string, column: IdColumn): IdReader {
    if (Array.isArray(column) || tagOf(column).startsWith("Big")) {
      return this.#values(column as ArrayLike<unknown>);
    }
    if (ArrayBuffer.isView(column) && !(column instanceof DataView)) return this.#numbers(column as Int32Array);
    if (isUtf8(column)) return this.#text(where, path, column);
    if (isDictionary(column)) return this.#dictionary(where, path, column);
    throw optionError(
      "WRONG_TYPE",
      where,
      path,
      "be an array, a typed array, { offsets, bytes } with 32-bit or BigInt64 offsets, or { codes, values } with integer codes",
      column,
    );
  }

  #values(column: ArrayLike<unknown>): IdReader {
    const ids = this.#ids;
    return {
      length: column.length,
      value: (row) => column[row],
      read(from, count, codes) {
        for (let i = 0; i < count; i++) codes[i] = ids.intern(column[from + i]);
      },
    };
  }

  /** Small integers close together, which most ids are, get a direct table: one load instead of a hash and a probe. */
  #numbers(column: Int32Array): IdReader {
    const plain = this.#values(column);
    const span = intSpan(column);
    if (span === null) return plain;
    const ids = this.#ids;
    const known = new Uint32Array(span.width).fill(MISSING_ID);
    const { low } = span;
    return {
      ...plain,
      read(from, count, codes) {
        for (let i = 0; i < count; i++) {
          const id = column[from + i];
          let code = known[id - low];
          if (code === MISSING_ID) known[id - low] = code = ids.internInt(id);
          codes[i] = code;
        }
      },
    };
  }

  #text(where: string, path: string, column: Utf8Column): IdReader {
    const { bytes, validity } = column;
    const offsets = plainOffsets(column.offsets);
    const length = Math.max(offsets.length - 1, 0);
    checkOffsets(where, path, offsets, bytes.length);
    checkValidity(where, path, validity, length);
    this.#utf8 ??= new Utf8Table(this.#ids);
    const table = this.#utf8;
    return {
      length,
      value: (row) => (isValid(validity, row) ? `${offsets[row + 1] - offsets[row]} bytes` : null),
      read(from, count, codes) {
        for (let i = 0; i < count; i++) {
          const row = from + i;
          codes[i] = isValid(validity, row) ? table.intern(bytes, offsets[row], offsets[row + 1]) : MISSING_ID;
        }
      },
    };
  }

  #dictionary(where: string, path: string, column: DictionaryColumn<unknown>): IdReader {
    const { codes: own, values, validity } = column;
    checkValidity(where, path, validity, own.length);
    const ids = this.#ids;
    const known = new Uint32Array(values.length).fill(MISSING_ID);
    const valueAt = (row: number): unknown => (own[row] < 0 || !isValid(validity, row) ? null : values[own[row]]);
    return {
      length: own.length,
      value: valueAt,
      read(from, count, codes) {
        for (let i = 0; i < count; i++) {
          const row = from + i;
          const key = own[row];
          if (key < 0 || !isValid(validity, row)) {
            codes[i] = MISSING_ID;
            continue;
          }
          if (key >= known.length) {
            throw optionError(
              "OUT_OF_RANGE",
              where,
              `${path}.codes[${row}]`,
              `be below ${known.length}, the number of values`,
              key,
            );
          }
          let code = known[key];
          if (code === MISSING_ID) known[key] = code = ids.intern(values[key]);
          codes[i] = code;
        }
      },
    };
  }
}

// A direct table may be this many times as long as the column: beyond, filling it costs more than hashing.
const WIDEST = 8;

function intSpan(column: Int32Array): { low: number; width: number } | null {
  if (!INTEGER_TAGS.has(tagOf(column))) return null;
  if (column.length === 0) return null;
  let low = column[0];
  let high = low;
  for (let i = 1; i < column.length; i++) {
    const id = column[i];
    if (id < low) low = id;
    else if (id > high) high = id;
  }
  const width = high - low + 1;
  // Uint32 ids beyond int32 take the general path.
  return high <= 0x7fffffff && width <= WIDEST * column.length + 1024 ? { low, width } : null;
}

// By name, because typed arrays of another realm are no instances of this one's classes.
const INTEGER_TAGS = new Set([
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
]);

function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

function isUtf8(column: unknown): column is Utf8Column {
  const { offsets, bytes } = (column ?? {}) as Partial<Utf8Column>;
  const isOffsets = offsets instanceof Int32Array || offsets instanceof Uint32Array || offsets instanceof BigInt64Array;
  return isOffsets && bytes instanceof Uint8Array;
}

function isDictionary(column: unknown): column is DictionaryColumn<never> {
  const { codes, values } = (column ?? {}) as Partial<DictionaryColumn<never>>;
  const length = values?.length as number;
  return (
    CODE_ARRAYS.some((type) => codes instanceof type) && Number.isInteger(length) && length >= 0 && length < 2 ** 31
  );
}

// Codes in floating point could be NaN, which would pass for the first value.
const CODE_ARRAYS = [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array] as const;

function plainOffsets(offsets: Utf8Column["offsets"]): Int32Array | Uint32Array | Float64Array {
  return offsets instanceof BigInt64Array ? Float64Array.from(offsets, Number) : offsets;
}

function checkOffsets(where: string, path: string, offsets: ArrayLike<number>, bytes: number): void {
  for (let i = 0; i < offsets.length; i++) {
    const low = i === 0 ? 0 : offsets[i - 1];
    if (offsets[i] >= low && offsets[i] <= bytes) continue;
    throw optionError("OUT_OF_RANGE", where, `${path}.offsets[${i}]`, `be from ${low} to ${bytes}`, offsets[i]);
  }
}

function checkValidity(where: string, path: string, validity: unknown, rows: number): void {
  if (validity === undefined || (validity instanceof Uint8Array && validity.length * 8 >= rows)) return;
  throw optionError(
    "LENGTH_MISMATCH",
    where,
    `${path}.validity`,
    `be a Uint8Array of at least ${Math.ceil(rows / 8)} bytes`,
    validity,
  );
}

function isValid(validity: Uint8Array | undefined, row: number): boolean {
  return validity === undefined || ((validity[row >> 3] >> (row & 7)) & 1) === 1;
}
