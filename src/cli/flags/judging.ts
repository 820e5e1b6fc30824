import type { Ledger } from "../../input/ledger.js";
import type { Settings } from "../../input/order-options.js";
import { hiatus } from "../../lifecycle/hiatus.js";
import { lifecycle } from "../../lifecycle/lifecycle.js";
import type { LifecycleResult } from "../../lifecycle/lifecycle-result.js";
import { type LifecycleRule, MOST_DAYS } from "../../lifecycle/lifecycle-rule.js";
import { loadLifecycle } from "../../lifecycle/load-lifecycle.js";
import { dataError, usageError } from "./cli-error.js";
import type { CommandLine } from "./command-line.js";
import { explained, explainedIn } from "./explain-error.js";
import { readJson } from "./json-file.js";
import { RULE_PART_FLAGS, ruleFromFlags } from "./lifecycle-rules.js";
import { numberList } from "./number-options.js";
import { asOfFrom, settingsFrom } from "./order-settings.js";
import { refuseOthers } from "./refuse-others.js";
import { stagesDays } from "./stages-days.js";

/** How orders are read and customers judged: everything that the flags say about it, checked. */
export interface Judging {
  readonly settings: Settings;
  /** The rule or model as it was named. */
  readonly name: string;
  /** The earlier day of --compare, in days since 1970-01-01. */
  readonly compare: number | null;
  judge(ledger: Ledger): LifecycleResult;
}

/** What the flags ask for: to find thresholds in these orders, or to judge by those that were found before. */
export async function judgingFromFlags(line: CommandLine): Promise<Judging> {
  const settings = settingsFrom(line, {});
  const asOf = asOfFrom(line, settings);
  const days = { settings, compare: stagesDays(line, settings.dayOfInstant).compare };
  const [first, second] = ["model", "days", "rule", ...RULE_PART_FLAGS].filter((flag) => line.has(flag));
  const isOfOneRule = first === "rule" || RULE_PART_FLAGS.includes(first);
  if (second !== undefined && !isOfOneRule)
    throw usageError(`--${second} cannot be given with --${first}; leave one of them out`);
  const path = line.text("model");
  if (path !== undefined) {
    const json = await readJson("which --model names", path);
    const { kind, method } = (json ?? {}) as { readonly kind?: unknown; readonly method?: unknown };
    if (kind === undefined && typeof method === "string") {
      throw dataError(`${path} is a rule; give it as --rule ${path}`);
    }
    refuseOthers(path, json, ["rfm-kit/lifecycle"]);
    const model = explainedIn(path, () => loadLifecycle(json));
    return { ...days, name: path, judge: (ledger) => explained(1, null, () => lifecycle(ledger, { ...asOf, model })) };
  }
  const name = line.text("rule") ?? (line.has("days") ? "fixed days" : "kaplan-meier");
  const rule = fixedDays(line) ?? (await ruleFromFlags(line, name));
  return { ...days, name, judge: (ledger) => explained(1, null, () => lifecycle(ledger, { ...asOf, rule })) };
}

function fixedDays(line: CommandLine): LifecycleRule | undefined {
  const what = "one to three whole numbers of days in ascending order, such as 90,180";
  const days = numberList(line, "days", /^\d{1,9}$/, what);
  if (days === undefined) return undefined;
  const isAscending = days.every((day, i) => day > (i === 0 ? 0 : days[i - 1]) && day <= MOST_DAYS);
  if (days.length > 3 || !isAscending) {
    throw usageError(`--days must be ${what}; received ${JSON.stringify(line.text("days"))}`);
  }
  const lost = days[days.length - 1];
  const atRisk = days.length > 1 ? days[0] : null;
  const lapsed = days.length > 2 ? days[1] : null;
  return hiatus({ atRisk, lapsed, lost });
}
