import { deepFreeze } from "../../checks/deep-freeze.js";
import type { SegmentMap } from "../segment-map.js";
import {
  askWhyInPerson,
  giveBestService,
  keepInTouch,
  promptSecondOrder,
  raiseBasket,
  reachOutFirst,
  sellMoreOften,
  tryOnce,
} from "./actions.js";

/**
 * The ids of {@link cn8}.
 *
 * @since 0.1.0
 */
export type Cn8Id =
  | "important-value"
  | "important-develop"
  | "important-keep"
  | "important-rescue"
  | "general-value"
  | "general-develop"
  | "general-keep"
  | "general-rescue";

/**
 * The eight value groups of Chinese customer analysis, on 2 x 2 x 2 cells: use it with `bins: meanSplit()`.
 *
 * Important is high monetary, general low; value, develop, keep and rescue stand for recency and frequency high and
 * high, high and low, low and high, low and low. The cut is usually the mean of the customers, sometimes a number set
 * by hand, and monetary is often the mean amount of an order (`monetary: "mean"`). The names in Simplified Chinese are
 * the published ones, those in Traditional Chinese a conversion; the others and the actions are ours.
 *
 * @example
 * ```ts
 * const table = tableFromCustomers(
 *   [
 *     { id: "甲", days: 3, orders: 8, spent: 900 },
 *     { id: "乙", days: 200, orders: 1, spent: 20 },
 *   ],
 *   { customer: "id", recency: "days", frequency: "orders", monetary: "spent" },
 * );
 * rfm(table, { bins: meanSplit(), segments: cn8 }).get("甲")?.segment; // => "important-value"
 * cn8.segments[0].names?.["zh-Hans"]; // => "重要价值客户"
 * ```
 * @see https://bz.zhsmjxc.com/pages/viewpage.action?pageId=2821466
 * @see https://blog.ocard.co/knowhow/crm-rfm-analysis
 * @see https://help.aliyun.com/document_detail/273067.html
 * @see https://help.aliyun.com/en/document_detail/134842.html
 * @see https://www.volcengine.com/docs/7139/191751
 * @since 0.1.0
 */
export const cn8: SegmentMap<Cn8Id> = /* @__PURE__ */ deepFreeze<SegmentMap<Cn8Id>>({
  kind: "rfm-kit/segments",
  version: 1,
  id: "cn-8",
  title: "Eight value groups",
  sources: [
    "https://bz.zhsmjxc.com/pages/viewpage.action?pageId=2821466",
    "https://blog.ocard.co/knowhow/crm-rfm-analysis",
    "https://help.aliyun.com/document_detail/273067.html",
    "https://help.aliyun.com/en/document_detail/134842.html",
    "https://www.volcengine.com/docs/7139/191751",
  ],
  shape: [2, 2, 2],
  segments: [
    {
      id: "important-value",
      names: { en: "High value", "zh-Hans": "重要价值客户", "zh-Hant": "重要價值客戶", es: "De alto valor" },
      actions: giveBestService,
      cells: ["222"],
    },
    {
      id: "important-develop",
      names: {
        en: "High value, develop",
        "zh-Hans": "重要发展客户",
        "zh-Hant": "重要發展客戶",
        es: "De alto valor, por desarrollar",
      },
      actions: sellMoreOften,
      cells: ["212"],
    },
    {
      id: "important-keep",
      names: {
        en: "High value, win back",
        "zh-Hans": "重要保持客户",
        "zh-Hant": "重要保持客戶",
        es: "De alto valor, por recuperar",
      },
      actions: reachOutFirst,
      cells: ["122"],
    },
    {
      id: "important-rescue",
      names: {
        en: "High value, rescue",
        "zh-Hans": "重要挽留客户",
        "zh-Hant": "重要挽留客戶",
        es: "De alto valor, por rescatar",
      },
      actions: askWhyInPerson,
      cells: ["112"],
    },
    {
      id: "general-value",
      names: { en: "General value", "zh-Hans": "一般价值客户", "zh-Hant": "一般價值客戶", es: "De valor general" },
      actions: raiseBasket,
      cells: ["221"],
    },
    {
      id: "general-develop",
      names: {
        en: "General, develop",
        "zh-Hans": "一般发展客户",
        "zh-Hant": "一般發展客戶",
        es: "General, por desarrollar",
      },
      actions: promptSecondOrder,
      cells: ["211"],
    },
    {
      id: "general-keep",
      names: { en: "General, keep", "zh-Hans": "一般保持客户", "zh-Hant": "一般保持客戶", es: "General, por mantener" },
      actions: keepInTouch,
      cells: ["121"],
    },
    {
      id: "general-rescue",
      names: {
        en: "General, rescue",
        "zh-Hans": "一般挽留客户",
        "zh-Hant": "一般挽留客戶",
        es: "General, por rescatar",
      },
      actions: tryOnce,
      cells: ["111"],
    },
  ],
});
