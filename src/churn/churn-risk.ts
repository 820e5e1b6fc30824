import { checkOneOf, checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import type { Ledger, Warning } from "../input/ledger.js";
import { type AsOfOptions, asOfDay } from "../lifecycle/ledger-day.js";
import { oldestOf, outdatedModel } from "../value/date-warnings.js";
import { ChurnFitter } from "./candidates/churn-fitter.js";
import { predictionsOf } from "./candidates/predictions.js";
import { readChurnModel } from "./check-churn-model.js";
import { churnColumns } from "./churn-columns.js";
import {
  type ChurnData,
  type ChurnFeatureOptions,
  FEATURE_OPTIONS,
  readChurnData,
  refuseBeside,
} from "./churn-data.js";
import { CHURN_MODELS, type ChurnModel, type ChurnModelName } from "./churn-model.js";
import { type ChurnLanguage, LANGUAGES } from "./churn-reasons.js";
import { type ChurnDiagnostics, type ChurnResult, Result } from "./churn-result.js";
import { dataWarnings } from "./data-warnings.js";
import { evaluate } from "./evaluation.js";
import { longestTold } from "./heuristics/silence-curve.js";
import { meanGapOf } from "./heuristics/silence-score.js";
import { readHorizonDays } from "./horizon-days.js";
import { unusedByModel } from "./unused-features.js";

/**
 * Options of {@link churnRisk}.
 *
 * @since 0.1.0
 */
export interface ChurnRiskOptions extends AsOfOptions, ChurnFeatureOptions {
  /** Within how many days no purchase is churn, 1 to 3650. @defaultValue 90, or that of the model */
  readonly horizonDays?: number | undefined;
  /** A model by name, fitted here; `"auto"`, the best of them on the last horizon; or one fitted before. @defaultValue "auto" */
  readonly model?: "auto" | ChurnModelName | ChurnModel | undefined;
  /** From which risk on the band is medium, and from which on it is high. @defaultValue [1/3, 2/3] */
  readonly bands?: readonly [number, number] | undefined;
  /** The language of the reasons. @defaultValue "en" */
  readonly language?: ChurnLanguage | undefined;
}

/**
 * Returns how likely each customer is not to buy within the next days, and what is at stake.
 *
 * The risk is **P(no purchase within `horizonDays`)**, not 1 - P(alive): that one is 0 for every customer with one purchase under the
 * BG/NBD, and ranks worse than a coin. P(alive) is given beside it. Customers with a purchase by asOf are scored; days are what counts,
 * and amounts of zero or more are purchases.
 *
 * Models by name:
 *
 * - `"mbg-nbd"`, `"bg-nbd"`, `"pareto-nbd"`, `"nbd"`: the risk is {@link noPurchaseProbability}. They learn from the rhythm of all orders
 *   and need no past cut-off.
 * - `"logistic"`: {@link fitLogistic} on recency, repeats, age, spend, gaps and trend, on events of the last 30 and 90 days by type, and on
 *   named fields of profiles. The unit of money makes no difference.
 * - `"survival"`: 1 - R(N, H) of {@link gapSurvival} after N days of silence. Who has been silent for longer than the gaps tell of has the last
 *   risk that they do, which is rather too low than made up: `diagnostics.beyondCurve` counts them, the last of their reasons and the
 *   warning `"BEYOND_CURVE"` say so. `"pooled-percentile"`: the share of gaps no longer than that, as
 *   some tools show it, which is no probability of anything to come.
 * - `"recency"`, `"recency-over-cycle"`, `"recency-over-shrunk-cycle"`, `"hiatus"`: rules of thumb. The risk is the rate at which customers
 *   with such a score were lost: up to 20 groups of equal size, each (lost + 1/2) / (customers + 1), neighbours pooled until it rises.
 *
 * These rules and `"logistic"` learn at asOf - horizon from what became of customers by asOf. `"auto"` lets all of them foretell the
 * last horizon from the day before it, see {@link evaluateChurn}, takes the one with the lowest log loss, and fits it anew on all data.
 * It needs 200 customers by that day, of whom 20 came back and 20 did not; else it is `"mbg-nbd"`, with the warning `"NO_HOLDOUT"`.
 *
 * `valueAtRisk` is what is lost if the customer does not come back, weighted by the risk:
 * `risk x E[orders within the horizon | not lost for good] x expected spend per order`. The orders are those of the model of buying (of an MBG/NBD
 * beside the other models), the spend is the gamma-gamma model's over all purchase days.
 *
 * Events and profiles are looked at by `"logistic"` alone: the warning `"UNUSED_FEATURES"` says where they are given and the model, such as
 * the one that `"auto"` took, looks at orders only.
 *
 * Nobody who has bought: no rows. Never NaN. Cost: a fit takes about a second per million customers, `"pareto-nbd"` and so `"auto"` ten;
 * scoring with a model half a second, 70 bytes per customer.
 *
 * @param ledger - The orders.
 * @param options - Horizon, model, bands and features; see {@link ChurnRiskOptions}.
 * @returns The risks; see {@link ChurnResult}.
 * @throws {@link RfmError} `WRONG_TYPE`, `OUT_OF_RANGE`, `UNKNOWN_NAME`, `UNKNOWN_OPTION` or `NOT_INCREASING` for options, `MISSING_OPTION` for
 * events or profiles that are named or that the model needs, `BAD_MODEL` for what is no such model, `MODEL_MISMATCH` for fields of another type or
 * money of another currency, `CONFLICTING_OPTIONS` for features beside a fitted model or a horizon that it cannot answer for.
 *
 * @example
 * ```ts
 * const ledger = ledgerFromColumns(simulateOrders({ customers: 1000, seed: 3 }));
 * const result = churnRisk(ledger, { model: "mbg-nbd", horizonDays: 90 });
 * const { risk = 0, band, reasons } = result.get("C000001") ?? {};
 * [risk.toFixed(2), band]; // => ["0.60", "medium"]
 * reasons?.[0]; // => "25 days since the only order"
 * result.summary().map(({ customers }) => customers); // => [103, 354, 543]
 * result.saveFirst(2).map(({ customer }) => customer); // => ["C000741", "C000715"]
 * ```
 * @example Fit in January, score in February
 * ```ts
 * const ledger = ledgerFromColumns(simulateOrders({ customers: 1000, seed: 3 }));
 * const january = churnRisk(ledger, { asOf: "2025-01-31", model: "mbg-nbd" });
 * const saved = JSON.parse(JSON.stringify(january.model));
 * churnRisk(ledger, { asOf: "2025-02-28", model: saved }).model.asOf; // => "2025-01-31"
 * ```
 * @see {@link evaluateChurn} for how good the risks are
 * @see {@link loadChurnModel} for a model from a file
 * @since 0.1.0
 */
export function churnRisk(ledger: Ledger, options: ChurnRiskOptions = {}): ChurnResult {
  const where = "churnRisk";
  checkOptions(where, options, ["asOf", "horizonDays", "model", "bands", "language", ...FEATURE_OPTIONS]);
  const day = asOfDay(where, ledger, options.asOf);
  const bands = readBands(where, options.bands);
  const language = checkOneOf(where, "options.language", options.language ?? "en", LANGUAGES);
  const given = readModel(where, options, ledger.currency);
  const horizonDays = readHorizonDays(
    where,
    options.horizonDays ?? (typeof given === "string" ? 90 : given.horizonDays),
  );
  const data = readChurnData(where, ledger, options);
  const fitter = new ChurnFitter(where, data, day, horizonDays);
  const { model, ...found } = find(where, given, fitter, data, horizonDays);
  const { now } = fitter;
  const columns = churnColumns(where, now, model, predictionsOf(where, model, now, horizonDays), bands);
  const longest = "until" in model.risk ? longestTold(model.risk, horizonDays) : Number.POSITIVE_INFINITY;
  const beyondCurve = columns.recency.reduce((count, days) => count + (days > longest ? 1 : 0), 0);
  const { customers, codes, repeats } = now.purchases;
  return new Result({
    asOf: day,
    horizonDays,
    bands,
    currency: ledger.currency,
    customers,
    codes,
    columns,
    model,
    meanGap: repeats.some((count) => count > 0) ? meanGapOf(now.purchases) : null,
    longestTold: longest,
    language,
    diagnostics: Object.freeze<ChurnDiagnostics>({
      ledger: ledger.diagnostics,
      withoutPurchases: customers.size - codes.length,
      beyondCurve,
      chosenBy: found.chosenBy,
      evaluation: found.evaluation,
      warnings: Object.freeze([
        ...ledger.diagnostics.warnings,
        ...dataWarnings(now),
        ...found.warnings,
        ...unusedByModel(data, model),
        ...beyondWarning(beyondCurve, longest),
      ]),
    }),
  });
}

function beyondWarning(customers: number, longest: number): Warning[] {
  if (customers === 0) return [];
  const who = `silent for more than ${longest} days, the longest silence that the gaps tell of`;
  return [
    Object.freeze({ code: "BEYOND_CURVE", message: `${customers} customers are ${who}: their risk is that of it` }),
  ];
}

function readBands(where: string, bands: unknown): readonly [number, number] {
  if (bands === undefined) return Object.freeze([1 / 3, 2 / 3] as const);
  const isPair =
    Array.isArray(bands) && bands.length === 2 && bands.every((cut) => typeof cut === "number" && cut >= 0 && cut <= 1);
  if (!isPair) throw optionError("WRONG_TYPE", where, "options.bands", "be two numbers from 0 to 1", bands);
  const [medium, high] = bands as [number, number];
  if (medium <= high) return Object.freeze([medium, high] as const);
  throw optionError("NOT_INCREASING", where, "options.bands[1]", `be ${medium} or more`, high);
}

function readModel(
  where: string,
  options: ChurnRiskOptions,
  currency: string | null,
): "auto" | ChurnModelName | ChurnModel {
  const { model: given = "auto", horizonDays } = options;
  if (typeof given === "string") {
    if (given.trimStart().startsWith("{")) {
      const requirement = "be a name or a model, not its JSON text; read that by loadChurnModel";
      throw optionError("WRONG_TYPE", where, "options.model", requirement, given);
    }
    return checkOneOf<"auto" | ChurnModelName>(where, "options.model", given, ["auto", ...CHURN_MODELS]);
  }
  const model = readChurnModel(where, "options.model", given);
  const own = model.spend.currency;
  if (own !== null && currency !== null && own !== currency) {
    const requirement = `be ${currency}, the currency of the orders`;
    throw optionError("MODEL_MISMATCH", where, "options.model.spend.currency", requirement, own);
  }
  for (const option of ["eventTypes", "profileFields"] as const) {
    refuseBeside(where, option, options[option], "a fitted model, which has its own");
  }
  const isBound = model.risk.by === "score" || model.risk.by === "logistic";
  if (isBound && horizonDays !== undefined && horizonDays !== model.horizonDays) {
    const requirement = `be ${model.horizonDays}, which the model learnt, or be left out`;
    throw optionError("CONFLICTING_OPTIONS", where, "options.horizonDays", requirement, horizonDays);
  }
  return model;
}

interface Found extends Pick<ChurnDiagnostics, "chosenBy" | "evaluation" | "warnings"> {
  readonly model: ChurnModel;
}

function find(
  where: string,
  given: "auto" | ChurnModelName | ChurnModel,
  fitter: ChurnFitter,
  data: ChurnData,
  horizonDays: number,
): Found {
  if (typeof given !== "string") {
    const { day, purchases } = fitter.now;
    const warnings = outdatedModel([["model", given.asOf]], day, oldestOf(purchases));
    return { model: given, chosenBy: "option", evaluation: null, warnings };
  }
  if (given !== "auto") return { ...fitted(fitter, given), chosenBy: "option", evaluation: null };
  const { day } = fitter.now;
  const cutoff = day === null ? null : day - horizonDays;
  const missing = fitter.missingHoldout();
  const evaluation = missing === null ? evaluate(where, data, cutoff, horizonDays, CHURN_MODELS) : null;
  const winner = evaluation?.winner ?? null;
  if (winner !== null) return { ...fitted(fitter, winner), chosenBy: "holdout", evaluation };
  const best = fitted(fitter, "mbg-nbd");
  const message = `${missing}: too few to compare models, so it is mbg-nbd`;
  const warnings = [Object.freeze({ code: "NO_HOLDOUT", message }), ...best.warnings];
  return { ...best, warnings, chosenBy: "default", evaluation: null };
}

function fitted(fitter: ChurnFitter, name: ChurnModelName): Pick<Found, "model" | "warnings"> {
  const model = fitter.fit(name);
  return { model, warnings: [...fitter.warningsOf(model), ...model.spend.fit.warnings] };
}
