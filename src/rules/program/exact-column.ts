import type { Scalar } from "../../input/events/event-log.js";
import { scaled } from "./interval.js";

/**
 * Numbers by code as whole numbers of `10^-decimals`, each in two words: `high * 2^53 + low`. Added word by word they give the
 * exact sum of the decimals that the numbers spell, whatever the order.
 */
export interface ExactColumn {
  /** `null` where the lower words alone add up exactly. */
  readonly high: Float64Array | null;
  /** `NaN` where there is no number, `OUTLIER` where it stands among the outliers. */
  readonly low: Float64Array;
  readonly decimals: number;
  /** `null` where two words hold every number. */
  readonly outliers: Outliers | null;
}

/** Numbers that are too large or too fine for two words. Who has one is added up in bigints; everyone else is not concerned. */
export interface Outliers {
  /** By code, as whole numbers of `10^-decimals`. */
  readonly numbers: ReadonlyMap<number, bigint>;
  readonly decimals: number;
  /** How many of these make one of the column's unit. */
  readonly factor: bigint;
}

/** 2^53: what one of the upper word is worth. */
export const WORD = 9_007_199_254_740_992;
const BIG_WORD = 2n ** 53n;

/** What stands in the lower word of an outlier. */
export const OUTLIER: number = Number.POSITIVE_INFINITY;

// Up to here the product of a double and a power of ten is off by less than a half from the whole number that was meant.
const SURELY_ROUNDED = 2 ** 50;

/**
 * The numbers of a dictionary, of which up to `count` are added. The unit is the one in which two words hold the most of them; a number
 * that they cannot hold is an outlier, so that it takes nothing from the others.
 */
export function exactColumn(values: readonly (Scalar | null)[], count: number): ExactColumn {
  const decimals = decimalsOf(values, count);
  const high = new Float64Array(values.length);
  const low = new Float64Array(values.length).fill(Number.NaN);
  const outliers = new Map<number, number | bigint>();
  let largest = 0;
  values.forEach((value, code) => {
    if (!isNumber(value)) return;
    if (placesOf(value) > decimals || finestDecimals(sizeOf(value), count) < decimals) {
      low[code] = OUTLIER;
      outliers.set(code, value);
      return;
    }
    const near = typeof value === "number" && decimals <= 22 ? value * 10 ** decimals : Infinity;
    if (Math.abs(near) < SURELY_ROUNDED) {
      low[code] = Math.round(near);
    } else {
      const whole = wholeOf(value, decimals);
      high[code] = Number(whole / BIG_WORD);
      low[code] = Number(whole % BIG_WORD);
    }
    largest = Math.max(largest, high[code] === 0 ? Math.abs(low[code]) : Number.POSITIVE_INFINITY);
  });
  const isWide = largest * count > WORD;
  return { high: isWide ? high : null, low, decimals, outliers: outliersOf(outliers, decimals) };
}

function outliersOf(values: ReadonlyMap<number, number | bigint>, unit: number): Outliers | null {
  if (values.size === 0) return null;
  let decimals = unit;
  for (const value of values.values()) decimals = Math.max(decimals, placesOf(value));
  const numbers = new Map([...values].map(([code, value]) => [code, wholeOf(value, decimals)] as const));
  return { numbers, decimals, factor: 10n ** BigInt(decimals - unit) };
}

// A double has no decimals beyond the 324th.
const MOST_DECIMALS = 324;

/** The fewest decimals with which two words hold the most of the numbers: each is held from its own decimals on, until it is too large. */
function decimalsOf(values: readonly (Scalar | null)[], count: number): number {
  const change = new Int32Array(MOST_DECIMALS + 2);
  for (const value of values) {
    if (!isNumber(value)) continue;
    const first = placesOf(value);
    const last = Math.min(MOST_DECIMALS, finestDecimals(sizeOf(value), count));
    if (first > last) continue;
    change[first]++;
    change[last + 1]--;
  }
  let best = 0;
  let most = 0;
  for (let decimals = 0, held = 0; decimals <= MOST_DECIMALS; decimals++) {
    held += change[decimals];
    if (held <= most) continue;
    most = held;
    best = decimals;
  }
  return best;
}

/** A finite number or a bigint. */
export function isNumber(value: Scalar | null): value is number | bigint {
  return typeof value === "bigint" || (typeof value === "number" && Number.isFinite(value));
}

/** How many decimals the shortest text of a number has. */
function placesOf(value: number | bigint): number {
  if (typeof value === "bigint" || Number.isInteger(value)) return 0;
  const [mantissa, exponent = "0"] = String(value).split("e") as [string, string?];
  const point = mantissa.indexOf(".");
  return (point < 0 ? 0 : mantissa.length - point - 1) - Number(exponent);
}

/** The decimal logarithm of a number's magnitude; of a bigint, which may be beyond all doubles, rounded up. */
function sizeOf(value: number | bigint): number {
  return typeof value === "bigint" ? String(value).length : Math.log10(Math.abs(value));
}

/** The most decimals with which the upper words of so many numbers of such a size still add up exactly. */
function finestDecimals(size: number, count: number): number {
  if (size === Number.NEGATIVE_INFINITY) return MOST_DECIMALS;
  // Two words less one bit for the sign, one for the carries and those that the sum needs.
  const bits = 104 - Math.ceil(Math.log2(count + 1));
  return Math.floor(bits * Math.log10(2) - size);
}

/** A number that has no more decimals than these, in their unit. */
function wholeOf(value: number | bigint, decimals: number): bigint {
  if (typeof value === "bigint") return value * 10n ** BigInt(decimals);
  const { num, den } = scaled(value, decimals);
  return num / den;
}
