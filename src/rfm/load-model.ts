import { DIMENSIONS } from "../binning/bin-spec.js";
import { checkBinModel } from "../binning/check-bin-model.js";
import { expectField, objectAt } from "../checks/check-field.js";
import { expectKind } from "../checks/expect-kind.js";
import { readSaved } from "../checks/read-saved.js";
import { isRfmError, RfmError } from "../errors.js";
import { formatDay } from "../input/days/format-day.js";
import { NO_DAY, parseDayText } from "../input/days/parse-day-text.js";
import { dayOfInstantIn } from "../input/days/time-zone.js";
import { decimalsOf } from "../input/money/currency.js";
import { powerOfTen } from "../input/money/decimal.js";
import { checkSegmentMap } from "../segments/check-segment-map.js";
import type { SegmentMap } from "../segments/segment-map.js";
import { checkFrequency, checkMonetary, checkWindow, frequencyScaleOf } from "./measure-definition.js";
import type { RfmModel } from "./rfm-model.js";

/**
 * Returns a model that was saved as JSON, after checking every field of it.
 *
 * What is no model of this library, is of a later version, or was changed so that it no longer fits together is refused with
 * the path of the bad field. Cost: the size of the model.
 *
 * @param json - The text, its bytes in UTF-8, or what `JSON.parse` made of it.
 * @returns The model.
 * @throws {@link RfmError} `BAD_MODEL`.
 *
 * @example
 * ```ts
 * const orders = [{ c: "ann", d: "2026-03-01", a: 10 }, { c: "bob", d: "2026-03-21", a: 30 }];
 * const result = rfm(orders, { customer: "c", date: "d", amount: "a" });
 * const model = loadModel(JSON.stringify(result.model));
 * scoreCustomer(model, { recency: 0, frequency: 1, monetary: 30 }).segment === result.get("bob")?.segment; // => true
 * loadModel(result.model, connectif11).segments.segments[0].id; // => "champions"
 * ```
 * @since 0.1.0
 */
export function loadModel(json: unknown): RfmModel;
/**
 * The same for a model of which the segment map is known: that it has this map is checked, and its segment ids are literal types.
 *
 * @param json - The text, its bytes in UTF-8, or what `JSON.parse` made of it.
 * @param segments - The map that the model must have.
 * @returns The model.
 */
export function loadModel<Id extends string>(json: unknown, segments: SegmentMap<Id>): RfmModel<Id>;
export function loadModel(json: unknown, segments?: SegmentMap): RfmModel {
  const model = readSaved("loadModel", json, (value) => {
    checkModel("loadModel", value);
    return value;
  });
  if (segments === undefined) return model;
  checkSegmentMap("loadModel", "segments", segments);
  const own = model.segments as SegmentMap | null;
  const isSame = own !== null && cellsOf(own) === cellsOf(segments);
  expectField(
    "loadModel",
    "model.segments",
    own?.id ?? null,
    `the map ${JSON.stringify(segments.id)} with the same cells`,
    isSame,
  );
  return model;
}

/** What a map says of each segment, but for words: its id and cells. */
function cellsOf({ shape, segments }: SegmentMap): string {
  return JSON.stringify([shape, segments.map(({ id, cells }) => [id, [...cells].sort()])]);
}

/** Refuses what is no model, with the path of the bad field. */
export function checkModel(where: string, value: unknown): asserts value is RfmModel {
  const model = objectAt(where, "model", value);
  refuseResult(where, model);
  expectKind(where, "model.kind", model["kind"], '"rfm-kit/rfm"', model["kind"] === "rfm-kit/rfm");
  expectField(
    where,
    "model.version",
    model["version"],
    "1, the version that this release reads",
    model["version"] === 1,
  );
  const { asOf } = model;
  expectField(where, "model.asOf", asOf, "a day or null", asOf === null || isDay(asOf));
  checkBinModel(where, "model.bins", model["bins"]);
  checkMeasure(where, model["measure"]);
  checkScales(where, model as unknown as RfmModel);
  if (model["segments"] === null) return;
  checkSegmentMap(where, "model.segments", model["segments"]);
  const { bins, segments } = model as unknown as RfmModel<string>;
  DIMENSIONS.forEach((dimension, d) => {
    const count = bins[dimension].bins;
    expectField(
      where,
      `model.segments.shape[${d}]`,
      segments.shape[d],
      `${count}, the bins of ${dimension}`,
      segments.shape[d] === count,
    );
  });
}

/** A result has its model within; as JSON it has lost the rest. */
function refuseResult(where: string, { kind, model }: Record<string, unknown>): void {
  const inner = (model ?? null) as { readonly kind?: unknown } | null;
  if (kind !== undefined || inner?.kind !== "rfm-kit/rfm") return;
  const requirement = "be a model, not the result that has it: give result.model";
  throw new RfmError("BAD_MODEL", `${where}: model must ${requirement}`, { path: "model" });
}

function checkMeasure(where: string, value: unknown): void {
  const path = "model.measure";
  const measure = objectAt(where, path, value);
  const holds = (check: () => unknown): boolean => {
    try {
      check();
      return true;
    } catch (error) {
      if (isRfmError(error)) return false;
      throw error;
    }
  };
  const expect = (key: string, requirement: string, ok: boolean): void =>
    expectField(where, `${path}.${key}`, measure[key], requirement, ok);
  const { window, frequency, monetary, decimals, currency, refunds, timeZone } = measure;
  expect(
    "window",
    "a number of days or null",
    window === null || (window !== undefined && holds(() => checkWindow(where, window))),
  );
  expect("frequency", "a frequency", frequency != null && holds(() => checkFrequency(where, path, frequency)));
  expect("monetary", "a monetary measure", monetary != null && holds(() => checkMonetary(where, path, monetary)));
  expect(
    "decimals",
    "an integer from 0 to 9",
    Number.isInteger(decimals) && (decimals as number) >= 0 && (decimals as number) <= 9,
  );
  expect(
    "currency",
    "an ISO 4217 code or null",
    currency === null || (currency !== undefined && holds(() => decimalsOf(where, undefined, currency))),
  );
  expect("refunds", '"net", "ignore" or "error"', refunds === "net" || refunds === "ignore" || refunds === "error");
  expect("timeZone", "an IANA time zone", timeZone !== undefined && holds(() => dayOfInstantIn(where, timeZone)));
}

function checkScales(where: string, { measure, bins }: RfmModel): void {
  const scales = { recency: 1, frequency: frequencyScaleOf(measure.frequency), monetary: powerOfTen(measure.decimals) };
  for (const dimension of DIMENSIONS) {
    const { scale } = bins[dimension];
    expectField(
      where,
      `model.bins.${dimension}.scale`,
      scale,
      `${scales[dimension]}, as model.measure says`,
      scale === scales[dimension],
    );
  }
}

/** Whether it is a calendar day as formatDay writes it. */
function isDay(value: unknown): boolean {
  if (typeof value !== "string") return false;
  const day = parseDayText(value, Math.floor);
  return day !== NO_DAY && formatDay(day) === value;
}
