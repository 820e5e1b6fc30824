import { sampleHistories } from "../sample-histories.js";
import { isAnyBetter, once, searchLimits, simplestOfBest } from "../search-limits.js";
import { type BgCandidate, searchForm } from "./bg-candidate.js";
import { type BgData, bgData } from "./bg-data.js";
import { type BgFamily, type BgForm, type DropForm, rateSize, valueAt } from "./bg-form.js";
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
  const limitsOf = (seen: BgData): readonly BgCandidate[] => [
    searchRates(
      seen,
      family,
      "fixed",
      FIXED_STARTS.map((start) => from(rates, start)),
    ),
    searchBest(seen, { ...form, rate: "fixed" }, BETA_STARTS.map((start) => from(rates, start)).map(oneRate)),
  ];
  const atGlance = once(() => limitsOf(glance));
  const starts = BETA_STARTS.map((start) => from(rates, start));
  return searchLimits<BgCandidate>({
    none,
    full: (given) => (given === null ? searchFull(data, glance, form, starts) : searchForm(data, form, given)),
    limits: () => (isLarge ? limitsOf(data) : atGlance()),
    isBeaten: (full) => isAnyBetter(atGlance(), isLarge ? searchForm(glance, form, Array.from(full.point)) : full),
    near: (limit) => searchFull(data, glance, form, startsNear(limit)),
    firstLoss: () => {
      const { slope, b } = noDropoutSlope(data, none);
      return slope > 0 ? [...rates, Math.log(1e-3 * Math.min(1, b)), Math.log(b)] : null;
    },
    isInterior,
  });
}

// Up to so many groups every start is followed to its end.
const FEW_GROUPS = 500;
// So many customers show where optima are.
const GLANCE = 200;

/** Where a search may begin: how much faster than all customers those buy who are not lost, their shape if not that of all, and losses. */
interface Start {
  readonly faster: number;
  readonly shape: number | null;
  /** Coordinates of the chances to be lost. */
  readonly drop: readonly number[];
}

/**
 * Where customers may be lost at the first purchase, those who never came back are slow buyers or lost ones: explanations that may each be
 * a local optimum. First a quarter is lost at each purchase, give or take; then half of them at once, the others hardly ever.
 */
const BETA_STARTS: readonly Start[] = /* @__PURE__ */ [
  [1, null, 0.75, 2.25] as const,
  [1, null, 0.03, 0.03] as const,
  [3, 5, 0.5, 0.2] as const,
  [2, null, 1, 15] as const,
].map(([faster, shape, a, b]) => ({ faster, shape, drop: [Math.log(a), Math.log(b)] }));
const FIXED_STARTS: readonly Start[] = /* @__PURE__ */ [
  [1, null, 0.25] as const,
  [2, null, 0.06] as const,
  [4, 3, 0.5] as const,
  [2, 0.1, 0.5] as const,
].map(([faster, shape, p]) => ({ faster, shape, drop: [Math.log(p / (1 - p))] }));

function from([logShape, logScale]: readonly number[], { faster, shape, drop }: Start): readonly number[] {
  const first = shape === null ? logShape : Math.log(shape);
  return [first, logScale + first - logShape - Math.log(faster), ...drop];
}

/** A start with one rate for all in place of a gamma distribution. */
function oneRate([logShape, logScale, ...drop]: readonly number[]): readonly number[] {
  return [logShape - logScale, ...drop];
}

/** Starts of the family from the best of a limit: rates that differ a little, chances to be lost that differ a little or much. */
function startsNear({ form, point }: BgCandidate): readonly (readonly number[])[] {
  const at = rateSize(form);
  const rates = form.rate === "gamma" ? [point[0], point[1]] : [Math.log(5), Math.log(5) - point[0]];
  if (form.drop === "beta") return [[...rates, point[at], point[at + 1]]];
  const [p, rest] = [valueAt("p", point[at]), valueAt("p", -point[at])];
  return [0.3, 3, 30].map((size) => [...rates, Math.log(size * p), Math.log(size * rest)]);
}

// Beyond these a limit is all but reached.
const MOST_ALIKE = 1e4;
const LEAST_ALIKE = 1e-6;
const MOST_SHAPE = 1e3;
const FLATTEST = 1e-10;

/** The family itself from the best of some starts, which a glance tells; from the first as well where the glance leads to an edge. */
function searchFull(data: BgData, glance: BgData, form: BgForm, starts: readonly (readonly number[])[]): BgCandidate {
  const seen = searchBest(glance, form, starts);
  if (glance === data) return seen;
  const best = searchForm(data, form, Array.from(seen.point));
  return isInterior(best) ? best : simplestOfBest([best, searchForm(data, form, starts[0])]);
}

/** The best that is found from some starts. */
function searchBest(data: BgData, form: BgForm, starts: readonly (readonly number[])[]): BgCandidate {
  return simplestOfBest(starts.map((start) => searchForm(data, form, start)));
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
