import { type Maximum, maximise } from "../../math/maximise.js";
import type { Histories } from "../group-histories.js";
import { searchLimits, simplestOfBest } from "../search-limits.js";
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
  const [logRate, logSpread, logLoss, logLossSpread] = search.start;
  const none = search.rates("none", [logRate, logSpread]);
  if (!search.canLose) return none;
  return searchLimits({
    none,
    full: (start) => search.form(FULL, start ?? search.start),
    limits: () => [
      search.rates("fixed", [logRate, logSpread, logLoss]),
      search.form({ rate: "fixed", loss: "gamma" }, [logRate, logLoss, logLossSpread]),
    ],
    firstLoss: (best) => search.firstLoss(best),
    isInterior,
  });
}

const FULL: ParetoForm = { rate: "gamma", loss: "gamma" };

// A component of the gradient per customer: what a search aims at, and what counts as an optimum.
const AIM = 1e-12;
const OPTIMUM = 1e-9;
// Ordinary searches take ten steps, hard ones twice as many.
const MOST_STEPS = 40;
const FEW_STEPS = 3;
// Losses with a smaller shape and a beta of a billionth of the age happen at once or not within anybody's life.
const POLAR_SHAPE = 0.2;
const POLAR_HASTE = 1e9;
// With more groups than this a share of them, evenly spread, shows where to begin.
const MANY = 20_000;
const SAMPLE = 5000;
// Beyond these a limit is all but reached.
const MOST_SHAPE = 1e3;
const LEAST_SHAPE = 1e-6;
const FLATTEST = 1e-10;
// Beyond these squares of parameters would overflow; a search that gets here has found the edge long before.
const FARTHEST = 200;
// Shapes of losses that are tried where nobody seems to be lost, times the mean age: four to a decade.
const TRIED = Array.from({ length: 21 }, (_, i) => 10 ** (i / 4 - 2));

class Search {
  /** Whether any customer was observed beyond the last purchase. */
  readonly canLose: boolean;
  /** Ordinary customers: half of the spread of CDNOW's, and as many lost. */
  readonly start: readonly number[];
  readonly #customers: number;
  readonly #meanAge: number;
  readonly #all: ParetoLikelihood;
  readonly #sample: ParetoLikelihood | null;
  readonly #stride: number;

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
    this.#stride = groups > MANY ? Math.floor(groups / SAMPLE) : 1;
    this.#all = paretoLikelihood(histories, 1);
    this.#sample = this.#stride > 1 ? paretoLikelihood(histories, this.#stride) : null;
    this.canLose = silent > 0;
    this.start = [1.6 * (repeats / exposed), 2, 1.6 / this.#meanAge, 2].map(Math.log);
  }

  /** One form from a start in its coordinates. */
  form(form: ParetoForm, start: readonly number[]): ParetoCandidate {
    const sample =
      this.#sample === null ? null : this.#climb(this.#sample, form, start, MOST_STEPS, 1e-6 / this.#stride);
    // Where the way leads on for ever, more steps would show nothing new.
    const steps = sample !== null && this.#isPolarised(form, sample.point) ? FEW_STEPS : MOST_STEPS;
    const end = this.#climb(this.#all, form, sample === null ? start : sample.point, steps, AIM);
    const gradientNorm = end.gradientNorm / this.#customers;
    const converged = Number.isFinite(end.value) && gradientNorm <= OPTIMUM;
    return { ...end, form, gradientNorm, converged, isPolarised: this.#isPolarised(form, end.point) };
  }

  /** A gamma distribution of purchase rates or, where that runs off or gains nothing, one rate. */
  rates(loss: ParetoForm["loss"], start: readonly number[]): ParetoCandidate {
    const gamma = this.form({ rate: "gamma", loss }, start);
    if (isInterior(gamma)) return gamma;
    const [logRate, , ...rest] = start;
    return simplestOfBest([this.form({ rate: "fixed", loss }, [logRate, ...rest]), gamma]);
  }

  /** Where a search with a little loss may begin: the beta at which the likelihood rises most with s; `null` where it does nowhere. */
  firstLoss({ form, point }: ParetoCandidate): readonly number[] | null {
    const likelihood = this.#sample ?? this.#all;
    const shape = shapeAt(form, point);
    const gradient = new Float64Array(4);
    const s = 1e-9;
    let steepest = 0;
    let best: number | null = null;
    for (const tried of TRIED) {
      const beta = tried * this.#meanAge;
      likelihood({ ...shape, mu: s / beta, sigma: 1 / s }, gradient, new Float64Array(16));
      const slope = gradient[2] - gradient[3];
      if (!(slope > steepest)) continue;
      steepest = slope;
      best = beta;
    }
    if (best === null) return null;
    return [point[0], form.rate === "gamma" ? point[1] : Math.log(0.1), Math.log(0.01 / best), Math.log(100)];
  }

  #isPolarised(form: ParetoForm, point: Float64Array): boolean {
    const { mu, sigma } = shapeAt(form, point);
    return form.loss === "gamma" && sigma > 1 / POLAR_SHAPE && sigma * mu * this.#meanAge > POLAR_HASTE;
  }

  #climb(
    likelihood: ParetoLikelihood,
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
      { start, maxSteps, tolerance: aim * this.#customers },
    );
  }
}

function isInterior({ form, point, converged, eigenRatio }: ParetoCandidate): boolean {
  if (!converged || eigenRatio < FLATTEST) return false;
  const { rho, sigma } = shapeAt(form, point);
  if (form.rate === "gamma" && rho < 1 / MOST_SHAPE) return false;
  return form.loss !== "gamma" || (sigma > 1 / MOST_SHAPE && sigma < 1 / LEAST_SHAPE);
}
