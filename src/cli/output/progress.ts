const INTERVAL_MS = 100;

/** Says on standard error how far the reading is, if that is a terminal. */
export class Progress {
  readonly #stream: NodeJS.WriteStream | null;
  readonly #size: number | null;
  #bytes = 0;
  #shownAt = 0;

  constructor(stream: NodeJS.WriteStream, size: number | null) {
    this.#stream = stream.isTTY ? stream : null;
    this.#size = size;
  }

  /** Passes chunks on and counts their bytes. */
  async *counting(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.#bytes += chunk.length;
      yield chunk;
    }
  }

  show(rows: number): void {
    const now = performance.now();
    if (this.#stream === null || now - this.#shownAt < INTERVAL_MS) return;
    this.#shownAt = now;
    const share = this.#size ? ` (${Math.floor((100 * this.#bytes) / this.#size)} %)` : "";
    this.#stream.write(`\r\x1b[K${rows} rows read${share}`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#stream !== null && this.#shownAt > 0) this.#stream.write("\r\x1b[K");
  }
}
