import type { Histories } from "../group-histories.js";
import type { BgBbShape } from "./bg-bb-form.js";
import { type ChanceTable, chanceTable } from "./chance-table.js";

/** Fills gradient and row-major Hessian over the log odds of use, ln phi, the log odds of loss and ln psi; returns the log likelihood. */
export type BgBbLikelihood = (shape: BgBbShape, gradient: Float64Array, hessian: Float64Array) => number;

/**
 * The log likelihood of histories (Fader, Hardie and Shang 2010): a customer is still there, or was lost after q opportunities, q from
 * the last one used to the last but one. Only whole steps: sums of logarithms up to the largest number of opportunities, no special
 * function. Cost: the tables, and a term per group and opportunity since the last use.
 */
export function bgBbLikelihood(histories: Histories): BgBbLikelihood {
  const { x, last, age, groups, xAt, lastAt, ageAt, count } = histories;
  const most = age[age.length - 1] + 1;
  const terms = new Terms(most);
  return (shape, gradient, hessian) => {
    gradient.fill(0);
    hessian.fill(0);
    const tables = tablesOf(shape, most);
    let value = 0;
    for (let g = 0; g < groups; g++) {
      terms.collect(tables, shape, x[xAt[g]], last[lastAt[g]], age[ageAt[g]]);
      value += count[g] * terms.addTo(gradient, hessian, count[g]);
    }
    for (let i = 0; i < 4; i++) for (let j = 0; j < i; j++) hessian[4 * i + j] = hessian[4 * j + i];
    return value;
  };
}

interface Tables {
  readonly use: ChanceTable;
  readonly pass: ChanceTable;
  readonly useSize: ChanceTable;
  readonly stay: ChanceTable;
  readonly lossSize: ChanceTable;
}

function tablesOf({ use, pass, phi, loss, stay, psi }: BgBbShape, most: number): Tables {
  const ofUse = use * pass;
  const ofLoss = loss * stay;
  return {
    use: chanceTable(most, use, ofUse, ofUse * (pass - use), phi),
    pass: chanceTable(most, pass, -ofUse, -ofUse * (pass - use), phi),
    useSize: chanceTable(most, 1, 0, 0, phi),
    stay: chanceTable(most, stay, -ofLoss, -ofLoss * (stay - loss), psi),
    lossSize: chanceTable(most, 1, 0, 0, psi),
  };
}

/** What one history may have come from: for each the logarithm, and its first and second derivatives, use and loss apart. */
class Terms {
  #count = 0;
  readonly #log: Float64Array;
  /** Four first derivatives and six second ones a term. */
  readonly #first: Float64Array;
  readonly #second: Float64Array;

  constructor(most: number) {
    this.#log = new Float64Array(most);
    this.#first = new Float64Array(4 * most);
    this.#second = new Float64Array(6 * most);
  }

  collect(tables: Tables, { loss, stay }: BgBbShape, x: number, last: number, age: number): void {
    this.#count = 0;
    this.#push(tables, x, age, age, age, 0, 0, 0);
    if (!(loss > 0)) return;
    for (let q = last; q < age; q++) this.#push(tables, x, q, q, q + 1, Math.log(loss), stay, -loss * stay);
  }

  /** Used x of q opportunities and stayed `stays` times out of `sizes`; the loss itself adds three numbers. */
  #push(
    { use, pass, useSize, stay, lossSize }: Tables,
    x: number,
    q: number,
    stays: number,
    sizes: number,
    logLoss: number,
    slope: number,
    bend: number,
  ): void {
    const i = this.#count++;
    const m = q - x;
    this.#log[i] = use.log[x] + pass.log[m] - useSize.log[q] + stay.log[stays] - lossSize.log[sizes] + logLoss;
    const first = this.#first;
    first[4 * i] = use.d1[x] + pass.d1[m];
    first[4 * i + 1] = use.d2[x] + pass.d2[m] - useSize.d2[q];
    first[4 * i + 2] = stay.d1[stays] + slope;
    first[4 * i + 3] = stay.d2[stays] - lossSize.d2[sizes];
    const second = this.#second;
    second[6 * i] = use.d11[x] + pass.d11[m];
    second[6 * i + 1] = use.d12[x] + pass.d12[m];
    second[6 * i + 2] = use.d22[x] + pass.d22[m] - useSize.d22[q];
    second[6 * i + 3] = stay.d11[stays] + bend;
    second[6 * i + 4] = stay.d12[stays];
    second[6 * i + 5] = stay.d22[stays] - lossSize.d22[sizes];
  }

  /** Adds the derivatives of the mixture, `n` times; returns its logarithm. */
  addTo(gradient: Float64Array, hessian: Float64Array, n: number): number {
    const size = this.#count;
    let top = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < size; i++) top = Math.max(top, this.#log[i]);
    let total = 0;
    for (let i = 0; i < size; i++) total += Math.exp(this.#log[i] - top);
    const mean = [0, 0, 0, 0];
    for (let i = 0; i < size; i++) {
      const weight = Math.exp(this.#log[i] - top) / total;
      for (let a = 0; a < 4; a++) mean[a] += weight * this.#first[4 * i + a];
    }
    for (let a = 0; a < 4; a++) gradient[a] += n * mean[a];
    for (let i = 0; i < size; i++) {
      const weight = (n * Math.exp(this.#log[i] - top)) / total;
      for (let a = 0; a < 4; a++) {
        const fromMean = weight * (this.#first[4 * i + a] - mean[a]);
        for (let b = a; b < 4; b++) hessian[4 * a + b] += fromMean * (this.#first[4 * i + b] - mean[b]);
      }
      for (let e = 0; e < 6; e++) hessian[SECOND_AT[e]] += weight * this.#second[6 * i + e];
    }
    return top + Math.log(total);
  }
}

// Where the second derivatives stand in the Hessian: use and loss have none in common.
const SECOND_AT = [0, 1, 5, 10, 11, 15];
