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
  winBackNow,
} from "./actions.js";

/**
 * The ids of {@link rfGrid10}.
 *
 * @since 0.1.0
 */
export type RfGrid10Id =
  | "hibernating"
  | "at-risk"
  | "cant-lose"
  | "about-to-sleep"
  | "need-attention"
  | "loyal"
  | "promising"
  | "new"
  | "potential-loyalist"
  | "champions";

/**
 * The ten segments of many Python tutorials, on a grid of recency and frequency; with the names that CleverTap uses.
 *
 * The original has 5 x 5 cells and no monetary score. Here each of its cells stands for five, one for every monetary
 * score, so that the map fits bins of 5 x 5 x 5 and the monetary score decides nothing. That CleverTap draws the same
 * limits is likely but not published. The names in Chinese and Spanish and the actions are ours.
 *
 * @example
 * ```ts
 * const table = tableFromCustomers(
 *   [
 *     { id: 1, days: 1, orders: 9, spent: 1 },
 *     { id: 2, days: 90, orders: 1, spent: 999 },
 *   ],
 *   { customer: "id", recency: "days", frequency: "orders", monetary: "spent" },
 * );
 * rfm(table, { segments: rfGrid10 }).get(1)?.segment; // => "champions"
 * ```
 * @see https://docs.clevertap.com/docs/rfm
 * @since 0.1.0
 */
export const rfGrid10: SegmentMap<RfGrid10Id> = /* @__PURE__ */ deepFreeze<SegmentMap<RfGrid10Id>>({
  kind: "rfm-kit/segments",
  version: 1,
  id: "rf-grid-10",
  title: "Recency x frequency grid, ten segments",
  sources: ["https://docs.clevertap.com/docs/rfm"],
  shape: [5, 5, 5],
  // biome-ignore format: cells stand in rows, and a row has one recency score
  segments: [
    {
      id: "hibernating",
      names: { en: "Hibernating", "zh-Hans": "休眠客户", "zh-Hant": "休眠客戶", es: "Hibernando" },
      actions: sendLittle,
      cells: [
        "225", "224", "223", "222", "221", "215", "214", "213", "212", "211",
        "125", "124", "123", "122", "121", "115", "114", "113", "112", "111",
      ],
    },
    {
      id: "at-risk",
      names: { en: "At risk", "zh-Hans": "有流失风险", "zh-Hant": "有流失風險", es: "En riesgo" },
      actions: winBackNow,
      cells: [
        "245", "244", "243", "242", "241", "235", "234", "233", "232", "231",
        "145", "144", "143", "142", "141", "135", "134", "133", "132", "131",
      ],
    },
    {
      id: "cant-lose",
      names: { en: "Can't lose", "zh-Hans": "不能流失", "zh-Hant": "不能流失", es: "No podemos perderlos" },
      actions: contactOneByOne,
      cells: ["255", "254", "253", "252", "251", "155", "154", "153", "152", "151"],
    },
    {
      id: "about-to-sleep",
      names: { en: "About to sleep", "zh-Hans": "即将沉睡", "zh-Hant": "即將沉睡", es: "A punto de dormirse" },
      actions: remindInTime,
      cells: ["325", "324", "323", "322", "321", "315", "314", "313", "312", "311"],
    },
    {
      id: "need-attention",
      names: { en: "Need attention", "zh-Hans": "需要关注", "zh-Hant": "需要關注", es: "Necesitan atención" },
      actions: sayTheyAreMissed,
      cells: ["335", "334", "333", "332", "331"],
    },
    {
      id: "loyal",
      names: { en: "Loyal customers", "zh-Hans": "忠实客户", "zh-Hant": "忠實客戶", es: "Clientes fieles" },
      actions: offerStepUp,
      cells: [
        "455", "454", "453", "452", "451", "445", "444", "443", "442", "441",
        "355", "354", "353", "352", "351", "345", "344", "343", "342", "341",
      ],
    },
    {
      id: "promising",
      names: { en: "Promising", "zh-Hans": "潜力客户", "zh-Hant": "潛力客戶", es: "Prometedores" },
      actions: giveReasonToReturn,
      cells: ["415", "414", "413", "412", "411"],
    },
    {
      id: "new",
      names: { en: "New customers", "zh-Hans": "新客户", "zh-Hant": "新客戶", es: "Clientes nuevos" },
      actions: promptSecondOrder,
      cells: ["515", "514", "513", "512", "511"],
    },
    {
      id: "potential-loyalist",
      names: {
        en: "Potential loyalists",
        "zh-Hans": "潜在忠实客户",
        "zh-Hant": "潛在忠實客戶",
        es: "Potencialmente fieles",
      },
      actions: inviteToClub,
      cells: [
        "535", "534", "533", "532", "531", "525", "524", "523", "522", "521",
        "435", "434", "433", "432", "431", "425", "424", "423", "422", "421",
      ],
    },
    {
      id: "champions",
      names: { en: "Champions", "zh-Hans": "冠军客户", "zh-Hant": "冠軍客戶", es: "Campeones" },
      actions: rewardThem,
      cells: ["555", "554", "553", "552", "551", "545", "544", "543", "542", "541"],
    },
  ],
});
