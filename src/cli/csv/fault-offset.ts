import { TextDecoder } from "node:util";
/**
 * Where in `tail` followed by `chunk` the first bytes stand that are no text of the encoding. `tail` are the last bytes
 * before the chunk: a character may begin there.
 */
export function faultOffset(encoding: string, tail: Uint8Array, chunk: Uint8Array): number {
  const skipped = charStart(encoding, tail);
  const bytes = Buffer.concat([tail.subarray(skipped), chunk]);
  // Prefixes that a decoder takes so far grow up to the fault and not beyond: bisection finds the longest.
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodes(encoding, bytes.subarray(0, middle), true)) good = middle;
    else bad = middle;
  }
  // It may end within a character: its first byte is where the fault begins.
  while (good > 0 && !decodes(encoding, bytes.subarray(0, good), false)) good--;
  return skipped + good;
}

/** The first place in the bytes at which a character can begin; encodings whose bytes do not tell start behind them. */
function charStart(encoding: string, tail: Uint8Array): number {
  if (encoding !== "utf-8") return tail.length;
  const start = tail.findIndex((byte) => (byte & 0xc0) !== 0x80);
  return start < 0 ? tail.length : start;
}

function decodes(encoding: string, bytes: Uint8Array, isPart: boolean): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: isPart });
    return true;
  } catch {
    return false;
  }
}
