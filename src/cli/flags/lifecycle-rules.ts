import { isRfmError } from "../../errors.js";
import { kaplanMeier } from "../../lifecycle/kaplan-meier.js";
import type { LifecycleRule } from "../../lifecycle/lifecycle-rule.js";
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
import { explainedIn } from "./explain-error.js";
import { isJsonFile, readJson } from "./json-file.js";
import { refuseOthers } from "./refuse-others.js";

const PRESETS: readonly LifecycleRule[] = [nes5, statlas3, vortexIq4, clutch3, tiquo3, ordinary4];

const RULES: ReadonlyMap<string, LifecycleRule> = new Map([
  ["kaplan-meier", kaplanMeier()],
  ["pooled-percentile", pooledPercentile()],
  ["personal-multiple", personalMultiple()],
  ["own-gap-share", ownGapShare()],
  ...PRESETS.map((rule) => [rule.id as string, rule] as const),
]);

/** The flags that change a part of a rule, by the names of the parts. */
const PARTS = { atRisk: "at-risk", lapsed: "lapsed", lost: "lost", within: "within" } as const;

/** The flags that change a rule. */
export const RULE_PART_FLAGS: readonly string[] = Object.values(PARTS);

/** The rule that a name or a file gives, with what the flags change in it. */
export async function ruleFromFlags(line: CommandLine, name: string): Promise<LifecycleRule> {
  const known = [...RULES].find(([id]) => plainOf(id) === plainOf(name));
  const changes = changesOf(line);
  if (known === undefined) return changed(await ruleInFile(name), changes);
  const [id, rule] = known;
  if (PRESETS.includes(rule) && changes.size > 0) {
    const [flag] = changes.keys();
    throw usageError(
      `--${PARTS[flag]} cannot be given with --rule ${id}, whose steps are those that its vendor publishes; write a rule of your own in a file`,
    );
  }
  return changed(rule, changes);
}

/** `kaplanMeier` and `nes5`, as the library has them, are names, too. */
function plainOf(name: string): string {
  return name.toLowerCase().replaceAll("-", "");
}

async function ruleInFile(value: string): Promise<LifecycleRule> {
  if (!isJsonFile(value)) {
    const names = [...RULES.keys()];
    throw usageError(
      `--rule must be ${names.join(", ")} or a file that ends in .json; received ${JSON.stringify(value)}${didYouMean(value, names)}`,
    );
  }
  const json = await readJson("which --rule names", value);
  refuseOthers(value, json, []);
  return explainedIn(value, () => readRule("lifecycle", "rule", json));
}

type Changes = ReadonlyMap<keyof typeof PARTS, number | null>;

function changesOf(line: CommandLine): Changes {
  const changes = new Map<keyof typeof PARTS, number | null>();
  for (const [part, flag] of Object.entries(PARTS) as [keyof typeof PARTS, string][]) {
    const text = line.text(flag);
    if (text === undefined) continue;
    const isNone = text === "none" && (part === "atRisk" || part === "lapsed");
    if (!isNone && !/^\d{1,9}(\.\d{1,9})?$/.test(text)) {
      throw usageError(`--${flag} must be a number such as ${EXAMPLES[part]}; received ${JSON.stringify(text)}`);
    }
    changes.set(part, isNone ? null : Number(text));
  }
  return changes;
}

const EXAMPLES = { atRisk: "0.3, or none", lapsed: "0.15, or none", lost: "0.05", within: "30" } as const;

/** A rule with other steps: what the library refuses in it is told by the flags. */
function changed(rule: LifecycleRule, changes: Changes): LifecycleRule {
  if (changes.size === 0) return rule;
  try {
    return readRule("lifecycle", "rule", { ...rule, ...Object.fromEntries(changes) });
  } catch (error) {
    if (!isRfmError(error)) throw error;
    const isForeign = error.code === "UNKNOWN_OPTION";
    const message = isForeign
      ? `--within is for kaplan-meier alone; the rule is ${rule.method}`
      : error.message
          .replace(/^\w+: /, "")
          .replace(/rule\.(atRisk|lapsed|lost|within)/g, (_, part: keyof typeof PARTS) => `--${PARTS[part]}`)
          .replace("null for no such state", "none for no such state");
    throw usageError(message);
  }
}

/** The advice of the library on a rule, in the words of the flags. */
export function inRuleFlags(message: string): string {
  return message
    .replace(/a (shorter|longer) within\b/, "a $1 --within")
    .replace("use lower probabilities", "use lower --at-risk and --lost");
}
