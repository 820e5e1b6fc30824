import { expectField, objectAt } from "../checks/check-field.js";
import { readSaved } from "../checks/read-saved.js";
import { formatDay } from "../input/days/format-day.js";
import { NO_DAY, parseDayText } from "../input/days/parse-day-text.js";
import type { Warning } from "../input/ledger.js";
import type { BuyingModel, FitReport, FitStatus, LimitModel } from "./buying-model.js";
import { limitFits } from "./limit-fits.js";
import { usableModel } from "./usable-model.js";

/**
 * Returns a model of buying behaviour that was saved as JSON, after checking every field of it.
 *
 * What is no such model, is of a later version, or has parameters that its kind cannot have is refused with the path of the bad field.
 * Fields that this release does not know are left out. Cost: the size of the model, less than a kilobyte.
 *
 * @param json - The text, its bytes in UTF-8, or what `JSON.parse` made of it.
 * @returns The model, frozen.
 * @throws {@link RfmError} `BAD_MODEL`.
 *
 * @example
 * ```ts
 * const purchases = { repeats: [0, 0, 1, 4, 9], last: [0, 0, 20, 28, 30], age: [30, 31, 33, 32, 30] };
 * const model = fitNbd(purchases);
 * const same = loadBuyingModel(JSON.stringify(model));
 * same.parameters.r === model.parameters.r; // => true
 * ```
 * @since 0.1.0
 */
export function loadBuyingModel(json: unknown): BuyingModel {
  const where = "loadBuyingModel";
  return readSaved(where, json, (value) => readBuyingModel(where, value));
}

function readBuyingModel(where: string, value: unknown): BuyingModel {
  const model = objectAt(where, "model", value);
  const { kind, timeUnit, parameters } = usableModel(where, value as BuyingModel);
  const { asOf } = model;
  expectField(where, "model.asOf", asOf, "a day such as 2026-06-30, or null", asOf === null || isDay(asOf));
  const fit = checkFit(where, model["fit"], parameters);
  checkLimit(where, fit, parameters);
  const loaded = {
    kind,
    version: 1,
    timeUnit,
    asOf: asOf as string | null,
    parameters: Object.freeze(parameters),
    fit,
  };
  return Object.freeze<BuyingModel>(loaded as BuyingModel);
}

function isDay(value: unknown): boolean {
  if (typeof value !== "string") return false;
  const day = parseDayText(value, Math.floor);
  return day !== NO_DAY && formatDay(day) === value;
}

const STATUSES: readonly unknown[] = ["converged", "boundary", "not-converged", "no-data"] satisfies FitStatus[];
const LIMITS: readonly unknown[] = [
  "no-dropout",
  "homogeneous-dropout",
  "polarised-dropout",
  "homogeneous-rate",
  "no-purchases",
] satisfies LimitModel[];
const MOST_WARNINGS = 100;

function checkFit(where: string, value: unknown, parameters: { readonly [name: string]: number }): FitReport {
  const path = "model.fit";
  const report = objectAt(where, path, value);
  const field = (key: string, requirement: string, holds: (value: unknown) => boolean): unknown => {
    const found = report[key];
    expectField(where, `${path}.${key}`, found, requirement, holds(found));
    return found;
  };
  const list = (words: readonly unknown[]): string => words.map((word) => JSON.stringify(word)).join(", ");
  return Object.freeze<FitReport>({
    status: field("status", `one of ${list(STATUSES)}`, (v) => STATUSES.includes(v)) as FitStatus,
    limit: field(
      "limit",
      `null or one of ${list(LIMITS)}`,
      (v) => v === null || LIMITS.includes(v),
    ) as LimitModel | null,
    logLikelihood: field("logLikelihood", "a finite number or null", isNumberOrNull) as number | null,
    gradientNorm: field("gradientNorm", "a number from 0 or null", (v) => isNumberOrNull(v) && !((v ?? 0) < 0)) as
      | number
      | null,
    iterations: field("iterations", "a whole number from 0", isWhole) as number,
    customers: field("customers", "a whole number from 0", isWhole) as number,
    standardErrors: checkErrors(where, report["standardErrors"], parameters),
    warnings: checkWarnings(where, report["warnings"]),
  });
}

/** A limit goes with the status and with the parameters that stand for it. */
function checkLimit(
  where: string,
  { status, limit }: FitReport,
  parameters: { readonly [name: string]: number },
): void {
  const path = "model.fit.limit";
  const isNone = status === "converged" || status === "no-data";
  expectField(where, path, limit, `null beside the status "${status}"`, !isNone || limit === null);
  expectField(where, path, limit, 'a limit beside the status "boundary"', status !== "boundary" || limit !== null);
  const requirement = `a limit that model.parameters can stand for: they are ${JSON.stringify(parameters)}`;
  expectField(where, path, limit, requirement, limit === null || limitFits(limit, parameters));
}

function isNumberOrNull(value: unknown): value is number | null {
  return value === null || Number.isFinite(value);
}

function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function checkErrors(
  where: string,
  value: unknown,
  parameters: { readonly [name: string]: number },
): FitReport["standardErrors"] {
  const path = "model.fit.standardErrors";
  const given = objectAt(where, path, value);
  const errors: { [name: string]: number | null } = {};
  for (const name of Object.keys(parameters)) {
    const error = Object.hasOwn(given, name) ? given[name] : undefined;
    expectField(
      where,
      `${path}.${name}`,
      error,
      "a number from 0 or null",
      isNumberOrNull(error) && !((error ?? 0) < 0),
    );
    errors[name] = error as number | null;
  }
  return Object.freeze(errors);
}

function checkWarnings(where: string, value: unknown): readonly Warning[] {
  const path = "model.fit.warnings";
  const isList = Array.isArray(value) && value.length <= MOST_WARNINGS;
  expectField(where, path, value, `a list of at most ${MOST_WARNINGS} warnings`, isList);
  const warnings = Array.from(value as readonly unknown[], (item, i) => {
    const { code, message } = objectAt(where, `${path}[${i}]`, item);
    expectField(where, `${path}[${i}].code`, code, "text", typeof code === "string");
    expectField(where, `${path}[${i}].message`, message, "text", typeof message === "string");
    return Object.freeze<Warning>({ code: code as string, message: message as string });
  });
  return Object.freeze(warnings);
}
