import { BATCH_ROWS } from "./text-batch.js";
import { TextTable } from "./text-table.js";

/** Words of the narrow table: texts of up to 15 characters, which most ids are. */
export const NARROW = 4;
/** Words of the wide table: texts of up to 39 characters, such as a UUID. */
export const WIDE = 10;

/** The tables of short texts of an id table, by width. */
export class TextTables {
  readonly narrow: TextTable = new TextTable(NARROW, BATCH_ROWS);
  readonly wide: TextTable = new TextTable(WIDE, BATCH_ROWS);

  /** The code of a text, or -1. */
  find(text: string): number {
    const code = this.narrow.find(text);
    return code >= 0 ? code : this.wide.find(text);
  }

  /** Adds a text that is in neither; says whether it fits one of them. */
  add(text: string, code: number): boolean {
    return this.narrow.add(text, code) || this.wide.add(text, code);
  }
}
