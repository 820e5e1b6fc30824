import { isUtf8, plainOffsets } from "../input/column-forms.js";
import type { IdColumn, OrderColumns } from "../input/order-columns.js";
import type { State } from "./state.js";
import type { Noticed } from "./sums/queue-plain.js";
import type { PlainTexts } from "./texts/queue-plain-texts.js";

/** Rows of columns that need no block: plain purchases of an int32 id or a short text, with a day and a number. Most rows are such. */
export class PlainColumns {
  readonly #state: State;
  /** Amounts are so many times smaller than minor units. */
  readonly #power: number;
  #ids: Int32Array | null = null;
  #texts: PlainTexts | null = null;

  constructor(state: State, power: number) {
    this.#state = state;
    this.#power = power;
  }

  /** Begins with the ids of other columns, in which no row is plain. */
  close(): void {
    this.#ids = null;
    this.#texts = null;
  }

  /** Begins with ids that are int32. */
  openIds(column: IdColumn): void {
    this.close();
    if (column instanceof Int32Array) this.#ids = column;
  }

  /** Begins with ids of which short texts need no code: strings, or bytes of which none stand for nothing. */
  openTexts(column: IdColumn): void {
    this.close();
    if (Array.isArray(column)) this.#texts = column;
    if (!isUtf8(column) || column.validity !== undefined) return;
    const { bytes, offsets } = column;
    this.#texts = {
      view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      offsets: plainOffsets(offsets),
    };
  }

  /** Takes rows from `from` on, up to the first that is not plain. Says where it stopped. */
  take({ date, amount }: OrderColumns, from: number, to: number): number {
    const ids = this.#ids;
    const texts = this.#texts;
    if ((ids ?? texts) === null || !(date instanceof Int32Array) || !(amount instanceof Float64Array)) return from;
    const state = this.#state;
    const { tally, purchases } = state;
    const noticed: Noticed = { lastDay: state.lastOrderDay, rounded: 0 };
    const values = { days: date, amounts: amount, power: this.#power };
    let end = from;
    try {
      end =
        ids !== null
          ? (state.buckets ?? purchases.ints).addPlain(ids, values, from, to, noticed)
          : purchases.texts[0].addPlain(texts as PlainTexts, values, from, to, noticed);
    } catch (error) {
      end = noticed.taken ?? from;
      throw error;
    } finally {
      state.lastOrderDay = noticed.lastDay;
      tally.rows += end - from;
      tally.purchases += end - from;
      tally.rounded += noticed.rounded;
    }
    return end;
  }
}
