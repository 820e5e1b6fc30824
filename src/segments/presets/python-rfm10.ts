import { deepFreeze } from "../../checks/deep-freeze.js";
import type { SegmentMap } from "../segment-map.js";
import {
  giveReasonToReturn,
  inviteToClub,
  offerStepUp,
  promptSecondOrder,
  raiseBasket,
  remindInTime,
  rewardThem,
  sayTheyAreMissed,
  tryOnce,
  winBackNow,
} from "./actions.js";

/**
 * The ids of {@link pythonRfm10}.
 *
 * @since 0.1.0
 */
export type PythonRfm10Id =
  | "champions"
  | "promising"
  | "loyal"
  | "potential-loyalist"
  | "new"
  | "low-spenders"
  | "need-attention"
  | "about-to-sleep"
  | "at-risk"
  | "lost";

/**
 * The ten segments that are built into the Python package rfm, on 5 x 5 x 5 cells.
 *
 * Its rows overlap on 44 cells, and it asks them in order: each cell has the first of the rows that claim it, as
 * `resolved` lists. The names in Chinese and Spanish and the actions are ours.
 *
 * @example
 * ```ts
 * pythonRfm10.resolved?.overlapping?.length; // => 44
 * pythonRfm10.segments.find(({ cells }) => cells.includes("444"))?.id; // => "champions"
 * ```
 * @see https://github.com/sonwanesuresh95/rfm
 * @see https://github.com/sonwanesuresh95/rfm/issues/4
 * @since 0.1.0
 */
export const pythonRfm10: SegmentMap<PythonRfm10Id> = /* @__PURE__ */ deepFreeze<SegmentMap<PythonRfm10Id>>({
  kind: "rfm-kit/segments",
  version: 1,
  id: "python-rfm-10",
  title: "Python package rfm, ten segments",
  sources: ["https://github.com/sonwanesuresh95/rfm", "https://github.com/sonwanesuresh95/rfm/issues/4"],
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
      id: "promising",
      names: { en: "Promising", "zh-Hans": "潜力客户", "zh-Hant": "潛力客戶", es: "Prometedores" },
      actions: giveReasonToReturn,
      cells: ["525", "524", "523", "515", "514", "513", "425", "424", "423", "415", "414", "413"],
    },
    {
      id: "loyal",
      names: { en: "Loyal Accounts", "zh-Hans": "忠实客户", "zh-Hant": "忠實客戶", es: "Cuentas fieles" },
      actions: offerStepUp,
      cells: [
        "553", "543", "535", "534", "533",
        "453", "443", "435", "434", "433",
        "355", "354", "353", "345", "344", "343", "335", "334", "333",
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
      cells: ["532", "522", "432", "422", "332", "324", "323", "322"],
    },
    {
      id: "new",
      names: {
        en: "New Active Accounts",
        "zh-Hans": "新活跃客户",
        "zh-Hant": "新活躍客戶",
        es: "Cuentas nuevas activas",
      },
      actions: promptSecondOrder,
      cells: ["512", "511"],
    },
    {
      id: "low-spenders",
      names: { en: "Low Spenders", "zh-Hans": "低消费客户", "zh-Hant": "低消費客戶", es: "De bajo gasto" },
      actions: raiseBasket,
      cells: [
        "552", "551", "542", "541", "531", "521",
        "452", "451", "442", "441", "431", "421", "412", "411",
        "352", "351", "342", "341", "331", "321", "312", "311",
      ],
    },
    {
      id: "need-attention",
      names: { en: "Need Attention", "zh-Hans": "需要关注", "zh-Hant": "需要關注", es: "Necesitan atención" },
      actions: sayTheyAreMissed,
      cells: ["325", "315", "314", "225", "224", "215", "214"],
    },
    {
      id: "about-to-sleep",
      names: { en: "About to Sleep", "zh-Hans": "即将沉睡", "zh-Hant": "即將沉睡", es: "A punto de dormirse" },
      actions: remindInTime,
      cells: ["313", "223", "222", "221", "213", "212", "211"],
    },
    {
      id: "at-risk",
      names: { en: "At Risk", "zh-Hans": "有流失风险", "zh-Hant": "有流失風險", es: "En riesgo" },
      actions: winBackNow,
      cells: [
        "255", "254", "253", "245", "244", "243", "235", "234", "233",
        "155", "154", "153", "145", "144", "143", "135", "134", "133", "125", "124", "123", "115", "114", "113",
      ],
    },
    {
      id: "lost",
      names: { en: "Lost", "zh-Hans": "已流失", "zh-Hant": "已流失", es: "Perdidos" },
      actions: tryOnce,
      cells: [
        "252", "251", "242", "241", "232", "231",
        "152", "151", "142", "141", "132", "131", "122", "121", "112", "111",
      ],
    },
  ],
  // biome-ignore format: the same
  resolved: {
    overlapping: [
      "211", "212", "213", "214", "215", "221", "222", "223", "224", "225",
      "311", "312", "321", "322", "323", "324", "332", "333", "334",
      "422", "423", "424", "432", "433", "434", "444", "445", "454", "455",
      "511", "512", "513", "514", "515", "522", "523", "524", "532", "533", "534", "544", "545", "554", "555",
    ],
  },
});
