import type { Scalar } from "../../input/events/event-log.js";
import { scaled } from "./interval.js";

/**
 * Numbers by code as whole numbers of `10^-decimals`, each in two words: `high * 2^53 + low`. Added word by word they give the
 * exact sum of the decimals that the numbers spell, whatever the order.
 */
export interface ExactColumn {
  /** `null` where the lower words alone add up exactly. */
  readonly high: Float64Array | null;
  /** `NaN` where there is no number. */
  readonly low: Float64Array;
  readonly decimals: number;
}

/** 2^53: what one of the upper word is worth. */
export const WORD = 9_007_199_254_740_992;
const BIG_WORD = 2n ** 53n;

// Up to here the product of a double and a power of ten is off by less than a half from the whole number that was meant.
const SURELY_ROUNDED = 2 ** 50;

/**
 * The numbers of a dictionary, of which up to `count` are added. Where there are too many digits between the largest and the
 * finest for two words (more than about 23 if 10 million are added) the finest are rounded away, half away from zero.
 */
export function exactColumn(values: readonly (Scalar | null)[], count: number): ExactColumn {
  const decimals = decimalsOf(values, count);
  const high = new Float64Array(values.length);
  const low = new Float64Array(values.length).fill(Number.NaN);
  let largest = 0;
  values.forEach((value, code) => {
    if (!isNumber(value)) return;
    const near = typeof value === "number" && decimals >= 0 && decimals <= 22 ? value * 10 ** decimals : Infinity;
    if (Math.abs(near) < SURELY_ROUNDED && placesOf(value) <= decimals) {
      low[code] = Math.round(near);
    } else {
      const whole = rounded(value, decimals);
      high[code] = Number(whole / BIG_WORD);
      low[code] = Number(whole % BIG_WORD);
    }
    largest = Math.max(largest, high[code] === 0 ? Math.abs(low[code]) : Number.POSITIVE_INFINITY);
  });
  return { high: largest * count <= WORD ? null : high, low, decimals };
}

function decimalsOf(values: readonly (Scalar | null)[], count: number): number {
  let decimals = 0;
  let size = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!isNumber(value)) continue;
    decimals = Math.max(decimals, placesOf(value));
    size = Math.max(size, sizeOf(value));
  }
  return Math.min(decimals, finestDecimals(size, count));
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
  if (size === Number.NEGATIVE_INFINITY) return 0;
  // Two words less one bit for the sign, one for the carries and those that the sum needs.
  const bits = 104 - Math.ceil(Math.log2(count + 1));
  return Math.floor(bits * Math.log10(2) - size);
}

function rounded(value: number | bigint, decimals: number): bigint {
  const { num, den } = typeof value === "bigint" ? scaledWhole(value, decimals) : scaled(value, decimals);
  const magnitude = num < 0n ? -num : num;
  const whole = (2n * magnitude + den) / (2n * den);
  return num < 0n ? -whole : whole;
}

function scaledWhole(value: bigint, decimals: number): { readonly num: bigint; readonly den: bigint } {
  return decimals >= 0
    ? { num: value * 10n ** BigInt(decimals), den: 1n }
    : { num: value, den: 10n ** BigInt(-decimals) };
}
