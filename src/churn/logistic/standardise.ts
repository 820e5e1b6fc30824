import { CompensatedSum } from "../../math/compensated-sum.js";

/** How a column is brought to mean 0 and standard deviation 1. */
export interface Standard {
  readonly mean: number;
  /** 0 where all values are equal or missing. */
  readonly scale: number;
  readonly missing: number;
}

// Differences that are nothing beside the values are rounding, not information.
const LEAST_SCALE = 1e-100;

/** Mean and standard deviation (by n) of the values that are there. */
export function standardOf(column: Float64Array): Standard {
  const first = column.find((value) => !Number.isNaN(value));
  if (first === undefined) return { mean: 0, scale: 0, missing: column.length };
  // From the first value on: the mean of equal values is that value, whatever their sum is rounded to.
  const sum = new CompensatedSum();
  let count = 0;
  for (let i = 0; i < column.length; i++) {
    if (Number.isNaN(column[i])) continue;
    sum.add(column[i] - first);
    count++;
  }
  const mean = first + sum.value / count;
  const squares = new CompensatedSum();
  for (let i = 0; i < column.length; i++) {
    if (!Number.isNaN(column[i])) squares.add((column[i] - mean) * (column[i] - mean));
  }
  const scale = Math.sqrt(squares.value / count);
  return { mean, scale: scale < LEAST_SCALE ? 0 : scale, missing: column.length - count };
}

/** Row-major numbers that a linear predictor multiplies with its weights. */
export interface Design {
  readonly values: Float64Array;
  readonly width: number;
  /** The position of each feature's weight in a row; -1 where it has none. */
  readonly valueAt: readonly number[];
  /** The same for the weight of its being missing. */
  readonly missingAt: readonly number[];
}

/** Standardised values, and a 0 or 1 for each feature that is missing in some rows but not in all. */
export function designOf(columns: readonly Float64Array[], standards: readonly Standard[], rows: number): Design {
  let width = 0;
  const valueAt = standards.map(({ scale }) => (scale > 0 ? width++ : -1));
  const missingAt = standards.map(({ missing }) => (missing > 0 && missing < rows ? width++ : -1));
  const values = new Float64Array(rows * width);
  columns.forEach((column, f) => {
    const { mean, scale } = standards[f];
    for (let i = 0; i < rows; i++) {
      const isMissing = Number.isNaN(column[i]);
      if (isMissing && missingAt[f] >= 0) values[i * width + missingAt[f]] = 1;
      if (!isMissing && valueAt[f] >= 0) values[i * width + valueAt[f]] = (column[i] - mean) / scale;
    }
  });
  return { values, width, valueAt, missingAt };
}
