import { checkOneOf, checkOptions } from "../../checks/check-options.js";
import { optionError } from "../../errors.js";
import type { Rule } from "../../rules/rule.js";
import { defineStages } from "../define-stages.js";
import type { StageModel } from "../stage-model.js";
import { checkWindows, type StageWindows } from "./check-windows.js";
import { anyOf, happened, is, onDays, reviewOf } from "./rule-parts.js";

/**
 * The ids of the stages of {@link aipl}: aware, interested, purchased, loyal.
 *
 * @since 0.1.0
 */
export type AiplStage = "A" | "I" | "P" | "L";

/**
 * Options of {@link aipl}: one for every point on which published definitions of AIPL disagree. The defaults are those of
 * {@link aiplDatabank}.
 *
 * @since 0.1.0
 */
export interface AiplOptions {
  /** The stage of an `ad_click`. @defaultValue "A" */
  readonly adClick?: "A" | "I" | undefined;
  /** The stage of a `store_view`: the home of a store or brand. @defaultValue "A" */
  readonly storeView?: "A" | "I" | undefined;
  /** A `product_view` makes I at once, or on one day A and only from two different days I. @defaultValue "two-days" */
  readonly productView?: "first-view" | "two-days" | undefined;
  /** Whether a `video_view` counts, as A. @defaultValue true */
  readonly videoView?: boolean | undefined;
  /** Whether a `trial`, a sample or trial claim, counts, as I. @defaultValue true */
  readonly trial?: boolean | undefined;
  /** Members make I as long as they are: by the fields `isMember` and `isFan`; or by having joined, a `subscribe` within the window. @defaultValue "attribute" */
  readonly members?: "attribute" | "event" | undefined;
  /** Which `review` makes L: one whose `sentiment` is `"positive"`, or is a rating of at least a number such as 4, or any comment. @defaultValue "positive" */
  readonly review?: "positive" | "any" | number | undefined;
  /** Whether a `share` makes L. @defaultValue false */
  readonly share?: boolean | undefined;
  /** What repurchase is: a `purchase` on two different days, or two of them, which a split checkout is too. @defaultValue "days" */
  readonly repurchase?: "days" | "orders" | undefined;
  /** Whether L is only for those who are in P too, so that a review or share by someone else does not count. @defaultValue true */
  readonly loyalNeedsPurchase?: boolean | undefined;
  /** How many days count, by stage; `null` for all. @defaultValue `{ A: 15, I: 15, P: 910, L: 365 }` */
  readonly windows?: Partial<StageWindows<AiplStage>> | undefined;
}

/**
 * Returns an AIPL model of your own: awareness, interest, purchase, loyalty. Every point on which the published definitions disagree
 * is an option.
 *
 * A, any of `impression`, `page_view`, `category_search`; I, any of `cart`, `favorite`, `brand_search`, `interact`; P, a `purchase`;
 * L, a repurchase or a review; each within its window, and with what the options add. Name your events so when they are read, or
 * write a model of your own with {@link defineStages}.
 *
 * A review makes L by the field `sentiment` of its event: it must be the text `"positive"`, or with `review: 4` a number of at least 4.
 * Ratings that are text, such as `"5"`, are neither: make them numbers when the events are read. {@link classifyStages} refuses a rule
 * that compares a field of numbers with text or text with a number (`BAD_RULE`); where no review has the text that is asked for, its
 * diagnostics say what they have (`NO_SUCH_VALUE`).
 *
 * @param options - The choices and windows.
 * @returns The model, with the id `"aipl"`.
 * @throws {@link RfmError} `UNKNOWN_NAME` or `WRONG_TYPE` for a choice that does not exist, `OUT_OF_RANGE` for a window that is no
 * number of days.
 *
 * @example
 * ```ts
 * const rows = [{ c: "ann", e: "ad_click", d: "2026-02-27" }, { c: "bob", e: "ad_click", d: "2026-02-10" }];
 * const events = eventsFromRows(rows, { customer: "c", type: "e", date: "d" });
 * const model = aipl({ adClick: "I", windows: { I: 30 } });
 * const result = classifyStages(model, { events, asOf: "2026-02-28" });
 * result.customersIn("I"); // => ["ann", "bob"]
 * classifyStages(aipl(), { events, asOf: "2026-02-28" }).customersIn("A"); // => ["ann"]
 * ```
 * @example Reviews with a rating
 * ```ts
 * const rows = [{ c: "ann", e: "review", d: "2026-02-27", stars: "5" }, { c: "ann", e: "purchase", d: "2026-02-10", stars: null }];
 * const sentiment = ({ stars }: { stars: string | null }) => (stars === null ? null : Number(stars));
 * const events = eventsFromRows(rows, { customer: "c", type: "e", date: "d", sentiment });
 * classifyStages(aipl({ review: 4 }), { events }).customersIn("L"); // => ["ann"]
 * ```
 * @see {@link aiplDatabank} and {@link aiplTechsun} for the two published readings
 * @since 0.1.0
 */
