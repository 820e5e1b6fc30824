import { deepFreeze } from "../../checks/deep-freeze.js";
import type { SegmentMap } from "../segment-map.js";
import {
  inviteToClub,
  offerStepUp,
  remindInTime,
  rewardThem,
  sayTheyAreMissed,
  treatAsNearest,
  tryOnce,
  winBackNow,
} from "./actions.js";

/**
 * The ids of {@link rRfm02}.
 *
 * @since 0.1.0
 */
export type RRfm02Id =
  | "champions"
  | "loyal"
  | "potential-loyalist"
  | "need-attention"
  | "about-to-sleep"
  | "at-risk"
  | "lost"
  | "others";

/**
 * The ten segments in the documentation of the R package rfm 0.2, on 5 x 5 x 5 cells: seven of them can be reached.
 *
 * Its rows are the ranges of {@link putler11} applied to F and to M separately. They overlap on 39 cells: each cell has
 * the first of the rows that claim it, as the package does since 0.2.2 (before, the last). New, promising and cant-lose
 * win no cell that way and are left out. 36 cells are in no row, all with F and M at least 2 apart: the package calls
 * their customers Others, here a segment of its own. `resolved` lists all three. The names in Chinese and Spanish and
 * the actions are ours.
 *
 * @example
 * ```ts
 * rRfm02.resolved?.uncovered?.cells.length; // => 36
 * rRfm02.resolved?.dead; // => ["new", "promising", "cant-lose"]
 * ```
 * @see https://github.com/rsquaredacademy/rfm
 * @see https://github.com/rsquaredacademy/rfm/issues/67
 * @see https://github.com/rsquaredacademy/rfm/issues/56
 * @since 0.1.0
 */
export const rRfm02: SegmentMap<RRfm02Id> = /* @__PURE__ */ deepFreeze<SegmentMap<RRfm02Id>>({
  kind: "rfm-kit/segments",
  version: 1,
  id: "r-rfm-0.2",
  title: "R package rfm 0.2, ten segments",
  sources: [
    "https://github.com/rsquaredacademy/rfm",
    "https://github.com/rsquaredacademy/rfm/issues/67",
    "https://github.com/rsquaredacademy/rfm/issues/56",
  ],
  shape: [5, 5, 5],
  // biome-ignore format: cells stand in rows, and a row has one recency score
  segments: [
    {
      id: "champions",
      names: { en: "Champions", "zh-Hans": "冠军客户", "zh-Hant": "冠軍客戶", es: "Campeones" },
      actions: rewardThem,
      cells: ["555", "554", "545", "544", "455", "454", "445", "444"],
    },
    {
      id: "loyal",
      names: { en: "Loyal Customers", "zh-Hans": "忠实客户", "zh-Hant": "忠實客戶", es: "Clientes fieles" },
      actions: offerStepUp,
      cells: [
        "553", "543", "535", "534", "533",
        "453", "443", "435", "434", "433",
        "355", "354", "353", "345", "344", "343", "335", "334", "333",
        "255", "254", "253", "245", "244", "243", "235", "234", "233",
      ],
    },
    {
      id: "potential-loyalist",
      names: {
        en: "Potential Loyalist",
        "zh-Hans": "潜在忠实客户",
        "zh-Hant": "潛在忠實客戶",
        es: "Potencialmente fieles",
      },
      actions: inviteToClub,
      cells: [
        "532", "531", "523", "522", "521", "513", "512", "511",
        "432", "431", "423", "422", "421", "413", "412", "411",
        "332", "331", "323", "322", "321", "313", "312", "311",
      ],
    },
    {
      id: "need-attention",
      names: { en: "Need Attention", "zh-Hans": "需要关注", "zh-Hant": "需要關注", es: "Necesitan atención" },
      actions: sayTheyAreMissed,
      cells: ["232", "223", "222"],
    },
    {
      id: "about-to-sleep",
      names: { en: "About To Sleep", "zh-Hans": "即将沉睡", "zh-Hant": "即將沉睡", es: "A punto de dormirse" },
      actions: remindInTime,
      cells: ["221", "212", "211"],
    },
    {
      id: "at-risk",
      names: { en: "At Risk", "zh-Hans": "有流失风险", "zh-Hant": "有流失風險", es: "En riesgo" },
      actions: winBackNow,
      cells: [
        "252", "242", "225", "224",
        "155", "154", "153", "152", "145", "144", "143", "142", "135", "134", "133", "132", "125", "124", "123", "122",
      ],
    },
    {
      id: "lost",
      names: { en: "Lost", "zh-Hans": "已流失", "zh-Hant": "已流失", es: "Perdidos" },
      actions: tryOnce,
      cells: ["121", "112", "111"],
    },
    {
      id: "others",
      names: { en: "Others", "zh-Hans": "其他", "zh-Hant": "其他", es: "Otros" },
      actions: treatAsNearest,
      cells: [
        "552", "551", "542", "541", "525", "524", "515", "514",
        "452", "451", "442", "441", "425", "424", "415", "414",
        "352", "351", "342", "341", "325", "324", "315", "314",
        "251", "241", "231", "215", "214", "213",
        "151", "141", "131", "115", "114", "113",
      ],
    },
  ],
  // biome-ignore format: the same
  resolved: {
    uncovered: {
      to: "others",
      cells: [
        "113", "114", "115", "131", "141", "151",
        "213", "214", "215", "231", "241", "251",
        "314", "315", "324", "325", "341", "342", "351", "352",
        "414", "415", "424", "425", "441", "442", "451", "452",
        "514", "515", "524", "525", "541", "542", "551", "552",
      ],
    },
    overlapping: [
      "122", "144", "145", "154", "155",
      "211", "212", "221", "222", "223", "232", "233", "234", "235", "243", "244", "245", "253", "254", "255",
      "311", "312", "321", "322", "323", "332", "333",
      "411", "433", "444", "445", "454", "455",
      "511", "533", "544", "545", "554", "555",
    ],
    dead: ["new", "promising", "cant-lose"],
  },
});
