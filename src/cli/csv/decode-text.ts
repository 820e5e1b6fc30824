import { TextDecoder } from "node:util";
import { dataError } from "../flags/cli-error.js";
import { faultOffset } from "./fault-offset.js";

/** The name under which a decoder knows an encoding, or `undefined` where none does. */
export function knownEncoding(label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).encoding;
  } catch {
    return undefined;
  }
}

/**
 * Decodes bytes as they come. A byte order mark decides the encoding and is left out; bytes that are no text of the
 * encoding are refused with their place, because a replacement character would make two customers one.
 */
export async function* decodeText(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let offset = 0;
  let tail: Uint8Array = new Uint8Array(0);
  for await (const chunk of withWholeStart(chunks)) {
    decoder ??= decoderFor(name, chunk, encoding);
    refuseNul(name, decoder.encoding, chunk, offset);
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch {
      throw badText(name, decoder.encoding, offset - tail.length + faultOffset(decoder.encoding, tail, chunk));
    }
    offset += chunk.length;
    tail = chunk.length < 4 ? Buffer.concat([tail, chunk]).subarray(-4) : chunk.slice(-4);
    if (text !== "") yield text;
  }
  try {
    decoder?.decode();
  } catch {
    throw dataError(
      `${name} ends in the middle of a character of ${decoder?.encoding}; the file is cut off, or --encoding must say how it is encoded`,
    );
  }
}

// The longest of the marks that tell what a file is.
const START_BYTES = 4;

/** Chunks whose first has at least the bytes of a mark, if there are as many: a pipe may hand over single bytes. */
async function* withWholeStart(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | null = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (start === null) yield chunk;
    else {
      start = Buffer.concat([start, chunk]);
      if (start.length < START_BYTES) continue;
      yield start;
      start = null;
    }
  }
  if (start !== null && start.length > 0) yield start;
}

function decoderFor(name: string, start: Uint8Array, encoding: string): TextDecoder {
  const [a, b, c, d] = start;
  if (a === 0x1f && b === 0x8b) {
    throw dataError(`${name} is compressed by gzip; unpack it on the way: gunzip -c FILE | rfm-kit COMMAND - ...`);
  }
  if (a === 0x50 && b === 0x4b && c === 0x03 && d === 0x04) {
    throw dataError(`${name} is a workbook or another zip archive, not CSV; export the sheet as CSV`);
  }
  if (a === 0xff && b === 0xfe) return new TextDecoder("utf-16le", { fatal: true });
  if (a === 0xfe && b === 0xff) return new TextDecoder("utf-16be", { fatal: true });
  if (a === 0xef && b === 0xbb && c === 0xbf) return new TextDecoder("utf-8", { fatal: true });
  return new TextDecoder(encoding, { fatal: true });
}

function refuseNul(name: string, encoding: string, chunk: Uint8Array, offset: number): void {
  if (encoding.startsWith("utf-16")) return;
  const at = chunk.indexOf(0);
  if (at < 0) return;
  throw dataError(
    `${name} has a zero byte at byte offset ${offset + at}, so it is no text in ${encoding}; for a file in UTF-16 without a byte order mark use --encoding utf-16le`,
  );
}

function badText(name: string, encoding: string, offset: number): Error {
  const advice = encoding === "utf-8" ? ", often --encoding windows-1252 or gb18030" : "";
  return dataError(
    `${name} has bytes at byte offset ${offset} that are no text in ${encoding}; say how the file is encoded with --encoding${advice}`,
  );
}
