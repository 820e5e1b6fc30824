import { describe, expect, it } from "vitest";
import { TextSums } from "../../../src/accumulate/texts/text-sums.js";
import { TextWalk } from "../../../src/accumulate/texts/text-walk.js";
import { NARROW } from "../../../src/input/ids/text-batch.js";
import { textsOfHash } from "./texts-of-hash.js";

const TEXTS = 1500;
const DAY = 20_000;
// The lower 24 bits of a hash place a text in its part.
const SPAN = 2 ** 24;

/** The n-th text of a part whose texts take a share of it only, at equal distances. */
const hashAt = (n: number, share: number): number => Math.floor((n * SPAN * share) / TEXTS);

/** The texts that a walk meets; halfway through it stops for something else. */
function met(sums: TextSums, halfway: () => void): string[] {
  const texts: string[] = [];
  for (const walk = new TextWalk(sums, 0, 256); !walk.isDone; walk.advance()) {
    texts.push(walk.text);
    if (texts.length === TEXTS / 2) halfway();
  }
  return texts;
}

describe("a look-up of a text", () => {
  // Of some of these shares the texts stand one behind the other without a gap, each near its place, however large the table is: the way
  // to the end of them is longer than a text may stand from its place.
  const shares = Array.from({ length: 56 }, (_, i) => 0.3 * 1.02 ** i).filter((share) => share < 0.9);
  const [known, unknown] = [0, 1].map((which) => {
    return Array.from({ length: 20 }, (_, n) => textsOfHash(hashAt(n, 0.5), 2)[which]);
  });

  it("finds what is there alone", () => {
    const sums = new TextSums(NARROW);
    for (const text of known) sums.joinText(text, 1, DAY, DAY, 5);
    expect(known.every((text) => sums.has(text))).toBe(true);
    expect(unknown.some((text) => sums.has(text))).toBe(false);
    expect(sums.has("of more than fifteen characters")).toBe(false);
  });

  it("moves nothing while somebody goes through the texts", () => {
    for (const share of shares) {
      const sums = new TextSums(NARROW);
      for (let n = 0; n < TEXTS; n++) sums.joinText(textsOfHash(hashAt(n, share), 1)[0], 1, DAY, DAY, 5);
      const others = Array.from({ length: 40 }, (_, i) => textsOfHash(hashAt(i * i, share), 2)[1]);
      const before = sums.parts.map(({ records }) => records);
      const undisturbed = met(sums, () => {});
      expect(new Set(undisturbed).size).toBe(TEXTS);
      const disturbed = met(sums, () => {
        expect(others.filter((text) => sums.has(text))).toEqual([]);
      });
      expect(disturbed).toEqual(undisturbed);
      expect(sums.parts.every(({ records }, part) => records === before[part])).toBe(true);
    }
  });
});
