import {
  type Accumulator,
  COUNT,
  DAYS,
  DISTINCT,
  FIRST,
  LAST,
  MAX_AMOUNT,
  MAX_FIELD,
  MIN_AMOUNT,
  MIN_FIELD,
  SUM_AMOUNT,
  SUM_FIELD,
  SUM_MIXED,
  SUM_WIDE,
} from "./accumulator.js";
import { OUTLIER, type Outliers, WORD } from "./exact-column.js";
import { BEYOND } from "./window-days.js";

/** The numbers of all accumulators for one customer at a time. */
export class RunningNumbers {
  /** The number of each accumulator, `NaN` where it is missing; of a wide sum the lower word. */
  readonly number: Float64Array;
  /** The upper word of each wide sum. */
  readonly upper: Float64Array;
  /** How many numbers each sum is of. */
  readonly added: Float64Array;
  /** The sum of the outliers of each sum, `null` where the customer has none. */
  readonly #outliers: (bigint | null)[];
  readonly #mixed: readonly number[];
  readonly #accumulators: readonly Accumulator[];
  readonly #ops: Uint8Array;
  readonly #initial: Float64Array;
  /** The day that each accumulator counted last. */
  readonly #lastDay: Int32Array;

  constructor(accumulators: readonly Accumulator[]) {
    const size = accumulators.length;
    this.number = new Float64Array(size);
    this.upper = new Float64Array(size);
    this.added = new Float64Array(size);
    this.#outliers = Array<bigint | null>(size).fill(null);
    this.#mixed = [...accumulators.keys()].filter((a) => accumulators[a].outliers !== null);
    this.#accumulators = accumulators;
    this.#ops = Uint8Array.from(accumulators, ({ op }) => op);
    this.#initial = Float64Array.from(accumulators, ({ op }) => (startsMissing(op) ? Number.NaN : 0));
    this.#lastDay = new Int32Array(size);
    this.reset();
  }

  /** Gives every accumulator the number that it has without events. */
  reset(): void {
    const { number, upper, added } = this;
    for (let a = 0; a < number.length; a++) {
      number[a] = this.#initial[a];
      upper[a] = 0;
      added[a] = 0;
      this.#lastDay[a] = -BEYOND;
    }
    for (let k = 0; k < this.#mixed.length; k++) this.#outliers[this.#mixed[k]] = null;
  }

  /** The whole of a sum with outliers, in their unit; `null` where the customer has none. */
  withOutliers(a: number): bigint | null {
    const sum = this.#outliers[a];
    if (sum === null) return null;
    const { factor } = this.#accumulators[a].outliers as Outliers;
    return (BigInt(this.upper[a]) * BigInt(WORD) + BigInt(this.number[a])) * factor + sum;
  }

  /** Adds an event that an accumulator counts; `mark` stands for the customer in the marks of `distinct`. */
  add(a: number, event: number, day: number, mark: number): void {
    const { number } = this;
    switch (this.#ops[a]) {
      case COUNT:
        number[a]++;
        return;
      case DAYS:
        if (this.#lastDay[a] !== day) number[a]++;
        this.#lastDay[a] = day;
        return;
      case FIRST:
        if (Number.isNaN(number[a])) number[a] = day;
        return;
      case LAST:
        number[a] = day;
        return;
      default:
        this.#addValue(a, event, mark);
    }
  }

  /** Takes back an event that a count or a sum counted; its parts are whole numbers, so that nothing is left of it. */
  takeBack(a: number, event: number): void {
    const { op, codes, numbers, upper, outliers } = this.#accumulators[a];
    const code = codes[event];
    if (op === COUNT) {
      this.number[a]--;
      return;
    }
    this.added[a] -= 2;
    if (op === SUM_AMOUNT) this.#sum(a, -numbers[event]);
    else if (op === SUM_FIELD) this.#sum(a, -numbers[code]);
    else if (numbers[code] !== OUTLIER) this.#sumWide(a, -upper[code], -numbers[code]);
    else {
      this.#outliers[a] = (this.#outliers[a] as bigint) - ((outliers as Outliers).numbers.get(code) as bigint);
      this.added[a]++;
    }
  }

  #addValue(a: number, event: number, mark: number): void {
    const { codes, numbers, upper, marks } = this.#accumulators[a];
    switch (this.#ops[a]) {
      case DISTINCT: {
        const code = codes[event];
        if (code === 0 || marks[code] === mark) return;
        marks[code] = mark;
        this.number[a]++;
        return;
      }
      case SUM_AMOUNT:
        this.#sum(a, numbers[event]);
        return;
      case SUM_FIELD:
        this.#sum(a, numbers[codes[event]]);
        return;
      case SUM_WIDE:
        this.#sumWide(a, upper[codes[event]], numbers[codes[event]]);
        return;
      case SUM_MIXED:
        if (numbers[codes[event]] === OUTLIER) this.#addOutlier(a, codes[event]);
        else this.#sumWide(a, upper[codes[event]], numbers[codes[event]]);
        return;
      case MIN_AMOUNT:
        this.#least(a, numbers[event]);
        return;
      case MIN_FIELD:
        this.#least(a, numbers[codes[event]]);
        return;
      case MAX_AMOUNT:
        this.#most(a, numbers[event]);
        return;
      case MAX_FIELD:
        this.#most(a, numbers[codes[event]]);
    }
  }

  #sum(a: number, value: number): void {
    if (Number.isNaN(value)) return;
    this.number[a] += value;
    this.added[a]++;
  }

  #sumWide(a: number, upper: number, lower: number): void {
    if (Number.isNaN(lower)) return;
    const near = this.number[a];
    const sum = near + lower;
    this.upper[a] += upper;
    this.added[a]++;
    if (Math.abs(sum) < WORD) {
      this.number[a] = sum;
    } else {
      // Both have this sign, so that taking a word from one is exact, and so is what is left.
      const carry = Math.sign(sum);
      this.number[a] = near - carry * WORD + lower;
      this.upper[a] += carry;
    }
  }

  #addOutlier(a: number, code: number): void {
    const { numbers } = this.#accumulators[a].outliers as Outliers;
    this.#outliers[a] = (this.#outliers[a] ?? 0n) + (numbers.get(code) as bigint);
    this.added[a]++;
  }

  #least(a: number, value: number): void {
    if (!(this.number[a] <= value) && !Number.isNaN(value)) this.number[a] = value;
  }

  #most(a: number, value: number): void {
    if (!(this.number[a] >= value) && !Number.isNaN(value)) this.number[a] = value;
  }
}

/** Whether a measure of no events is missing instead of 0. */
function startsMissing(op: number): boolean {
  return op === FIRST || op === LAST || op === MIN_AMOUNT || op === MIN_FIELD || op === MAX_AMOUNT || op === MAX_FIELD;
}

/** Whether an event has what an accumulator measures. */
export function isMeasurable({ op, codes, numbers }: Accumulator, event: number): boolean {
  switch (op) {
    case DISTINCT:
      return codes[event] !== 0;
    case SUM_AMOUNT:
    case MIN_AMOUNT:
    case MAX_AMOUNT:
      return !Number.isNaN(numbers[event]);
    case SUM_FIELD:
    case SUM_WIDE:
    case SUM_MIXED:
    case MIN_FIELD:
    case MAX_FIELD:
      return !Number.isNaN(numbers[codes[event]]);
    default:
      return true;
  }
}
