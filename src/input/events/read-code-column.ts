import { optionError } from "../../errors.js";
import {
  checkColumnKeys,
  checkOffsets,
  checkValidity,
  isDictionary,
  isUtf8,
  isValid,
  plainOffsets,
  tagOf,
} from "../column-forms.js";
import { decodeUtf8 } from "../ids/decode-utf8.js";
import { BAD_ID, MISSING_ID } from "../ids/id-table.js";
import { shownText } from "../ids/shown-text.js";
import { Utf8Table } from "../ids/utf8-table.js";
import type { DictionaryColumn, Utf8Column } from "../order-columns.js";

/** What gives values their codes, `MISSING_ID` or `BAD_ID`. */
interface Interner {
  intern(value: unknown): number;
}

/** A column ready to be read block by block, and its raw values for messages. */
export interface CodeReader {
  readonly length: number;
  readonly read: (from: number, count: number, codes: Uint32Array) => void;
  readonly value: (row: number) => unknown;
}

/** Reads the columns of one type or field; text bytes keep their codes from one chunk to the next. */
export class CodeColumns {
  readonly #table: Interner;
  readonly #texts = new Utf8Table();

  constructor(table: Interner) {
    this.#table = table;
  }

  reader(where: string, path: string, column: unknown): CodeReader {
    if (Array.isArray(column)) return this.#values(column, false);
    if (ArrayBuffer.isView(column) && !(column instanceof DataView)) {
      return this.#values(column as unknown as ArrayLike<unknown>, tagOf(column).startsWith("Float"));
    }
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

  /** Floating-point arrays have no other way to say that a value is missing than NaN. */
  #values(column: ArrayLike<unknown>, isFloat: boolean): CodeReader {
    const table = this.#table;
    return {
      length: column.length,
      value: (row) => column[row],
      read(from, count, codes) {
        for (let i = 0; i < count; i++) {
          const value = column[from + i];
          codes[i] = isFloat && Number.isNaN(value) ? MISSING_ID : table.intern(value);
        }
      },
    };
  }

  #text(where: string, path: string, column: Utf8Column): CodeReader {
    const { bytes, validity } = column;
    const offsets = plainOffsets(column.offsets);
    const length = Math.max(offsets.length - 1, 0);
    checkOffsets(where, path, offsets, bytes.length);
    checkValidity(where, path, validity, length);
    const table = this.#table;
    const texts = this.#texts;
    return {
      length,
      value: (row) => shownText(column, offsets, row),
      read(from, count, codes) {
        for (let i = 0; i < count; i++) {
          const row = from + i;
          if (!isValid(validity, row)) {
            codes[i] = MISSING_ID;
            continue;
          }
          let code = texts.find(bytes, offsets[row], offsets[row + 1]);
          if (code < 0) {
            const text = decodeUtf8(bytes, offsets[row], offsets[row + 1]);
            code = text === null ? BAD_ID : table.intern(text);
            texts.learn(bytes, offsets[row], offsets[row + 1], code);
          }
          codes[i] = code;
        }
      },
    };
  }

  /** Each value of the dictionary is looked at once, when the first row has it. */
  #dictionary(where: string, path: string, column: DictionaryColumn<unknown>): CodeReader {
    const { codes: own, values, validity } = column;
    checkValidity(where, path, validity, own.length);
    const table = this.#table;
    const known = new Uint32Array(values.length);
    const isKnown = new Uint8Array(values.length);
    return {
      length: own.length,
      value: (row) => (own[row] < 0 || !isValid(validity, row) ? null : values[own[row]]),
      read(from, count, codes) {
        for (let i = 0; i < count; i++) {
          const row = from + i;
          const key = own[row];
          if (key < 0 || !isValid(validity, row)) {
            codes[i] = MISSING_ID;
            continue;
          }
          if (key >= known.length) {
            const requirement = `be below ${known.length}, the number of values`;
            throw optionError("OUT_OF_RANGE", where, `${path}.codes[${row}]`, requirement, key);
          }
          if (isKnown[key] === 0) {
            known[key] = table.intern(values[key]);
            isKnown[key] = 1;
          }
          codes[i] = known[key];
        }
      },
    };
  }
}
