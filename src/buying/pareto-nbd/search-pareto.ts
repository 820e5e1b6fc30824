import { type Maximum, maximise } from "../../math/maximise.js";
import type { Histories } from "../group-histories.js";
import { isAnyBetter, once, searchLimits, simplestOfBest } from "../search-limits.js";
import { coordinatesOf, type ParetoForm, shapeAt } from "./pareto-form.js";
import { type ParetoLikelihood, paretoLikelihood } from "./pareto-likelihood.js";

/** The best that a search found for one form. */
export interface ParetoCandidate extends Maximum {
  readonly form: ParetoForm;
  /** Whether some are lost at once and the others never: an edge without a simpler form, so the search's end stands for it. */
  readonly isPolarised: boolean;
}

/** Finds the Pareto/NBD, or the limit at its edge, under which histories are likeliest. There must be repeat purchases. */
export function searchPareto(histories: Histories): ParetoCandidate {
  const search = new Search(histories);
  const none = search.rates("none");
  if (!search.canLose) return none;
  const limits = once(() => [search.rates("fixed"), search.form({ rate: "fixed", loss: "gamma" }, search.starts)]);
  return searchLimits({
    none,
    full: (start) => search.form(FULL, start === null ? search.starts : [start]),
    limits,
    // Optima of their own are a matter of few histories, where a second look costs little.
    isBeaten: (full) => histories.groups <= GLANCE && isAnyBetter(limits(), full),
    firstLoss: (best) => search.firstLoss(best),
    isInterior,
  });
}

const FULL: ParetoForm = { rate: "gamma", loss: "gamma" };

// A component of the gradient per customer: what a search aims at, and what counts as an optimum.
const AIM = 1e-12;
const OPTIMUM = 1e-9;
const ROUGH = 1e-6;
// Ordinary searches take ten steps, hard ones twice as many.
const MOST_STEPS = 40;
const FEW_STEPS = 5;
// So many groups, evenly spread, show which start to take, and so many where to begin where there are many more.
const GLANCE = 500;
const SAMPLE = 5000;
const MANY = 20_000;
// Losses with a smaller shape and a beta of a billionth of the age happen at once or not within anybody's life; at the second
// number, the logarithm of the age over beta, hardly anything is left to gain.
const POLAR_SHAPE = 0.2;
const POLAR_HASTE = 1e9;
const POLAR_END = 150;
// Beyond these a limit is all but reached.
const MOST_SHAPE = 1e3;
const LEAST_SHAPE = 1e-6;
const FLATTEST = 1e-10;
// Beyond these squares of parameters would overflow; a search that gets here has found the edge long before.
const FARTHEST = 200;
// Scales of losses that are tried where nobody seems to be lost, in mean ages: two to a decade.
const TRIED = /* @__PURE__ */ Array.from({ length: 31 }, (_, i) => 10 ** (i / 2 - 12));

/** The likelihood of every so many groups. */
interface View {
  readonly likelihood: ParetoLikelihood;
  readonly stride: number;
}

class Search {
  /** Whether any customer was observed beyond the last purchase. */
  readonly canLose: boolean;
  /** Ordinary customers; such as are soon lost or stay long; and such as are nearly alike. In ln lambda, ln rho, ln mu, ln sigma. */
  readonly starts: readonly (readonly number[])[];
  readonly #customers: number;
  readonly #meanAge: number;
  readonly #all: View;
  readonly #sample: View | null;
  readonly #glance: View;

