import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText } from "../../../src/cli/csv/decode-text.js";

async function decoded(chunks: readonly Uint8Array[], encoding = "utf-8"): Promise<string> {
  let text = "";
  for await (const part of decodeText("file", from(chunks), encoding)) text += part;
  return text;
}

async function* from(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

function singleBytes(bytes: Uint8Array): Uint8Array[] {
  return Array.from(bytes, (byte) => Uint8Array.of(byte));
}

const wellFormed = fc.string({ unit: "grapheme", maxLength: 20 }).filter((text) => !/[\0\ufeff]/.test(text));

describe("decodeText", () => {
  it.each(["utf8", "utf16le"] as const)("reads any text in %s byte by byte", async (encoding) => {
    const label = encoding === "utf8" ? "utf-8" : "utf-16le";
    await fc.assert(
      fc.asyncProperty(wellFormed, async (text) => {
        // A letter in front: a text of its own may begin like an archive.
        expect(await decoded(singleBytes(Buffer.from(`x${text}`, encoding)), label)).toBe(`x${text}`);
      }),
    );
  });

  it("tells the place of the first byte that is wrong, wherever the pieces are cut", async () => {
    const bad = fc.constantFrom(
      [0xff],
      [0xe9, 0x20],
      [0xc3, 0x28],
      [0xed, 0xa0, 0x80],
      [0xf5, 0x80],
      [0xe6, 0x9d, 0x20],
      [0x80],
    );
    await fc.assert(
      fc.asyncProperty(wellFormed, bad, fc.integer({ min: 1, max: 9 }), async (text, bytes, size) => {
        const good = Buffer.from(`x${text}`);
        const all = Buffer.concat([good, Uint8Array.from(bytes), Buffer.from("rest")]);
        const pieces = Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
          all.subarray(i * size, (i + 1) * size),
        );
        await expect(decoded(pieces)).rejects.toThrow(`byte offset ${good.length} that are no text in utf-8`);
      }),
    );
  });

  it("lets a byte order mark decide, and leaves it out", async () => {
    const text = "\ufeffcustomer,李";
    const swapped = Buffer.from(text, "utf16le").swap16();
    for (const bytes of [Buffer.from(text), Buffer.from(text, "utf16le"), swapped]) {
      expect(await decoded(singleBytes(bytes), "windows-1252")).toBe("customer,李");
    }
  });

  it("gives nothing for nothing", async () => {
    expect(await decoded([])).toBe("");
    expect(await decoded([Uint8Array.of(97)])).toBe("a");
  });
});
