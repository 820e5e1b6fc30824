import { defineStages } from "../define-stages.js";
import type { StageModel } from "../stage-model.js";
import { type AiplStage, aipl } from "./aipl.js";

/**
 * AIPL as the Brand Databank of Alibaba counted it in 2019.
 *
 * A, within 15 days any of `impression`, `ad_click`, `page_view`, `store_view`, `category_search`, `video_view`, `product_view`.
 * I, within 15 days any of `cart`, `favorite`, `brand_search`, `interact`, `trial`, or a `product_view` on two days; or a yes in
 * the fields `isMember` or `isFan`. P, a `purchase` within 910 days. L, for those in P, within 365 days a `purchase` on two days or a
 * `review` whose `sentiment` is `"positive"`: the events must have that field with that word. For ratings use `aipl({ review: 4 })`.
 *
 * @example
 * ```ts
 * aiplDatabank.stages.map(({ id, names }) => `${id} ${names?.["zh-Hans"]}`); // => ["A 认知", "I 兴趣", "P 购买", "L 忠诚"]
 * aiplDatabank.version; // => "2019"
 * aiplDatabank.unverified?.length; // => 3
 * ```
 * @see {@link aipl} for each choice
 * @see {@link aiplTechsun} for another reading
 * @since 0.1.0
 */
export const aiplDatabank: StageModel<AiplStage> = /* @__PURE__ */ databank();

function databank(): StageModel<AiplStage> {
  const { stages } = aipl({
    adClick: "A",
    storeView: "A",
    productView: "two-days",
    videoView: true,
    trial: true,
    members: "attribute",
    review: "positive",
    share: false,
    repurchase: "days",
    loyalNeedsPurchase: true,
    windows: { A: 15, I: 15, P: 910, L: 365 },
  });
  return defineStages({
    id: "aipl-databank",
    version: "2019",
    title: "AIPL, Brand Databank 2019",
    stages,
    sources: [
      "https://www.alibabacloud.com/help/en/quick-audience/latest/aipl-model",
      "https://help.aliyun.com/document_detail/277064.html",
      "https://www.processon.com/view/5d11de30e4b024f7b67a450b",
      "https://e-com-net.com/article/1757862431419285504.htm",
    ],
    notes: [
      "Paid advertising, live and brand-day contacts feed the model of the brand only, not those of its categories: for these, leave such events out.",
      "The window of P has moved: in 2018 it began on 2016-01-01 and did not expire; in 2019 it is 2 x 365 + 180 days.",
    ],
    unverified: [
      "L: the window of 365 days and the two purchase days have no first-hand source.",
      "I: that browsing makes interest from two days on is inferred from the rule for A.",
      "A and I: the windows of 15 days are from a copy of the rule text and a book.",
    ],
  });
}
