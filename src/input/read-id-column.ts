import { optionError } from "../errors.js";
import {
  checkColumnKeys,
  checkOffsets,
  checkValidity,
  isDictionary,
  isUtf8,
  isValid,
  plainOffsets,
  tagOf,
} from "./column-forms.js";
import { decodeUtf8 } from "./ids/decode-utf8.js";
import { IdBatch } from "./ids/id-batch.js";
import { BAD_ID, type IdTable, MISSING_ID } from "./ids/id-table.js";
import { shownText } from "./ids/shown-text.js";
import { BATCH_ROWS } from "./ids/text-batch.js";
import { Utf8Table } from "./ids/utf8-table.js";
import type { DictionaryColumn, IdColumn, Utf8Column } from "./order-columns.js";

/** Reads rows `from .. from + count - 1` of an id column into `codes`; at most {@link BATCH_ROWS} at a time. */
type ReadIds = (from: number, count: number, codes: Uint32Array) => void;

/** An id column ready to be read block by block, and its raw values for messages. */
export interface IdReader {
  /** How many rows are best read together. @defaultValue BATCH_ROWS */
  readonly batchRows?: number;
  readonly length: number;
  readonly read: ReadIds;
  readonly value: (row: number) => unknown;
}

/** Reads the id columns of one table; text bytes keep their codes from one chunk to the next. */
export class IdColumns {
  readonly #ids: IdTable;
  #batch: IdBatch | undefined;
  #utf8: Utf8Table | undefined;

  constructor(ids: IdTable) {
    this.#ids = ids;
  }

  reader(where: string, path: string, column: IdColumn): IdReader {
    if (Array.isArray(column) || tagOf(column).startsWith("Big")) {
      return this.#values(column as ArrayLike<unknown>);
    }
    if (ArrayBuffer.isView(column) && !(column instanceof DataView)) return this.#numbers(column as Int32Array);
    if (isUtf8(column) || isDictionary(column)) checkColumnKeys(where, path, column);
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
    return {
      length: column.length,
      value: (row) => column[row],
      read: (from, count, codes) => {
        const batch = this.#batchOf(column.length);
        batch.begin();
        for (let i = 0; i < count; i++) batch.add(column[from + i], i);
        batch.finish(count, (i) => column[from + i]);
        codes.set(batch.codes.subarray(0, count));
      },
    };
  }

  /** Room for a batch of a chunk of so many rows; small chunks need little. */
  #batchOf(rows: number): IdBatch {
    const needed = Math.min(rows, BATCH_ROWS);
    if (this.#batch === undefined || this.#batch.codes.length < needed) {
      this.#batch = new IdBatch(this.#ids, needed);
    }
    return this.#batch;
  }

  /** Small integers close together, which most ids are, get a direct table: one load instead of a hash and a probe. */
  #numbers(column: Int32Array): IdReader {
    const plain = this.#values(column);
    const span = intSpan(column);
    if (span === null) return plain;
    const ids = this.#ids;
    const { low, width } = span;
    // The table stays with the ids where it is small beside the rows.
    const own = width <= column.length / 2 ? ids.coverInts(low, width) : null;
    const known = own ?? new Uint32Array(width).fill(MISSING_ID);
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
    this.#utf8 ??= new Utf8Table();
    const table = this.#utf8;
    const textOf = (row: number): string | null => decodeUtf8(bytes, offsets[row], offsets[row + 1]);
    return {
      length,
      value: (row) => shownText(column, offsets, row),
      read: (from, count, codes) => {
        const batch = this.#batchOf(length);
        const decoded: number[] = [];
        batch.begin();
        for (let i = 0; i < count; i++) {
          const row = from + i;
          if (!isValid(validity, row)) batch.codes[i] = MISSING_ID;
          else if (!batch.addBytes(bytes, offsets[row], offsets[row + 1], i)) {
            const code = table.find(bytes, offsets[row], offsets[row + 1]);
            if (code >= 0) batch.codes[i] = code;
            else addText(textOf(row), i);
          }
        }
        batch.finish(count, (i) => textOf(from + i));
        for (const i of decoded) table.learn(bytes, offsets[from + i], offsets[from + i + 1], batch.codes[i]);
        codes.set(batch.codes.subarray(0, count));

        function addText(text: string | null, i: number): void {
          // What is not UTF-8 names no one: replacing the bytes could make two customers one.
          if (text === null) batch.codes[i] = BAD_ID;
          else if (batch.add(text, i)) table.learn(bytes, offsets[from + i], offsets[from + i + 1], batch.codes[i]);
          else decoded.push(i);
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
  if (!isIntegerArray(column)) return null;
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

/** Whether a column is a typed array of integers of at most 32 bits. */
export function isIntegerArray(column: unknown): column is Int32Array | Uint32Array {
  return INTEGER_TAGS.has(tagOf(column));
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
