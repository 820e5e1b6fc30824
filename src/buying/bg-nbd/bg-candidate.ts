import { type Maximum, maximise } from "../../math/maximise.js";
import type { BgData } from "./bg-data.js";
import type { BgForm } from "./bg-form.js";
import { bgObjective } from "./bg-objective.js";

/** The best that a search found for one form, in the unit of the data. */
export interface BgCandidate extends Maximum {
  readonly form: BgForm;
}

// A component of the gradient per customer: what a search aims at, and what counts as an optimum.
const AIM = 1e-12;
const OPTIMUM = 1e-9;

/** Searches one form from a start in its coordinates, to the end or only until the gradient per customer is below some `aim`. */
export function searchForm(data: BgData, form: BgForm, start: ArrayLike<number>, aim: number = AIM): BgCandidate {
  const end = maximise(bgObjective(data, form), { start, tolerance: aim * data.customers });
  const gradientNorm = end.gradientNorm / data.customers;
  return { ...end, form, gradientNorm, converged: Number.isFinite(end.value) && gradientNorm <= OPTIMUM };
}
