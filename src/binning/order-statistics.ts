/** Integers as the measures hold them. */
export type IntegerColumn = Int32Array | Float64Array;

// A histogram pays while its counters are no more than this many times the values.
const WIDEST = 4;

/** Gives the value at a 0-based position of the sorted column. The column itself stays as it is. */
export function orderStatistics(values: IntegerColumn): (position: number) => number {
  if (isNarrow(values)) return byHistogram(values, spanOf(values));
  const sorted = values.slice().sort();
  return (position) => sorted[position];
}

/** Whether the values lie so close together that counting them beats sorting them. */
export function isNarrow(values: IntegerColumn): boolean {
  return values.length > 0 && spanOf(values).width <= WIDEST * values.length + 1024;
}

/** The lowest value and the count of integers from it to the highest. */
export function spanOf(values: IntegerColumn): { readonly low: number; readonly high: number; readonly width: number } {
  let low = values[0];
  let high = low;
  for (let i = 1; i < values.length; i++) {
    const value = values[i];
    if (value < low) low = value;
    else if (value > high) high = value;
  }
  return { low, high, width: high - low + 1 };
}

/** Days and counts are small integers: counting them is a tenth of the work of sorting them. */
function byHistogram(values: IntegerColumn, span: { low: number; width: number }): (position: number) => number {
  const { low } = span;
  const upTo = new Uint32Array(span.width);
  for (let i = 0; i < values.length; i++) upTo[values[i] - low]++;
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
