import { spell } from "../errors.js";

/**
 * Reads one column of the rows for the feed. The feed asks for a value once, and once more when it finds it invalid, to name
 * it: values asked for again are kept as examples.
 */
export class ColumnReader {
  readonly #position: number;
  readonly #examples = new Map<number, string>();
  #next = 0;

  constructor(position: number) {
    this.#position = position;
  }

  read(fields: readonly string[], index: number): string {
    const value = fields[this.#position];
    if (index >= this.#next) this.#next = index + 1;
    else if (this.#examples.size < MOST_EXAMPLES) this.#examples.set(index, spell(value));
    return value;
  }

  /** What stood in a row that the feed found invalid, if it is among the first. */
  example(index: number): string | null {
    return this.#examples.get(index) ?? null;
  }
}

const MOST_EXAMPLES = 100;
