import { loadBuyingModel } from "../buying/load-buying-model.js";
import { expectField, objectAt } from "../checks/check-field.js";
import { expectKind } from "../checks/expect-kind.js";
import { isRfmError, optionError, RfmError } from "../errors.js";
import { checkGammaGamma } from "../value/check-gamma-gamma.js";
import { isIsoDay } from "../value/date-warnings.js";
import { MOST_NAMES } from "./churn-data.js";
import { CHURN_MODELS, type ChurnModel, type ChurnModelName, SILENCE_SCORES } from "./churn-model.js";
import { MOST_HORIZON_DAYS } from "./horizon-days.js";
import { checkLogisticModel } from "./logistic/check-logistic-model.js";

type Fields = { readonly [key: string]: unknown };
type Expect = (key: string, requirement: string, holds: boolean) => void;

const MOST_STEPS = 100_000;
const MOST_GROUPS = 1000;
const LONGEST = 1e7;

/** A copy of a fitted model as JSON has it, after checking every field of it; what is none is refused with the path of the bad field. */
export function readChurnModel(where: string, path: string, value: unknown): ChurnModel {
  if (typeof value !== "object" || value === null) {
    throw optionError("WRONG_TYPE", where, path, 'be "auto", the name of a model, or a fitted model', value);
  }
  const copy: unknown = plainCopy(where, path, value);
  checkChurnModel(where, path, copy);
  return Object.freeze(copy);
}

/** What is left of a value as JSON: no getters, no prototypes, and nothing that changes after it was checked. */
function plainCopy(where: string, path: string, value: object): unknown {
  try {
    return JSON.parse(JSON.stringify(value));
  } catch (cause) {
    const error = new RfmError(
      "BAD_MODEL",
      `${where}: ${path} must be plain JSON; ${String((cause as Error)?.message)}`,
      { path },
    );
    error.cause = cause;
    throw error;
  }
}

function checkChurnModel(where: string, path: string, value: unknown): asserts value is ChurnModel {
  const model = objectAt(where, path, value);
  const { kind, version, name, horizonDays, asOf } = model;
  const expect: Expect = (key, requirement, holds) =>
    expectField(where, `${path}.${key}`, model[key], requirement, holds);
  expectKind(where, `${path}.kind`, kind, '"rfm-kit/churn"', kind === "rfm-kit/churn");
  expect("version", "1, the version that this release reads", version === 1);
  expect("name", `one of ${CHURN_MODELS.join(", ")}`, CHURN_MODELS.includes(name as ChurnModelName));
  const isHorizon = isWholeWithin(horizonDays, 1, MOST_HORIZON_DAYS);
  expect("horizonDays", `a whole number from 1 to ${MOST_HORIZON_DAYS}`, isHorizon);
  expect("asOf", A_DAY, isDayOrNull(asOf));
  const { kind: kindOfBuying } = objectAt(where, `${path}.buying`, model["buying"]);
  checkBuying(where, `${path}.buying`, model["buying"]);
  const isOfBuying = KINDS[name as ChurnModelName] ?? KINDS["mbg-nbd"];
  expectField(where, `${path}.buying.kind`, kindOfBuying, JSON.stringify(isOfBuying), kindOfBuying === isOfBuying);
  checkSpend(where, `${path}.spend`, model["spend"]);
  checkRisk(where, `${path}.risk`, objectAt(where, `${path}.risk`, model["risk"]), name as ChurnModelName);
}

const A_DAY = "a day such as 2026-06-30, or null";

function isDayOrNull(value: unknown): boolean {
  return value === null || isIsoDay(value);
}

/** As loadBuyingModel checks it, but for the names in the message. */
function checkBuying(where: string, path: string, value: unknown): void {
  try {
    loadBuyingModel(value);
  } catch (error) {
    if (!isRfmError(error)) throw error;
    const message = error.message.replace(/^loadBuyingModel: model/, () => `${where}: ${path}`);
    const own = (error.details.path ?? "model").replace(/^model/, () => path);
    throw new RfmError("BAD_MODEL", message, { ...error.details, path: own });
  }
}

/** Its purchases are all: those of the first day are orders that a customer may not make again, too. */
function checkSpend(where: string, path: string, value: unknown): void {
  checkGammaGamma(where, path, value);
  const { purchases, asOf } = value;
  expectField(where, `${path}.purchases`, purchases, '"all", as spend beside a risk is', purchases === "all");
  expectField(where, `${path}.asOf`, asOf, A_DAY, isDayOrNull(asOf));
}

const KINDS: { readonly [name in ChurnModelName]?: string } = {
  "mbg-nbd": "rfm-kit/mbg-nbd",
  "bg-nbd": "rfm-kit/bg-nbd",
  "pareto-nbd": "rfm-kit/pareto-nbd",
  nbd: "rfm-kit/nbd",
};

