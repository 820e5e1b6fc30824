import type { StageModel } from "../stage-model.js";
import type { StageWindows } from "./check-windows.js";
import { type Ladder, modelOfLadder, type StageBehaviour } from "./ladder.js";
import { happened, onDays } from "./rule-parts.js";

/**
 * The ids of the stages of {@link tencent5r}: reach, respond, resonate, act, trust.
 *
 * @since 0.1.0
 */
export type Tencent5rStage = "R1" | "R2" | "R3" | "R4" | "R5";

/**
 * What brings a customer into the stages of {@link tencent5r} whose behaviours are not public.
 *
 * @since 0.1.0
 */
export interface Tencent5rBehaviours {
  /** Reach. */
  readonly R1: StageBehaviour;
  /** Respond. */
  readonly R2: StageBehaviour;
}

/**
 * Options of {@link tencent5r}.
 *
 * @since 0.1.0
 */
export interface Tencent5rOptions {
  /** How many days count, by stage; `null` for all. No source gives any. */
  readonly windows: StageWindows<Tencent5rStage>;
  /** The stages whose behaviours are not public. */
  readonly behaviours: Tencent5rBehaviours;
}

/**
 * Returns the ladder 5R of Tencent: reach, respond, resonate, act, trust.
 *
 * R3: `subscribe`, which enters the private domain. R4: `purchase`. R5: a `purchase` on two days. R1 and R2 are for the caller to
 * say. R0, those whom the platform takes for likely, is judged by no public rule: they are in none.
 *
 * @param options - The windows, and the behaviours of R1 and R2.
 * @returns The model.
 * @throws {@link RfmError} `MISSING_OPTION` for a window or behaviour that is left out, `OUT_OF_RANGE` for a window that is no
 * number of days.
 *
 * @example
 * ```ts
 * const model = tencent5r({
 *   windows: { R1: 30, R2: 30, R3: null, R4: 730, R5: 730 },
 *   behaviours: { R1: ["impression"], R2: ["ad_click", "interact"] },
 * });
 * const events = eventsFromRows(
 *   [{ c: 1, e: "ad_click", d: "2026-02-27" }, { c: 2, e: "subscribe", d: "2021-02-26" }],
 *   { customer: "c", type: "e", date: "d" },
 * );
 * [...classifyStages(model, { events })].map(({ stage }) => stage); // => ["R2", "R3"]
 * ```
 * @see {@link kuaishou5r} for another ladder of five
 * @since 0.1.0
 */
export function tencent5r(options: Tencent5rOptions): StageModel<Tencent5rStage> {
  return modelOfLadder(LADDER, options);
}

const LADDER: Ladder<Tencent5rStage> = {
  where: "tencent5r",
  id: "tencent-5r",
  version: "2024",
  title: "5R, Tencent",
  stages: [
    { id: "R1", names: { en: "Reach", "zh-Hans": "触达", "zh-Hant": "觸達", es: "Alcance" } },
    { id: "R2", names: { en: "Respond", "zh-Hans": "回应", "zh-Hant": "回應", es: "Respuesta" } },
    {
      id: "R3",
      names: { en: "Resonate", "zh-Hans": "共鸣", "zh-Hant": "共鳴", es: "Resonancia" },
      when: (days) => happened(["subscribe"], days),
    },
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
  notes: ["R0, opportunity, has no public rule: such customers are in no stage."],
  unverified: [
    "Public is only that entering the private domain makes R3; no source gives windows.",
    "Ours, by the names alone: R4 is a purchase, R5 a purchase on two days.",
  ],
};
