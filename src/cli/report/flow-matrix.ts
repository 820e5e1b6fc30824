import type { StageFlowCounts, StageFlowRow } from "../../stages/count-stage-flow.js";
import type { Glyphs } from "./glyphs.js";
import { countText, shareText } from "./number-text.js";
import { readable } from "./readable.js";
import { type TextColumn, textTable } from "./text-table.js";

/** Who moved from which stage to which, and what became of each stage, as lines of text. */
export function flowMatrix(flow: StageFlowCounts, glyphs: Glyphs): string[] {
  return [
    `From the stage on ${flow.from} (rows) to that on ${flow.to} (columns)`,
    ...matrixOf(flow),
    "",
    ...stageRows(flow, glyphs),
  ];
}

function matrixOf({ order, counts }: StageFlowCounts): string[] {
  const names = order.map((stage) => (stage === null ? "none" : readable(stage)));
  const sums = counts.map((_, y) => counts.reduce((sum, row) => sum + row[y], 0));
  const rows = [...counts, sums].map((row, x) => {
    const all = row.reduce((sum, count) => sum + count, 0);
    return [names[x] ?? "all", ...[...row, all].map(countText)];
  });
  return textTable(columns("", ...names, "all"), rows);
}

function stageRows({ stages, totals }: StageFlowCounts, glyphs: Glyphs): string[] {
  const share = (rate: number | null): string => (rate === null ? glyphs.none : shareText(rate));
  const titles = columns("stage", ...COUNTS, "deepening", "regression", "loss");
  const rows = stages.map((row) => [
    readable(row.stage),
    ...COUNTS.map((key) => countText(row[key])),
    share(row.deepeningRate),
    share(row.regressionRate),
    share(row.lossRate),
  ]);
  const { before, regressed, lost, deepeningRate } = totals;
  const ofBefore = (part: number): number | null => (before === 0 ? null : part / before);
  const all = COUNTS.map((key) => (key === "entered" ? "" : countText(totals[key])));
  return [
    ...textTable(titles, [
      ...rows,
      ["all", ...all, share(deepeningRate), share(ofBefore(regressed)), share(ofBefore(lost))],
    ]),
    "Deepened: to a deeper stage; regressed: to a shallower one; lost: to none; entered: from another stage; gained: from",
    "none. Rates are shares of those in the stage before; deepening of all is among those who had a deeper stage to go to.",
  ];
}

const COUNTS = [
  "before",
  "stayed",
  "deepened",
  "regressed",
  "lost",
  "entered",
  "gained",
  "after",
] as const satisfies readonly (keyof StageFlowRow)[];

function columns(first: string, ...others: readonly string[]): TextColumn[] {
  return [{ title: first, align: "left" }, ...others.map((title): TextColumn => ({ title, align: "right" }))];
}
