import { deepFreeze } from "../../checks/deep-freeze.js";
import type { PooledPercentileRule } from "../lifecycle-rule.js";

/**
 * The states of Statlas: at risk from the 40th percentile of the days between orders, churned from the 80th.
 *
 * Its manual flags who has not ordered "in 29+ days" where 40 % of repeat orders come within 29, so the day itself counts. It does
 * not say which quantile it takes where the days are between two, nor whether orders of one day are one: we take the nearest
 * rank and distinct days. Its questions and answers speak of 120 days as well, a fixed number that shops may set: {@link hiatus}.
 *
 * @example
 * ```ts
 * [statlas3.method, statlas3.atRisk, statlas3.lost]; // => ["pooledPercentile", 40, 80]
 * ```
 * @see https://statlas-docs.web.app/docs/settings/customer-churn
 * @since 0.1.0
 */
export const statlas3: PooledPercentileRule = /* @__PURE__ */ deepFreeze<PooledPercentileRule>({
  method: "pooledPercentile",
  atRisk: 40,
  lapsed: null,
  lost: 80,
  id: "statlas-3",
  title: "Statlas: active, at risk, churned",
  sources: [
    "https://statlas-docs.web.app/docs/settings/customer-churn",
    "https://statlas-docs.web.app/docs/faq/churn-rate",
  ],
  unverified: [
    "Which quantile, and whether orders of one day are one: nearest rank and distinct days are our reading.",
  ],
  labels: { new: "Active", active: "Active", reactivated: "Active", atRisk: "At Risk", lost: "Churned" },
});
