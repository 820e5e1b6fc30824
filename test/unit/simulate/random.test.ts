import { describe, expect, it } from "vitest";
import { Random } from "../../../src/simulate/random.js";

/*
 * The known answers come from this Python program, written from the authors' definitions. Its splitmix gives the published
 * outputs of seed 1234567: 6457827717110365317, 3203168211198807973, 9817491932198370423.
 *
 *   M64, M32 = (1 << 64) - 1, (1 << 32) - 1
 *   def splitmix(x):
 *       while True:
 *           x = (x + 0x9e3779b97f4a7c15) & M64
 *           z = ((x ^ (x >> 30)) * 0xbf58476d1ce4e5b9) & M64
 *           z = ((z ^ (z >> 27)) * 0x94d049bb133111eb) & M64
 *           yield z ^ (z >> 31)
 *   def rotl(x, k): return ((x << k) | (x >> (32 - k))) & M32
 *   def xoshiro(seed):
 *       g = splitmix(seed); a = next(g); b = next(g)
 *       s = [a & M32, a >> 32, b & M32, b >> 32]
 *       while True:
 *           r = (rotl((s[1] * 5) & M32, 7) * 9) & M32
 *           t = (s[1] << 9) & M32
 *           s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t; s[3] = rotl(s[3], 11)
 *           yield r
 *   for seed in (0, 1, 42, 2**53 - 1):
 *       g = xoshiro(seed); v = [next(g) for _ in range(1000)]; print(seed, v[:5], v[999])
 *   g = xoshiro(42); print([((next(g) >> 5) * 2**26 + (next(g) >> 6)) / 2**53 for _ in range(3)])
 */
const KNOWN: readonly (readonly [seed: number, first: readonly number[], thousandth: number])[] = [
  [0, [3737715805, 2584255861, 2876756834, 3286328325, 1553311962], 2387201604],
  [1, [1695105466, 1423115009, 634581793, 1068227753, 716759206], 1665077326],
  [42, [1776835114, 4165204688, 17111135, 2317295270, 2792088233], 16075257],
  [2 ** 53 - 1, [1233166643, 1287031142, 661813442, 2960669951, 2601079046], 1464220257],
];

describe("Random", () => {
  it.each(KNOWN)("gives the known answers for seed %i", (seed, first, thousandth) => {
    const random = new Random(seed);
    const words = Array.from({ length: 1000 }, () => random.uint32());
    expect(words.slice(0, 5)).toEqual(first);
    expect(words[999]).toBe(thousandth);
  });

  it("makes doubles of 53 bits from two words", () => {
    const random = new Random(42);
    const doubles = Array.from({ length: 3 }, () => random.uniform());
    expect(doubles).toEqual([0.4137016681565887, 0.003983993377814743, 0.6500837027638867]);
  });
});
