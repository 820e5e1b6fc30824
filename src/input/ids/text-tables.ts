import { BATCH_ROWS, NARROW, WIDE } from "./text-batch.js";
import { TextTable } from "./text-table.js";

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
