import type { LifecycleFlow } from "../../lifecycle/lifecycle-flow.js";
import type { LifecycleResult } from "../../lifecycle/lifecycle-result.js";
import type { LifecycleRule } from "../../lifecycle/lifecycle-rule.js";
import type { LifecycleState } from "../../lifecycle/lifecycle-state.js";
import type { PurchaseCycles } from "../../lifecycle/purchase-cycle.js";
import { isPersonal } from "../../lifecycle/silence-limits.js";
import type { CommandLine } from "../flags/command-line.js";
import { inRuleFlags } from "../flags/lifecycle-rules.js";
import type { Written } from "../output/segment-outputs.js";
import { noteLines, rowNotes, warningLines } from "./account-text.js";
import { type Glyphs, glyphsFor } from "./glyphs.js";
import type { Evidence } from "./lifecycle-evidence.js";
import { countedText, countText, shareText } from "./number-text.js";
import { readable } from "./readable.js";
import type { RowAccount } from "./row-account.js";
import { textTable } from "./text-table.js";

/** All that a run of `rfm-kit lifecycle` has to tell. */
export interface LifecycleReport {
  readonly input: string;
  /** The rule or model as it was named. */
  readonly rule: string;
  readonly account: RowAccount;
  readonly result: LifecycleResult;
  readonly evidence: Evidence;
  readonly cycles: PurchaseCycles;
  /** From the day of --compare. */
  readonly flow: LifecycleFlow | null;
  readonly written: Written;
}

const NAMES: { readonly [State in LifecycleState]: string } = {
  never: "never",
  new: "new",
  active: "active",
  atRisk: "at risk",
  lapsed: "lapsed",
  lost: "lost",
  reactivated: "reactivated",
};

/** What else a reader of the result should know, one sentence each. */
export function notesText(
  line: CommandLine,
  account: RowAccount,
  result: LifecycleResult,
  evidence: Evidence,
  decimals: number,
): string[] {
  const { afterAsOf, warnings } = result.diagnostics;
  const { lowest, within, thresholds } = evidence;
  const isMissed = result.model.rule.method === "kaplanMeier" && thresholds.some(({ days }) => days === null);
  const isShown = isMissed && lowest !== null;
  return [
    ...noteLines([
      ...rowNotes(account, decimals),
      [afterAsOf, "order or refund", "orders and refunds", `after ${result.asOf} left out`],
    ]),
    ...(line.has("amount") ? [] : ["without --amount every row counts as a purchase, refunds among them"]),
    ...warningLines(warnings).map(line.has("model") ? String : inRuleFlags),
    ...(isShown
      ? [
          `the lowest chance of a purchase within ${within} days that these orders show is ${shareText(lowest.chance)}, after ${lowest.silence} days of silence`,
        ]
      : []),
  ];
}

/** The report for people: the thresholds and how they came about, and the states. */
export function textReport(report: LifecycleReport, env: NodeJS.ProcessEnv): string[] {
  const { input, result, cycles, flow } = report;
  const glyphs = glyphsFor(env);
  const { customers, repeaters, gaps, meanGap } = cycles.population;
  const mean = meanGap === null ? "" : `, ${countText(gaps)} times, after ${meanGap.toFixed(1)} days on average`;
  const bought = customers === result.size ? "" : `, ${countText(customers)} of whom had bought by then`;
  return [
    `${input}: ${countedText(result.size, "customer")} as of ${result.asOf}${bought}; ${countText(repeaters)} came again${mean}`,
    "",
    ...thresholdTable(report, glyphs),
    "",
    ...stateTable(result, glyphs),
    ...(flow === null ? [] : ["", ...flowTable(flow)]),
  ];
}

