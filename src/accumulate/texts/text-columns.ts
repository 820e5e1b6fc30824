import { isUtf8, isValid, plainOffsets } from "../../input/column-forms.js";
import { decodeUtf8 } from "../../input/ids/decode-utf8.js";
import { BAD_ID, type IdTable, MISSING_ID } from "../../input/ids/id-table.js";
import { Utf8Table } from "../../input/ids/utf8-table.js";
import { BLOCK_ROWS } from "../../input/order-block.js";
import type { IdColumn, Utf8Column } from "../../input/order-columns.js";
import { IdColumns, type IdReader } from "../../input/read-id-column.js";
import { TEXT_ROW, type TextRows } from "./text-rows.js";

/** Reads id columns whose short texts need no code: {@link TEXT_ROW} stands for it. All other ids get codes. */
export class TextColumns {
  readonly #rows: TextRows;
  readonly #ids: IdTable;
  readonly #columns: IdColumns;
  /** Long texts that came as bytes. */
  readonly #long = new Utf8Table();

  constructor(rows: TextRows, ids: IdTable) {
    this.#rows = rows;
    this.#ids = ids;
    this.#columns = new IdColumns(ids);
  }

  reader(where: string, path: string, column: IdColumn): IdReader {
    const reader = this.#columns.reader(where, path, column);
    if (Array.isArray(column))
      return { ...reader, batchRows: BLOCK_ROWS, read: (...rows) => this.#readValues(column, ...rows) };
    if (!isUtf8(column)) return { ...reader, read: (...rows) => this.#readOthers(reader, ...rows) };
    const offsets = plainOffsets(column.offsets);
    return { ...reader, batchRows: BLOCK_ROWS, read: (...rows) => this.#readBytes(column, offsets, ...rows) };
  }

  #readOthers(reader: IdReader, from: number, count: number, codes: Uint32Array): void {
    this.#rows.begin(0);
    reader.read(from, count, codes);
  }

  #readValues(column: readonly unknown[], from: number, count: number, codes: Uint32Array): void {
    const rows = this.#rows;
    rows.begin(count);
    for (let i = 0; i < count; i++) {
      const value = column[from + i];
      codes[i] = typeof value === "string" && rows.add(value, i) ? TEXT_ROW : this.#ids.intern(value);
    }
  }

  #readBytes(
    { bytes, validity }: Utf8Column,
    offsets: ArrayLike<number>,
    from: number,
    count: number,
    codes: Uint32Array,
  ): void {
    const rows = this.#rows;
    rows.begin(count);
    for (let i = 0; i < count; i++) {
      const start = offsets[from + i];
      const end = offsets[from + i + 1];
      if (!isValid(validity, from + i)) codes[i] = MISSING_ID;
      else codes[i] = rows.addBytes(bytes, start, end, i) ? TEXT_ROW : this.#codeOf(bytes, start, end, i);
    }
  }

  /** The code of a text that is long or has characters beyond ASCII. */
  #codeOf(bytes: Uint8Array, start: number, end: number, row: number): number {
    const known = this.#long.find(bytes, start, end);
    if (known >= 0) return known;
    const text = decodeUtf8(bytes, start, end);
    // What is not UTF-8 names no one: replacing the bytes could make two customers one.
    if (text === null) return BAD_ID;
    if (this.#rows.add(text, row)) return TEXT_ROW;
    const code = this.#ids.intern(text);
    this.#long.learn(bytes, start, end, code);
    return code;
  }
}
