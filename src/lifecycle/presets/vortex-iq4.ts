import { deepFreeze } from "../../checks/deep-freeze.js";
import type { PersonalMultipleRule } from "../lifecycle-rule.js";

/**
 * The bands of Vortex IQ for BigCommerce: at risk beyond 1.5 times the customer's mean gap, lapsed beyond 2, churned beyond 3.
 *
 * The source judges customers with two orders or more and leaves the others out; here they have the mean gap of all, so that everybody
 * has a state. Refunded orders count for its gaps, cancelled ones do not. For trade customers it suggests 1.2 instead of 1.5.
 *
 * @example
 * ```ts
 * [vortexIq4.atRisk, vortexIq4.lapsed, vortexIq4.lost, vortexIq4.cycle]; // => [1.5, 2, 3, "mean"]
 * ```
 * @see https://docs.vortexiq.ai/nerve-centre/kpi-cards/bigcommerce/customer-churn-risk
 * @since 0.1.0
 */
export const vortexIq4: PersonalMultipleRule = /* @__PURE__ */ deepFreeze<PersonalMultipleRule>({
  method: "personalMultiple",
  atRisk: 1.5,
  lapsed: 2,
  lost: 3,
  cycle: "mean",
  shrinkage: null,
  minGaps: 1,
  id: "vortex-iq-4",
  title: "Vortex IQ: active, at risk, lapsed, churned",
  sources: ["https://docs.vortexiq.ai/nerve-centre/kpi-cards/bigcommerce/customer-churn-risk"],
  notes: [
    "The source leaves customers with one order out; the mean gap of all, by which they are judged here, is ours.",
  ],
  unverified: ["Whether orders of one day are one: distinct days are our reading."],
  labels: { atRisk: "At-risk", lapsed: "Lapsed", lost: "Churned" },
});