function thresholdTable({ rule: name, result, evidence }: LifecycleReport, glyphs: Glyphs): string[] {
  const { rule, asOf, fittedOn } = result.model;
  const found = rule.method === "hiatus" ? "" : `, found in ${countText(fittedOn.gaps)} gaps as of ${asOf}`;
  // Two decimals: a chance that is just below its step would look as if it were not.
  const share = (value: number | null): string => (value === null ? glyphs.none : `${(100 * value).toFixed(2)} %`);
  const rows = evidence.thresholds.map(({ state, step, days, ended, returning }) => [
    NAMES[state],
    days === null ? glyphs.none : countText(days),
    reasonOf(rule, step),
    share(ended),
    share(returning),
  ]);
  const whose = isPersonal(rule)
    ? ["Each customer has thresholds of the own; those above are for customers without enough gaps."]
    : [];
  return [
    `Thresholds by ${readable(name)}${found}`,
    ...textTable(
      [
        { title: "state", align: "left" },
        { title: "from day", align: "right" },
        { title: "because", align: "left" },
        { title: "returned by then", align: "right" },
        { title: `return in ${evidence.within} days`, align: "right" },
      ],
      rows,
    ),
    ...whose,
    `Shares by Kaplan and Meier on these orders: of all gaps, the open ones among them, those that have ended by that day`,
    `of silence; and of customers silent for so long, those who buy within the next ${evidence.within} days.`,
  ];
}

function reasonOf(rule: LifecycleRule, step: number): string {
  const percent = `${Number((100 * step).toPrecision(6))} %`;
  switch (rule.method) {
    case "hiatus":
      return "fixed";
    case "pooledPercentile":
      return `percentile ${step} of the gaps`;
    case "kaplanMeier":
      return `return in ${rule.within} days below ${percent}`;
    case "ownGapShare":
      return `longer than ${percent} of the own gaps`;
    case "personalMultiple":
      return `longer than ${step} x ${CYCLES[rule.cycle]}`;
  }
}

const CYCLES = {
  shrunk: "the own mean gap, drawn to that of all",
  mean: "the own mean gap",
  median: "the own median gap",
  population: "the mean gap of all",
} as const;

function stateTable(result: LifecycleResult, glyphs: Glyphs): string[] {
  const { rule } = result.model;
  const isEmpty = (state: LifecycleState): boolean =>
    (state === "atRisk" && rule.atRisk === null) || (state === "lapsed" && rule.lapsed === null);
  const shown = result
    .summary()
    .filter(({ state, customers }) => customers > 0 || !(state === "never" || isEmpty(state)));
  const largest = shown.reduce((most, { share }) => Math.max(most, share), 0);
  const hasLabels = shown.some(({ label }) => label !== null);
  const rows = shown.map(({ state, label, customers, share }) => [
    NAMES[state],
    ...(hasLabels ? [label === null ? "" : readable(label)] : []),
    countText(customers),
    shareText(share),
    glyphs.bar(largest === 0 ? 0 : share / largest),
  ]);
  const columns = [
    { title: "state", align: "left" },
    ...(hasLabels ? [{ title: "called", align: "left" } as const] : []),
    { title: "customers", align: "right" },
    { title: "share", align: "right" },
    { title: "", align: "left" },
  ] as const;
  return textTable(columns, rows);
}

/** Who moved from which state to which; states that nobody is in on either day are left out. */
function flowTable({ from, to, counts, states }: LifecycleFlow): string[] {
  const shown = states.flatMap(({ before, after }, position) => (before + after > 0 ? [position] : []));
  const rows = shown.map((x) => [
    NAMES[states[x].state],
    ...[...shown.map((y) => counts[x][y]), states[x].before].map(countText),
  ]);
  const sums = shown.map((y) => states[y].after);
  const all = sums.reduce((sum, count) => sum + count, 0);
  const titles = ["", ...shown.map((x) => NAMES[states[x].state]), "all"];
  return [
    `From the state on ${from} (rows) to that on ${to} (columns), both by these thresholds`,
    ...textTable(
      titles.map((title, i) => ({ title, align: i === 0 ? "left" : "right" })),
      [...rows, ["all", ...[...sums, all].map(countText)]],
    ),
  ];
}

/** The report for programs: one JSON object. */
export function jsonReport({ input, account, result, evidence, cycles, flow, written }: LifecycleReport): string {
  const { asOf, size, model, diagnostics } = result;
  const { counted, refunds, afterAsOf, warnings } = diagnostics;
  const report = {
    input,
    asOf,
    customers: size,
    model,
    evidence,
    gaps: cycles.population,
    states: result.summary(),
    compare: flow?.from ?? null,
    flow: flow === null ? null : { from: flow.from, to: flow.to, counts: flow.counts, states: flow.states },
    rows: account,
    diagnostics: { counted, refunds, afterAsOf, warnings },
    outputs: { ...written.files, guardedIds: written.guarded },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
