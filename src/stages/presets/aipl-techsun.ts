import { checkOptions } from "../../checks/check-options.js";
import { defineStages } from "../define-stages.js";
import type { StageModel } from "../stage-model.js";
import { type AiplStage, aipl } from "./aipl.js";
import { checkWindows, type StageWindows } from "./check-windows.js";

/**
 * Options of {@link aiplTechsun}.
 *
 * @since 0.1.0
 */
export interface AiplTechsunOptions {
  /** How many days count, by stage. The article gives none; the defaults are our suggestion. @defaultValue `{ A: 15, I: 15, P: 910, L: 365 }` */
  readonly windows?: Partial<StageWindows<AiplStage>> | undefined;
}

/**
 * Returns AIPL as the company Techsun describes it: clicks, the store and a product make interest at once, any comment and a share
 * make loyalty.
 *
 * A, any of `impression`, `page_view`, `category_search`. I, any of `ad_click`, `store_view`, `product_view`, `brand_search`,
 * `interact`, `subscribe`, `cart`, `favorite`. P, a `purchase`. L, for those in P, two of `purchase`, or any `review` or `share`.
 *
 * @param options - The windows.
 * @returns The model.
 * @throws {@link RfmError} `OUT_OF_RANGE` for a window that is no number of days, `UNKNOWN_OPTION` for a stage that does not exist.
 *
 * @example
 * ```ts
 * const model = aiplTechsun({ windows: { A: 30, I: 30, P: 730, L: 365 } });
 * const rows = [{ c: "ann", e: "product_view", d: "2026-02-27" }, { c: "bob", e: "share", d: "2026-02-27" }];
 * const events = eventsFromRows(rows, { customer: "c", type: "e", date: "d" });
 * classifyStages(model, { events }).customersIn("I"); // => ["ann"]
 * classifyStages(model, { events }).get("bob")?.stage; // => null
 * ```
 * @see {@link aiplDatabank} for the other reading, {@link aipl} for each choice
 * @since 0.1.0
 */
export function aiplTechsun(options: AiplTechsunOptions = {}): StageModel<AiplStage> {
  checkOptions("aiplTechsun", options, ["windows"]);
  const windows = checkWindows("aiplTechsun", options.windows, ["A", "I", "P", "L"], SUGGESTED);
  const { stages } = aipl({
    adClick: "I",
    storeView: "I",
    productView: "first-view",
    videoView: false,
    trial: false,
    members: "event",
    review: "any",
    share: true,
    repurchase: "orders",
    loyalNeedsPurchase: true,
    windows,
  });
  return defineStages({
    id: "aipl-techsun",
    version: "article",
    title: "AIPL, Techsun",
    stages,
    notes: [
      "The article gives no windows: 15, 15, 910 and 365 days are our suggestion, taken from the Brand Databank.",
      "That L needs P is ours: the article does not say what a comment or share by someone who never bought is.",
    ],
    unverified: ["All windows."],
  });
}

const SUGGESTED: StageWindows<AiplStage> = { A: 15, I: 15, P: 910, L: 365 };
