import type { Ledger } from "../../input/ledger.js";
import { type GapSurvival, gapSurvival } from "../../lifecycle/gap-survival.js";
import type { LifecycleResult } from "../../lifecycle/lifecycle-result.js";

/** What the orders at hand say of one threshold, by the estimate of Kaplan and Meier. */
interface ThresholdEvidence {
  readonly state: "atRisk" | "lapsed" | "lost";
  /** The step as the rule has it. */
  readonly step: number;
  /** From how many days of silence on; `null` where it was not reached. */
  readonly days: number | null;
  /** The share of gaps, open ones among them, that have ended after so many days. */
  readonly ended: number | null;
  /** The share of those silent for so long who buy within the next days. */
  readonly returning: number | null;
}

/** A chance of a return, and the silence after which it is that. */
interface LowestChance {
  readonly silence: number;
  readonly chance: number;
}

export interface Evidence {
  /** Within how many days a return is looked for. */
  readonly within: number;
  readonly thresholds: readonly ThresholdEvidence[];
  /** The lowest chance of a return that these orders show. */
  readonly lowest: LowestChance | null;
}

const WITHIN = 90;

/** Holds the thresholds of a model against the orders that it is used on. */
export function evidenceOf(ledger: Ledger, { asOf, model }: LifecycleResult): Evidence {
  const { rule, thresholds } = model;
  const survival = gapSurvival(ledger, asOf === null ? {} : { asOf });
  const within = rule.method === "kaplanMeier" ? rule.within : WITHIN;
  const found = (["atRisk", "lapsed", "lost"] as const).flatMap((state): ThresholdEvidence[] => {
    const [step, days] = [rule[state], thresholds[state]];
    if (step === null) return [];
    const left = days === null ? null : survival.survivalAt(days);
    const returning = days === null ? null : survival.returnProbability(days, within);
    return [{ state, step, days, ended: left === null ? null : 1 - left, returning }];
  });
  return { within, thresholds: found, lowest: lowestChance(survival, within) };
}

/** The chance falls only on days on which gaps end. */
function lowestChance(survival: GapSurvival, within: number): LowestChance | null {
  let lowest: LowestChance | null = null;
  for (const silence of [0, ...survival.days]) {
    const chance = survival.returnProbability(silence, within);
    if (chance === null) break;
    if (lowest === null || chance < lowest.chance) lowest = { silence, chance };
  }
  return lowest;
}
