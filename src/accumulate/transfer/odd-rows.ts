import type { RowIssues } from "../../input/row-issues.js";
import type { State } from "../state.js";
import { mix } from "../sums/mix.js";
import { partOf } from "../sums/part-of.js";
import { ODD, type ReadRows } from "./exchange.js";
import { ListedRows } from "./listed-rows.js";
import { type PlainColumns, partsOf, type Share } from "./share.js";

const LIST_ROWS = 4096;

/** Adds the rows of a share that are not plain. */
export class OddRows {
  readonly #listed: ListedRows;
  readonly #ids: Int32Array;
  readonly #first: number;
  readonly #end: number;
  readonly #list = new Int32Array(LIST_ROWS);

  constructor(state: State, columns: PlainColumns, share: Share) {
    const { first, end } = partsOf(share);
    this.#listed = new ListedRows(state, columns);
    this.#ids = columns.customer;
    this.#first = first;
    this.#end = end;
  }

  /** Adds those of a round, in the order of the columns, in which the threads have read them. */
  add(read: readonly ReadRows[]): void {
    let count = 0;
    for (const { odd, counts } of read) {
      for (let k = 0; k < counts[ODD]; k++) {
        const part = partOf(mix(this.#ids[odd[k]]));
        if (part < this.#first || part >= this.#end) continue;
        this.#list[count++] = odd[k];
        if (count < LIST_ROWS) continue;
        this.#listed.add(this.#list);
        count = 0;
      }
    }
    this.#listed.add(this.#list.subarray(0, count));
  }

  report(): RowIssues {
    return this.#listed.report();
  }
}
