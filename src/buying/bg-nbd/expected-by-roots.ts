import { betaRule } from "../../math/beta-rule.js";
import { pointRule, type QuadratureRule } from "../../math/quadrature-rule.js";
import { type BgSpread, shapeAt } from "./bg-spread.js";

/**
 * The expected purchases within a time of a customer who is alive and has passed j of k stages, at a cost that does not grow with the time.
 *
 * With a chance q to stay, M more stages make the sum of q^(n - 1) over the n up to (M + j) / k, rounded down. By a Fourier sum over the
 * k complex roots w of q that is the sum of w^(j + 1) (1 - w^M) / (k q (1 - w)), in which w^M has the mean exp(-lambda t (1 - w)), or
 * its mean over the rates. Over the chances a quadrature runs.
 */
export function expectedByRoots(spread: BgSpread, x: number, age: number, time: number, stage: number): number {
  const { drop, a, b, p, first } = spread;
  const chances: QuadratureRule = drop === "beta" ? betaRule(a, b + (x + first)) : pointRule(p);
  const passed = stagesPassed(spread, x, age, time, stage);
  let mean = 0;
  for (let i = 0; i < chances.nodes.length; i++) {
    const chance = chances.nodes[i];
    const given =
      1 - chance < LEAST_STAY ? sumOfFew(spread.k, stage, chance, passed) : sumOfRoots(spread.k, stage, chance, passed);
    mean += chances.weights[i] * given;
  }
  return mean;
}

// Below this chance to stay the roots are small and their sum cancels, but few purchases count.
const LEAST_STAY = 1e-3;
const FEW = 6;

/** How many stages are passed within a time: M. */
interface StagesPassed {
  /** The exponent -c of the mean of w^M = e^-c, for 1 - w a complex number: its real and imaginary part. */
  readonly exponent: (real: number, imaginary: number) => readonly [number, number];
  /** The probability of m + 1 over that of m. */
  readonly growth: (m: number) => number;
}

function stagesPassed(spread: BgSpread, x: number, age: number, time: number, stage: number): StagesPassed {
  if (spread.rate === "fixed") {
    const mean = spread.lambda * time;
    return { exponent: (real, imaginary) => [mean * real, mean * imaginary], growth: (m) => mean / (m + 1) };
  }
  const shape = shapeAt(spread, spread.k * x) + stage;
  const ratio = time / (spread.alpha + age);
  const z = time / (spread.alpha + age + time);
  return {
    exponent: (real, imaginary) => {
      const [u, v] = [ratio * real, ratio * imaginary];
      // ln |1 + u + iv| without losing a small u where there is no v.
      const log = v === 0 ? Math.log1p(u) : Math.log(Math.hypot(1 + u, v));
      return [shape * log, shape * Math.atan2(v, 1 + u)];
    },
    growth: (m) => ((shape + m) / (m + 1)) * z,
  };
}

function sumOfRoots(k: number, stage: number, chance: number, { exponent }: StagesPassed): number {
  // The real root.
  const logRoot = Math.log1p(-chance) / k;
  const gap = -Math.expm1(logRoot);
  const scale = Math.exp((stage + 1 - k) * logRoot) / k;
  const grown = gap > 0 ? -Math.expm1(-exponent(gap, 0)[0]) / gap : slopeOf(exponent);
  let sum = scale * grown;
  // The others, of which each and its mirror image add up to twice the real part.
  const root = Math.exp(logRoot);
  for (let l = 1; 2 * l <= k; l++) {
    const angle = (2 * Math.PI * l) / k;
    const gapReal = 1 - root * Math.cos(angle);
    const gapImaginary = -root * Math.sin(angle);
    const [decay, turn] = exponent(gapReal, gapImaginary);
    const left = Math.exp(-decay);
    // One minus the mean of w^M, in a form that keeps the digits of what is small.
    const passedReal = 2 * Math.sin(turn / 2) ** 2 - Math.expm1(-decay) * Math.cos(turn);
    const passedImaginary = left * Math.sin(turn);
    // Its quotient by 1 - w, turned by the root's angle j + 1 times.
    const size = gapReal * gapReal + gapImaginary * gapImaginary;
    const quotientReal = (passedReal * gapReal + passedImaginary * gapImaginary) / size;
    const quotientImaginary = (passedImaginary * gapReal - passedReal * gapImaginary) / size;
    const along = angle * (stage + 1);
    const part = Math.cos(along) * quotientReal - Math.sin(along) * quotientImaginary;
    sum += (2 * l === k ? 1 : 2) * scale * part;
  }
  return sum;
}

/** How the exponent begins to grow: the mean number of stages. */
function slopeOf(exponent: StagesPassed["exponent"]): number {
  const little = 1e-100;
  return exponent(little, 0)[0] / little;
}

/** The first few terms, each a power of a small q times the probability of so many purchases. */
function sumOfFew(k: number, stage: number, chance: number, { exponent, growth }: StagesPassed): number {
  let probability = Math.exp(-exponent(1, 0)[0]);
  let below = 0;
  let m = 0;
  let sum = 0;
  for (let n = 1; n <= FEW; n++) {
    for (; m < n * k - stage; m++) {
      below += probability;
      probability *= growth(m);
    }
    sum += (1 - chance) ** (n - 1) * (1 - below);
  }
  return sum;
}
