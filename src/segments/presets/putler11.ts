import { deepFreeze } from "../../checks/deep-freeze.js";
import type { SegmentMap } from "../segment-map.js";
import {
  inviteToClub,
  offerStepUp,
  remindInTime,
  rewardThem,
  sayTheyAreMissed,
  sendLittle,
  winBackNow,
} from "./actions.js";

/**
 * The ids of {@link putler11}.
 *
 * @since 0.1.0
 */
export type Putler11Id =
  | "champions"
  | "loyal"
  | "potential-loyalist"
  | "need-attention"
  | "about-to-sleep"
  | "at-risk"
  | "hibernating";

/**
 * The eleven segments of Putler over the recency score and the combined score FM = (F + M) / 2 with its halves, on
 * 5 x 5 x 5 cells: seven of them can be reached.
 *
 * That F and M are averaged is second-hand; {@link putler11Rounded} rounds the average. Its rows overlap on 76 cells:
 * each cell has the first of the rows that claim it, as `resolved` lists. Recent, promising, cant-lose and lost win no
 * cell that way and are left out. The names in Chinese and Spanish and the actions are ours.
 *
 * @example
 * ```ts
 * putler11.segments.length; // => 7
 * putler11.resolved?.dead; // => ["recent", "promising", "cant-lose", "lost"]
 * ```
 * @see https://www.putler.com/rfm-analysis/
 * @see https://docs.churned.io/churned-docs/dashboard-and-features/rfv-model-segment-best-practices/rfm-model
 * @since 0.1.0
 */
export const putler11: SegmentMap<Putler11Id> = /* @__PURE__ */ deepFreeze<SegmentMap<Putler11Id>>({
  kind: "rfm-kit/segments",
  version: 1,
  id: "putler-11",
  title: "Putler, eleven segments over R and FM",
  sources: [
    "https://www.putler.com/rfm-analysis/",
    "https://docs.churned.io/churned-docs/dashboard-and-features/rfv-model-segment-best-practices/rfm-model",
  ],
  shape: [5, 5, 5],
  // biome-ignore format: cells stand in rows, and a row has one recency score
  segments: [
    {
      id: "champions",
      names: { en: "Champions", "zh-Hans": "冠军客户", "zh-Hant": "冠軍客戶", es: "Campeones" },
      actions: rewardThem,
      cells: ["555", "554", "553", "545", "544", "535", "455", "454", "453", "445", "444", "435"],
    },
    {
      id: "loyal",
      names: { en: "Loyal customers", "zh-Hans": "忠实客户", "zh-Hant": "忠實客戶", es: "Clientes fieles" },
      actions: offerStepUp,
      cells: [
        "552", "551", "543", "542", "534", "533", "525", "524", "515",
        "452", "451", "443", "442", "434", "433", "425", "424", "415",
        "355", "354", "353", "352", "351", "345", "344", "343", "342", "335", "334", "333", "325", "324", "315",
        "255", "254", "253", "252", "251", "245", "244", "243", "242", "235", "234", "233", "225", "224", "215",
      ],
    },
    {
      id: "potential-loyalist",
      names: {
        en: "Potential loyalist",
        "zh-Hans": "潜在忠实客户",
        "zh-Hant": "潛在忠實客戶",
        es: "Potencialmente fieles",
      },
      actions: inviteToClub,
      cells: [
        "541", "532", "531", "523", "522", "521", "514", "513", "512", "511",
        "441", "432", "431", "423", "422", "421", "414", "413", "412", "411",
        "341", "332", "331", "323", "322", "321", "314", "313", "312", "311",
      ],
    },
    {
      id: "need-attention",
      names: {
        en: "Customers needing attention",
        "zh-Hans": "需要关注的客户",
        "zh-Hant": "需要關注的客戶",
        es: "Necesitan atención",
      },
      actions: sayTheyAreMissed,
      cells: ["241", "232", "231", "223", "222", "214", "213"],
    },
    {
      id: "about-to-sleep",
      names: { en: "About to sleep", "zh-Hans": "即将沉睡", "zh-Hant": "即將沉睡", es: "A punto de dormirse" },
      actions: remindInTime,
      cells: ["221", "212", "211"],
    },
    {
      id: "at-risk",
      names: { en: "At risk", "zh-Hans": "有流失风险", "zh-Hant": "有流失風險", es: "En riesgo" },
      actions: winBackNow,
      cells: [
        "155", "154", "153", "152", "151", "145", "144", "143", "142", "141", "135", "134", "133", "132", "131",
        "125", "124", "123", "122", "115", "114", "113",
      ],
    },
    {
      id: "hibernating",
      names: { en: "Hibernating", "zh-Hans": "休眠客户", "zh-Hant": "休眠客戶", es: "Hibernando" },
      actions: sendLittle,
      cells: ["121", "112", "111"],
    },
  ],
  // biome-ignore format: the same
  resolved: {
    overlapping: [
      "111", "112", "113", "121", "122", "131", "135", "144", "145", "153", "154", "155",
      "211", "212", "213", "214", "215", "221", "222", "223", "224", "225", "231", "232", "233", "234", "235",
      "241", "242", "243", "244", "245", "251", "252", "253", "254", "255",
      "311", "312", "313", "314", "315", "321", "322", "323", "324", "331", "332", "333", "341", "342", "351",
      "411", "415", "424", "433", "435", "442", "444", "445", "451", "453", "454", "455",
      "511", "515", "524", "533", "535", "542", "544", "545", "551", "553", "554", "555",
    ],
    dead: ["recent", "promising", "cant-lose", "lost"],
  },
});
