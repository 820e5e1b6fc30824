import { scratch } from "../../memory/scratch.js";

/** Sums by customer, known by their mixed ids. */
export interface SumColumns {
  readonly mixed: Int32Array;
  readonly count: Int32Array;
  readonly firstDay: Int32Array;
  readonly lastDay: Int32Array;
  readonly total: Float64Array;
}

/** Columns for so many customers. */
export function newSumColumns(size: number): SumColumns {
  return {
    mixed: new Int32Array(scratch(size * 4)),
    count: new Int32Array(scratch(size * 4)),
    firstDay: new Int32Array(scratch(size * 4)),
    lastDay: new Int32Array(scratch(size * 4)),
    total: new Float64Array(scratch(size * 8)),
  };
}
