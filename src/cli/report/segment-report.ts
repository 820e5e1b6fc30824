import { DIMENSIONS } from "../../binning/bin-spec.js";
import { edgeValue } from "../../binning/edge.js";
import { ExactSum } from "../../math/exact-sum.js";
import type { RfmResult } from "../../rfm/rfm-result.js";
import type { MeasurableOrders } from "../csv/read-measurable.js";
import type { Written } from "../output/segment-outputs.js";
import { binTable } from "./bin-table.js";
import { glyphsFor } from "./glyphs.js";
import { amountText, countedText } from "./number-text.js";
import type { RowAccount } from "./row-account.js";
import { segmentTable } from "./segment-table.js";

/** All that a run of `rfm-kit segment` has to tell. */
export interface SegmentReport {
  readonly input: string;
  readonly orders: MeasurableOrders;
  readonly account: RowAccount;
  readonly result: RfmResult;
  readonly written: Written;
}

/** The report for people: what was read, the scale of the scores, and the segments. */
export function textReport({ input, orders, result }: SegmentReport, env: NodeJS.ProcessEnv): string[] {
  const glyphs = glyphsFor(env);
  const counts = `${countedText(result.size, "customer")}, ${countedText(ordersIn(orders, result), "order")}`;
  return [
    `${input}: ${counts}, revenue ${revenueIn(result)}, as of ${result.asOf}`,
    "",
    ...binTable(result, glyphs),
    "",
    ...segmentTable(result, glyphs),
  ];
}

/** The report for programs: one JSON object. */
export function jsonReport({ input, orders, account, result, written }: SegmentReport): string {
  const { model, diagnostics, asOf, size } = result;
  const { counted, beforeWindow, afterAsOf, withoutOrders, warnings } = diagnostics;
  const edges = DIMENSIONS.map((dimension) => {
    const { method, bins, scale, edges, sizes } = model.bins[dimension];
    return [dimension, { method, bins, edges: edges.map((edge) => edgeValue(edge, scale)), sizes }];
  });
  const report = {
    input,
    asOf,
    customers: size,
    orders: ordersIn(orders, result),
    measure: model.measure,
    bins: Object.fromEntries(edges),
    segments: result.summary(),
    rows: account,
    diagnostics: {
      counted,
      beforeWindow,
      afterAsOf,
      withoutOrders: { ...withoutOrders, amount: withoutOrders.amount / result.table.monetaryScale },
      warnings,
    },
    outputs: { ...written.files, guardedIds: written.guarded },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function revenueIn({ table }: RfmResult): string {
  const total = new ExactSum();
  for (const minor of table.revenue ?? []) total.add(minor);
  const { currency, decimals } = table.measure;
  return amountText(total.value / table.monetaryScale, decimals) + (currency === null ? "" : ` ${currency}`);
}

/** Distinct orders that count, whatever frequency measures. */
function ordersIn(orders: MeasurableOrders, { table }: RfmResult): number {
  const { window, frequency } = table.measure;
  const { frequency: counts } =
    frequency === "orders" ? table : orders.measure("segment", window === null ? {} : { window });
  return Array.from(counts).reduce((sum, n) => sum + n, 0);
}
