import { expectField, objectAt } from "../checks/check-field.js";
import { expectKind } from "../checks/expect-kind.js";
import type { GammaGammaModel } from "./gamma-gamma-model.js";

/** The parameters of each limit, of the model itself, and of a model without data. */
const NAMES: { readonly [limit: string]: readonly string[] } = {
  null: ["p", "q", "gamma"],
  "same-customers": ["p", "nu"],
  "same-purchases": ["q", "c"],
  "same-spend": ["mean"],
};

/** Refuses what is no gamma-gamma model, with the path of the bad field. */
export function checkGammaGamma(where: string, path: string, value: unknown): asserts value is GammaGammaModel {
  const model = objectAt(where, path, value);
  const { kind, version, parameters, populationMean, currency, purchases, fit } = model;
  expectKind(where, `${path}.kind`, kind, '"rfm-kit/gamma-gamma"', kind === "rfm-kit/gamma-gamma");
  expectField(where, `${path}.version`, version, "1, the version that this release reads", version === 1);
  const { status, limit } = objectAt(where, `${path}.fit`, fit);
  const isLimit = limit === null || (typeof limit === "string" && Object.hasOwn(NAMES, limit));
  expectField(where, `${path}.fit.limit`, limit, "a limit of the model or null", isLimit);
  const values = objectAt(where, `${path}.parameters`, parameters);
  const isEmpty = status === "no-data" && limit === null;
  const names = isEmpty ? [] : NAMES[String(limit)];
  for (const name of names) {
    const parameter = values[name];
    expectField(where, `${path}.parameters.${name}`, parameter, "a number above 0", isPositive(parameter));
  }
  const extra = Object.keys(values).find((name) => !names.includes(name));
  if (extra !== undefined) {
    const requirement = `absent, as the parameters are ${names.join(", ") || "none"}`;
    expectField(where, `${path}.parameters.${extra}`, values[extra], requirement, false);
  }
  const mean = meanOf(values as { readonly [name: string]: number }, limit as string | null, isEmpty);
  const isMean = mean === null ? populationMean === null : isNear(populationMean, mean);
  expectField(where, `${path}.populationMean`, populationMean, `${mean}, as the parameters say`, isMean);
  const isCurrency = currency === null || typeof currency === "string";
  expectField(where, `${path}.currency`, currency, "an ISO 4217 code or null", isCurrency);
  const isKnown = purchases === null || purchases === "repeat" || purchases === "all";
  expectField(where, `${path}.purchases`, purchases, '"repeat", "all" or null', isKnown);
}

function meanOf(values: { readonly [name: string]: number }, limit: string | null, isEmpty: boolean): number | null {
  const { p, q, gamma, nu, c, mean } = values;
  if (isEmpty) return null;
  if (limit === "same-spend") return mean;
  if (limit === "same-customers") return p / nu;
  const total = limit === null ? p * gamma : c;
  return q > 1 ? total / (q - 1) : null;
}

function isPositive(value: unknown): value is number {
  return typeof value === "number" && value > 0 && Number.isFinite(value);
}

/** Whether two numbers are the same but for rounding. */
function isNear(value: unknown, expected: number): boolean {
  return typeof value === "number" && Math.abs(value - expected) <= 1e-9 * Math.abs(expected);
}
