import { expectField, expectNoOthers, objectAt } from "../checks/check-field.js";
import { expectKind } from "../checks/expect-kind.js";
import { readSaved } from "../checks/read-saved.js";
import { isRfmError, RfmError } from "../errors.js";
import { formatDay } from "../input/days/format-day.js";
import { NO_DAY, parseDayText } from "../input/days/parse-day-text.js";
import { checkFits } from "./check-fits.js";
import type { LifecycleFit, LifecycleModel, LifecycleThresholds } from "./lifecycle-model.js";
import type { LifecycleRule } from "./lifecycle-rule.js";
import { readRule } from "./read-rule.js";
import { MOST_SHRINKAGE } from "./shrinkage.js";
import { NO_LIMIT } from "./silence-limits.js";

/**
 * Returns a lifecycle model that was saved as JSON, after checking every field of it.
 *
 * What is no such model, is of a later version, or was changed so that it no longer fits together is refused with the path of the bad
 * field. Cost: the size of the model.
 *
 * @param json - The text, its bytes in UTF-8, or what `JSON.parse` made of it.
 * @returns A copy of the model, frozen.
 * @throws {@link RfmError} `BAD_MODEL`.
 *
 * @example
 * ```ts
 * const ledger = ledgerFromRows([{ c: "ann", d: "2026-03-01", a: 10 }], { customer: "c", date: "d", amount: "a" });
 * const january = fitLifecycle(ledger, { rule: hiatus({ atRisk: 30, lost: 60 }) });
 * const model = loadLifecycle(JSON.stringify(january));
 * lifecycle(ledger, { asOf: "2026-04-15", model }).get("ann")?.state; // => "atRisk"
 * ```
 * @see {@link fitLifecycle} for where it comes from
 * @since 0.1.0
 */
export function loadLifecycle(json: unknown): LifecycleModel {
  const where = "loadLifecycle";
  return readSaved(where, json, (value) => readModel(where, value));
}

const KEYS = ["kind", "version", "asOf", "rule", "thresholds", "shrinkage", "fittedOn"];
const STEPS = ["atRisk", "lapsed", "lost"] as const;

/** A model as it was made or came out of JSON: every field is checked, and copied once. */
export function readModel(where: string, value: unknown, path = "model"): LifecycleModel {
  try {
    return readFields(where, value, path);
  } catch (cause) {
    if (isRfmError(cause)) throw cause;
    // Only an accessor or a proxy can throw when it is read.
    const error = new RfmError("BAD_MODEL", `${where}: ${path} must be plain data, as JSON holds it`, { path });
    error.cause = cause;
    throw error;
  }
}

function readFields(where: string, value: unknown, path: string): LifecycleModel {
  const model = { ...objectAt(where, path, value) };
  const expect = (key: string, requirement: string, holds: boolean): void =>
    expectField(where, `${path}.${key}`, model[key], requirement, holds);
  const { kind, version, asOf, shrinkage } = model;
  expectKind(where, `${path}.kind`, kind, '"rfm-kit/lifecycle"', kind === "rfm-kit/lifecycle");
  expect("version", "1, the version that this release reads", version === 1);
  expectNoOthers(where, path, model, KEYS);
  expect("asOf", "a day or null", asOf === null || isDay(asOf));
  const rule = readModelRule(where, `${path}.rule`, model["rule"]);
  const thresholds = readThresholds(where, `${path}.thresholds`, model["thresholds"], rule);
  const isShrunk = rule.method === "personalMultiple" && rule.shrinkage !== null;
  const requirement = isShrunk ? `a number from 0 to ${MOST_SHRINKAGE}` : "null, as the rule has none";
  expect("shrinkage", requirement, isShrunk ? isWithin(shrinkage, 0, MOST_SHRINKAGE) : shrinkage === null);
  const fittedOn = readFit(where, `${path}.fittedOn`, model["fittedOn"]);
  const read = Object.freeze({ kind, version, asOf, rule, thresholds, shrinkage, fittedOn }) as LifecycleModel;
  checkFits(where, path, read);
  return read;
}

/** In a model a bad rule is a bad model, whatever is wrong with it. */
function readModelRule(where: string, path: string, value: unknown): LifecycleRule {
  try {
    return readRule(where, path, value);
  } catch (error) {
    if (isRfmError(error)) throw new RfmError("BAD_MODEL", error.message, error.details);
    throw error;
  }
}

function readThresholds(where: string, path: string, value: unknown, rule: LifecycleRule): LifecycleThresholds {
  const given = { ...objectAt(where, path, value) };
  expectNoOthers(where, path, given, STEPS);
  const { atRisk, lapsed, lost } = given;
  const thresholds = { atRisk, lapsed, lost } as { readonly [step: string]: unknown };
  let before = 1;
  for (const step of STEPS) {
    const days = thresholds[step];
    if (days === null) continue;
    const isStep = Number.isInteger(days) && isWithin(days, before, NO_LIMIT - 1) && rule[step] !== null;
    const none = rule[step] === null ? "null, as in the rule" : `a whole number of days from ${before}, or null`;
    expectField(where, `${path}.${step}`, days, none, isStep);
    before = days as number;
  }
  return Object.freeze(thresholds as unknown as LifecycleThresholds);
}

function readFit(where: string, path: string, value: unknown): LifecycleFit {
  const given = { ...objectAt(where, path, value) };
  const { customers, repeaters, gaps, gapDays } = given;
  const counts = { customers, repeaters, gaps, gapDays };
  expectNoOthers(where, path, given, Object.keys(counts));
  for (const [key, count] of Object.entries(counts)) {
    const isCount = Number.isSafeInteger(count) && (count as number) >= 0;
    expectField(where, `${path}.${key}`, count, "a count", isCount);
  }
  return Object.freeze(counts as LifecycleFit);
}

function isWithin(value: unknown, low: number, high: number): boolean {
  return typeof value === "number" && value >= low && value <= high;
}

/** Whether it is a calendar day as formatDay writes it. */
function isDay(value: unknown): boolean {
  if (typeof value !== "string") return false;
  const day = parseDayText(value, Math.floor);
  return day !== NO_DAY && formatDay(day) === value;
}
