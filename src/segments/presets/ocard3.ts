import { deepFreeze } from "../../checks/deep-freeze.js";
import type { SegmentMap } from "../segment-map.js";
import { bringBackSoon, rewardLoyalty, wakeUp } from "./actions.js";

/**
 * The ids of {@link ocard3}.
 *
 * @since 0.1.0
 */
export type Ocard3Id = "golden" | "regular" | "sleeping";

/**
 * Three groups, golden, regular and sleeping, on 2 x 2 x 2 cells: use it with `bins: meanSplit()`.
 *
 * The names and the purpose of each group are those of the loyalty platform Ocard. Its numbers are not public, and the
 * cells are our proposal: low recency is sleeping; high recency, frequency and monetary are golden; all others are
 * regular. The Spanish names and the actions are ours.
 *
 * @example
 * ```ts
 * ocard3.segments.map(({ id, cells }) => [id, cells.length]); // => [["golden", 1], ["regular", 3], ["sleeping", 4]]
 * ```
 * @see https://blog.ocard.co/knowhow/crm-rfm-analysis
 * @since 0.1.0
 */
export const ocard3: SegmentMap<Ocard3Id> = /* @__PURE__ */ deepFreeze<SegmentMap<Ocard3Id>>({
  kind: "rfm-kit/segments",
  version: 1,
  id: "ocard-3",
  title: "Golden, regular and sleeping",
  sources: ["https://blog.ocard.co/knowhow/crm-rfm-analysis"],
  shape: [2, 2, 2],
  segments: [
    {
      id: "golden",
      names: { en: "Golden", "zh-Hans": "黄金客", "zh-Hant": "黃金客", es: "De oro" },
      actions: rewardLoyalty,
      cells: ["222"],
    },
    {
      id: "regular",
      names: { en: "Regular", "zh-Hans": "一般客", "zh-Hant": "一般客", es: "Habituales" },
      actions: bringBackSoon,
      cells: ["221", "212", "211"],
    },
    {
      id: "sleeping",
      names: { en: "Sleeping", "zh-Hans": "沉睡客", "zh-Hant": "沉睡客", es: "Dormidos" },
      actions: wakeUp,
      cells: ["122", "121", "112", "111"],
    },
  ],
});
