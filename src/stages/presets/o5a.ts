import type { StageModel } from "../stage-model.js";
import type { StageWindows } from "./check-windows.js";
import { type Ladder, modelOfLadder } from "./ladder.js";
import { anyOf, happened, is, onDays } from "./rule-parts.js";

/**
 * The ids of the stages of {@link o5a}.
 *
 * @since 0.1.0
 */
export type O5aStage = "A1" | "A2" | "A3" | "A4" | "A5";

/**
 * Options of {@link o5a}.
 *
 * @since 0.1.0
 */
export interface O5aOptions {
  /** How many days count, by stage; `null` for all. Only for A5 a source gives them: a year, which is its default. */
  readonly windows: StageWindows<Exclude<O5aStage, "A5">> & Partial<StageWindows<"A5">>;
}

/**
 * Returns the ladder O-5A of ByteDance: know, attracted, ask, act, advocate.
 *
 * A1: `impression` or `video_view`. A2: `like`, `comment` or `subscribe`. A3: `store_view`, `product_view`, `brand_search` or
 * `category_search`. A4: `purchase`. A5: a `purchase` on two days, or a yes in the field `isFan`. A comment is shallow here and
 * loyal in AIPL. O, those without a contact whom the platform takes for likely, is judged by no public rule: they are in none.
 *
 * @param options - The windows.
 * @returns The model.
 * @throws {@link RfmError} `MISSING_OPTION` for a window that is left out, `OUT_OF_RANGE` for one that is no number of days.
 *
 * @example
 * ```ts
 * const model = o5a({ windows: { A1: 30, A2: 30, A3: 30, A4: 730 } });
 * const events = eventsFromRows(
 *   [{ c: 1, e: "comment", d: "2026-02-27" }, { c: 2, e: "purchase", d: "2025-02-26" }, { c: 2, e: "purchase", d: "2025-12-26" }],
 *   { customer: "c", type: "e", date: "d" },
 * );
 * [...classifyStages(model, { events, asOf: "2026-02-28" })].map(({ stage }) => stage); // => ["A2", "A4"]
 * ```
 * @see {@link aiplDatabank} for AIPL
 * @since 0.1.0
 */
export function o5a(options: O5aOptions): StageModel<O5aStage> {
  return modelOfLadder(LADDER, options);
}

const LADDER: Ladder<O5aStage> = {
  where: "o5a",
  id: "o-5a",
  version: "2022",
  title: "O-5A, ByteDance",
  stages: [
    {
      id: "A1",
      names: { en: "Know", "zh-Hans": "了解", "zh-Hant": "了解", es: "Conoce" },
      when: (days) => happened(["impression", "video_view"], days),
    },
    {
      id: "A2",
      names: { en: "Attracted", "zh-Hans": "吸引", "zh-Hant": "吸引", es: "Atraído" },
      when: (days) => happened(["like", "comment", "subscribe"], days),
    },
    {
      id: "A3",
      names: { en: "Ask", "zh-Hans": "问询", "zh-Hant": "問詢", es: "Pregunta" },
      when: (days) => happened(["store_view", "product_view", "brand_search", "category_search"], days),
    },
    {
      id: "A4",
      names: { en: "Act", "zh-Hans": "行动", "zh-Hant": "行動", es: "Actúa" },
      when: (days) => happened(["purchase"], days),
    },
    {
      id: "A5",
      names: { en: "Advocate", "zh-Hans": "拥护", "zh-Hant": "擁護", es: "Recomienda" },
      days: 365,
      when: (days) => anyOf(onDays(["purchase"], 2, days), is("isFan")),
    },
  ],
  notes: ["O, no contact but judged likely, has no public rule: such customers are in no stage."],
  unverified: [
    "All behaviours and the year of A5 are second-hand; no source gives the other windows.",
    "Ours: A1 is an impression or a video view, A5 a purchase on two days or a fan by the field isFan.",
  ],
};
