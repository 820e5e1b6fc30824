import { type Maximum, maximise } from "../../math/maximise.js";
import type { Histories } from "../group-histories.js";
import { isAnyBetter, once, searchLimits, simplestOfBest } from "../search-limits.js";
import { type BgBbForm, coordinatesOf, shapeAt } from "./bg-bb-form.js";
import { type BgBbLikelihood, bgBbLikelihood } from "./bg-bb-likelihood.js";

/** The best that a search found for one form. */
export interface BgBbCandidate extends Maximum {
  readonly form: BgBbForm;
}

/** Finds the BG/BB, or the limit at its edge, under which histories are likeliest. Some opportunity must have been used. */
export function searchBgBb(histories: Histories): BgBbCandidate {
  const search = new Search(histories);
  const none = search.uses("none");
  if (!search.canLose) return none;
  const limits = once(() => [search.uses("fixed"), search.form({ use: "fixed", loss: "beta" }, search.starts)]);
  return searchLimits({
    none,
    full: (start) => search.form(FULL, start === null ? search.starts : [start]),
    limits,
    isBeaten: (full) => isAnyBetter(limits(), full),
    firstLoss: (best) => search.firstLoss(best),
    isInterior,
  });
}

const FULL: BgBbForm = { use: "beta", loss: "beta" };

// A component of the gradient per customer: what a search aims at, and what counts as an optimum.
const AIM = 1e-12;
const OPTIMUM = 1e-9;
// Beyond these a limit is all but reached.
const MOST_SIZE = 1e4;
const LEAST_CHANCE = 1e-6;
const FLATTEST = 1e-10;
// Chances beyond e^-35 are 0 and 1 for doubles; a search that gets here has found the edge long before.
const FARTHEST = 35;
const FARTHEST_SPREAD = 200;
// Sizes gamma + delta that are tried where nobody seems to be lost: four to a decade.
const TRIED = /* @__PURE__ */ Array.from({ length: 21 }, (_, i) => 10 ** (i / 4 - 2));

class Search {
  /** Whether any customer passed the last opportunity. */
  readonly canLose: boolean;
  /** Ordinary customers, of whom one in five is lost at each opportunity; and such as are soon lost or stay long. */
  readonly starts: readonly (readonly number[])[];
  readonly #customers: number;
  readonly #likelihood: BgBbLikelihood;

  constructor(histories: Histories) {
    const { groups, count, x, xAt, last, lastAt, age, ageAt, customers } = histories;
    let used = 0;
    let offered = 0;
    let silent = 0;
    for (let g = 0; g < groups; g++) {
      used += count[g] * x[xAt[g]];
      offered += (count[g] * (last[lastAt[g]] + age[ageAt[g]])) / 2;
      silent += count[g] * (age[ageAt[g]] - last[lastAt[g]]);
    }
    this.#customers = customers;
    this.#likelihood = bgBbLikelihood(histories);
    this.canLose = silent > 0;
    const share = Math.min(Math.max(used / offered, 0.02), 0.98);
    const odds = Math.log(share / (1 - share));
    this.starts = [
      [odds, Math.log(0.5), Math.log(0.25), Math.log(0.3)],
      [odds + 1, Math.log(0.1), Math.log(1), Math.log(3)],
    ];
  }

  /** One form from the best of some starts. */
  form(form: BgBbForm, starts: readonly (readonly number[])[]): BgBbCandidate {
    const coordinates = coordinatesOf(form);
    const ends = starts.map((start) =>
      this.#climb(
        form,
        coordinates.map((c) => start[c]),
      ),
    );
    const end = ends.reduce((a, b) => (b.value > a.value ? b : a));
    const gradientNorm = end.gradientNorm / this.#customers;
    return { ...end, form, gradientNorm, converged: Number.isFinite(end.value) && gradientNorm <= OPTIMUM };
  }

  /** A beta distribution of chances to use or, where that runs off or gains nothing, one chance. */
  uses(loss: BgBbForm["loss"]): BgBbCandidate {
    const beta = this.form({ use: "beta", loss }, this.starts);
    return isInterior(beta) ? beta : simplestOfBest([this.form({ use: "fixed", loss }, this.starts), beta]);
  }

  /** Where a search with a little loss may begin: the spread at which the likelihood rises most with it; `null` where it does nowhere. */
  firstLoss({ form, point }: BgBbCandidate): readonly number[] | null {
    const shape = shapeAt(form, point);
    const gradient = new Float64Array(4);
    const little = 1e-9;
    let steepest = 0;
    let best: number | null = null;
    for (const size of TRIED) {
      this.#likelihood({ ...shape, loss: little, stay: 1 - little, psi: 1 / size }, gradient, new Float64Array(16));
      if (!(gradient[2] > steepest)) continue;
      steepest = gradient[2];
      best = size;
    }
    if (best === null) return null;
    return [point[0], form.use === "beta" ? point[1] : Math.log(0.1), Math.log(0.01), -Math.log(best)];
  }

  #climb(form: BgBbForm, start: readonly number[]): Maximum {
    const coordinates = coordinatesOf(form);
    const size = coordinates.length;
    const slopes = new Float64Array(4);
    const curves = new Float64Array(16);
    return maximise(
      (point, gradient, hessian) => {
        const isFar = coordinates.some((c, i) => !(Math.abs(point[i]) < (c % 2 === 0 ? FARTHEST : FARTHEST_SPREAD)));
        if (isFar) return Number.NEGATIVE_INFINITY;
        const value = this.#likelihood(shapeAt(form, point), slopes, curves);
        for (let i = 0; i < size; i++) {
          gradient[i] = slopes[coordinates[i]];
          for (let j = 0; j < size; j++) hessian[i * size + j] = curves[4 * coordinates[i] + coordinates[j]];
        }
        return value;
      },
      { start, tolerance: AIM * this.#customers },
    );
  }
}

/** Whether the chances to be lost are all 0 or 1: an edge without a simpler form, so the search's end stands for it. */
export function isPolarised({ form, point }: BgBbCandidate): boolean {
  return form.loss === "beta" && shapeAt(form, point).psi > 1 / LEAST_CHANCE;
}

function isInterior({ form, point, converged, eigenRatio }: BgBbCandidate): boolean {
  if (!converged || eigenRatio < FLATTEST) return false;
  const { use, pass, phi, loss, stay, psi } = shapeAt(form, point);
  const isBetween = (chance: number, rest: number, spread: number): boolean =>
    Math.min(chance, rest) > LEAST_CHANCE && spread > 1 / MOST_SIZE && spread < 1 / LEAST_CHANCE;
  if (form.use === "beta" && !isBetween(use, pass, phi)) return false;
  return form.loss !== "beta" || isBetween(loss, stay, psi);
}
