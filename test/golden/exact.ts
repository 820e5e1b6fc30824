/** An exact fraction; the denominator is positive. */
export interface Fraction {
  readonly num: bigint;
  readonly den: bigint;
}

/** Decimal text as an integer of units of `10^-places`; throws where it has more places, so that nothing is rounded here. */
export function unitsOf(text: string, places: number): number {
  const match = /^(-?)(\d+)(?:\.(\d*?)0*)?$/.exec(text);
  if (match === null) throw new Error(`no decimal: ${text}`);
  const [, sign, whole, fraction = ""] = match as unknown as [string, string, string, string?];
  if (fraction.length > places) throw new Error(`more than ${places} places: ${text}`);
  const units = BigInt(whole + fraction.padEnd(places, "0"));
  return Number(sign === "-" ? -units : units);
}

/** The type-7 quantile at `j/k` of integers, as an exact fraction over `k`: h = (n - 1) j, in words as `quantiles` states it. */
export function quantile7(sorted: readonly number[], j: number, k: number): Fraction {
  const h = (sorted.length - 1) * j;
  const position = Math.floor(h / k);
  const low = BigInt(sorted[position]);
  const high = BigInt(sorted[Math.min(position + 1, sorted.length - 1)]);
  return { num: low * BigInt(k) + BigInt(h % k) * (high - low), den: BigInt(k) };
}

/** Negative, zero or positive as an integer is below, on or above a fraction. */
export function compareTo(value: number, { num, den }: Fraction): number {
  const difference = BigInt(value) * den - num;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Integers in ascending order. */
export function ascending(values: Iterable<number>): number[] {
  return [...values].sort((a, b) => a - b);
}
