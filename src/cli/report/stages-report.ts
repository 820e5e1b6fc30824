import { NO_DAY } from "../../input/days/parse-day-text.js";
import type { StageFlow } from "../../stages/stage-flow.js";
import type { StageResult } from "../../stages/stage-result.js";
import type { StageFiles } from "../csv/read-stage-data.js";
import type { ChosenModel } from "../flags/stages-model.js";
import type { Written } from "../output/segment-outputs.js";
import { flowMatrix } from "./flow-matrix.js";
import { type Glyphs, glyphsFor } from "./glyphs.js";
import { countedText, countText, shareText } from "./number-text.js";
import { readable } from "./readable.js";
import { stageSentences } from "./stage-sentences.js";
import { type PickedCustomers, pickedJson, pickedText } from "./stages-picked.js";
import { type TextColumn, textTable } from "./text-table.js";

/** All that a run of `rfm-kit stages` has to tell. */
export interface StagesReport {
  readonly chosen: ChosenModel;
  readonly files: StageFiles;
  readonly result: StageResult;
  /** The day of the result as a number. */
  readonly day: number;
  readonly flow: StageFlow | null;
  /** The customers that were asked for; `null` for all. */
  readonly picked: PickedCustomers | null;
  /** Whether the rules are to be told in words. */
  readonly isExplained: boolean;
  readonly written: Written;
}

/** One stage of the funnel; customers in none are not among those who are at least so deep. */
interface FunnelRow {
  readonly stage: string | null;
  readonly customers: number;
  readonly share: number;
  /** In this stage or a deeper one. */
  readonly atLeast: number | null;
  readonly atLeastShare: number | null;
  /** Whose stage is another within so many days if nothing more happens. */
  readonly expiring: { readonly within7: number; readonly within15: number };
}

/** The report for people: the funnel, what expires and, where two days are compared, the flow. */
export function textReport(report: StagesReport, env: NodeJS.ProcessEnv): string[] {
  const { chosen, files, result, day, flow, picked, isExplained, written } = report;
  const glyphs = glyphsFor(env);
  const { model, asOf, size } = result;
  const { version, unverified = [] } = model;
  const name = /\.json$/i.test(chosen.name) ? `${readable(model.id)} of ${readable(chosen.name)}` : chosen.name;
  const doubts = unverified.length === 1 ? "1 part" : `${unverified.length} parts`;
  const isWritten = written.files.customers !== null;
  return [
    `${files.events.name}: ${countedText(size, "customer")} as of ${asOf}, by ${name} (${readable(version)})`,
    "",
    ...funnelTable(result, funnelOf(result, day), glyphs),
    ...(flow === null ? [] : ["", ...flowMatrix(flow, glyphs)]),
    ...(picked === null ? [] : ["", ...pickedText(result, picked, isWritten)]),
    ...(isExplained ? ["", "A customer is in the deepest stage that holds:", ...stageSentences(model)] : []),
    ...(unverified.length === 0
      ? []
      : ["", `No first-hand source confirms ${doubts} of this model; --json and --save-model tell which.`]),
  ];
}

function funnelTable({ model }: StageResult, rows: readonly FunnelRow[], glyphs: Glyphs): string[] {
  const names = new Map<string | null, string>(
    model.stages.map(({ id, names }) => [id, names?.["en"] === undefined ? "" : readable(names["en"])]),
  );
  const largest = rows.reduce((most, { atLeast }) => Math.max(most, atLeast ?? 0), 0);
  const cells = rows.map(({ stage, customers, share, atLeast, atLeastShare, expiring }) => [
    stage === null ? "none" : readable(stage),
    names.get(stage) ?? "",
    countText(customers),
    shareText(share),
    atLeast === null ? "" : countText(atLeast),
    atLeastShare === null ? "" : shareText(atLeastShare),
    glyphs.bar(largest === 0 ? 0 : (atLeast ?? 0) / largest),
    countText(expiring.within7),
    countText(expiring.within15),
  ]);
  return [
    ...textTable(COLUMNS, cells),
    "Within 7 and 15 days: customers whose stage ends by then if nothing more happens.",
  ];
}

const COLUMNS: readonly TextColumn[] = [
  { title: "stage", align: "left" },
  { title: "", align: "left" },
  { title: "customers", align: "right" },
  { title: "share", align: "right" },
  { title: "at least this deep", align: "right" },
  { title: "share", align: "right" },
  { title: "", align: "left" },
  { title: "within 7", align: "right" },
  { title: "within 15", align: "right" },
];

function funnelOf(result: StageResult, day: number): FunnelRow[] {
  const { stages } = result.model;
  const expiring = [7, 15].map((days) => expiringWithin(result, day, days));
  const sizes = result.summary();
  return sizes.map(({ stage, customers, share }, i) => {
    const place = stage === null ? stages.length : i - 1;
    const atLeast = stage === null ? null : sizes.slice(i).reduce((sum, row) => sum + row.customers, 0);
    return {
      stage,
      customers,
      share,
      atLeast,
      atLeastShare: atLeast === null ? null : atLeast / Math.max(result.size, 1),
      expiring: { within7: expiring[0][place], within15: expiring[1][place] },
    };
  });
}

/** How many customers of each stage, those in none last, are in another one after so many days. */
function expiringWithin({ columns, model }: StageResult, day: number, days: number): number[] {
  const none = model.stages.length;
  const counts = new Array<number>(none + 1).fill(0);
  const { stage, expiresAt } = columns;
  for (let row = 0; row < stage.length; row++) {
    if (expiresAt[row] !== NO_DAY && expiresAt[row] - day <= days) counts[Math.min(stage[row], none)]++;
  }
  return counts;
}

/** The report for programs: one JSON object. */
export function jsonReport({ files, result, day, flow, picked, written }: StagesReport): string {
  const { asOf, size, model, diagnostics } = result;
  const { events, orders, profiles } = files;
  const report = {
    input: events.name,
    asOf,
    compare: flow?.from ?? null,
    customers: size,
    model,
    stages: funnelOf(result, day),
    flow,
    picked: picked === null ? null : pickedJson(result, picked),
    rows: { events: events.account, orders: orders?.account ?? null, profiles: profiles?.account ?? null },
    diagnostics,
    outputs: { ...written.files, guardedIds: written.guarded },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
