import { risingSums } from "../../math/rising.js";
import type { BgCandidate } from "./bg-candidate.js";
import type { BgData } from "./bg-data.js";
import { rateTable } from "./rate-table.js";

/** The steepest of the slopes tried, and the b that it belongs to. */
export interface NoDropoutSlope {
  readonly slope: number;
  readonly b: number;
}

// Four to a decade from 0.01 to 100,000.
const TRIED = /* @__PURE__ */ Array.from({ length: 29 }, (_, i) => 10 ** (i / 4 - 2));

/**
 * The slope of the log likelihood by a at a = 0, where nobody is lost, for many b: a chance to be lost is a / b then, and what a loss
 * would change is the same for all b but for its weight. Where no slope is above 0, a little loss makes nothing likelier.
 */
export function noDropoutSlope(data: BgData, { form, point }: BgCandidate): NoDropoutSlope {
  const { x, xStart } = data.histories;
  const gains = Float64Array.from(x, () => 0);
  const rate = rateTable(data, form, point);
  for (let i = 0; i < x.length; i++) {
    for (let g = xStart[i]; g < xStart[i + 1]; g++) gains[i] += data.histories.count[g] * gainOf(data, form.k, rate, g);
  }
  let steepest = { slope: Number.NEGATIVE_INFINITY, b: 1 };
  for (const b of TRIED) {
    const slope = slopeAt(data, form.first, gains, b);
    if (slope > steepest.slope) steepest = { slope, b };
  }
  return steepest;
}

/** How much likelier a loss at the last purchase makes the silence since. */
function gainOf(data: BgData, k: number, rate: ReturnType<typeof rateTable>, group: number): number {
  const { x, xAt, lastAt, ageAt } = data.histories;
  const [last, age] = [lastAt[group], ageAt[group]];
  const silence = data.age[age] - data.last[last];
  const isFixed = rate.lambda > 0;
  const shape = isFixed ? 1 : rate.r + k * x[xAt[group]];
  let stages = 1;
  let weight = 1;
  for (let j = 1; j < k; j++) {
    weight *= isFixed ? (rate.lambda * silence) / j : ((shape + j - 1) / j) * silence * rate.ageInverse[age];
    stages += weight;
  }
  return Math.exp(shape * (rate.ageExposure[age] - rate.lastExposure[last])) / stages;
}

function slopeAt({ histories, customersByX }: BgData, first: number, gains: Float64Array, b: number): number {
  const chances = histories.x.map((x) => x + first);
  const stayed = risingSums(b, chances).first;
  let slope = 0;
  for (let i = 0; i < chances.length; i++) {
    if (chances[i] > 0) slope += gains[i] / (b + chances[i] - 1) - customersByX[i] * stayed[i];
  }
  return slope;
}
