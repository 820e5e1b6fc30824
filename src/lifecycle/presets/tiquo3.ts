import { deepFreeze } from "../../checks/deep-freeze.js";
import type { HiatusRule } from "../lifecycle-rule.js";

/**
 * The stages of Tiquo: active for 90 days since the last order, at risk from 91, churned from 181.
 *
 * These are its defaults, which a shop may change. Windows of 90 or 180 days are what glossaries name most for churn in commerce.
 *
 * @example
 * ```ts
 * [tiquo3.method, tiquo3.atRisk, tiquo3.lost]; // => ["hiatus", 91, 181]
 * ```
 * @see https://docs.tiquo.co/web-app/customers/customer-lifecycle
 * @see https://www.affinsy.com/glossary/churn-rate
 * @since 0.1.0
 */
export const tiquo3: HiatusRule = /* @__PURE__ */ deepFreeze<HiatusRule>({
  method: "hiatus",
  atRisk: 91,
  lapsed: null,
  lost: 181,
  id: "tiquo-3",
  title: "Tiquo: active, at risk, churned",
  sources: [
    "https://docs.tiquo.co/web-app/customers/customer-lifecycle",
    "https://www.affinsy.com/glossary/churn-rate",
  ],
  labels: {
    never: "Lead",
    new: "Active",
    active: "Active",
    reactivated: "Active",
    atRisk: "At-Risk",
    lost: "Churned",
  },
});