  constructor(histories: Histories) {
    const { groups, count, x, xAt, last, lastAt, age, ageAt, customers } = histories;
    let repeats = 0;
    let exposed = 0;
    let silent = 0;
    for (let g = 0; g < groups; g++) {
      repeats += count[g] * x[xAt[g]];
      exposed += count[g] * age[ageAt[g]];
      silent += count[g] * (age[ageAt[g]] - last[lastAt[g]]);
    }
    this.#customers = customers;
    this.#meanAge = exposed / customers;
    const view = (stride: number): View => ({ likelihood: paretoLikelihood(histories, stride), stride });
    this.#all = view(1);
    this.#sample = groups > MANY ? view(Math.floor(groups / SAMPLE)) : null;
    this.#glance = view(Math.max(1, Math.floor(groups / GLANCE)));
    this.canLose = silent > 0;
    const rate = repeats / exposed;
    this.starts = [
      [1.6 * rate, 2, 1.6 / this.#meanAge, 2],
      [2 * rate, 0.5, 60 / this.#meanAge, 6],
      [1.2 * rate, 0.2, 0.3 / this.#meanAge, 0.3],
    ].map((start) => start.map(Math.log));
  }

  /** One form from the best of some starts. */
  form(form: ParetoForm, starts: readonly (readonly number[])[]): ParetoCandidate {
    const coordinates = coordinatesOf(form);
    const begin = this.#bestOf(
      form,
      starts.map((start) => coordinates.map((c) => start[c])),
    );
    const sample = this.#sample === null ? begin : this.#climb(this.#sample, form, begin, MOST_STEPS, ROUGH).point;
    // Where the way leads on for ever, more steps would show nothing new.
    const steps = this.#sample !== null && this.#isPolarised(form, sample) ? FEW_STEPS : MOST_STEPS;
    const end = this.#farther(form, this.#climb(this.#all, form, sample, steps, AIM));
    const gradientNorm = end.gradientNorm / this.#customers;
    const converged = Number.isFinite(end.value) && gradientNorm <= OPTIMUM;
    return { ...end, form, gradientNorm, converged, isPolarised: this.#isPolarised(form, end.point) };
  }

  /** A gamma distribution of purchase rates or, where that runs off or gains nothing, one rate. */
  rates(loss: ParetoForm["loss"]): ParetoCandidate {
    const gamma = this.form({ rate: "gamma", loss }, this.starts);
    return isInterior(gamma) ? gamma : simplestOfBest([this.form({ rate: "fixed", loss }, this.starts), gamma]);
  }

  /** Where a search with a little loss may begin: the beta at which the likelihood rises most with s; `null` where it does nowhere. */
  firstLoss({ form, point }: ParetoCandidate): readonly number[] | null {
    const shape = shapeAt(form, point);
    const gradient = new Float64Array(4);
    const s = 1e-9;
    let steepest = 0;
    let best: number | null = null;
    for (const tried of TRIED) {
      const beta = tried * this.#meanAge;
      (this.#sample ?? this.#all).likelihood({ ...shape, mu: s / beta, sigma: 1 / s }, gradient, new Float64Array(16));
      const slope = gradient[2] - gradient[3];
      if (!(slope > steepest)) continue;
      steepest = slope;
      best = beta;
    }
    if (best === null) return null;
    return [point[0], form.rate === "gamma" ? point[1] : Math.log(0.1), Math.log(0.01 / best), Math.log(100)];
  }

  /** Where the best of some starts leads to, at a glance. */
  #bestOf(form: ParetoForm, starts: readonly (readonly number[])[]): ArrayLike<number> {
    if (starts.length === 1) return starts[0];
    const ends = starts.map((start) => this.#climb(this.#glance, form, start, MOST_STEPS / 2, ROUGH));
    return ends.reduce((a, b) => (b.value > a.value ? b : a)).point;
  }

  #isPolarised(form: ParetoForm, point: ArrayLike<number>): boolean {
    const { mu, sigma } = shapeAt(form, point);
    return form.loss === "gamma" && sigma > 1 / POLAR_SHAPE && sigma * mu * this.#meanAge > POLAR_HASTE;
  }

  /** Some lost at once and the others never: a jump along the way to that, on which the share of the lost, s ln(age / beta), stays. */
  #farther(form: ParetoForm, end: Maximum): Maximum {
    if (!this.#isPolarised(form, end.point)) return end;
    const { mu, sigma } = shapeAt(form, end.point);
    const far = Math.log(sigma * mu * this.#meanAge);
    if (far > POLAR_END) return end;
    const start = Array.from(end.point);
    const at = start.length - 2;
    start[at + 1] = Math.log((sigma * POLAR_END) / far);
    start[at] = POLAR_END - Math.log(this.#meanAge) - start[at + 1];
    const next = this.#climb(this.#all, form, start, MOST_STEPS / 4, AIM);
    return next.value > end.value ? { ...next, steps: end.steps + next.steps } : end;
  }

  #climb(
    { likelihood, stride }: View,
    form: ParetoForm,
    start: ArrayLike<number>,
    maxSteps: number,
    aim: number,
  ): Maximum {
    const coordinates = coordinatesOf(form);
    const size = coordinates.length;
    const slopes = new Float64Array(4);
    const curves = new Float64Array(16);
    return maximise(
      (point, gradient, hessian) => {
        if (point.some((coordinate) => !(Math.abs(coordinate) < FARTHEST))) return Number.NEGATIVE_INFINITY;
        const value = likelihood(shapeAt(form, point), slopes, curves);
        for (let i = 0; i < size; i++) {
          gradient[i] = slopes[coordinates[i]];
          for (let j = 0; j < size; j++) hessian[i * size + j] = curves[4 * coordinates[i] + coordinates[j]];
        }
        return value;
      },
      { start, maxSteps, tolerance: (aim * this.#customers) / stride },
    );
  }
}

function isInterior({ form, point, converged, eigenRatio }: ParetoCandidate): boolean {
  if (!converged || eigenRatio < FLATTEST) return false;
  const { rho, sigma } = shapeAt(form, point);
  if (form.rate === "gamma" && rho < 1 / MOST_SHAPE) return false;
  return form.loss !== "gamma" || (sigma > 1 / MOST_SHAPE && sigma < 1 / LEAST_SHAPE);
}
