import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minorReader } from "../../src/input/money/decimal.js";

const MOST = 2n ** 53n - 1n;

// Reading is cheap, so each property runs twenty times as often as the others.
const many = { numRuns: 20 * (fc.readConfigureGlobal()?.numRuns ?? 100) };

interface Exact {
  readonly digits: bigint;
  readonly places: number;
}

/** An independent reading of decimal text: sign, digits, point, exponent. */
function exact(text: string): Exact {
  const [mantissa, exponent = "0"] = text.toLowerCase().trim().split("e") as [string, string?];
  const sign = mantissa.startsWith("-") ? -1n : 1n;
  const [whole, fraction = ""] = mantissa.replace(/^[+-]/, "").split(".") as [string, string?];
  return { digits: sign * BigInt(`0${whole}${fraction}`), places: fraction.length - Number(exponent) };
}

/** Half away from zero, as the reader reports it: an infinity beyond 2^53. */
function minorOf({ digits, places }: Exact, decimals: number): { minor: number; rounded: boolean } {
  const excess = places - decimals;
  if (excess <= 0) return { minor: limited(digits * 10n ** BigInt(-excess)), rounded: false };
  const divisor = 10n ** BigInt(excess);
  const magnitude = digits < 0n ? -digits : digits;
  const rest = magnitude % divisor;
  const up = magnitude / divisor + (rest * 2n >= divisor ? 1n : 0n);
  return { minor: limited(digits < 0n ? -up : up), rounded: rest !== 0n };
}

function limited(minor: bigint): number {
  if (minor > MOST) return Number.POSITIVE_INFINITY;
  return minor < -MOST ? Number.NEGATIVE_INFINITY : Number(minor);
}

function read(value: unknown, decimals: number): { minor: number; rounded: boolean } {
  const reader = minorReader(decimals);
  const minor = reader.read(value);
  // An amount beyond the limit is refused, so whether it was rounded says nothing. The sign of zero has a test of its own.
  return { minor: minor + 0, rounded: Number.isFinite(minor) && reader.rounded };
}

function settled({ minor, rounded }: { minor: number; rounded: boolean }): { minor: number; rounded: boolean } {
  return { minor, rounded: Number.isFinite(minor) && rounded };
}

const decimals = fc.integer({ min: 0, max: 9 });
const digits = (maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(..."0123456789"), { maxLength }).map((found) => found.join(""));
const decimalText = fc
  .record({
    sign: fc.constantFrom("", "-", "+"),
    whole: digits(20),
    fraction: fc.option(digits(20), { nil: undefined }),
    exponent: fc.option(fc.integer({ min: -30, max: 30 }), { nil: undefined, freq: 4 }),
    space: fc.constantFrom("", " ", "  "),
  })
  .filter(({ whole, fraction }) => whole !== "" || (fraction ?? "") !== "")
  .map(
    ({ sign, whole, fraction, exponent, space }) =>
      `${space}${sign}${whole}${fraction === undefined ? "" : `.${fraction}`}${exponent === undefined ? "" : `e${exponent}`}${space}`,
  );

describe("an amount as text", () => {
  it("is read exactly and rounded half away from zero, as BigInt computes it", () => {
    fc.assert(
      fc.property(decimalText, decimals, (text, places) => {
        expect(read(text, places)).toEqual(settled(minorOf(exact(text), places)));
      }),
      many,
    );
  });

  it.each([
    ["12.50", 2, 1250, false],
    ["0.005", 2, 1, true],
    ["-0.005", 2, -1, true],
    ["0.00499999999999999999999", 2, 0, true],
    ["-0.004", 2, 0, true],
    ["1.005", 2, 101, true],
    ["8.345", 2, 835, true],
    [".5", 2, 50, false],
    ["5.", 2, 500, false],
    ["+7", 0, 7, false],
    ["1e3", 2, 100_000, false],
    ["1E-2", 2, 1, false],
    ["007.10", 2, 710, false],
    ["90071992547409.91", 2, 9_007_199_254_740_991, false],
    ["90071992547409.92", 2, Number.POSITIVE_INFINITY, false],
    ["-90071992547409.92", 2, Number.NEGATIVE_INFINITY, false],
    ["90071992547409.914", 2, 9_007_199_254_740_991, true],
    ["90071992547409.915", 2, Number.POSITIVE_INFINITY, false],
    ["9007199254740993", 0, Number.POSITIVE_INFINITY, false],
  ])("%j with %i decimals is %d", (text, places, minor, rounded) => {
    expect(read(text, places)).toEqual({ minor, rounded });
  });

  it.each([
    "",
    " ",
    ".",
    "-",
    "+",
    "e5",
    "--5",
    "5-",
    "1,5",
    "1,000.00",
    "1 000",
    "1_000",
    "0x10",
    "0b1",
    "$5",
    "5€",
    "12.5.1",
    "1e",
    "1e1.5",
    "Infinity",
    "-Infinity",
    "NaN",
    "１２",
    "٣",
    "null",
    "twelve",
  ])("%j is no amount", (text) => {
    expect(read(text, 2)).toEqual({ minor: Number.NaN, rounded: false });
  });

  it("is -0 exactly where a negative amount rounds to nothing, so that it does not pass for a purchase", () => {
    const negativeZero = (value: unknown): boolean => Object.is(minorReader(2).read(value), -0);
    for (const value of ["-0.001", "-.0000000000000000001", -0.001, -1e-300, "-1e-30"]) {
      expect(negativeZero(value), String(value)).toBe(true);
    }
    for (const value of ["-0", "-0.0", "-0e5", -0, 0n, "0.001", 0.001, "-0.00000000000000000000"]) {
      expect(negativeZero(value), String(value)).toBe(false);
    }
  });
});

