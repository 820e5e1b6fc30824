import type { ChurnResult, CustomerChurn } from "../../churn/churn-result.js";
import type { ChurnFiles } from "../csv/read-churn-files.js";
import type { FeatureFiles } from "../flags/feature-files.js";
import type { Written } from "../output/segment-outputs.js";
import { noteLines, rowNotes, warningLines } from "./account-text.js";
import { featureNotes, rowsOf } from "./churn-files-notes.js";
import { inCommandWords } from "./churn-words.js";
import { evaluationText } from "./evaluation-report.js";
import { type Glyphs, glyphsFor } from "./glyphs.js";
import { amountText, countText, shareText } from "./number-text.js";
import { readable } from "./readable.js";
import { textTable } from "./text-table.js";

/** All that a run of `rfm-kit churn` has to tell. */
export interface ChurnReport {
  readonly input: string;
  readonly files: ChurnFiles;
  readonly result: ChurnResult;
  /** Whom to save first; `null` where that was not asked for. */
  readonly saveFirst: readonly CustomerChurn[] | null;
  /** The highest risk of these. */
  readonly maxRisk: number;
  readonly decimals: number;
  readonly written: Written;
}

/** What else a reader of the result should know, one sentence each. */
export function notesText(
  files: ChurnFiles,
  eventTypes: FeatureFiles["eventTypes"],
  { asOf, diagnostics }: ChurnResult,
  decimals: number,
): string[] {
  const { withoutPurchases, warnings } = diagnostics;
  return [
    ...noteLines([
      ...rowNotes(files.orders.account, decimals),
      [withoutPurchases, "customer", "customers", `without a purchase by ${asOf} left out`],
    ]),
    ...featureNotes(files, eventTypes),
    ...warningLines(warnings).map(inCommandWords),
  ];
}

/** The report for people: the model and how it was chosen, the bands, and whom to save first. */
export function textReport(report: ChurnReport, env: NodeJS.ProcessEnv): string[] {
  const { input, result } = report;
  const { size, asOf, horizonDays, model, diagnostics } = result;
  const glyphs = glyphsFor(env);
  const { chosenBy, evaluation } = diagnostics;
  const how = chosenBy === "holdout" ? ", the best of those compared" : chosenBy === "default" ? ", the default" : "";
  return [
    `${input}: ${countText(size)} customers as of ${asOf}; churn is no purchase within ${horizonDays} days, by ${model.name}${how}`,
    "",
    ...bandTable(report, glyphs),
    ...saveText(report),
    ...(evaluation === null ? [] : ["", ...evaluationText(evaluation, glyphs.none)]),
  ];
}

function bandTable({ result, decimals }: ChurnReport, glyphs: Glyphs): string[] {
  const [medium, high] = result.bands.map(shareText);
  const from = { low: `below ${medium}`, medium: `from ${medium}`, high: `from ${high}` };
  const summary = result.summary();
  const largest = summary.reduce((most, { share }) => Math.max(most, share), 0);
  return textTable(
    [
      { title: "band", align: "left" },
      { title: "risk", align: "left" },
      { title: "customers", align: "right" },
      { title: "share", align: "right" },
      { title: "expected orders", align: "right" },
      { title: `value at risk${result.currency === null ? "" : ` (${result.currency})`}`, align: "right" },
      { title: "", align: "left" },
    ],
    summary.map(({ band, customers, share, expectedOrders, valueAtRisk }) => [
      band,
      from[band],
      countText(customers),
      shareText(share),
      amountText(expectedOrders, 1),
      amountText(valueAtRisk, decimals),
      glyphs.bar(largest === 0 ? 0 : share / largest),
    ]),
  );
}

/** Whom to save first, and up to which risk. */
function saveText({ saveFirst, maxRisk, decimals }: ChurnReport): string[] {
  if (saveFirst === null) return [];
  const limit = maxRisk < 1 ? `a risk of at most ${shareText(maxRisk)} (--max-risk)` : "any risk";
  if (saveFirst.length === 0) return ["", `Nobody has ${limit}`];
  return [
    "",
    `The ${countText(saveFirst.length)} with the highest value at risk, of ${limit}`,
    ...textTable(
      [
        { title: "customer", align: "left" },
        { title: "risk", align: "right" },
        { title: "value at risk", align: "right" },
        { title: "why", align: "left" },
      ],
      saveFirst.map(({ customer, risk, valueAtRisk, reasons }) => [
        readable(String(customer)),
        shareText(risk),
        amountText(valueAtRisk, decimals),
        reasons[0] ?? "",
      ]),
    ),
  ];
}

/** The report for programs: one JSON object. */
export function jsonReport({ input, files, result, saveFirst, written }: ChurnReport): string {
  const { asOf, horizonDays, bands, currency, size, model, diagnostics } = result;
  const { withoutPurchases, beyondCurve, chosenBy, evaluation, warnings } = diagnostics;
  const report = {
    input,
    asOf,
    horizonDays,
    currency,
    customers: size,
    model,
    bands,
    summary: result.summary(),
    saveFirst: (saveFirst ?? []).map(({ customer, ...row }) => ({ customer: String(customer), ...row })),
    ...rowsOf(files),
    diagnostics: { withoutPurchases, beyondCurve, chosenBy, evaluation, warnings },
    outputs: { ...written.files, guardedIds: written.guarded },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
