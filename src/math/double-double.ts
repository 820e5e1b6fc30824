/**
 * Sums and products of about 106 bits as pairs of doubles (Dekker 1971, Knuth): what is lost in the first is kept in the
 * second. The result of a call stands in `high` and `low`, so that nothing is allocated in loops.
 */
export let high = 0;
export let low = 0;

/** a + b. */
export function add(aHigh: number, aLow: number, bHigh: number, bLow: number): void {
  const sum = aHigh + bHigh;
  const part = sum - aHigh;
  const lost = aHigh - (sum - part) + (bHigh - part) + (aLow + bLow);
  high = sum + lost;
  low = lost - (high - sum);
}

/** a * b. */
export function multiply(aHigh: number, aLow: number, bHigh: number, bLow: number): void {
  const product = aHigh * bHigh;
  const lost = productError(aHigh, bHigh, product) + (aHigh * bLow + aLow * bHigh);
  high = product + lost;
  low = lost - (high - product);
}

/** a / b, for a plain double b. */
export function divide(aHigh: number, aLow: number, b: number): void {
  const quotient = aHigh / b;
  const product = quotient * b;
  const rest = (aHigh - product - productError(quotient, b, product) + aLow) / b;
  high = quotient + rest;
  low = rest - (high - quotient);
}

// 2^27 + 1 splits a double into two halves whose products are exact (Veltkamp).
const SPLITTER = 134_217_729;

function productError(a: number, b: number, product: number): number {
  const aWide = SPLITTER * a;
  const aTop = aWide - (aWide - a);
  const aRest = a - aTop;
  const bWide = SPLITTER * b;
  const bTop = bWide - (bWide - b);
  const bRest = b - bTop;
  return aTop * bTop - product + aTop * bRest + aRest * bTop + aRest * bRest;
}