export function aipl(options: AiplOptions = {}): StageModel<AiplStage> {
  const choices = checked("aipl", options);
  const { windows } = choices;
  return defineStages({
    id: "aipl",
    version: "custom",
    title: "AIPL",
    stages: [
      { id: "A", names: NAMES.A, when: happened(awareEvents(choices), windows.A) },
      { id: "I", names: NAMES.I, when: interested(choices) },
      { id: "P", names: NAMES.P, when: happened(["purchase"], windows.P) },
      {
        id: "L",
        names: NAMES.L,
        when: loyal(choices),
        ...(choices.loyalNeedsPurchase ? { requires: "P" as const } : {}),
      },
    ],
  });
}

const NAMES = {
  A: { en: "Awareness", "zh-Hans": "认知", "zh-Hant": "認知", es: "Conocimiento" },
  I: { en: "Interest", "zh-Hans": "兴趣", "zh-Hant": "興趣", es: "Interés" },
  P: { en: "Purchase", "zh-Hans": "购买", "zh-Hant": "購買", es: "Compra" },
  L: { en: "Loyalty", "zh-Hans": "忠诚", "zh-Hant": "忠誠", es: "Lealtad" },
} as const;

const WINDOWS: StageWindows<AiplStage> = { A: 15, I: 15, P: 910, L: 365 };

/** All choices made. */
type Choices = { readonly [K in Exclude<keyof AiplOptions, "windows">]-?: NonNullable<AiplOptions[K]> } & {
  readonly windows: StageWindows<AiplStage>;
};

function awareEvents({ adClick, storeView, productView, videoView }: Choices): string[] {
  return [
    "impression",
    ...(adClick === "A" ? ["ad_click"] : []),
    "page_view",
    ...(storeView === "A" ? ["store_view"] : []),
    "category_search",
    ...(videoView ? ["video_view"] : []),
    ...(productView === "two-days" ? ["product_view"] : []),
  ];
}

function interested({ adClick, storeView, productView, trial, members, windows }: Choices): Rule {
  const types = [
    ...(adClick === "I" ? ["ad_click"] : []),
    ...(storeView === "I" ? ["store_view"] : []),
    ...(productView === "first-view" ? ["product_view"] : []),
    "cart",
    "favorite",
    "brand_search",
    "interact",
    ...(trial ? ["trial"] : []),
    ...(members === "event" ? ["subscribe"] : []),
  ];
  return anyOf(
    happened(types, windows.I),
    ...(productView === "two-days" ? [onDays(["product_view"], 2, windows.I)] : []),
    ...(members === "attribute" ? [is("isMember"), is("isFan")] : []),
  );
}

function loyal({ repurchase, review, share, windows }: Choices): Rule {
  return anyOf(
    repurchase === "days" ? onDays(["purchase"], 2, windows.L) : happened(["purchase"], windows.L, 2),
    review === "any" ? happened(["review"], windows.L) : reviewOf(review, windows.L),
    ...(share ? [happened(["share"], windows.L)] : []),
  );
}

function checked(where: string, options: AiplOptions): Choices {
  checkOptions(where, options, [
    "adClick",
    "storeView",
    "productView",
    "videoView",
    "trial",
    "members",
    "review",
    "share",
    "repurchase",
    "loyalNeedsPurchase",
    "windows",
  ]);
  const oneOf = <T extends string>(name: keyof AiplOptions, words: readonly T[], value: unknown): T =>
    checkOneOf(where, `options.${name}`, value, words);
  const yesOrNo = (name: keyof AiplOptions, value: unknown): boolean => {
    if (typeof value === "boolean") return value;
    throw optionError("WRONG_TYPE", where, `options.${name}`, "be true or false", value);
  };
  return {
    adClick: oneOf("adClick", ["A", "I"], options.adClick ?? "A"),
    storeView: oneOf("storeView", ["A", "I"], options.storeView ?? "A"),
    productView: oneOf("productView", ["first-view", "two-days"], options.productView ?? "two-days"),
    videoView: yesOrNo("videoView", options.videoView ?? true),
    trial: yesOrNo("trial", options.trial ?? true),
    members: oneOf("members", ["attribute", "event"], options.members ?? "attribute"),
    review: checkReview(where, options.review ?? "positive"),
    share: yesOrNo("share", options.share ?? false),
    repurchase: oneOf("repurchase", ["days", "orders"], options.repurchase ?? "days"),
    loyalNeedsPurchase: yesOrNo("loyalNeedsPurchase", options.loyalNeedsPurchase ?? true),
    windows: checkWindows(where, options.windows, ["A", "I", "P", "L"], WINDOWS),
  };
}

function checkReview(where: string, review: unknown): "positive" | "any" | number {
  if (typeof review === "number" && Number.isFinite(review)) return review;
  if (review === "positive" || review === "any") return review;
  throw optionError("UNKNOWN_NAME", where, "options.review", 'be "positive", "any" or the least rating', review);
}
