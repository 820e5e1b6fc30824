import { checkOneOf } from "../../checks/check-options.js";
import { checkLogisticModel } from "./check-logistic-model.js";
import type { LogisticFeature, LogisticModel } from "./logistic-model.js";

/**
 * What a feature does to the odds of the event, the others being equal.
 *
 * @since 0.1.0
 */
export interface LogisticEffect<Name extends string = string> {
  /** The feature's name. */
  readonly name: Name;
  /** Whether this is about its value, or about its being missing. */
  readonly of: "value" | "missing";
  /** How much the log-odds rise by one standard deviation more, or by being missing. */
  readonly weight: number;
  /** Whether more of it raises the probability. */
  readonly direction: "raises" | "lowers" | "none";
  /** By what the odds are multiplied: e to the weight. */
  readonly oddsRatio: number;
  /** The same in words. */
  readonly text: string;
}

/**
 * Returns what each feature of a logistic model does to the odds, the strongest first.
 *
 * Weights are by standard deviation, so they can be compared between features. They say what goes together in the data that was
 * fitted, with all other features as they are, not what would happen if one were changed; features that say the same share
 * their weight. Equal ones stay in the order of the model. Cost: the size of the model.
 *
 * @param model - The model, as {@link fitLogistic} made it or as JSON gave it back.
 * @param language - The language of the texts: `"en"` or `"zh-Hans"`. Default `"en"`.
 * @returns One effect for each feature, and one more for each that was missing in some rows.
 * @throws {@link RfmError} `BAD_MODEL` for what is no such model, `UNKNOWN_NAME` for another language.
 *
 * @example
 * ```ts
 * const features = { recency: [5, 10, 40, 80, 90, 200], orders: [9, 4, 5, 2, 3, 1] };
 * const model = fitLogistic({ features, labels: [0, 0, 1, 0, 1, 1] });
 * const [first, second] = explainLogistic(model);
 * first.oddsRatio.toFixed(2); // => "1.98"
 * first.text; // => 'More "recency", a higher probability: one standard deviation more (66) multiplies the odds by 1.98.'
 * [second.name, second.direction]; // => ["orders", "lowers"]
 * explainLogistic(model, "zh-Hans")[0].text; // => "“recency”越大，概率越高：每增加一个标准差（66），发生比变为1.98倍。"
 * ```
 * @since 0.1.0
 */
export function explainLogistic<Name extends string>(
  model: LogisticModel<Name>,
  language: "en" | "zh-Hans" = "en",
): readonly LogisticEffect<Name>[] {
  const where = "explainLogistic";
  checkLogisticModel(where, model);
  const words = WORDS[checkOneOf(where, "language", language, ["en", "zh-Hans"])];
  const features: readonly LogisticFeature[] = model.features;
  const effects = features.flatMap((feature) => [
    effectOf(feature, "value", feature.weight, words),
    ...(feature.missingWeight === null ? [] : [effectOf(feature, "missing", feature.missingWeight, words)]),
  ]);
  effects.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return Object.freeze(effects) as readonly LogisticEffect<Name>[];
}

/** The largest weight whose exponential is a double. */
const LARGEST_EXPONENT = 700;

function effectOf(feature: LogisticFeature, of: "value" | "missing", weight: number, words: Words): LogisticEffect {
  const direction = weight > 0 ? "raises" : weight < 0 ? "lowers" : "none";
  const oddsRatio = Math.exp(Math.max(-LARGEST_EXPONENT, Math.min(LARGEST_EXPONENT, weight)));
  const ratio = String(Number(oddsRatio.toPrecision(3)));
  const spread = String(Number(feature.scale.toPrecision(3)));
  const text =
    of === "value" ? words.value(feature.name, direction, spread, ratio) : words.missing(feature.name, ratio);
  return Object.freeze({ name: feature.name, of, weight, direction, oddsRatio, text });
}

interface Words {
  value(name: string, direction: LogisticEffect["direction"], spread: string, ratio: string): string;
  missing(name: string, ratio: string): string;
}

const ENGLISH: Words = {
  value(name, direction, spread, ratio) {
    if (direction === "none") return `"${name}" makes no difference.`;
    const change = direction === "raises" ? "higher" : "lower";
    return `More "${name}", a ${change} probability: one standard deviation more (${spread}) multiplies the odds by ${ratio}.`;
  },
  missing: (name, ratio) => `Where "${name}" is missing, the odds are multiplied by ${ratio}.`,
};

const CHINESE: Words = {
  value(name, direction, spread, ratio) {
    if (direction === "none") return `“${name}”没有影响。`;
    const change = direction === "raises" ? "越高" : "越低";
    return `“${name}”越大，概率${change}：每增加一个标准差（${spread}），发生比变为${ratio}倍。`;
  },
  missing: (name, ratio) => `“${name}”缺失时，发生比变为${ratio}倍。`,
};

const WORDS: { readonly [Language in "en" | "zh-Hans"]: Words } = { en: ENGLISH, "zh-Hans": CHINESE };
