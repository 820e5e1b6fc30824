import type { Ledger } from "../../input/ledger.js";
import type { Settings } from "../../input/order-options.js";
import { hiatus } from "../../lifecycle/hiatus.js";
import { kaplanMeier } from "../../lifecycle/kaplan-meier.js";
import { lifecycle } from "../../lifecycle/lifecycle.js";
import type { LifecycleResult } from "../../lifecycle/lifecycle-result.js";
import { type LifecycleRule, MOST_DAYS } from "../../lifecycle/lifecycle-rule.js";
import { loadLifecycle } from "../../lifecycle/load-lifecycle.js";
import { ownGapShare } from "../../lifecycle/own-gap-share.js";
import { personalMultiple } from "../../lifecycle/personal-multiple.js";
import { pooledPercentile } from "../../lifecycle/pooled-percentile.js";
import { clutch3 } from "../../lifecycle/presets/clutch3.js";
import { nes5 } from "../../lifecycle/presets/nes5.js";
import { ordinary4 } from "../../lifecycle/presets/ordinary4.js";
import { statlas3 } from "../../lifecycle/presets/statlas3.js";
import { tiquo3 } from "../../lifecycle/presets/tiquo3.js";
import { vortexIq4 } from "../../lifecycle/presets/vortex-iq4.js";
import { readRule } from "../../lifecycle/read-rule.js";
import { usageError } from "./cli-error.js";
import { didYouMean } from "./closest.js";
import type { CommandLine } from "./command-line.js";
import { explained, explainedIn } from "./explain-error.js";
import { readJson } from "./json-file.js";
import { numberList } from "./number-options.js";
import { asOfFrom, settingsFrom } from "./order-settings.js";

/** How orders are read and customers judged: everything that the flags say about it, checked. */
export interface Judging {
  readonly settings: Settings;
  /** The rule or model as it was named. */
  readonly name: string;
  judge(ledger: Ledger): LifecycleResult;
}

const PRESETS: readonly LifecycleRule[] = [nes5, statlas3, vortexIq4, clutch3, tiquo3, ordinary4];

const RULES: { readonly [name: string]: LifecycleRule } = {
  "kaplan-meier": kaplanMeier(),
  "pooled-percentile": pooledPercentile(),
  "personal-multiple": personalMultiple(),
  "own-gap-share": ownGapShare(),
  ...Object.fromEntries(PRESETS.map((rule) => [rule.id, rule])),
};

/** What the flags ask for: to find thresholds in these orders, or to judge by those that were found before. */
export async function judgingFromFlags(line: CommandLine): Promise<Judging> {
  const settings = settingsFrom(line, {});
  const asOf = asOfFrom(line, settings);
  const [first, second] = ["model", "rule", "days"].filter((flag) => line.has(flag));
  if (second !== undefined) throw usageError(`--${second} cannot be given with --${first}; leave one of them out`);
  const path = line.text("model");
  if (path !== undefined) {
    const json = await readJson("which --model names", path);
    const model = explainedIn(path, () => loadLifecycle(json));
    return { settings, name: path, judge: (ledger) => explained(1, null, () => lifecycle(ledger, { ...asOf, model })) };
  }
  const name = line.text("rule") ?? (line.has("days") ? "fixed days" : "kaplan-meier");
  const rule = fixedDays(line) ?? (await ruleNamed(name));
  return { settings, name, judge: (ledger) => explained(1, null, () => lifecycle(ledger, { ...asOf, rule })) };
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

async function ruleNamed(value: string): Promise<LifecycleRule> {
  if (Object.hasOwn(RULES, value)) return RULES[value];
  if (!/\.json$/i.test(value)) {
    const names = Object.keys(RULES);
    throw usageError(
      `--rule must be ${names.join(", ")} or a file that ends in .json; received ${JSON.stringify(value)}${didYouMean(value, names)}`,
    );
  }
  const json = await readJson("which --rule names", value);
  return explainedIn(value, () => readRule("lifecycle", "rule", json));
}