describe("an amount as a bigint", () => {
  it("is a whole number of major units", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n }), decimals, (value, places) => {
        expect(read(value, places)).toEqual(settled(minorOf({ digits: value, places: 0 }, places)));
      }),
    );
  });
});

describe("an amount as a number", () => {
  it("is sign * floor(|x| * 10^d + 0.5) in doubles below 2^52, and the product itself where every double is whole", () => {
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 100),
      fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 1000),
      fc.integer({ min: -(2 ** 53), max: 2 ** 53 }),
    );
    fc.assert(
      fc.property(number, decimals, (x, places) => {
        const scaled = Math.abs(x) * 10 ** places;
        const magnitude = scaled < 2 ** 52 ? Math.floor(scaled + 0.5) : scaled;
        const signed = x < 0 ? 0 - magnitude : magnitude;
        const minor = Math.abs(signed) <= Number.MAX_SAFE_INTEGER ? signed : x < 0 ? -Infinity : Infinity;
        expect(read(x, places).minor).toBe(minor);
      }),
      many,
    );
  });

  it("that a decimal of so many places prints is that decimal, not rounded", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e11, max: 1e11 }), decimals, (minor, places) => {
        expect(read(minor / 10 ** places, places)).toEqual({ minor: minor + 0, rounded: false });
      }),
      many,
    );
  });

  it("counts as rounded exactly if its shortest decimal has more places", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.integer({ min: 0, max: 4 }), (x, places) => {
        expect(read(x, places).rounded).toBe(minorOf(exact(String(x)), places).rounded);
      }),
      many,
    );
  });

  it.each([
    [1.005, 2, 100],
    [8.345, 2, 835],
    [0.615, 2, 62],
    [-2.5, 0, -3],
    [2.5, 0, 3],
    [0.1 + 0.2, 2, 30],
    [90_071_992_547_409.91, 2, 9_007_199_254_740_991],
    [2 ** 53, 0, Number.POSITIVE_INFINITY],
    [1e308, 2, Number.POSITIVE_INFINITY],
    [-1e308, 9, Number.NEGATIVE_INFINITY],
    [Number.NaN, 2, Number.NaN],
    [Number.POSITIVE_INFINITY, 2, Number.NaN],
    [Number.NEGATIVE_INFINITY, 2, Number.NaN],
  ])("%d with %i decimals is %d", (x, places, minor) => {
    expect(read(x, places).minor).toBe(minor);
  });
});

describe("price times quantity", () => {
  it("of text is exact, rounded once", () => {
    const short = fc
      .tuple(fc.constantFrom("", "-"), fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 6 }))
      .map(([sign, n, places]) => {
        const padded = String(n).padStart(places + 1, "0");
        return places === 0 ? `${sign}${n}` : `${sign}${padded.slice(0, -places)}.${padded.slice(-places)}`;
      });
    fc.assert(
      fc.property(
        short,
        fc.oneof(short, fc.bigInt({ min: -1000n, max: 1000n })),
        decimals,
        (price, quantity, places) => {
          const a = exact(price);
          const b = exact(String(quantity));
          const reader = minorReader(places);
          const minor = reader.readProduct(price, quantity) + 0;
          const expected = settled(minorOf({ digits: a.digits * b.digits, places: a.places + b.places }, places));
          expect({ minor, rounded: Number.isFinite(minor) && reader.rounded }).toEqual(expected);
        },
      ),
      many,
    );
  });

  it("of numbers is the product of the doubles, read as an amount", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e6, max: 1e6 }).map((n) => n / 100),
        fc.integer({ min: -1000, max: 1000 }),
        (price, quantity) => {
          expect(minorReader(2).readProduct(price, quantity)).toBe(minorReader(2).read(price * quantity));
        },
      ),
    );
  });

  it("of numbers is not counted as rounded for the noise of the doubles", () => {
    const reader = minorReader(2);
    for (const [price, quantity, minor] of [
      [2.55, 6, 1530],
      [0.1, 3, 30],
      [1.1, 3, 330],
      [4.35, 100, 43_500],
    ] as const) {
      expect(reader.readProduct(price, quantity)).toBe(minor);
      expect(reader.rounded, `${price} * ${quantity}`).toBe(false);
    }
    expect(reader.readProduct(0.125, 3)).toBe(38);
    expect(reader.rounded).toBe(true);
  });

  it("of a tiny number and text is a tiny amount, not an error", () => {
    expect(minorReader(2).read(1e-150)).toBe(0);
    expect(minorReader(2).readProduct(1e-150, 1)).toBe(0);
    expect(minorReader(2).readProduct(1e-150, "1")).toBe(0);
  });

  it("beyond what doubles hold is too large, not unreadable", () => {
    expect(minorReader(2).readProduct("1e60", "1e60")).toBe(Number.POSITIVE_INFINITY);
    expect(minorReader(2).readProduct(1e200, 1e200)).toBe(Number.POSITIVE_INFINITY);
    expect(minorReader(2).readProduct(1e200, "3")).toBe(Number.POSITIVE_INFINITY);
  });

  it.each([
    [Number.NaN, 1],
    [1, Number.NaN],
    [Number.POSITIVE_INFINITY, 1],
    [0, Number.POSITIVE_INFINITY],
    ["x", 1],
    ["1", "x"],
    [null, 1],
    [1, undefined],
    [true, 1],
    [{}, 1],
    [1, []],
  ])("of %s and %s is no amount", (price, quantity) => {
    expect(minorReader(2).readProduct(price, quantity)).toBeNaN();
  });
});
