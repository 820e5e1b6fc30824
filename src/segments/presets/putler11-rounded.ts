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
import type { Putler11Id } from "./putler11.js";

/**
 * The map {@link putler11} with the combined score rounded to a whole number, halves up.
 *
 * Its rows overlap on 96 cells: each cell has the first of the rows that claim it, as `resolved` lists. Recent,
 * promising, cant-lose and lost win no cell that way and are left out. The names in Chinese and Spanish and the actions
 * are ours.
 *
 * @example
 * ```ts
 * const sizes = [putler11, putler11Rounded].map(({ segments }) => segments[0].cells.length);
 * sizes; // => [12, 20]
 * ```
 * @see https://www.putler.com/rfm-analysis/
 * @see https://docs.churned.io/churned-docs/dashboard-and-features/rfv-model-segment-best-practices/rfm-model
 * @since 0.1.0
 */
export const putler11Rounded: SegmentMap<Putler11Id> = /* @__PURE__ */ deepFreeze<SegmentMap<Putler11Id>>({
  kind: "rfm-kit/segments",
  version: 1,
  id: "putler-11-rounded",
  title: "Putler, eleven segments over R and rounded FM",
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
      cells: [
        "555", "554", "553", "552", "545", "544", "543", "535", "534", "525",
        "455", "454", "453", "452", "445", "444", "443", "435", "434", "425",
      ],
    },
    {
      id: "loyal",
      names: { en: "Loyal customers", "zh-Hans": "忠实客户", "zh-Hant": "忠實客戶", es: "Clientes fieles" },
      actions: offerStepUp,
      cells: [
        "551", "542", "541", "533", "532", "524", "523", "515", "514",
        "451", "442", "441", "433", "432", "424", "423", "415", "414",
        "355", "354", "353", "352", "351", "345", "344", "343", "342", "341", "335", "334", "333", "332",
        "325", "324", "323", "315", "314",
        "255", "254", "253", "252", "251", "245", "244", "243", "242", "241", "235", "234", "233", "232",
        "225", "224", "223", "215", "214",
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
        "531", "522", "521", "513", "512", "511",
        "431", "422", "421", "413", "412", "411",
        "331", "322", "321", "313", "312", "311",
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
      cells: ["231", "222", "221", "213", "212"],
    },
    {
      id: "about-to-sleep",
      names: { en: "About to sleep", "zh-Hans": "即将沉睡", "zh-Hant": "即將沉睡", es: "A punto de dormirse" },
      actions: remindInTime,
      cells: ["211"],
    },
    {
      id: "at-risk",
      names: { en: "At risk", "zh-Hans": "有流失风险", "zh-Hant": "有流失風險", es: "En riesgo" },
      actions: winBackNow,
      cells: [
        "155", "154", "153", "152", "151", "145", "144", "143", "142", "141", "135", "134", "133", "132", "131",
        "125", "124", "123", "122", "121", "115", "114", "113", "112",
      ],
    },
    {
      id: "hibernating",
      names: { en: "Hibernating", "zh-Hans": "休眠客户", "zh-Hant": "休眠客戶", es: "Hibernando" },
      actions: sendLittle,
      cells: ["111"],
    },
  ],
  // biome-ignore format: the same
  resolved: {
    overlapping: [
      "111", "112", "113", "121", "122", "125", "131", "134", "135", "143", "144", "145", "152", "153", "154", "155",
      "211", "212", "213", "214", "215", "221", "222", "223", "224", "225", "231", "232", "233", "234", "235",
      "241", "242", "243", "244", "245", "251", "252", "253", "254", "255",
      "311", "312", "313", "314", "315", "321", "322", "323", "324", "331", "332", "333", "341", "342", "351",
      "411", "414", "415", "423", "424", "425", "432", "433", "434", "435", "441", "442", "443", "444", "445",
      "451", "452", "453", "454", "455",
      "511", "514", "515", "523", "524", "525", "532", "533", "534", "535", "541", "542", "543", "544", "545",
      "551", "552", "553", "554", "555",
    ],
    dead: ["recent", "promising", "cant-lose", "lost"],
  },
});
