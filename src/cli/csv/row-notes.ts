/** Rows with one fault: how many, which came first, and what was found in the first of them. */
export interface NotedRows {
  readonly count: number;
  /** Rows as a spreadsheet numbers them: the header is row 1. */
  readonly firstRows: readonly number[];
  /** What was found in the first of them, cut to a readable length; `null` where it is not known or was nothing. */
  readonly found: string | null;
  /** Of bad dates: in how many rows of the file the date is empty, whatever else is wrong with them; absent where it is in none. */
  readonly empty?: number;
}

const FIRST_ROWS = 5;

/** Counts rows and keeps the first. */
export class RowNotes {
  #count = 0;
  #found: string | null = null;
  readonly #firstRows: number[] = [];

  get count(): number {
    return this.#count;
  }

  add(row: number, found: string | null): void {
    if (this.#count === 0) this.#found = found;
    if (this.#firstRows.length < FIRST_ROWS) this.#firstRows.push(row);
    this.#count++;
  }

  /** `offset` is what is added to the rows, where they were counted from another place. */
  report(offset = 0): NotedRows {
    return { count: this.#count, firstRows: this.#firstRows.map((row) => row + offset), found: this.#found };
  }
}
