import type { TypeNames } from "../../input/events/event-options.js";
import type { EventRowFeed } from "../../input/events/rows-into-events.js";
import type { RecordFeed } from "./read-records.js";
import { RowHashes } from "./row-hashes.js";
import { type NotedRows, RowNotes } from "./row-notes.js";

/** What is done with rows that equal an earlier one in every field. */
export type RepeatedRows = "count" | "leaveOut";

/** Passes rows of events on, and counts or leaves out those that equal an earlier row; of types that are not kept it tells nothing. */
export class DistinctFeed implements RecordFeed {
  readonly events: EventRowFeed<string[]>;
  readonly #type: number;
  readonly #types: TypeNames;
  readonly #policy: RepeatedRows;
  readonly #hashes = new RowHashes();
  readonly #notes = new RowNotes();
  #rows = 0;

  constructor(events: EventRowFeed<string[]>, type: number, types: TypeNames, policy: RepeatedRows) {
    this.events = events;
    this.#type = type;
    this.#types = types;
    this.#policy = policy;
  }

  add(row: string[] | null): void {
    const index = this.#rows++;
    const isKept = row !== null && (this.#types === null || this.#types.has(row[this.#type]));
    const isRepeated = isKept && this.#hashes.seen(row);
    if (isRepeated) this.#notes.add(index, null);
    // What is left out is handed on as no row, so that the rows after it keep their numbers.
    this.events.add((isRepeated && this.#policy === "leaveOut" ? null : row) as string[]);
  }

  /** The rows that equal an earlier one, as a spreadsheet numbers them. */
  repeated(headerRow: number): NotedRows {
    return this.#notes.report(headerRow + 1);
  }
}
