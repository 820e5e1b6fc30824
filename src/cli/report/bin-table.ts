import type { DimensionBins } from "../../binning/bin-model.js";
import { DIMENSIONS, type Dimension } from "../../binning/bin-spec.js";
import { cutsOf } from "../../binning/edge.js";
import type { RfmResult } from "../../rfm/rfm-result.js";
import type { Glyphs } from "./glyphs.js";
import { moneyText } from "./money-text.js";
import { textTable } from "./text-table.js";

const MOST_SHOWN = 10;

/** The values of each score as lines of text; nothing where there are too many bins for a line. */
export function binTable(result: RfmResult, glyphs: Glyphs): string[] {
  const { bins, measure } = result.model;
  const most = Math.max(...DIMENSIONS.map((dimension) => bins[dimension].bins));
  if (most > MOST_SHOWN) return [`Scores go up to ${most}; the model has the edges of the bins (--save-model FILE).`];
  const scores = Array.from({ length: most }, (_, i) => String(i + 1));
  const columns = ["score", ...scores].map((title) => ({ title, align: "left" as const }));
  const rows = DIMENSIONS.map((dimension) => {
    const format = dimension === "monetary" ? (value: number) => moneyText(value, measure.decimals) : String;
    return [dimension, ...rangesOf(dimension, bins[dimension], format, glyphs)];
  });
  return textTable(columns, rows);
}

/** The range of values of each score, from score 1 up. Values are integers, so every range has both its ends. */
function rangesOf(
  dimension: Dimension,
  bins: DimensionBins,
  format: (value: number) => string,
  glyphs: Glyphs,
): string[] {
  // Cuts that no value crosses stand for bins that nobody can reach.
  const cuts = cutsOf(bins.edges, bins.closed).map((cut) =>
    Math.abs(cut) >= 2 ** 53 - 1 ? cut * Number.POSITIVE_INFINITY : cut,
  );
  const lowest = dimension === "monetary" ? Number.NEGATIVE_INFINITY : dimension === "recency" ? 0 : 1;
  const ranges: string[] = [];
  for (let bin = 0; bin < bins.bins; bin++) {
    const from = bin === 0 ? lowest : Math.max(cuts[bin - 1] + 1, lowest);
    const to = bin === cuts.length ? Number.POSITIVE_INFINITY : cuts[bin];
    if (from > to || from === Number.POSITIVE_INFINITY || to === Number.NEGATIVE_INFINITY) ranges.push(glyphs.none);
    else if (from === to) ranges.push(format(from));
    else if (from === Number.NEGATIVE_INFINITY && to === Number.POSITIVE_INFINITY) ranges.push(glyphs.dash);
    else if (to === Number.POSITIVE_INFINITY) ranges.push(`> ${format(from - 1)}`);
    else if (from === Number.NEGATIVE_INFINITY) ranges.push(glyphs.atMost + format(to));
    else ranges.push(`${format(from)}${glyphs.dash}${format(to)}`);
  }
  return bins.best === "low" ? ranges.reverse() : ranges;
}
