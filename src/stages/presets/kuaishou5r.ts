import type { StageModel } from "../stage-model.js";
import type { StageWindows } from "./check-windows.js";
import { type Ladder, modelOfLadder, type StageBehaviour } from "./ladder.js";
import { happened, onDays } from "./rule-parts.js";

/**
 * The ids of the stages of {@link kuaishou5r}: reach, remember, interest, act, trust.
 *
 * @since 0.1.0
 */
export type Kuaishou5rStage = "R1" | "R2" | "R3" | "R4" | "R5";

/**
 * What brings a customer into the stages of {@link kuaishou5r} whose behaviours are not public.
 *
 * @since 0.1.0
 */
export interface Kuaishou5rBehaviours {
  /** Reach. */
  readonly R1: StageBehaviour;
  /** Remember. */
  readonly R2: StageBehaviour;
  /** Interest. */
  readonly R3: StageBehaviour;
}

/**
 * Options of {@link kuaishou5r}.
 *
 * @since 0.1.0
 */
export interface Kuaishou5rOptions {
  /** How many days count, by stage; `null` for all. They differ by industry: the owner has one version for fast-moving and one for durable goods. */
  readonly windows: StageWindows<Kuaishou5rStage>;
  /** The stages whose behaviours are not public. */
  readonly behaviours: Kuaishou5rBehaviours;
}

/**
 * Returns the ladder 5R of Kuaishou: reach, remember, interest, act, trust.
 *
 * R4: `purchase`. R5: a `purchase` on two days. R1, R2 and R3 are for the caller to say.
 *
 * @param options - The windows, and the behaviours of R1, R2 and R3.
 * @returns The model.
 * @throws {@link RfmError} `MISSING_OPTION` for a window or behaviour that is left out, `OUT_OF_RANGE` for a window that is no
 * number of days.
 *
 * @example
 * ```ts
 * const model = kuaishou5r({
 *   windows: { R1: 15, R2: 15, R3: 30, R4: 365, R5: 365 },
 *   behaviours: { R1: ["impression"], R2: ["video_view"], R3: ["interact", "product_view"] },
 * });
 * const events = eventsFromRows(
 *   [{ c: 1, e: "video_view", d: "2026-02-27" }, { c: 2, e: "purchase", d: "2025-12-26" }],
 *   { customer: "c", type: "e", date: "d" },
 * );
 * [...classifyStages(model, { events })].map(({ stage }) => stage); // => ["R2", "R4"]
 * ```
 * @see {@link tencent5r} for another ladder of five
 * @since 0.1.0
 */
export function kuaishou5r(options: Kuaishou5rOptions): StageModel<Kuaishou5rStage> {
  return modelOfLadder(LADDER, options);
}

const LADDER: Ladder<Kuaishou5rStage> = {
  where: "kuaishou5r",
  id: "kuaishou-5r",
  version: "2023",
  title: "5R, Kuaishou",
  stages: [
    { id: "R1", names: { en: "Reach", "zh-Hans": "触达", "zh-Hant": "觸達", es: "Alcance" } },
    { id: "R2", names: { en: "Remember", "zh-Hans": "记忆", "zh-Hant": "記憶", es: "Recuerdo" } },
    { id: "R3", names: { en: "Interest", "zh-Hans": "兴趣", "zh-Hant": "興趣", es: "Interés" } },
    {
      id: "R4",
      names: { en: "Act", "zh-Hans": "行动", "zh-Hant": "行動", es: "Acción" },
      when: (days) => happened(["purchase"], days),
    },
    {
      id: "R5",
      names: { en: "Trust", "zh-Hans": "信赖", "zh-Hant": "信賴", es: "Confianza" },
      when: (days) => onDays(["purchase"], 2, days),
    },
  ],
  sources: ["https://www.kuai-ad.com/zixun/10040.html"],
  notes: ["There are separate versions for fast-moving and for durable goods: windows differ by industry."],
  unverified: [
    "Public are only the stages and that windows differ by industry.",
    "Ours, by the names alone: R4 is a purchase, R5 a purchase on two days. The Chinese and Spanish names are ours.",
  ],
};
