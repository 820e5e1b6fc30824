import { deepFreeze } from "../../checks/deep-freeze.js";
import type { SegmentMap } from "../segment-map.js";
import {
  contactOneByOne,
  giveReasonToReturn,
  inviteToClub,
  offerStepUp,
  promptSecondOrder,
  remindInTime,
  rewardThem,
  sayTheyAreMissed,
  treatAsNearest,
  tryOnce,
  winBackNow,
} from "./actions.js";

/**
 * The ids of {@link rRfm030}.
 *
 * @since 0.1.0
 */
export type RRfm030Id =
  | "champions"
  | "potential-loyalist"
  | "loyal"
  | "promising"
  | "new"
  | "cant-lose"
  | "at-risk"
  | "need-attention"
  | "about-to-sleep"
  | "lost"
  | "others";

/**
 * The ten segments in the documentation of the R package rfm 0.3.0, on 5 x 5 x 5 cells. Champions is the single cell
 * 555.
 *
 * Its rows overlap on 58 cells: each cell has the first of the rows that claim it. Ten cells are in no row: the package
 * calls their customers Others, here a segment of its own. `resolved` lists both. With the bins `rRfm(5)` every
 * customer has the segment that the package gives. The names in Chinese and Spanish and the actions are ours.
 *
 * @example
 * ```ts
 * rRfm030.resolved?.uncovered?.cells.length; // => 10
 * rRfm030.resolved?.uncovered?.to; // => "others"
 * ```
 * @see https://github.com/rsquaredacademy/rfm
 * @since 0.1.0
 */
export const rRfm030: SegmentMap<RRfm030Id> = /* @__PURE__ */ deepFreeze<SegmentMap<RRfm030Id>>({
  kind: "rfm-kit/segments",
  version: 1,
  id: "r-rfm-0.3.0",
  title: "R package rfm 0.3.0, ten segments",
  sources: ["https://github.com/rsquaredacademy/rfm"],
  shape: [5, 5, 5],
  // biome-ignore format: cells stand in rows, and a row has one recency score
  segments: [
    {
      id: "champions",
      names: { en: "Champions", "zh-Hans": "冠军客户", "zh-Hant": "冠軍客戶", es: "Campeones" },
      actions: rewardThem,
      cells: ["555"],
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
        "554", "553", "552", "545", "544", "543", "542", "535", "534", "533", "532",
        "455", "454", "453", "452", "445", "444", "443", "442", "435", "434", "433", "432",
        "355", "354", "353", "352", "345", "344", "343", "342", "335", "334", "333", "332",
      ],
    },
    {
      id: "loyal",
      names: { en: "Loyal Customers", "zh-Hans": "忠实客户", "zh-Hant": "忠實客戶", es: "Clientes fieles" },
      actions: offerStepUp,
      cells: ["424", "423", "422", "324", "323", "322", "244", "243", "242", "234", "233", "232", "224", "223", "222"],
    },
    {
      id: "promising",
      names: { en: "Promising", "zh-Hans": "潜力客户", "zh-Hant": "潛力客戶", es: "Prometedores" },
      actions: giveReasonToReturn,
      cells: ["425", "415", "414", "413", "325", "315", "314", "313"],
    },
    {
      id: "new",
      names: { en: "New Customers", "zh-Hans": "新客户", "zh-Hant": "新客戶", es: "Clientes nuevos" },
      actions: promptSecondOrder,
      cells: ["531", "525", "524", "523", "522", "521", "515", "514", "513", "512", "511", "431", "421", "412", "411"],
    },
    {
      id: "cant-lose",
      names: { en: "Can't Lose Them", "zh-Hans": "不能流失", "zh-Hant": "不能流失", es: "No podemos perderlos" },
      actions: contactOneByOne,
      cells: ["245", "235", "145", "144", "135", "134"],
    },
    {
      id: "at-risk",
      names: { en: "At Risk", "zh-Hans": "有流失风险", "zh-Hant": "有流失風險", es: "En riesgo" },
      actions: winBackNow,
      cells: ["255", "254", "225", "155", "154", "125", "124"],
    },
    {
      id: "need-attention",
      names: { en: "Need Attention", "zh-Hans": "需要关注", "zh-Hant": "需要關注", es: "Necesitan atención" },
      actions: sayTheyAreMissed,
      cells: ["253", "153", "143", "133"],
    },
    {
      id: "about-to-sleep",
      names: { en: "About To Sleep", "zh-Hans": "即将沉睡", "zh-Hant": "即將沉睡", es: "A punto de dormirse" },
      actions: remindInTime,
      cells: ["331", "321", "312", "311", "231", "221", "214", "213", "212", "211"],
    },
    {
      id: "lost",
      names: { en: "Lost", "zh-Hans": "已流失", "zh-Hant": "已流失", es: "Perdidos" },
      actions: tryOnce,
      cells: ["152", "151", "142", "141", "132", "131", "123", "122", "121", "115", "114", "113", "112", "111"],
    },
    {
      id: "others",
      names: { en: "Others", "zh-Hans": "其他", "zh-Hant": "其他", es: "Otros" },
      actions: treatAsNearest,
      cells: ["551", "541", "451", "441", "351", "341", "252", "251", "241", "215"],
    },
  ],
  // biome-ignore format: the same
  resolved: {
    uncovered: { cells: ["215", "241", "251", "252", "341", "351", "441", "451", "541", "551"], to: "others" },
    overlapping: [
      "124", "125", "133", "134", "135", "143", "144", "145", "153", "154", "155",
      "222", "223", "224", "232", "233", "234", "235", "243", "244", "245", "254", "255",
      "313", "314", "322", "323", "324", "332", "333", "334", "335", "342", "343", "344", "345", "353", "354", "355",
      "413", "414", "415", "422", "423", "424", "425", "432", "433", "434", "435", "442", "443", "444",
      "532", "533", "534", "535", "555",
    ],
  },
});
