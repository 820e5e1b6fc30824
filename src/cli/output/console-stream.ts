import { dataError, systemReason } from "../flags/cli-error.js";

/** Standard output or standard error, written piece by piece with regard to how fast the reader is. */
export class ConsoleStream {
  readonly #name: string;
  readonly #stream: NodeJS.WriteStream;
  #isClosed = false;

  constructor(name: string, stream: NodeJS.WriteStream) {
    this.#name = name;
    this.#stream = stream;
    // Without a listener an error of the stream would end the process; every error also reaches the callback of a write.
    stream.on("error", () => {
      this.#isClosed = true;
    });
  }

  /** Writes all pieces. A reader that went away, as `head` does, wants no more: that is no error. */
  async write(chunks: Iterable<string>): Promise<void> {
    for (const chunk of chunks) {
      if (this.#isClosed) return;
      await new Promise<void>((resolve, reject) => {
        this.#stream.write(chunk, (error) => {
          if (error === null || error === undefined) return resolve();
          this.#isClosed = true;
          if ((error as NodeJS.ErrnoException).code === "EPIPE") return resolve();
          reject(dataError(`cannot write ${this.#name}: ${systemReason(error)}`));
        });
      });
    }
  }
}

/** Where a command speaks: results on `out`, all else on `err`. */
export interface Console {
  readonly out: ConsoleStream;
  readonly err: ConsoleStream;
}

/** Lines of text, each with its end. */
export function lines(texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : [`${texts.join("\n")}\n`];
}
