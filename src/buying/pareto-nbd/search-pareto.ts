import { type Maximum, maximise, type Objective } from "../../math/maximise.js";
import type { Histories } from "../group-histories.js";
import { isAnyBetter, once, searchLimits, simplestOfBest } from "../search-limits.js";
import { coordinatesOf, type ParetoForm, shapeAt } from "./pareto-form.js";
import { type ParetoLikelihood, paretoLikelihood } from "./pareto-likelihood.js";
import { alongPolarWay, fromPolarWay, toPolarWay } from "./polar-way.js";
import { splitLikelihood } from "./split-likelihood.js";

/** The best that a search found for one form. */
export interface ParetoCandidate extends Maximum {
  readonly form: ParetoForm;
}

/** Finds the Pareto/NBD, or the limit at its edge, under which histories are likeliest. There must be repeat purchases. */
export function searchPareto(histories: Histories): ParetoCandidate {
  const search = new Search(histories);
  const none = search.rates("none");
  if (!search.canLose) return none;
  // The split costs next to nothing, so it is compared always. Other optima of their own are a matter of few histories.
  const split = once(() => search.rates("split"));
  const limits = once(() => [
    search.rates("fixed"),
    split(),
    search.form({ rate: "fixed", loss: "gamma" }, search.starts),
  ]);
  const best = searchLimits<ParetoCandidate>({
    none,
    full: (start) => search.form(FULL, start === null ? search.starts : [start]),
    limits,
    isBeaten: (full) => isAnyBetter(histories.groups <= GLANCE ? limits() : [split()], full),
    firstLoss: (best) => search.firstLoss(best),
    isInterior,
  });
  if (best.converged || !search.isPolarised(best.form, best.point)) return best;
  // The optimum is so far along the way to the split that beta is beyond what a parameter may be.
  return best.value - split().value < NO_EVIDENCE ? split() : best;
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
// Losses with a smaller shape and a beta of a billionth of the age happen at once or not within anybody's life.
const POLAR_SHAPE = 0.2;
const POLAR_HASTE = 1e9;
// Half the 95 % point of chi squared with one degree of freedom: a gain by one more parameter that is no evidence.
const NO_EVIDENCE = 1.92;
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
  readonly split: ParetoLikelihood;
  readonly stride: number;
}

class Search {
  /** Whether any customer was observed beyond the last purchase. */
  readonly canLose: boolean;
  /** Ordinary customers; such as are soon lost or stay long; and such as are nearly alike. In ln lambda, ln rho, ln mu, ln sigma. */
  readonly starts: readonly (readonly number[])[];
  /** A few are lost at once, half of them, or most. In ln lambda, ln rho and the log odds of pi. */
  readonly splitStarts: readonly (readonly number[])[];
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
    const view = (stride: number): View => ({
      likelihood: paretoLikelihood(histories, stride),
      split: splitLikelihood(histories, stride),
      stride,
    });
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
    this.splitStarts = [0.1, 0.5, 0.9].map((pi) => [
      Math.log(rate / (1 - pi)),
      Math.log(1.1 - pi),
      Math.log(pi / (1 - pi)),
    ]);
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
    const steps = this.#sample !== null && this.isPolarised(form, sample) ? FEW_STEPS : MOST_STEPS;
    const end = this.#alongPolarWay(form, this.#climb(this.#all, form, sample, steps, AIM));
    const gradientNorm = end.gradientNorm / this.#customers;
    return { ...end, form, gradientNorm, converged: Number.isFinite(end.value) && gradientNorm <= OPTIMUM };
  }

  /** A gamma distribution of purchase rates or, where that runs off or gains nothing, one rate. */
  rates(loss: ParetoForm["loss"]): ParetoCandidate {
    const starts = loss === "split" ? this.splitStarts : this.starts;
    const gamma = this.form({ rate: "gamma", loss }, starts);
    return isInterior(gamma) ? gamma : simplestOfBest([this.form({ rate: "fixed", loss }, starts), gamma]);
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

  /** A search that is on its way to some lost at once and the others never, from where it got to. */
  #alongPolarWay(form: ParetoForm, end: Maximum): Maximum {
    if (end.converged || !this.isPolarised(form, end.point)) return end;
    const objective = this.#objective(this.#all, form);
    const way = maximise(alongPolarWay(objective, this.#meanAge), {
      start: toPolarWay(end.point, this.#meanAge),
      maxSteps: MOST_STEPS,
      tolerance: AIM * this.#customers,
    });
    const start = fromPolarWay(way.point, this.#meanAge);
    return { ...maximise(objective, { start, maxSteps: 0, tolerance: 0 }), steps: end.steps + way.steps };
  }

  isPolarised(form: ParetoForm, point: ArrayLike<number>): boolean {
    const { mu, sigma } = shapeAt(form, point);
    return form.loss === "gamma" && sigma > 1 / POLAR_SHAPE && sigma * mu * this.#meanAge > POLAR_HASTE;
  }

  #climb(view: View, form: ParetoForm, start: ArrayLike<number>, maxSteps: number, aim: number): Maximum {
    return maximise(this.#objective(view, form), { start, maxSteps, tolerance: (aim * this.#customers) / view.stride });
  }

  #objective({ likelihood, split }: View, form: ParetoForm): Objective {
    const coordinates = coordinatesOf(form);
    const size = coordinates.length;
    const valueAt = form.loss === "split" || form.loss === "none" ? split : likelihood;
    const slopes = new Float64Array(4);
    const curves = new Float64Array(16);
    return (point, gradient, hessian) => {
      if (point.some((coordinate) => !(Math.abs(coordinate) < FARTHEST))) return Number.NEGATIVE_INFINITY;
      const value = valueAt(shapeAt(form, point), slopes, curves);
      for (let i = 0; i < size; i++) {
        gradient[i] = slopes[coordinates[i]];
        for (let j = 0; j < size; j++) hessian[i * size + j] = curves[4 * coordinates[i] + coordinates[j]];
      }
      return value;
    };
  }
}

function isInterior({ form, point, converged, eigenRatio }: ParetoCandidate): boolean {
  if (!converged || eigenRatio < FLATTEST) return false;
  const { rho, sigma } = shapeAt(form, point);
  if (form.rate === "gamma" && rho < 1 / MOST_SHAPE) return false;
  return form.loss !== "gamma" || (sigma > 1 / MOST_SHAPE && sigma < 1 / LEAST_SHAPE);
}
