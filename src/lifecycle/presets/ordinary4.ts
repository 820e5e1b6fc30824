import { deepFreeze } from "../../checks/deep-freeze.js";
import type { HiatusRule } from "../lifecycle-rule.js";

/**
 * The stages of Ordinary: new up to 30 days since the last order, due to reorder up to 60, lapsed up to 90, then lost.
 *
 * These are its defaults for consumables, which a shop may change. Its table gives day 90 to lapsed and to lost; we take lapsed.
 *
 * @example
 * ```ts
 * [ordinary4.atRisk, ordinary4.lapsed, ordinary4.lost]; // => [31, 61, 91]
 * ```
 * @see https://help.tryordinary.com/features/customer-lifecycle
 * @since 0.1.0
 */
export const ordinary4: HiatusRule = /* @__PURE__ */ deepFreeze<HiatusRule>({
  method: "hiatus",
  atRisk: 31,
  lapsed: 61,
  lost: 91,
  id: "ordinary-4",
  title: "Ordinary: new, due reorder, lapsed, lost",
  sources: ["https://help.tryordinary.com/features/customer-lifecycle"],
  notes: ["The source gives day 90 to lapsed and to lost; here it is lapsed."],
  labels: {
    never: "Prospect",
    new: "New",
    active: "New",
    reactivated: "New",
    atRisk: "Due Reorder",
    lapsed: "Lapsed",
    lost: "Lost",
  },
});
