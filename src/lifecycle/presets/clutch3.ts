import { deepFreeze } from "../../checks/deep-freeze.js";
import type { OwnGapShareRule } from "../lifecycle-rule.js";

/**
 * The life cycle segments of Clutch: at risk outside the timeframe of 80 % of the customer's other purchases, churned outside that of all.
 *
 * The source speaks of a live, personal timeframe that is learned, and gives no formula: that it is a share of the own gaps is our reading, and
 * so is judging customers without a gap by those of all.
 *
 * @example
 * ```ts
 * [clutch3.method, clutch3.atRisk, clutch3.lost]; // => ["ownGapShare", 0.8, 1]
 * ```
 * @see https://essentialfaq.clutch.com/knowledge-base/viewing-where-a-customer-is-in-their-life-cycle
 * @since 0.1.0
 */
export const clutch3: OwnGapShareRule = /* @__PURE__ */ deepFreeze<OwnGapShareRule>({
  method: "ownGapShare",
  atRisk: 0.8,
  lapsed: null,
  lost: 1,
  minGaps: 1,
  id: "clutch-3",
  title: "Clutch: active, at risk, churned",
  sources: [
    "https://essentialfaq.clutch.com/knowledge-base/viewing-where-a-customer-is-in-their-life-cycle",
    "https://essentialfaq.clutch.com/knowledge-base/churn-management-overview",
  ],
  unverified: ["The formula: shares of the own gaps, and those of all for who has none, are our reading."],
  labels: {
    new: "Active Customer",
    active: "Active Customer",
    reactivated: "Active Customer",
    atRisk: "At Risk Customer",
    lost: "Churned Customer",
  },
});
