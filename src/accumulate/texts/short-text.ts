import type { CustomerId } from "../../input/ids/id-table.js";
import { NARROW, TextBatch, WIDE } from "../../input/ids/text-batch.js";

/** A place for one text, packed as sums of short texts keep it. */
export class ShortText {
  /** Of which width the text is; -1 where there is none, or a long one, or an id that is no text. */
  kind = -1;
  readonly #batches = [new TextBatch(NARROW, 1), new TextBatch(WIDE, 1)];

  /** Packs an id; says whether it is a short text. */
  pack(id: CustomerId): id is string {
    this.kind = typeof id === "string" ? this.#batches.findIndex((batch) => isPacked(batch, id)) : -1;
    return this.kind >= 0;
  }

  get width(): number {
    return this.#batches[this.kind].width;
  }

  get words(): Int32Array {
    return this.#batches[this.kind].records;
  }

  get hash(): number {
    return this.words[this.width];
  }
}

/** Packs a text into an empty batch of one, if it fits. */
function isPacked(batch: TextBatch, text: string): boolean {
  batch.count = 0;
  return batch.add(text, 0);
}
