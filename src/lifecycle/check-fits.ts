import { expectField } from "../checks/check-field.js";
import type { LifecycleFit, LifecycleModel, LifecycleThresholds } from "./lifecycle-model.js";
import type { LifecycleRule } from "./lifecycle-rule.js";
import { beyond, NO_LIMIT } from "./silence-limits.js";

const STEPS = ["atRisk", "lapsed", "lost"] as const;

/** Refuses a model whose parts, each right by itself, cannot have been fitted together. */
export function checkFits(where: string, path: string, model: LifecycleModel): void {
  const { asOf, rule, thresholds, shrinkage, fittedOn } = model;
  const { customers, repeaters, gaps, gapDays } = fittedOn;
  const expect = (key: string, value: unknown, requirement: string, holds: boolean): void =>
    expectField(where, `${path}.${key}`, value, requirement, holds);
  expect("fittedOn.repeaters", repeaters, `at most the number of customers, ${customers}`, repeaters <= customers);
  const isOfRepeaters = repeaters === 0 ? gaps === 0 : gaps >= repeaters;
  expect("fittedOn.gaps", gaps, `at least one for each of ${repeaters} repeaters, and none without one`, isOfRepeaters);
  const isSum = gaps === 0 ? gapDays === 0 : gapDays >= gaps;
  expect("fittedOn.gapDays", gapDays, "the sum of the gaps, each of a day or more", isSum);
  expect("asOf", asOf, `a day, as ${customers} customers bought by then`, asOf !== null || customers === 0);
  const asked = rule.method === "personalMultiple" ? rule.shrinkage : null;
  const isAsked = typeof asked !== "number" || shrinkage === asked;
  expect("shrinkage", shrinkage, `${asked}, as in the rule`, isAsked);
  checkThresholds(where, `${path}.thresholds`, rule, thresholds, fittedOn);
}

function checkThresholds(
  where: string,
  path: string,
  rule: LifecycleRule,
  thresholds: LifecycleThresholds,
  fit: LifecycleFit,
): void {
  let isReached = true;
  for (const step of STEPS) {
    const days = thresholds[step];
    const asked = rule[step];
    if (asked === null) continue;
    const only = onlyOf(rule, asked, fit);
    if (only !== undefined)
      expectField(where, `${path}.${step}`, days, `${only.days}, ${only.why}`, days === only.days);
    const isNeeded = rule.method === "pooledPercentile" || rule.method === "ownGapShare";
    if (only === undefined && isNeeded) {
      expectField(where, `${path}.${step}`, days, "a number of days, as there are gaps", days !== null);
    }
    // Of chances that fall, none is reached behind one that is not.
    expectField(where, `${path}.${step}`, days, "null, as the one before it is", isReached || days === null);
    isReached = days !== null;
  }
}

/** The threshold where the model itself says what it must be. */
function onlyOf(
  rule: LifecycleRule,
  asked: number,
  { gaps, gapDays }: LifecycleFit,
): { readonly days: number | null; readonly why: string } | undefined {
  if (rule.method === "hiatus") return { days: asked, why: "as in the rule" };
  if (gaps === 0) return { days: null, why: "as there is no gap" };
  if (rule.method !== "personalMultiple") return undefined;
  const days = beyond(asked * gapDays, gaps);
  return { days: days === NO_LIMIT ? null : days, why: `as the rule's ${asked} and the mean gap say` };
}
