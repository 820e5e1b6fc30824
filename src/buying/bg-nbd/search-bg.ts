import { searchLimits, simplestOfBest } from "../search-limits.js";
import { type BgCandidate, searchForm } from "./bg-candidate.js";
import type { BgData } from "./bg-data.js";
import type { BgFamily, BgForm, DropForm } from "./bg-form.js";
import { noDropoutSlope } from "./no-dropout-slope.js";

/** Finds the member of a family, or the limit at its edge, under which the data are likeliest. There must be repeat purchases. */
export function searchBg(data: BgData, family: BgFamily, canLose: boolean): BgCandidate {
  const moments = rateStart(data, family);
  const none = searchRates(data, family, "none", moments);
  if (!canLose) return none;
  const start = none.form.rate === "gamma" ? Array.from(none.point.map(atMostTen)) : moments;
  const form: BgForm = { ...family, rate: "gamma", drop: "beta" };
  return searchLimits<BgCandidate>({
    none,
    full: (given) => (given === null ? searchBeta(data, form, start) : searchForm(data, form, given)),
    limits: () => [
      searchRates(data, family, "fixed", [...start, FIXED_START]),
      searchBeta(data, { ...form, rate: "fixed" }, [start[0] - start[1]]),
    ],
    firstLoss: () => {
      const { slope, b } = noDropoutSlope(data, none);
      return slope > 0 ? [...start, Math.log(1e-3 * Math.min(1, b)), Math.log(b)] : null;
    },
    isInterior,
  });
}

// A quarter of the customers is lost at each purchase, give or take: a + b is 3.
const BETA_START = [/* @__PURE__ */ Math.log(0.75), /* @__PURE__ */ Math.log(2.25)] as const;
const FIXED_START = /* @__PURE__ */ Math.log(1 / 3);
// Half of them are lost at once, the others hardly ever: a way up of its own.
const POLAR_START = [/* @__PURE__ */ Math.log(0.03), /* @__PURE__ */ Math.log(0.03)] as const;

// Beyond these a limit is all but reached.
const MOST_ALIKE = 1e4;
const LEAST_ALIKE = 1e-6;
const MOST_SHAPE = 1e3;
const FLATTEST = 1e-10;

/**
 * With chances to be lost that differ. Where customers may be lost at the first purchase, those who never came back are slow buyers or
 * lost ones: two explanations that may both be local optima, so both are tried.
 */
function searchBeta(data: BgData, form: BgForm, start: readonly number[]): BgCandidate {
  const slow = searchForm(data, form, [...start, ...BETA_START]);
  if (form.first === 0 && isInterior(slow)) return slow;
  return simplestOfBest([slow, searchForm(data, form, [...start, ...POLAR_START])]);
}

/** Whether the chances to be lost are all 0 or 1: an edge without a simpler form, so the search's end stands for it. */
export function isPolarised({ form, point }: BgCandidate): boolean {
  return form.drop === "beta" && sumOfBeta(point) < LEAST_ALIKE;
}

function isInterior(candidate: BgCandidate): boolean {
  const { form, point, converged, eigenRatio } = candidate;
  if (!converged || eigenRatio < FLATTEST) return false;
  if (form.rate === "gamma" && point[0] > Math.log(MOST_SHAPE)) return false;
  if (form.drop !== "beta") return true;
  const sum = sumOfBeta(point);
  return sum > LEAST_ALIKE && sum < MOST_ALIKE && point[point.length - 2] > Math.log(LEAST_ALIKE);
}

function sumOfBeta(point: Float64Array): number {
  return Math.exp(point[point.length - 2]) + Math.exp(point[point.length - 1]);
}

/** A gamma distribution of rates or, where that runs off or gains nothing, one rate. */
function searchRates(data: BgData, family: BgFamily, drop: DropForm, start: readonly number[]): BgCandidate {
  const gamma = searchForm(data, { ...family, rate: "gamma", drop }, start);
  if (isInterior(gamma)) return gamma;
  const [r, alpha, ...rest] = start;
  return simplestOfBest([searchForm(data, { ...family, rate: "fixed", drop }, [r - alpha, ...rest]), gamma]);
}

/** Shape and rate by moments: the mean rate and, beyond what chance makes of it, the spread of purchases about it. */
function rateStart({ histories, age, repeats, customersByAge }: BgData, { k }: BgFamily): readonly number[] {
  const exposed = age.reduce((total, t, i) => total + customersByAge[i] * t, 0);
  const mean = repeats / exposed;
  const { groups, x, xAt, ageAt, count } = histories;
  let excess = 0;
  let square = 0;
  for (let g = 0; g < groups; g++) {
    const expected = mean * age[ageAt[g]];
    excess += count[g] * ((x[xAt[g]] - expected) ** 2 - x[xAt[g]]);
    square += count[g] * expected ** 2;
  }
  const shape = Math.min(Math.max(square / Math.max(excess, 0), 0.05), 10);
  return [Math.log(shape), Math.log(shape / (k * mean))];
}

/** Starts of a search in which shape and rate go together need no larger shape than this. */
function atMostTen(coordinate: number, i: number, [logShape]: Float64Array): number {
  return i < 2 ? coordinate - Math.max(0, logShape - Math.log(10)) : coordinate;
}
