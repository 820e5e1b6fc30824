import { optionError } from "../../errors.js";
import type { IdTypeCounts } from "../../input/ledger.js";
import type { SegmentMap, Shape } from "../../segments/segment-map.js";
import { segmentTable } from "../../segments/segment-table.js";
import { isKnown } from "../measure-rfm.js";
import type { RfmColumns } from "../rfm-columns.js";
import type { RfmModel } from "../rfm-model.js";
import { isoDay, type RfmResult } from "../rfm-result.js";
import type { RfmTable } from "../rfm-table.js";

/** The result that a chain of updates began with. Its columns are read customer by customer, never copied. */
export interface Base<Id extends string | null> {
  readonly table: RfmTable;
  readonly columns: RfmColumns;
  readonly model: RfmModel<Id>;
  readonly shape: Shape;
  /** The segment of each cell; `null` where there are none. */
  readonly cells: Uint8Array | null;
  /** What `monetary` is made of. */
  readonly money: Float64Array;
}

/** Checks that a result knows enough of each customer for orders to be added, and takes what is needed of it. */
export function baseOf<Id extends string | null>(where: string, result: RfmResult<Id>): Base<Id> {
  const { table, model, columns } = result ?? {};
  const isResult =
    table?.kind === "rfm-kit/table" &&
    model?.kind === "rfm-kit/rfm" &&
    columns?.segment instanceof Uint8Array &&
    table.codes instanceof Uint32Array &&
    isKnown(table.customers);
  if (!isResult) {
    const requirement =
      "be a result of rfm, scoreRfm or update made in this process (JSON does not keep one; across a restart keep the accumulator's snapshot() and result.model as JSON, then scoreRfm(restoreAccumulator(bytes).table(), loadModel(json)))";
    throw optionError("WRONG_TYPE", where, "result", requirement, result);
  }
  checkMeasure(where, table);
  if (table.asOf === null && (table.size > 0 || table.refundedCodes.length > 0)) {
    const requirement = "be known, so that recency can be carried on; give options.asOf where the table is made";
    throw optionError("OUT_OF_RANGE", where, "result.asOf", requirement, null);
  }
  const { bins } = model;
  const map = model.segments as SegmentMap | null;
  return {
    table,
    columns,
    model,
    shape: [bins.recency.bins, bins.frequency.bins, bins.monetary.bins],
    cells: map === null ? null : segmentTable(map),
    money: table.measure.monetary === "mean" ? (table.revenue as Float64Array) : table.monetary,
  };
}

const INSTEAD = "measure all orders again, with scoreRfm(orders, result.model)";

function checkMeasure(where: string, { measure, revenue }: RfmTable): void {
  const { window, frequency, monetary } = measure;
  const path = (name: string): string => `result.table.measure.${name}`;
  if (window !== null) {
    const requirement = `be null: which orders have left a window is not known; ${INSTEAD}`;
    throw optionError("OUT_OF_RANGE", where, path("window"), requirement, window);
  }
  if (typeof frequency === "object") {
    const requirement = `be "orders" or "days": the count behind a rate is not known; ${INSTEAD}`;
    throw optionError("UNKNOWN_NAME", where, path("frequency"), requirement, frequency);
  }
  if (monetary === "median") {
    const requirement = `be "total", "mean" or "max": a median takes every order; ${INSTEAD}`;
    throw optionError("UNKNOWN_NAME", where, path("monetary"), requirement, monetary);
  }
  if (monetary === "mean" && (frequency !== "orders" || revenue === null)) {
    const requirement = `be "total" or "max" where ${revenue === null ? "totals" : "numbers of orders"} are not known; ${INSTEAD}`;
    throw optionError("UNKNOWN_NAME", where, path("monetary"), requirement, monetary);
  }
}

/** Orders after its own asOf are unknown to a result: as of a later day they would count. */
export function checkNothingAfter(where: string, { table }: Base<string | null>, asOf: number | null): void {
  const { afterAsOf } = table.diagnostics;
  if (afterAsOf === 0 || asOf === table.asOf) return;
  const requirement = `have no order or refund after its asOf, where asOf moves on and they would count; measure it with a later asOf, or without the ${afterAsOf} after it`;
  throw optionError("OUT_OF_RANGE", where, "result", requirement, isoDay(table.asOf));
}

/** The customers of a base by the type of their id; none where that was not counted. */
export function idTypesOf({ table }: Base<string | null>): IdTypeCounts {
  return table.diagnostics.ledger?.customersByIdType ?? { string: 0, number: 0, bigint: 0 };
}
