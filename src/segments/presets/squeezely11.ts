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
  sendLittle,
  tryOnce,
  winBackNow,
} from "./actions.js";

/**
 * The ids of {@link squeezely11}.
 *
 * @since 0.1.0
 */
export type Squeezely11Id =
  | "champions"
  | "loyal"
  | "potential-loyalist"
  | "new"
  | "promising"
  | "need-attention"
  | "about-to-sleep"
  | "at-risk"
  | "cant-lose"
  | "hibernating"
  | "lost";

/**
 * The segment map of Squeezely, now Spotler Activate: the eleven segments of {@link connectif11} on 5 x 5 x 5 cells,
 * published in full.
 *
 * 231, 241 and 251 are in about-to-sleep here and in hibernating there; nothing else differs. The names and the three
 * groups are those of {@link connectif11}; the actions are ours.
 *
 * @example
 * ```ts
 * checkSegments(squeezely11).segments[6]; // => { id: "about-to-sleep", claims: 8, wins: 8 }
 * checkSegments(connectif11).segments[6]; // => { id: "about-to-sleep", claims: 5, wins: 5 }
 * ```
 * @see https://squeezely.atlassian.net/wiki/pages/diffpages.action?originalId=2666070026&pageId=2666070037
 * @see https://activate.spotler.help/hc/en-gb/articles/21259717715090-App-RFM
 * @since 0.1.0
 */
export const squeezely11: SegmentMap<Squeezely11Id> = /* @__PURE__ */ deepFreeze<SegmentMap<Squeezely11Id>>({
  kind: "rfm-kit/segments",
  version: 1,
  id: "squeezely-11",
  title: "Squeezely (Spotler Activate), eleven segments",
  sources: [
    "https://squeezely.atlassian.net/wiki/pages/diffpages.action?originalId=2666070026&pageId=2666070037",
    "https://activate.spotler.help/hc/en-gb/articles/21259717715090-App-RFM",
  ],
  shape: [5, 5, 5],
  groups: [
    {
      id: "best",
      names: { en: "Best customers", "zh-Hans": "最佳客户", "zh-Hant": "最佳客戶", es: "Mejores clientes" },
    },
    { id: "alert", names: { en: "Alert", "zh-Hans": "警觉", "zh-Hant": "警覺", es: "Alerta" } },
    { id: "tightrope", names: { en: "Tightrope", "zh-Hans": "走钢索", "zh-Hant": "走鋼索", es: "Cuerda floja" } },
  ],
  // biome-ignore format: cells stand in rows, and a row has one recency score
  segments: [
    {
      id: "champions",
      group: "best",
      names: { en: "Champions", "zh-Hans": "冠军", "zh-Hant": "冠軍", es: "Campeones" },
      actions: rewardThem,
      cells: ["555", "554", "545", "544", "455", "454", "445"],
    },
    {
      id: "loyal",
      group: "best",
      names: { en: "Loyal", "zh-Hans": "忠实", "zh-Hant": "忠實", es: "Fieles" },
      actions: offerStepUp,
      cells: ["543", "444", "435", "355", "354", "345", "344", "335"],
    },
    {
      id: "potential-loyalist",
      group: "best",
      names: {
        en: "Potential loyalist",
        "zh-Hans": "潜在的忠诚",
        "zh-Hant": "潛在的忠誠",
        es: "Potencialmente fieles",
      },
      actions: inviteToClub,
      cells: [
        "553", "552", "551", "542", "541", "533", "532", "531",
        "453", "452", "451", "442", "441", "433", "432", "431", "423",
        "353", "352", "351", "342", "341", "333", "323",
      ],
    },
    {
      id: "new",
      group: "alert",
      names: { en: "New", "zh-Hans": "新的", "zh-Hant": "新的", es: "Nuevos" },
      actions: promptSecondOrder,
      cells: ["512", "511", "422", "421", "412", "411", "311"],
    },
    {
      id: "promising",
      group: "alert",
      names: { en: "Promising", "zh-Hans": "有前途", "zh-Hant": "有前途", es: "Prometedores" },
      actions: giveReasonToReturn,
      cells: [
        "525", "524", "523", "522", "521", "515", "514", "513",
        "425", "424", "415", "414", "413",
        "315", "314", "313",
      ],
    },
    {
      id: "need-attention",
      group: "alert",
      names: { en: "Need attention", "zh-Hans": "需要关注", "zh-Hant": "需要關注", es: "Necesitan atención" },
      actions: sayTheyAreMissed,
      cells: ["535", "534", "443", "434", "343", "334", "325", "324"],
    },
    {
      id: "about-to-sleep",
      group: "alert",
      names: { en: "About to sleep", "zh-Hans": "睡着了", "zh-Hant": "睡著了", es: "Durmiéndose" },
      actions: remindInTime,
      cells: ["331", "321", "312", "251", "241", "231", "221", "213"],
    },
    {
      id: "at-risk",
      group: "tightrope",
      names: { en: "At risk", "zh-Hans": "有风险", "zh-Hant": "有風險", es: "En riesgo" },
      actions: winBackNow,
      cells: [
        "255", "254", "253", "252", "245", "244", "243", "242", "235", "234", "225", "224",
        "153", "152", "145", "143", "142", "135", "134", "133", "125", "124",
      ],
    },
    {
      id: "cant-lose",
      group: "alert",
      names: { en: "Can't lose", "zh-Hans": "不要失去", "zh-Hant": "不要失去", es: "No perder" },
      actions: contactOneByOne,
      cells: ["215", "214", "155", "154", "144", "115", "114", "113"],
    },
    {
      id: "hibernating",
      group: "tightrope",
      names: { en: "Hibernating", "zh-Hans": "冬眠", "zh-Hant": "冬眠", es: "Hibernando" },
      actions: sendLittle,
      cells: ["332", "322", "233", "232", "223", "222", "212", "211", "132", "123", "122"],
    },
    {
      id: "lost",
      group: "tightrope",
      names: { en: "Lost", "zh-Hans": "遗失的", "zh-Hant": "遺失的", es: "Perdidos" },
      actions: tryOnce,
      cells: ["151", "141", "131", "121", "112", "111"],
    },
  ],
});
