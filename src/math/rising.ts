/** What the logarithm of a rising factorial (c)_n and its derivatives by c are, for each n of an ascending list. */
export interface RisingSums {
  /** ln (c)_n. */
  readonly log: Float64Array;
  /** psi(c + n) - psi(c), the sum of 1 / (c + j). */
  readonly first: Float64Array;
  /** psi'(c) - psi'(c + n), the sum of 1 / (c + j)^2: minus the second derivative. */
  readonly second: Float64Array;
}

// Up to here factors are summed one by one; beyond, Stirling's series is exact to rounding and takes no longer for more.
const ONE_BY_ONE = 10_000;

/** Sums over the factors c, c + 1 ... of rising factorials, without a gamma function. `counts` ascends. Cost: O(min(largest n, 10^4)). */
export function risingSums(c: number, counts: ArrayLike<number>): RisingSums {
  const size = counts.length;
  const sums = { log: new Float64Array(size), first: new Float64Array(size), second: new Float64Array(size) };
  let log = 0;
  let first = 0;
  let second = 0;
  let j = 0;
  for (let i = 0; i < size; i++) {
    const summed = Math.min(counts[i], ONE_BY_ONE);
    for (; j < summed; j++) {
      const inverse = 1 / (c + j);
      log += Math.log(c + j);
      first += inverse;
      second += inverse * inverse;
    }
    sums.log[i] = log;
    sums.first[i] = first;
    sums.second[i] = second;
    if (counts[i] > ONE_BY_ONE) addStirling(sums, i, c + ONE_BY_ONE, counts[i] - ONE_BY_ONE);
  }
  return sums;
}

/** Adds what n more factors from z on give, for large z: differences of the asymptotic series of ln gamma, psi and psi'. */
function addStirling(sums: RisingSums, i: number, z: number, n: number): void {
  const end = z + n;
  const growth = Math.log1p(n / z);
  // 1 / z - 1 / end and what goes with it, as products: differences would lose digits where n is small beside z.
  const inverse = n / z / end;
  const inverses = 1 / z + 1 / end;
  sums.log[i] += n * (Math.log(end) - 1) + (z - 0.5) * growth - inverse / 12;
  sums.first[i] += growth + inverse / 2 + (inverse * inverses) / 12;
  sums.second[i] += inverse * (1 + inverses / 2 + (inverses * inverses - 1 / z / end) / 6);
}

/** What the logarithm of (b)_n / (a + b)_n and its derivatives by a and b are, for each n of an ascending list. */
export interface RisingRatioSums {
  /** ln (b)_n - ln (a + b)_n. */
  readonly log: Float64Array;
  /** psi(a + b + n) - psi(a + b): minus the derivative by a. */
  readonly first: Float64Array;
  /** psi'(a + b) - psi'(a + b + n): the second derivative by a and the mixed one. */
  readonly second: Float64Array;
  /** The derivative by b. */
  readonly firstByB: Float64Array;
  /** Minus the second derivative by b. */
  readonly secondByB: Float64Array;
}

/** The same for ratios, whose terms are differences taken before they are summed: exact also where a is tiny or b is huge. */
export function risingRatioSums(a: number, b: number, counts: ArrayLike<number>): RisingRatioSums {
  const column = (): Float64Array => new Float64Array(counts.length);
  const sums = { log: column(), first: column(), second: column(), firstByB: column(), secondByB: column() };
  const total = { log: 0, first: 0, second: 0, firstByB: 0, secondByB: 0 };
  let j = 0;
  for (let i = 0; i < counts.length; i++) {
    const summed = Math.min(counts[i], ONE_BY_ONE);
    for (; j < summed; j++) {
      const lower = 1 / (b + j);
      const upper = 1 / (a + b + j);
      const difference = a * lower * upper;
      total.log -= Math.log1p(a * lower);
      total.first += upper;
      total.second += upper * upper;
      total.firstByB += difference;
      total.secondByB += difference * (lower + upper);
    }
    sums.log[i] = total.log;
    sums.first[i] = total.first;
    sums.second[i] = total.second;
    sums.firstByB[i] = total.firstByB;
    sums.secondByB[i] = total.secondByB;
    if (counts[i] > ONE_BY_ONE) addStirlingRatio(sums, i, a, b, counts[i]);
  }
  return sums;
}

function addStirlingRatio(sums: RisingRatioSums, i: number, a: number, b: number, n: number): void {
  const part = (c: number): RisingSums => {
    const from = { log: new Float64Array(1), first: new Float64Array(1), second: new Float64Array(1) };
    addStirling(from, 0, c + ONE_BY_ONE, n - ONE_BY_ONE);
    return from;
  };
  const lower = part(b);
  const upper = part(a + b);
  sums.log[i] += lower.log[0] - upper.log[0];
  sums.first[i] += upper.first[0];
  sums.second[i] += upper.second[0];
  sums.firstByB[i] += lower.first[0] - upper.first[0];
  sums.secondByB[i] += lower.second[0] - upper.second[0];
}
