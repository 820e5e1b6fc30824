/** What is shown in messages for bytes of a text column that are not UTF-8. */
export class MalformedText {
  readonly #length: number;

  /** @param length - How many bytes. */
  constructor(length: number) {
    this.#length = length;
  }

  toString(): string {
    return this.#length === 1 ? "1 byte that is not" : `${this.#length} bytes that are not`;
  }
}
