// The zero, as a double and what it lacks, and the Taylor coefficients there: nothing else is accurate close to a zero.
const ZERO = 1.461_632_144_968_362_2;
const ZERO_REST = 9.549_995_429_965_697e-17;
const AT_ZERO = [
  0.967_672_245_447_621_2, -0.442_763_168_983_592_1, 0.258_499_760_955_651, -0.163_942_705_442_406_52,
  0.107_824_050_691_262_37, -0.072_199_561_256_454_71, 0.048_804_288_164_143_11, -0.033_161_126_474_847_36,
  0.022_597_648_232_218_104, -0.015_424_765_904_948_96, 0.010_538_791_616_612_175,
];

/**
 * The derivative of {@link logGamma} for x > 0: the recurrence up to 10, then the asymptotic series. The absolute error is about
 * 1e-15, or that share of the value where it is large.
 */
export function digamma(x: number): number {
  const fromZero = x - ZERO - ZERO_REST;
  if (Math.abs(fromZero) < 0.05) return nearZero(fromZero);
  let steps = 0;
  let y = x;
  for (; y < 10; y++) steps += 1 / y;
  return Math.log(y) - digammaRest(y) - steps;
}

/** ln x - digamma(x) for x >= 10, to 4e-17. */
export function digammaRest(x: number): number {
  const u = 1 / (x * x);
  const tail =
    u * (1 / 12 - u * (1 / 120 - u * (1 / 252 - u * (1 / 240 - u * (1 / 132 - u * (691 / 32_760 - u * (1 / 12)))))));
  return 0.5 / x + tail;
}

function nearZero(d: number): number {
  let sum = 0;
  for (let k = AT_ZERO.length - 1; k >= 0; k--) sum = AT_ZERO[k] + sum * d;
  return sum * d;
}
