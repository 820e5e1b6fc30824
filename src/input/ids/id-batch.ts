import { FirstRows } from "./first-rows.js";
import { BAD_ID, type CustomerId, faultOf, type IdTable } from "./id-table.js";
import { BATCH_ROWS, NARROW, TextBatch, WIDE } from "./text-batch.js";
import type { TextTables } from "./text-tables.js";

/** Gives the id of a row of the batch again, for the rows in which an id stood for the first time. */
type IdAt = (row: number) => unknown;

/**
 * Interns the ids of up to {@link BATCH_ROWS} rows together. While the table is small each id is looked up at once; in a large one
 * short texts wait until the end of the batch and are then looked up sorted by part. Codes are given in the order of the rows.
 */
export class IdBatch {
  /** The codes of the batch's rows, after `finish`. */
  readonly codes: Uint32Array;
  readonly #ids: IdTable;
  #waiting: Waiting | null = null;

  constructor(ids: IdTable, rows: number = BATCH_ROWS) {
    this.#ids = ids;
    this.codes = new Uint32Array(rows);
  }

  /** Begins the next batch. */
  begin(): void {
    const tables = this.#ids.spread();
    if (tables !== null && this.#waiting === null) this.#waiting = new Waiting(this.#ids, tables);
    this.#waiting?.begin();
  }

  /** Adds the id of a row; says whether its code is known already. */
  add(value: unknown, row: number): boolean {
    if (this.#waiting !== null) return this.#waiting.add(value, row, this.codes);
    this.codes[row] = this.#ids.intern(value);
    return true;
  }

  /** Adds text that is given as bytes; says whether it could: long, blank or foreign text must be decoded and added as text. */
  addBytes(bytes: Uint8Array, start: number, end: number, row: number): boolean {
    return this.#waiting?.addBytes(bytes, start, end, row) ?? false;
  }

  finish(rows: number, idAt: IdAt): void {
    this.#waiting?.finish(rows, idAt, this.codes);
  }
}

/** The ids of a batch that are not looked up yet. */
class Waiting {
  readonly #ids: IdTable;
  readonly #tables: TextTables;
  readonly #narrow = new TextBatch(NARROW, BATCH_ROWS);
  readonly #wide = new TextBatch(WIDE, BATCH_ROWS);
  readonly #newRows = new Uint32Array(BATCH_ROWS);
  readonly #finals = new Uint32Array(BATCH_ROWS);
  readonly #firstRows = new FirstRows(BATCH_ROWS);
  /** New ids that no text table takes, and the rows they stand in. */
  readonly #others = new Map<CustomerId, number[]>();

  constructor(ids: IdTable, tables: TextTables) {
    this.#ids = ids;
    this.#tables = tables;
  }

  begin(): void {
    this.#narrow.count = 0;
    this.#wide.count = 0;
    this.#others.clear();
  }

  add(value: unknown, row: number, codes: Uint32Array): boolean {
    const fault = faultOf(value);
    if (fault !== 0) {
      codes[row] = fault;
      return true;
    }
    const id = this.#ids.byText ? String(value) : (value as CustomerId);
    if (typeof id === "string" && (this.#narrow.add(id, row) || this.#wide.add(id, row))) return false;
    return this.#addOther(id, row, codes);
  }

  addBytes(bytes: Uint8Array, start: number, end: number, row: number): boolean {
    // What begins like white space may be blank, which is no id.
    if (start >= end || bytes[start] <= 32) return false;
    return this.#narrow.addBytes(bytes, start, end, row) || this.#wide.addBytes(bytes, start, end, row);
  }

  #addOther(id: CustomerId, row: number, codes: Uint32Array): boolean {
    const code = this.#ids.find(id);
    // While no text waits, a new id can have the next code at once.
    const isFirst = this.#narrow.count === 0 && this.#wide.count === 0;
    if (code >= 0 || isFirst) {
      codes[row] = code >= 0 ? code : this.#ids.intern(id);
      return true;
    }
    const rows = this.#others.get(id);
    if (rows === undefined) this.#others.set(id, [row]);
    else rows.push(row);
    return false;
  }

  finish(rows: number, idAt: IdAt, codes: Uint32Array): void {
    const ids = this.#ids;
    const known = ids.size;
    const finds = { codes, newRows: this.#newRows, newCount: 0 };
    const { narrow, wide } = this.#tables;
    narrow.intern(this.#narrow, known, finds);
    wide.intern(this.#wide, known, finds);
    for (const others of this.#others.values()) {
      this.#newRows[finds.newCount] = others[0];
      for (const row of others) codes[row] = known + finds.newCount;
      finds.newCount++;
    }
    if (finds.newCount === 0) return;
    const finals = this.#rank(known, finds.newCount);
    narrow.settle(known, finals);
    wide.settle(known, finals);
    const inOrder = new Uint32Array(finds.newCount);
    for (let k = 0; k < finds.newCount; k++) inOrder[finals[k] - known] = this.#newRows[k];
    for (let i = 0; i < rows; i++) if (codes[i] >= known && codes[i] < BAD_ID) codes[i] = finals[codes[i] - known];
    const others = new Set(Array.from(this.#others.values(), ([first]) => first));
    for (const row of inOrder) ids.append(idAt(row) as CustomerId, !others.has(row));
  }

  /** The final codes of new ids: new ones are numbered in the order of the rows that brought them. */
  #rank(known: number, count: number): Uint32Array {
    const firstRows = this.#firstRows;
    firstRows.clear();
    for (let k = 0; k < count; k++) firstRows.mark(this.#newRows[k]);
    firstRows.count();
    for (let k = 0; k < count; k++) this.#finals[k] = known + firstRows.rank(this.#newRows[k]);
    return this.#finals;
  }
}
