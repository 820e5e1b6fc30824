import { deepFreeze } from "../../checks/deep-freeze.js";
import type { PersonalMultipleRule } from "../lifecycle-rule.js";

/**
 * The NES model of Taiwanese shops: new customers N, the main customers E0 within one purchase cycle, and the sleeping S1, S2 and S3 beyond
 * one, two and three cycles.
 *
 * No source that we found says how the cycle is computed, nor whether it is the shop's or the customer's own; nor for how long a customer
 * with one order is N. We take the mean gap of all customers, and N for one cycle. For own cycles see {@link personalMultiple}.
 * Another source calls S1 and S2 E1 and E2, and only S3 sleeping.
 *
 * @example
 * ```ts
 * [nes5.atRisk, nes5.lapsed, nes5.lost, nes5.cycle]; // => [1, 2, 3, "population"]
 * nes5.labels?.lapsed; // => "S2"
 * ```
 * @see https://www.ecfit-saas.com/2020/12/21/nes-2/
 * @see https://www.maxlist.xyz/2018/10/09/python_nes_modle
 * @since 0.1.0
 */
export const nes5: PersonalMultipleRule = /* @__PURE__ */ deepFreeze<PersonalMultipleRule>({
  method: "personalMultiple",
  atRisk: 1,
  lapsed: 2,
  lost: 3,
  cycle: "population",
  shrinkage: null,
  minGaps: null,
  id: "nes-5",
  title: "NES: N, E0, S1, S2, S3",
  sources: ["https://www.ecfit-saas.com/2020/12/21/nes-2/", "https://www.maxlist.xyz/2018/10/09/python_nes_modle"],
  unverified: [
    "How the cycle is computed, and whether it is the shop's or the customer's own: the mean gap of all is our reading.",
    "How long a customer with one order is new: one cycle is our reading.",
  ],
  labels: { new: "N", active: "E0", reactivated: "E0", atRisk: "S1", lapsed: "S2", lost: "S3" },
});
