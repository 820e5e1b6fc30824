import { formatDay } from "../input/days/format-day.js";

/** What is said of a customer. */
export interface ReasonFacts {
  /** Days since the last purchase. */
  readonly recency: number;
  readonly repeats: number;
  /** Days from the first to the last purchase. */
  readonly span: number;
  /** The day of the first. */
  readonly firstDay: number;
  /** The mean gap of all customers, in days; `null` where there is none. */
  readonly meanGap: number | null;
  readonly alive: number | null;
  /** The longest silence that the model can tell of, in days. */
  readonly longestTold: number;
}

/**
 * The language of reasons.
 *
 * @since 0.1.0
 */
export type ChurnLanguage = "en" | "zh-Hans";

export const LANGUAGES: readonly ChurnLanguage[] = ["en", "zh-Hans"];

/** Why a customer's risk is what it is, in a few sentences, the weightiest first. */
export function churnReasons(facts: ReasonFacts, language: ChurnLanguage): readonly string[] {
  const words = WORDS[language];
  const { recency, repeats, span, firstDay, meanGap, alive, longestTold } = facts;
  const reasons =
    repeats > 0
      ? [words.silence(recency, rounded(span / repeats)), words.orders(repeats + 1, formatDay(firstDay))]
      : [words.once(recency), ...(meanGap === null ? [] : [words.others(rounded(meanGap))])];
  // Where it is likely it is no reason for a risk: who bought once is certainly there under the BG/NBD.
  if (alive !== null && alive < 0.5) reasons.push(words.alive(`${rounded(alive * 100)}%`));
  if (recency > longestTold) reasons.push(words.beyond(longestTold));
  return Object.freeze(reasons);
}

function rounded(value: number): number {
  return Math.floor(value + 0.5);
}

interface Words {
  silence(days: number, cycle: number): string;
  once(days: number): string;
  others(cycle: number): string;
  orders(count: number, since: string): string;
  alive(percent: string): string;
  beyond(longest: number): string;
}

const ENGLISH: Words = {
  silence: (days, cycle) => `${inDays(days)} since the last order; own cycle ${inDays(cycle)}`,
  once: (days) => `${inDays(days)} since the only order`,
  others: (cycle) => `customers who buy again do so every ${inDays(cycle)} on average`,
  orders: (count, since) => `orders on ${inDays(count)} since ${since}`,
  alive: (percent) => `still a customer with a probability of ${percent}`,
  beyond: (longest) => `silent for longer than the data can tell of; the risk is that after ${inDays(longest)}`,
};

function inDays(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}

const CHINESE: Words = {
  silence: (days, cycle) => `距上次下单已${days}天；自身购买周期${cycle}天`,
  once: (days) => `仅下过一次单，距今${days}天`,
  others: (cycle) => `复购客户平均每${cycle}天购买一次`,
  orders: (count, since) => `自${since}以来共有${count}个下单日`,
  alive: (percent) => `仍是活跃客户的概率为${percent}`,
  beyond: (longest) => `沉默时间超出数据所能判断的范围；风险按沉默${longest}天计`,
};

const WORDS: { readonly [Language in ChurnLanguage]: Words } = { en: ENGLISH, "zh-Hans": CHINESE };
