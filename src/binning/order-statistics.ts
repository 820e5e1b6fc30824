import { bucketStatistics } from "./bucket-statistics.js";
import { type Survey, surveyColumn } from "./survey-column.js";

/** Integers as the measures hold them. */
export type IntegerColumn = Int32Array | Float64Array;

// Below this many values sorting them all takes no time.
const FEW = 1024;

/** Gives the values at 0-based positions of the sorted column, for the positions that are named. The column itself stays as it is. */
export function orderStatistics(
  values: IntegerColumn,
  positions: readonly number[],
  survey: Survey = surveyColumn(values),
): (position: number) => number {
  if (survey.counts !== null) return byCounts(survey.low, survey.counts);
  if (values.length < FEW) return bySorting(values);
  const doubles = values instanceof Float64Array ? values : new Float64Array(values);
  const found = bucketStatistics(doubles, survey, positions);
  return (position) => found.get(position) as number;
}

function bySorting(values: IntegerColumn): (position: number) => number {
  const sorted = values.slice().sort();
  return (position) => sorted[position];
}

/** Days and counts are small integers: counting them is a tenth of the work of sorting them. */
function byCounts(low: number, counts: Uint32Array): (position: number) => number {
  const upTo = counts.slice();
  for (let i = 1; i < upTo.length; i++) upTo[i] += upTo[i - 1];
  return (position) => {
    let from = 0;
    let to = upTo.length - 1;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (upTo[middle] > position) to = middle;
      else from = middle + 1;
    }
    return low + from;
  };
}
