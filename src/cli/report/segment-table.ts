import type { RfmResult } from "../../rfm/rfm-result.js";
import type { SegmentSummary } from "../../rfm/summarize.js";
import type { Glyphs } from "./glyphs.js";
import { amountText, countText, shareText } from "./number-text.js";
import { readable } from "./readable.js";
import { type TextColumn, textTable } from "./text-table.js";

const COLUMNS: readonly TextColumn[] = [
  { title: "segment", align: "left" },
  { title: "customers", align: "right" },
  { title: "share", align: "right" },
  { title: "", align: "left" },
  { title: "revenue", align: "right" },
  { title: "share", align: "right" },
  { title: "days", align: "right" },
  { title: "orders", align: "right" },
  { title: "money", align: "right" },
];

/** The segments of a result as lines of text: size with a bar, money, and medians. */
export function segmentTable(result: RfmResult, glyphs: Glyphs): string[] {
  const { measure } = result.table;
  const summary = result.summary();
  const largest = summary.reduce((most, { share }) => Math.max(most, share), 0);
  const rows = summary.map((segment) => [
    segment.segment === null ? "all" : readable(segment.segment),
    countText(segment.customers),
    shareText(segment.share),
    glyphs.bar(largest === 0 ? 0 : segment.share / largest),
    ...valuesOf(segment, measure.decimals, glyphs.none),
  ]);
  const titled = COLUMNS.map((column) =>
    column.title === "orders" && measure.frequency === "days" ? { ...column, title: "order days" } : column,
  );
  const money = measure.monetary === "total" ? "total" : `${measure.monetary} order`;
  const unit = measure.currency === null ? "" : ` in ${measure.currency}`;
  return [
    ...textTable(titled, rows),
    "",
    `Medians: days since the last order, ${measure.frequency === "days" ? "days with an order" : "orders"}, ${money}${unit}.`,
  ];
}

function valuesOf(segment: SegmentSummary, decimals: number, none: string): string[] {
  const { revenue, revenueShare, recency, frequency, monetary } = segment;
  return [
    revenue === null ? none : amountText(revenue, decimals),
    revenueShare === null ? none : shareText(revenueShare),
    recency.median === null ? none : countText(recency.median),
    frequency.median === null ? none : countText(frequency.median),
    monetary.median === null ? none : amountText(monetary.median, decimals),
  ];
}
