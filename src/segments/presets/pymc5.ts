import { deepFreeze } from "../../checks/deep-freeze.js";
import type { SegmentMap } from "../segment-map.js";
import { keepRhythm, rewardThem, sendLittle, suggestAnotherCategory, treatAsNearest, winBackNow } from "./actions.js";

/**
 * The ids of {@link pymc5}.
 *
 * @since 0.1.0
 */
export type Pymc5Id = "premium" | "repeat" | "top-spender" | "at-risk" | "inactive" | "others";

/**
 * The five default segments of the Python package pymc-marketing, on 4 x 4 x 4 cells: use it with `bins: quantiles(4)`.
 *
 * 18 cells are in none of them: the package calls their customers Other, here a segment of its own, as `resolved`
 * lists. Its bins differ where values tie: they shrink the scale to three or two scores, and premium can become
 * impossible. The names in Chinese and Spanish and the actions are ours.
 *
 * @example
 * ```ts
 * const table = tableFromCustomers(
 *   [
 *     { id: 1, days: 1, orders: 9, spent: 90 },
 *     { id: 2, days: 90, orders: 1, spent: 9 },
 *   ],
 *   { customer: "id", recency: "days", frequency: "orders", monetary: "spent" },
 * );
 * rfm(table, { bins: quantiles(4), segments: pymc5 }).get(1)?.segment; // => "premium"
 * ```
 * @see https://github.com/pymc-labs/pymc-marketing
 * @see https://github.com/pymc-labs/pymc-marketing/pull/680
 * @since 0.1.0
 */
export const pymc5: SegmentMap<Pymc5Id> = /* @__PURE__ */ deepFreeze<SegmentMap<Pymc5Id>>({
  kind: "rfm-kit/segments",
  version: 1,
  id: "pymc-marketing-5",
  title: "pymc-marketing, five segments",
  sources: ["https://github.com/pymc-labs/pymc-marketing", "https://github.com/pymc-labs/pymc-marketing/pull/680"],
  shape: [4, 4, 4],
  // biome-ignore format: cells stand in rows, and a row has one recency score
  segments: [
    {
      id: "premium",
      names: { en: "Premium Customer", "zh-Hans": "优质客户", "zh-Hant": "優質客戶", es: "Cliente prémium" },
      actions: rewardThem,
      cells: ["444", "443", "434", "433", "344", "343", "334", "333"],
    },
    {
      id: "repeat",
      names: { en: "Repeat Customer", "zh-Hans": "复购客户", "zh-Hant": "回購客戶", es: "Cliente recurrente" },
      actions: keepRhythm,
      cells: ["332", "244", "243", "234", "233", "232", "143"],
    },
    {
      id: "top-spender",
      names: { en: "Top Spender", "zh-Hans": "高消费客户", "zh-Hant": "高消費客戶", es: "De mayor gasto" },
      actions: suggestAnotherCategory,
      cells: ["424", "423", "414", "413", "324", "323", "314", "313", "224", "144", "134", "133", "124"],
    },
    {
      id: "at-risk",
      names: {
        en: "At Risk Customer",
        "zh-Hans": "有流失风险的客户",
        "zh-Hant": "有流失風險的客戶",
        es: "Cliente en riesgo",
      },
      actions: winBackNow,
      cells: ["422", "412", "322", "312", "223", "222", "214", "212", "132", "123", "122"],
    },
    {
      id: "inactive",
      names: { en: "Inactive Customer", "zh-Hans": "不活跃客户", "zh-Hant": "不活躍客戶", es: "Cliente inactivo" },
      actions: sendLittle,
      cells: ["411", "311", "211", "114", "113", "112", "111"],
    },
    {
      id: "others",
      names: { en: "Other", "zh-Hans": "其他", "zh-Hant": "其他", es: "Otros" },
      actions: treatAsNearest,
      cells: [
        "442", "441", "432", "431", "421",
        "342", "341", "331", "321",
        "242", "241", "231", "221", "213",
        "142", "141", "131", "121",
      ],
    },
  ],
  resolved: {
    uncovered: {
      to: "others",
      cells: [
        "121",
        "131",
        "141",
        "142",
        "213",
        "221",
        "231",
        "241",
        "242",
        "321",
        "331",
        "341",
        "342",
        "421",
        "431",
        "432",
        "441",
        "442",
      ],
    },
  },
});
