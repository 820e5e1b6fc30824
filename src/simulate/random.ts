/**
 * A seedable generator of uniform numbers: xoshiro128** 1.1 by Blackman and Vigna (2018), whose four words of state are the
 * first two outputs of their splitmix64 from the seed. It passes BigCrush and needs nothing but 32-bit integers.
 *
 * @see https://prng.di.unimi.it/
 */
export class Random {
  #s0: number;
  #s1: number;
  #s2: number;
  #s3: number;

  /** `seed` is an integer from 0 to 2^53 - 1. */
  constructor(seed: number) {
    const first = splitMix64(BigInt(seed), 1n);
    const second = splitMix64(BigInt(seed), 2n);
    this.#s0 = low32(first);
    this.#s1 = low32(first >> 32n);
    this.#s2 = low32(second);
    this.#s3 = low32(second >> 32n);
  }

  /** A whole number from 0 to 2^32 - 1. */
  uint32(): number {
    const s1 = this.#s1;
    const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
    this.#s2 ^= this.#s0;
    this.#s3 ^= s1;
    this.#s1 = s1 ^ this.#s2;
    this.#s0 ^= this.#s3;
    this.#s2 ^= s1 << 9;
    this.#s3 = rotateLeft(this.#s3, 11);
    return result;
  }

  /** A number from 0 up to, not including, 1: a multiple of 2^-53. */
  uniform(): number {
    const high = this.uint32() >>> 5;
    return (high * 67_108_864 + (this.uint32() >>> 6)) / 9_007_199_254_740_992;
  }
}

/** The n-th output of splitmix64 (Steele, Lea and Flood 2014) from a seed. */
function splitMix64(seed: bigint, n: bigint): bigint {
  let z = BigInt.asUintN(64, seed + n * 0x9e3779b97f4a7c15n);
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return z ^ (z >> 31n);
}

function low32(value: bigint): number {
  return Number(BigInt.asIntN(32, value));
}

function rotateLeft(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
