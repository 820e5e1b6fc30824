import { optionError } from "../../errors.js";
import { checkOffsets, checkValidity, isDictionary, isUtf8, isValid, plainOffsets } from "../column-forms.js";
import { decodeUtf8 } from "../ids/decode-utf8.js";
import { shownText } from "../ids/shown-text.js";
import type { DictionaryColumn, Utf8Column } from "../order-columns.js";

/** A column of which single values are read, and what to show of them in a message. */
export interface CellReader {
  readonly length: number;
  at(row: number): unknown;
  shown(row: number): unknown;
}

/** What stands for bytes that are not UTF-8: no value of any type. */
const MALFORMED = Symbol("malformed UTF-8");

/** A reader of any form of column. */
export function cellReader(where: string, path: string, column: unknown): CellReader {
  if (Array.isArray(column)) return plain(column);
  if (ArrayBuffer.isView(column) && !(column instanceof DataView)) return plain(column as unknown as Float64Array);
  if (isUtf8(column)) return text(where, path, column);
  if (isDictionary(column)) return dictionary(where, path, column);
  throw optionError(
    "WRONG_TYPE",
    where,
    path,
    "be an array, a typed array, { offsets, bytes } with 32-bit or BigInt64 offsets, or { codes, values } with integer codes",
    column,
  );
}

function plain(column: ArrayLike<unknown>): CellReader {
  const at = (row: number): unknown => column[row];
  return { length: column.length, at, shown: at };
}

function text(where: string, path: string, column: Utf8Column): CellReader {
  const { bytes, validity } = column;
  const offsets = plainOffsets(column.offsets);
  const length = Math.max(offsets.length - 1, 0);
  checkOffsets(where, path, offsets, bytes.length);
  checkValidity(where, path, validity, length);
  return {
    length,
    at: (row) => (isValid(validity, row) ? (decodeUtf8(bytes, offsets[row], offsets[row + 1]) ?? MALFORMED) : null),
    shown: (row) => shownText(column, offsets, row),
  };
}

function dictionary(where: string, path: string, column: DictionaryColumn<unknown>): CellReader {
  const { codes, values, validity } = column;
  checkValidity(where, path, validity, codes.length);
  const at = (row: number): unknown => {
    if (codes[row] < 0 || !isValid(validity, row)) return null;
    if (codes[row] < values.length) return values[codes[row]];
    const requirement = `be below ${values.length}, the number of values`;
    throw optionError("OUT_OF_RANGE", where, `${path}.codes[${row}]`, requirement, codes[row]);
  };
  return { length: codes.length, at, shown: at };
}
