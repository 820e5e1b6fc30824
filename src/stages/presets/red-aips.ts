import type { StageModel } from "../stage-model.js";
import type { StageWindows } from "./check-windows.js";
import { type Ladder, modelOfLadder, type StageBehaviour } from "./ladder.js";
import { happened } from "./rule-parts.js";

/**
 * The ids of the stages of {@link redAips}: aware, interest, deep interest, purchase, share.
 *
 * @since 0.1.0
 */
export type RedAipsStage = "A" | "I" | "TI" | "P" | "S";

/**
 * What brings a customer into the stages of {@link redAips} whose behaviours are not public.
 *
 * @since 0.1.0
 */
export interface RedAipsBehaviours {
  /** Aware. */
  readonly A: StageBehaviour;
  /** Interest. */
  readonly I: StageBehaviour;
  /** Deep interest. */
  readonly TI: StageBehaviour;
}

/**
 * Options of {@link redAips}.
 *
 * @since 0.1.0
 */
export interface RedAipsOptions {
  /** How many days count, by stage; `null` for all. No source gives any. */
  readonly windows: StageWindows<RedAipsStage>;
  /** The stages whose behaviours are not public. */
  readonly behaviours: RedAipsBehaviours;
}

/**
 * Returns the ladder AIPS of RED (Xiaohongshu): aware, interest, deep interest, purchase, share.
 *
 * P: `purchase`. S: `share`. The others are for the caller to say.
 *
 * @param options - The windows, and the behaviours of A, I and TI.
 * @returns The model.
 * @throws {@link RfmError} `MISSING_OPTION` for a window or behaviour that is left out, `OUT_OF_RANGE` for a window that is no
 * number of days.
 *
 * @example
 * ```ts
 * const model = redAips({
 *   windows: { A: 30, I: 30, TI: 30, P: 365, S: 365 },
 *   behaviours: { A: ["impression"], I: ["ad_click", "page_view"], TI: ["interact", "brand_search"] },
 * });
 * const rows = [{ c: 1, e: "brand_search", d: "2026-02-27" }, { c: 2, e: "share", d: "2025-12-26" }];
 * const events = eventsFromRows(rows, { customer: "c", type: "e", date: "d" });
 * [...classifyStages(model, { events })].map(({ stage }) => stage); // => ["TI", "S"]
 * ```
 * @see {@link aiplDatabank} for AIPL
 * @since 0.1.0
 */
export function redAips(options: RedAipsOptions): StageModel<RedAipsStage> {
  return modelOfLadder(LADDER, options);
}

const LADDER: Ladder<RedAipsStage> = {
  where: "redAips",
  id: "red-aips",
  version: "2024",
  title: "AIPS, RED",
  stages: [
    { id: "A", names: { en: "Aware", "zh-Hans": "认知", "zh-Hant": "認知", es: "Conocimiento" } },
    { id: "I", names: { en: "Interest", "zh-Hans": "兴趣", "zh-Hant": "興趣", es: "Interés" } },
    { id: "TI", names: { en: "Deep interest", "zh-Hans": "深度兴趣", "zh-Hant": "深度興趣", es: "Interés profundo" } },
    {
      id: "P",
      names: { en: "Purchase", "zh-Hans": "购买", "zh-Hant": "購買", es: "Compra" },
      when: (days) => happened(["purchase"], days),
    },
    {
      id: "S",
      names: { en: "Share", "zh-Hans": "分享", "zh-Hant": "分享", es: "Comparte" },
      when: (days) => happened(["share"], days),
    },
  ],
  sources: ["https://news.qq.com/rain/a/20241230A06R0P00"],
  notes: ["Whether a share by someone who never bought counts is not said; here it does."],
  unverified: ["Public are the stages and their order; no source gives behaviours or windows."],
};
