import { type BinSpec, type BinsOption, DIMENSIONS } from "../../binning/bin-spec.js";
import { cumeDist } from "../../binning/cume-dist.js";
import { equalWidth } from "../../binning/equal-width.js";
import { meanSplit } from "../../binning/mean-split.js";
import { medianSplit } from "../../binning/median-split.js";
import { naturalBreaks } from "../../binning/natural-breaks.js";
import { ntile } from "../../binning/ntile.js";
import { pandas } from "../../binning/pandas.js";
import { percentRank } from "../../binning/percent-rank.js";
import { quantiles } from "../../binning/quantiles.js";
import { rRfm } from "../../binning/r-rfm.js";
import { spss } from "../../binning/spss.js";
import { thresholds } from "../../binning/thresholds.js";
import type { Shape } from "../../segments/segment-map.js";
import { usageError } from "./cli-error.js";
import { didYouMean } from "./closest.js";
import type { CommandLine } from "./command-line.js";
import { explained } from "./explain-error.js";
import { numberList } from "./number-options.js";

const METHODS: { readonly [name: string]: (bins: number) => BinSpec } = {
  quantiles: (bins) => quantiles(bins),
  spss,
  percentRank,
  cumeDist,
  pandas,
  rRfm,
  ntile,
  equalWidth,
  meanSplit,
  medianSplit,
  naturalBreaks,
};

/** The bins that --bins, --method and --thresholds-... ask for. `shape` are the bins that a given segment map is made for. */
export function binsFromFlags(line: CommandLine, shape: Shape | null): BinsOption {
  const counts = countsOf(line);
  const method = methodOf(line);
  const specs = DIMENSIONS.map((dimension, d) => {
    const flag = `thresholds-${dimension}`;
    const edges = numberList(line, flag, /^-?\d+(\.\d+)?$/, "numbers in ascending order, such as 30,90");
    const count = counts?.[d] ?? shape?.[d] ?? 5;
    if (edges === undefined) {
      const spec = explained(2, "--bins", () => method(count));
      if (counts === undefined || spec.bins === count) return spec;
      throw usageError(`--method ${spec.method} makes ${spec.bins} bins, and --bins asks for ${count}`);
    }
    const isOverruled = counts !== undefined && line.text("bins")?.includes(",") && edges.length + 1 !== count;
    if (isOverruled) throw usageError(`--${flag} makes ${edges.length + 1} bins, and --bins asks for ${count}`);
    return explained(2, `--${flag}`, () => thresholds(edges));
  });
  return { recency: specs[0], frequency: specs[1], monetary: specs[2] };
}

function countsOf(line: CommandLine): Shape | undefined {
  const what = "a number of bins, such as 5, or three for recency, frequency and monetary, such as 5,4,3";
  const counts = numberList(line, "bins", /^\d{1,9}$/, what);
  if (counts === undefined) return undefined;
  if (counts.length === 1) return [counts[0], counts[0], counts[0]];
  if (counts.length === 3) return [counts[0], counts[1], counts[2]];
  throw usageError(`--bins must be ${what}; received ${JSON.stringify(line.text("bins"))}`);
}

function methodOf(line: CommandLine): (bins: number) => BinSpec {
  const name = line.text("method") ?? "quantiles";
  if (Object.hasOwn(METHODS, name)) return METHODS[name];
  const known = Object.keys(METHODS);
  throw usageError(`--method must be ${known.join(", ")}; received ${JSON.stringify(name)}${didYouMean(name, known)}`);
}