function checkRisk(where: string, path: string, risk: Fields, name: ChurnModelName): void {
  const expect: Expect = (key, requirement, holds) =>
    expectField(where, `${path}.${key}`, risk[key], requirement, holds);
  const by = byOf(name);
  expect("by", `${JSON.stringify(by)}, as the name says`, risk["by"] === by);
  if (by === "survival" || by === "percentile") checkCurve(risk, expect);
  if (by === "score") checkScore(risk, expect, name);
  if (by === "logistic") checkFeatures(where, path, risk, expect);
}

function byOf(name: ChurnModelName): ChurnModel["risk"]["by"] {
  if (name === "logistic" || name === "survival") return name;
  if (name === "pooled-percentile") return "percentile";
  return (SILENCE_SCORES as readonly string[]).includes(name) ? "score" : "buying";
}

function checkCurve({ days, values, until, by }: Fields, expect: Expect): void {
  const isDays = isRising(days, MOST_STEPS, (day) => isWholeWithin(day, 0, LONGEST));
  expect("days", "whole days, ascending", isDays);
  const least = by === "survival" ? Number.MIN_VALUE : 0;
  const isValues =
    isListOf(values, MOST_STEPS, (share) => isWithin(share, least, 1)) && values.length === (days as unknown[]).length;
  const sign = by === "survival" ? -1 : 1;
  const isMonotone =
    isValues && (values as readonly number[]).every((share, i, all) => i === 0 || (share - all[i - 1]) * sign >= 0);
  expect("values", "a share for each of days, falling for survival and rising for the percentile", isMonotone);
  expect("until", "a whole number of days", isWholeWithin(until, 0, LONGEST));
}

function checkScore(
  { score, customers, meanGap, edges, rates, trainedAt }: Fields,
  expect: Expect,
  name: ChurnModelName,
): void {
  expect("score", `${JSON.stringify(name)}, as the name says`, score === name);
  expect("trainedAt", A_DAY, isDayOrNull(trainedAt));
  expect("customers", "a whole number from 0", isWholeWithin(customers, 0, Number.MAX_SAFE_INTEGER));
  expect("meanGap", "a number of days above 0", isWithin(meanGap, Number.MIN_VALUE, LONGEST));
  expect(
    "edges",
    "numbers, ascending",
    isRising(edges, MOST_GROUPS, (edge) => Number.isFinite(edge)),
  );
  const isRates = isListOf(rates, MOST_GROUPS, (rate) => isWithin(rate, 0, 1));
  const isAscending = isRates && (rates as readonly number[]).every((rate, i, all) => i === 0 || rate >= all[i - 1]);
  const isOneMore = isRates && rates.length === (edges as unknown[]).length + 1;
  expect("rates", "shares, ascending, one more than edges", isAscending && isOneMore);
}

function checkFeatures(where: string, path: string, risk: Fields, expect: Expect): void {
  const { trainedAt, eventTypes, profileFields, regression } = risk;
  expect("trainedAt", A_DAY, isDayOrNull(trainedAt));
  const isText = (value: unknown): boolean => typeof value === "string";
  expect("eventTypes", `at most ${MOST_NAMES} names`, isListOf(eventTypes, MOST_NAMES, isText));
  const isFields = isListOf(profileFields, MOST_NAMES, (field) => typeof field === "object" && field !== null);
  expect("profileFields", `at most ${MOST_NAMES} fields`, isFields);
  Array.from(profileFields as readonly unknown[]).forEach((field, i) => {
    const at = `${path}.profileFields[${i}]`;
    const { name, type, values } = objectAt(where, at, field);
    expectField(where, `${at}.name`, name, "text", isText(name));
    const isType = type === "text" || type === "number" || type === "boolean" || type === "date";
    expectField(where, `${at}.type`, type, '"text", "number", "boolean" or "date"', isType);
    expectField(where, `${at}.values`, values, "a list of texts", isListOf(values, MOST_GROUPS, isText));
  });
  checkLogisticModel(where, regression);
}

function isListOf(value: unknown, most: number, holds: (item: unknown) => boolean): value is readonly unknown[] {
  return Array.isArray(value) && value.length <= most && Array.from(value as readonly unknown[]).every(holds);
}

function isRising(value: unknown, most: number, holds: (item: unknown) => boolean): boolean {
  return (
    isListOf(value, most, holds) && (value as readonly number[]).every((item, i, all) => i === 0 || item > all[i - 1])
  );
}

function isWholeWithin(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && isWithin(value, least, most);
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === "number" && value >= least && value <= most;
}
