import type { Ledger } from "../input/ledger.js";

// What an array of 32-bit integers holds, and how far its positions are to count.
const MOST = 0x7fffffff;

/**
 * The sums of each customer's amounts up to every entry, by which the money of a stretch of entries is one subtraction. `null` where there
 * are refunds, of which the number must be known too, and where a sum is beyond 32 bits: the last one of a customer is the largest.
 */
export function runningSums({ offsets, amounts, diagnostics }: Ledger): Int32Array | null {
  if (diagnostics.refunds > 0 || amounts.length > MOST) return null;
  const sums = new Int32Array(amounts.length);
  let start = 0;
  for (let c = 0; c + 1 < offsets.length; c++) {
    const end = offsets[c + 1];
    let sum = 0;
    for (let i = start; i < end; i++) {
      sum += amounts[i];
      sums[i] = sum;
    }
    if (sum > MOST) return null;
    start = end;
  }
  return sums;
}
