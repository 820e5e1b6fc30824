import { constants, createReadStream } from "node:fs";
import { access, stat } from "node:fs/promises";
import { dataError, systemReason } from "../flags/cli-error.js";

/** A file or standard input, ready to be read once. */
export interface ByteSource {
  /** As messages name it. */
  readonly name: string;
  /** How many bytes it has; `null` where that is not known. */
  readonly size: number | null;
  readonly chunks: AsyncIterable<Uint8Array>;
}

const CHUNK_BYTES = 128 * 1024;

/** A file that is there and may be read, or standard input for `-`. */
export async function openSource(path: string): Promise<ByteSource> {
  if (path === "-") {
    const chunks = failing("standard input", process.stdin as AsyncIterable<Uint8Array>);
    return { name: "standard input", size: null, chunks };
  }
  try {
    await access(path, constants.R_OK);
    const info = await stat(path);
    if (info.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    return { name: path, size: info.isFile() ? info.size : null, chunks: chunksOf(path) };
  } catch (error) {
    throw dataError(`cannot read ${path}: ${systemReason(error)}`);
  }
}

/** Opened when the first chunk is asked for: what is never read needs no closing. */
async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  yield* failing(path, createReadStream(path, { highWaterMark: CHUNK_BYTES }));
}

/** Passes chunks on as they are asked for; what goes wrong half-way is told like what goes wrong at the start. */
async function* failing(name: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await iterator.next().catch((error: unknown) => {
        throw dataError(`cannot read ${name} to its end: ${systemReason(error)}`);
      });
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}
