import { countFrom, surveyColumn } from "../binning/survey-column.js";
import type { Warning } from "../input/ledger.js";

// Fewer customers have gaps of their own.
export const LEAST_CUSTOMERS = 20;
export const FEW_SHARE = 0.01;
export const FEW_CUSTOMERS = 3;
export const LONG_GAP = 182;

/**
 * A warning where a few customers have their last order half a year or more after all others, as one with a mistyped year does: its
 * day is taken as asOf, and all others look lost. It is about the days since the last orders, up to an asOf that was not stated.
 */
export function sparseEndWarnings(recency: Int32Array): Warning[] {
  if (recency.length < LEAST_CUSTOMERS) return [];
  const survey = surveyColumn(recency);
  const { width } = survey;
  if (width <= LONG_GAP) return [];
  const counts = survey.counts ?? countFrom(recency, survey);
  const few = Math.max(FEW_CUSTOMERS, Math.floor(recency.length * FEW_SHARE));
  let [found, gap, since, seen] = [0, 0, 0, 0];
  for (let days = 0; days < width && seen <= few; days++) {
    if (counts[days] === 0) continue;
    if (days - since > LONG_GAP) [found, gap] = [seen, days - since];
    since = days;
    seen += counts[days];
  }
  if (found === 0) return [];
  const whose = found === 1 ? "order of one customer is" : `orders of ${found} customers are`;
  return [
    {
      code: "SPARSE_END",
      message: `the last ${whose} ${gap} days after those of all others: a date may be wrong; its day is taken as asOf, so state asOf as the last day of the data`,
    },
  ];
}
