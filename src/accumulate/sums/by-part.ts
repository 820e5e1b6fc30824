import type { DenseSums } from "./dense-sums.js";
import { mix } from "./mix.js";
import { PARTS, partOf } from "./part-of.js";
import { newSumColumns, type SumColumns } from "./sum-columns.js";

/** Customers by the parts of their mixed ids: those of a part stand from its start to that of the next. */
export interface ByPart {
  readonly starts: Int32Array;
  readonly columns: SumColumns;
}

/** The customers of ids that lie close together, by part. */
export function byPart(dense: DenseSums): ByPart {
  const own = newSumColumns(dense.size);
  dense.write({ ...own, ids: own.mixed });
  for (let i = 0; i < own.mixed.length; i++) own.mixed[i] = mix(own.mixed[i]);
  const starts = startsOf(own.mixed);
  const columns = newSumColumns(dense.size);
  const next = starts.slice();
  for (let i = 0; i < own.mixed.length; i++) {
    const mixed = own.mixed[i];
    const row = next[partOf(mixed)]++;
    columns.mixed[row] = mixed;
    columns.count[row] = own.count[i];
    columns.firstDay[row] = own.firstDay[i];
    columns.lastDay[row] = own.lastDay[i];
    columns.total[row] = own.total[i];
  }
  return { starts, columns };
}

function startsOf(mixed: Int32Array): Int32Array {
  const starts = new Int32Array(PARTS + 1);
  for (let i = 0; i < mixed.length; i++) starts[partOf(mixed[i]) + 1]++;
  for (let part = 0; part < PARTS; part++) starts[part + 1] += starts[part];
  return starts;
}
