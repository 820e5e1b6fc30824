import { stirlingRest } from "./stirling-rest.js";

const HALF_LOG_TWO_PI = 0.918_938_533_204_672_8;
// zeta(k) - 1 for k = 2, 3 ...: with (-1)^k / k the Taylor coefficients of ln Gamma at 2 from the second on.
const AT_TWO = [
  0.644_934_066_848_226_4, 0.202_056_903_159_594_3, 0.082_323_233_711_138_19, 0.036_927_755_143_369_93,
  0.017_343_061_984_449_14, 0.008_349_277_381_922_827, 0.004_077_356_197_944_34, 0.002_008_392_826_082_214_3,
  0.000_994_575_127_818_085_3, 0.000_494_188_604_119_464_5, 0.000_246_086_553_308_048_3, 0.000_122_713_347_578_489_15,
  6.124_813_505_870_483e-5, 3.058_823_630_702_049e-5, 1.528_225_940_865_187e-5, 7.637_197_637_899_763e-6,
  3.817_293_264_999_84e-6, 1.908_212_716_553_939e-6, 9.539_620_338_727_962e-7, 4.769_329_867_878_064e-7,
  2.384_505_027_277_33e-7, 1.192_199_259_653_110_6e-7, 5.960_818_905_125_948e-8, 2.980_350_351_465_228e-8,
  1.490_155_482_836_504_3e-8, 7.450_711_789_835_43e-9, 3.725_334_024_788_457e-9, 1.862_659_723_513_049e-9,
];
const ONE_LESS_EULER = 0.422_784_335_098_467_13;

/**
 * The natural logarithm of the gamma function for x > 0. From 10 on Stirling's series; below it the Taylor series at 2, to which the
 * recurrence leads, so that also the values near the zeros at 1 and 2 have full relative accuracy: 1e-15 everywhere.
 */
export function logGamma(x: number): number {
  if (x >= 10) return (x - 0.5) * (Math.log(x) - 1) - 0.5 + HALF_LOG_TWO_PI + stirlingRest(x);
  if (x < 0.5) return nearTwo(x) - Math.log1p(x) - Math.log(x);
  if (x < 1.5) return nearTwo(x - 1) - Math.log1p(x - 1);
  let rest = x;
  let product = 1;
  while (rest > 2.5) {
    rest -= 1;
    product *= rest;
  }
  return nearTwo(rest - 2) + Math.log(product);
}

/** ln Gamma(2 + e) for |e| <= 0.5. */
function nearTwo(e: number): number {
  let sum = 0;
  for (let k = AT_TWO.length - 1; k >= 0; k--) sum = AT_TWO[k] / (k + 2) - sum * e;
  return e * (ONE_LESS_EULER + e * sum);
}
