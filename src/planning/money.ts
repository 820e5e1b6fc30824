import type { Rational } from "../math/rational.js";

/** Whole minor units of a plan's money, turned into what is computed with and into what is shown. */
export interface Money {
  readonly decimals: number;
  /** Major units as a fraction. */
  exact(minor: bigint): Rational;
  /** Major units as the nearest double; up to 15 digits every amount has one of its own. */
  major(minor: bigint): number;
}

export function moneyWith(decimals: number): Money {
  const scale = 10 ** decimals;
  return {
    decimals,
    exact: (minor) => ({ num: minor, den: BigInt(scale) }),
    major: (minor) => Number(minor) / scale,
  };
}
