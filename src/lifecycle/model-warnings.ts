import type { Warning } from "../input/ledger.js";
import type { LifecycleModel } from "./lifecycle-model.js";

/** Below so many gaps a percentile or a chance is a guess. */
const FEW_GAPS = 100;

const WORDS = { atRisk: "at risk", lapsed: "lapsed", lost: "lost" } as const;

/** What a user should know of the thresholds of a model. */
export function modelWarnings({ rule, thresholds, fittedOn }: LifecycleModel): Warning[] {
  if (rule.method === "hiatus") return [];
  if (fittedOn.gaps === 0) {
    const message = "no customer bought on two days, so there are no thresholds: everybody stays new or active";
    return [{ code: "NO_GAPS", message }];
  }
  const warnings: Warning[] = [];
  const steps = ["atRisk", "lapsed", "lost"] as const;
  const missing = steps.filter((step) => rule[step] !== null && thresholds[step] === null).map((step) => WORDS[step]);
  if (missing.length > 0) {
    const why =
      rule.method === "kaplanMeier"
        ? `within the days that were seen the chance of a purchase in ${rule.within} days does not fall so low; a longer history or a shorter within may help`
        : "the threshold lies beyond the calendar";
    warnings.push({ code: "THRESHOLD_NOT_REACHED", message: `no customer is ${missing.join(" or ")}: ${why}` });
  }
  const first = thresholds.atRisk ?? thresholds.lapsed ?? thresholds.lost;
  if (rule.method === "kaplanMeier" && first === 1) {
    const percent = Number((100 * (rule.atRisk ?? rule.lapsed ?? rule.lost)).toPrecision(6));
    const message = `even right after a purchase fewer than ${percent} % buy again within ${rule.within} days, so nobody is new or active after the day of a purchase; use lower probabilities or a longer within`;
    warnings.push({ code: "RARELY_RETURN", message });
  }
  if (fittedOn.gaps < FEW_GAPS) {
    warnings.push({ code: "FEW_GAPS", message: `the thresholds rest on ${fittedOn.gaps} gaps between purchases only` });
  }
  return warnings;
}
