import type { StageModel } from "../stage-model.js";
import type { StageWindows } from "./check-windows.js";
import { type Ladder, modelOfLadder, type StageBehaviour } from "./ladder.js";
import { happened, onDays } from "./rule-parts.js";

/**
 * The ids of the stages of {@link deeplink}.
 *
 * @since 0.1.0
 */
export type DeeplinkStage = "discover" | "engage" | "enthuse" | "perform" | "initial" | "numerous" | "keen";

/**
 * What brings a customer into the stages of {@link deeplink} whose behaviours are not public.
 *
 * @since 0.1.0
 */
export interface DeeplinkBehaviours {
  /** Discover. */
  readonly discover: StageBehaviour;
  /** Engage. */
  readonly engage: StageBehaviour;
  /** Enthuse. */
  readonly enthuse: StageBehaviour;
  /** Perform: the last stage before the first purchase. */
  readonly perform: StageBehaviour;
  /** Keen: the deepest, beyond buying again. */
  readonly keen: StageBehaviour;
}

/**
 * Options of {@link deeplink}.
 *
 * @since 0.1.0
 */
export interface DeeplinkOptions {
  /** How many days count, by stage; `null` for all. No source gives any. */
  readonly windows: StageWindows<DeeplinkStage>;
  /** The stages whose behaviours are not public. */
  readonly behaviours: DeeplinkBehaviours;
}

/**
 * Returns the ladder DEEPLINK of Alimama: discover, engage, enthuse, perform, initial, numerous, keen.
 *
 * Initial: a `purchase`, the first. Numerous: a `purchase` on two days. The others are for the caller to say.
 *
 * @param options - The windows, and the behaviours of the other stages.
 * @returns The model.
 * @throws {@link RfmError} `MISSING_OPTION` for a window or behaviour that is left out, `OUT_OF_RANGE` for a window that is no
 * number of days.
 *
 * @example
 * ```ts
 * const model = deeplink({
 *   windows: { discover: 15, engage: 15, enthuse: 15, perform: 15, initial: 730, numerous: 730, keen: 365 },
 *   behaviours: {
 *     discover: ["impression"],
 *     engage: ["page_view", "product_view"],
 *     enthuse: ["interact", "favorite"],
 *     perform: ["cart"],
 *     keen: { event: "purchase", measure: { fn: "distinctDays" }, operator: ">=", value: 5, within: { days: 365 } },
 *   },
 * });
 * const rows = [{ c: 1, e: "cart", d: "2026-02-27" }, { c: 2, e: "purchase", d: "2025-12-26" }];
 * const events = eventsFromRows(rows, { customer: "c", type: "e", date: "d" });
 * [...classifyStages(model, { events })].map(({ stage }) => stage); // => ["perform", "initial"]
 * ```
 * @see {@link aiplDatabank}, which it refines
 * @since 0.1.0
 */
export function deeplink(options: DeeplinkOptions): StageModel<DeeplinkStage> {
  return modelOfLadder(LADDER, options);
}

const LADDER: Ladder<DeeplinkStage> = {
  where: "deeplink",
  id: "deeplink",
  version: "2021",
  title: "DEEPLINK, Alimama",
  stages: [
    { id: "discover", names: { en: "Discover", "zh-Hans": "发现", "zh-Hant": "發現", es: "Descubre" } },
    { id: "engage", names: { en: "Engage", "zh-Hans": "种草", "zh-Hant": "種草", es: "Se interesa" } },
    { id: "enthuse", names: { en: "Enthuse", "zh-Hans": "热爱", "zh-Hant": "熱愛", es: "Se entusiasma" } },
    { id: "perform", names: { en: "Perform", "zh-Hans": "行动", "zh-Hant": "行動", es: "Actúa" } },
    {
      id: "initial",
      names: { en: "Initial", "zh-Hans": "首购", "zh-Hant": "首購", es: "Primera compra" },
      when: (days) => happened(["purchase"], days),
    },
    {
      id: "numerous",
      names: { en: "Numerous", "zh-Hans": "复购", "zh-Hant": "復購", es: "Recompra" },
      when: (days) => onDays(["purchase"], 2, days),
    },
    { id: "keen", names: { en: "Keen", "zh-Hans": "忠诚", "zh-Hant": "忠誠", es: "Fiel" } },
  ],
  sources: ["https://www.niaogebiji.com/article-83429-1.html"],
  unverified: [
    "Public are the stages, and that initial is the first purchase and numerous a repeated one; no source gives windows.",
    "Ours: numerous is a purchase on two days.",
  ],
};
