import { checkOneOf, checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { checkedRule } from "./checked-rule.js";
import { CHINESE } from "./description/chinese.js";
import { ENGLISH } from "./description/english.js";
import { sentenceOf } from "./description/sentence.js";
import type { Rule } from "./rule.js";
import { at } from "./validation/fault-list.js";

/**
 * Options of {@link describeRule}.
 *
 * @since 0.1.0
 */
export interface DescribeRuleOptions {
  /** The language: English or Chinese in simplified characters. @defaultValue "en" */
  readonly language?: "en" | "zh-Hans" | undefined;
  /** Labels for fields, event types and references, by name. @defaultValue the names themselves */
  readonly names?: { readonly [name: string]: string } | undefined;
}

/**
 * Returns a rule as one phrase, for people to read before they trust it.
 *
 * It says every part of the rule that changes who is meant; what is muted is left out. Groups in groups stand in brackets. Text and the
 * names of events and references stand in quotes, and so does the name of a field that could be read as a part of the sentence; days and
 * the labels of fields do not. "Today" and "this month" are those of the day of the analysis.
 * Cost: the size of the rule.
 *
 * @param rule - The rule.
 * @param options - The language and the labels.
 * @returns The phrase, without a full stop.
 * @throws {@link RfmError} `BAD_RULE` if it is no rule; `UNKNOWN_OPTION`, `UNKNOWN_NAME` or `WRONG_TYPE` for the options.
 *
 * @example
 * ```ts
 * const rule = and(event("purchase", ">=", 2, { within: 365 }), or(attr("city", "=", "Wuhan"), attr("points", ">=", 100)));
 * describeRule(rule); // => '"purchase" at least 2 times in the last 365 days, and (city is "Wuhan" or points are at least 100)'
 * const names = { purchase: "下单", city: "城市", points: "积分" };
 * describeRule(rule, { language: "zh-Hans", names }); // => "最近365天内“下单”至少2次，且（城市为“Wuhan”或积分不低于100）"
 * describeRule(event("purchase", ">", 90, { measure: "daysSinceLast" })); // => 'the last "purchase" was more than 90 days ago'
 * describeRule(not(ref("vip"))); // => 'not (in "vip")'
 * ```
 * @since 0.1.0
 */
export function describeRule(rule: Rule, options: DescribeRuleOptions = {}): string {
  checkOptions("describeRule", options, ["language", "names"]);
  const { language = "en", names = {} } = options;
  checkOneOf("describeRule", "options.language", language, ["en", "zh-Hans"]);
  checkNames(names);
  checkedRule("describeRule", "rule", rule);
  return sentenceOf(rule, language === "en" ? ENGLISH : CHINESE, names);
}

function checkNames(names: unknown): void {
  const [where, path] = ["describeRule", "options.names"];
  if (typeof names !== "object" || names === null || Array.isArray(names)) {
    throw optionError("WRONG_TYPE", where, path, "be labels by name", names);
  }
  for (const [name, label] of Object.entries(names)) {
    if (typeof label === "string" && label !== "") continue;
    throw optionError("WRONG_TYPE", where, at(path, name), "be text, not empty", label);
  }
}
