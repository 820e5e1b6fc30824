import { sampleHistories } from "../sample-histories.js";
import { isAnyBetter, searchLimits, simplestOfBest } from "../search-limits.js";
import { type BgCandidate, searchForm } from "./bg-candidate.js";
import { type BgData, bgData } from "./bg-data.js";
import type { BgFamily, BgForm, DropForm } from "./bg-form.js";
import { atMostTen, BETA_STARTS, FIXED_STARTS, oneRate, rateStart, startFrom, startsNear } from "./bg-starts.js";
import { noDropoutSlope } from "./no-dropout-slope.js";

/** Finds the member of a family, or the limit at its edge, under which the data are likeliest. There must be repeat purchases. */
export function searchBg(data: BgData, family: BgFamily, canLose: boolean): BgCandidate {
  const moments = rateStart(data, family);
  const none = searchRates(data, family, "none", [moments]);
  if (!canLose) return none;
  const rates = none.form.rate === "gamma" ? Array.from(none.point.map(atMostTen)) : moments;
  const form: BgForm = { ...family, rate: "gamma", drop: "beta" };
  const isLarge = data.histories.groups > FEW_GROUPS;
  const glance = isLarge ? bgData(sampleHistories(data.histories, GLANCE), data.scale) : data;
  const starts = BETA_STARTS.map((start) => startFrom(rates, start));
  const fixedStarts = FIXED_STARTS.map((start) => startFrom(rates, start));
  return searchLimits<BgCandidate>({
    none,
    full: (given) => (given === null ? searchFull(data, glance, form, starts) : searchForm(data, form, given)),
    limits: () => [
      searchRates(data, family, "fixed", fixedStarts),
      searchBest(data, { ...form, rate: "fixed" }, starts.map(oneRate)),
    ],
    isBeaten: (full) =>
      isBeatenFrom(data, glance, full, { ...form, drop: "fixed" }, fixedStarts[0]) ||
      isBeatenFrom(data, glance, full, { ...form, rate: "fixed" }, oneRate(starts[0])),
    near: (limit) => searchFull(data, glance, form, startsNear(limit)),
    firstLoss: () => {
      const { slope, b } = noDropoutSlope(data, none);
      return slope > 0 ? [...rates, Math.log(1e-3 * Math.min(1, b)), Math.log(b)] : null;
    },
    isInterior,
  });
}

// Up to so many groups all are looked at from every start; of more, so many customers show where the optima are.
const FEW_GROUPS = 2000;
const GLANCE = 1000;
// What is less likely by more than this at a glance is so among all: chance would have to be beyond three standard deviations.
const DOUBT = 5;
// A component of the gradient per customer at which it shows where a search leads; and, below, how high.
const ROUGH = 1e-2;
const FAIR = 1e-3;
// Searches whose coordinates differ by less than this lead to the same optimum; from a fair end none goes further than the second.
const SAME = 0.5;
const REACH = 2;

// Beyond these a limit is all but reached.
const MOST_ALIKE = 1e4;
const LEAST_ALIKE = 1e-6;
const MOST_SHAPE = 1e3;
const FLATTEST = 1e-10;

/**
 * The family itself from the best of some starts. Where there are many customers a glance tells which: those that lead to optima
 * which may be the best. The first is taken as well where the glance leads to an edge.
 */
function searchFull(data: BgData, glance: BgData, form: BgForm, starts: readonly (readonly number[])[]): BgCandidate {
  const seen = searchApart(glance, form, starts);
  if (glance === data) return simplestOfBest(seen);
  const most = Math.max(...seen.map(({ value }) => value));
  const worth = seen.filter(({ value }) => !(value < most - DOUBT));
  const best = simplestOfBest(worth.map(({ point }) => searchForm(data, form, point)));
  return isInterior(best) ? best : simplestOfBest([best, searchForm(data, form, starts[0])]);
}

/** Where starts lead to, each optimum once: what comes near to an inner optimum that is known is not followed to the end. */
function searchApart(data: BgData, form: BgForm, starts: readonly (readonly number[])[]): readonly BgCandidate[] {
  const found: BgCandidate[] = [];
  const isKnown = (end: BgCandidate): boolean => found.some((one) => isInterior(one) && isNear(end, one));
  for (const start of starts) {
    const rough = found.length === 0 ? null : searchForm(data, form, start, ROUGH);
    if (rough !== null && isKnown(rough)) continue;
    const end = searchForm(data, form, rough?.point ?? start);
    if (!isKnown(end)) found.push(end);
  }
  return found;
}

function isNear(rough: BgCandidate, { point, value }: BgCandidate): boolean {
  return rough.value <= value + 1e-8 && rough.point.every((coordinate, i) => Math.abs(coordinate - point[i]) < SAME);
}

/** Whether a limit, searched from one start, is likelier than an inner optimum of the family. */
function isBeatenFrom(
  data: BgData,
  glance: BgData,
  full: BgCandidate,
  limit: BgForm,
  start: ArrayLike<number>,
): boolean {
  const here = searchForm(glance, limit, start, FAIR);
  if (glance === data) return mayReach(here, full.value) && isAnyBetter([searchForm(data, limit, here.point)], full);
  if (!mayReach(here, searchForm(glance, full.form, full.point, FAIR).value - DOUBT)) return false;
  return isBeatenFrom(data, data, full, limit, here.point);
}

/** Whether a search may gain as much: it would have to climb at its slope all the way for less. */
function mayReach({ value, gradient }: BgCandidate, most: number): boolean {
  return value + REACH * gradient.reduce((sum, slope) => sum + Math.abs(slope), 0) >= most;
}

/** The best that is found from some starts. */
function searchBest(data: BgData, form: BgForm, starts: readonly (readonly number[])[]): BgCandidate {
  return simplestOfBest(searchApart(data, form, starts));
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
function searchRates(
  data: BgData,
  family: BgFamily,
  drop: DropForm,
  starts: readonly (readonly number[])[],
): BgCandidate {
  const gamma = searchBest(data, { ...family, rate: "gamma", drop }, starts);
  if (isInterior(gamma)) return gamma;
  return simplestOfBest([searchBest(data, { ...family, rate: "fixed", drop }, starts.map(oneRate)), gamma]);
}
