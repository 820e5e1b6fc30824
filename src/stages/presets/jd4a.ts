import type { StageModel } from "../stage-model.js";
import type { StageWindows } from "./check-windows.js";
import { type Ladder, modelOfLadder } from "./ladder.js";
import { anyOf, happened, onDays, reviewOf } from "./rule-parts.js";

/**
 * The ids of the stages of {@link jd4a}.
 *
 * @since 0.1.0
 */
export type Jd4aStage = "aware" | "appeal" | "act" | "advocate";

/**
 * Options of {@link jd4a}.
 *
 * @since 0.1.0
 */
export interface Jd4aOptions {
  /** How many days count, by stage; `null` for all. No source gives any. */
  readonly windows: StageWindows<Jd4aStage>;
}

/**
 * Returns the ladder 4A of JD: aware, appeal, act, advocate.
 *
 * Aware: `impression`, `ad_click`, `page_view`, `store_view` or `product_view`. Appeal: such a view on two days, or `brand_search`,
 * `category_search`, `subscribe`, `cart` or `consult`. Act: `purchase`, any `review` or `after_sales`. Advocate: a `purchase` on two
 * days, a `review` whose `sentiment` is `"positive"`, or `answer`, `recommend` or `share`.
 *
 * @param options - The windows.
 * @returns The model.
 * @throws {@link RfmError} `MISSING_OPTION` for a window that is left out, `OUT_OF_RANGE` for one that is no number of days.
 *
 * @example
 * ```ts
 * const model = jd4a({ windows: { aware: 15, appeal: 15, act: 365, advocate: 365 } });
 * const events = eventsFromRows(
 *   [{ c: 1, e: "review", s: "negative", d: "2026-02-27" }, { c: 2, e: "review", s: "positive", d: "2026-02-27" }],
 *   { customer: "c", type: "e", date: "d", sentiment: "s" },
 * );
 * [...classifyStages(model, { events })].map(({ stage }) => stage); // => ["act", "advocate"]
 * ```
 * @see {@link aiplDatabank} for AIPL, where a review alone is no purchase
 * @since 0.1.0
 */
export function jd4a(options: Jd4aOptions): StageModel<Jd4aStage> {
  return modelOfLadder(LADDER, options);
}

const VIEWS = ["page_view", "store_view", "product_view"];

const LADDER: Ladder<Jd4aStage> = {
  where: "jd4a",
  id: "jd-4a",
  version: "2022",
  title: "JD 4A",
  stages: [
    {
      id: "aware",
      names: { en: "Aware", "zh-Hans": "认知", "zh-Hant": "認知", es: "Conoce" },
      when: (days) => happened(["impression", "ad_click", ...VIEWS], days),
    },
    {
      id: "appeal",
      names: { en: "Appeal", "zh-Hans": "吸引", "zh-Hant": "吸引", es: "Se interesa" },
      when: (days) =>
        anyOf(
          onDays(VIEWS, 2, days),
          happened(["brand_search", "category_search", "subscribe", "cart", "consult"], days),
        ),
    },
    {
      id: "act",
      names: { en: "Act", "zh-Hans": "行动", "zh-Hant": "行動", es: "Actúa" },
      when: (days) => happened(["purchase", "review", "after_sales"], days),
    },
    {
      id: "advocate",
      names: { en: "Advocate", "zh-Hans": "拥护", "zh-Hant": "擁護", es: "Recomienda" },
      when: (days) =>
        anyOf(
          onDays(["purchase"], 2, days),
          reviewOf("positive", days),
          happened(["answer", "recommend", "share"], days),
        ),
    },
  ],
  sources: ["https://yunnanlong.com/c/04192KL62022.html"],
  unverified: [
    "The behaviours are from a second-hand text; no source gives windows.",
    "Ours: sustained browsing is a view on two days, repurchase is a purchase on two days, search is any search.",
  ],
};
