import type { Warning } from "../input/ledger.js";
import type { BuyingModel, BuyingModelKind, FitReport, LimitModel } from "./buying-model.js";
import type { Purchases } from "./purchase-columns.js";

/** What a fit found, in the purchases' unit. */
export interface Fitted extends Omit<FitReport, "customers"> {
  readonly parameters: { readonly [name: string]: number };
}

/** The model of a fit, frozen. */
export function fittedModel<Kind extends BuyingModelKind>(
  kind: Kind,
  { timeUnit, asOf }: Purchases,
  customers: number,
  { parameters, ...report }: Fitted,
): BuyingModel<Kind> {
  const { standardErrors, warnings } = report;
  const fit = Object.freeze<FitReport>({
    ...report,
    customers,
    standardErrors: Object.freeze({ ...standardErrors }),
    warnings: Object.freeze(warnings.map((warning) => Object.freeze({ ...warning }))),
  });
  return Object.freeze<BuyingModel<Kind>>({
    kind,
    version: 1,
    timeUnit,
    asOf,
    parameters: Object.freeze({ ...parameters }),
    fit,
  });
}

/** The outcome where there is nobody, or nobody who came back: a model that expects no purchase. */
export function emptyFit(customers: number, parameters: { readonly [name: string]: number }): Fitted {
  const limit = customers === 0 ? null : "no-purchases";
  return {
    parameters,
    status: customers === 0 ? "no-data" : "boundary",
    limit,
    logLikelihood: customers === 0 ? null : 0,
    gradientNorm: null,
    iterations: 0,
    standardErrors: Object.fromEntries(Object.keys(parameters).map((name) => [name, null])),
    warnings: limit === null ? [NO_DATA] : [limitWarning(limit)],
  };
}

const NO_DATA: Warning = { code: "NO_DATA", message: "there are no customers; the model expects no purchase" };

const ABOUT_LIMIT: { readonly [Limit in LimitModel]: string } = {
  "no-dropout": "the data show no sign of customers being lost; the model is the limit in which nobody is",
  "homogeneous-dropout":
    "the data show no difference between customers in the chance of being lost; the model has one chance for all",
  "polarised-dropout":
    "customers seem to be lost at the first chance or never; the model's parameters of dropout stand for that limit",
  "homogeneous-rate":
    "the data show no difference between customers in the purchase rate; the model has one rate for all",
  "no-purchases": "no customer came back; the model expects no purchase",
};

/** What to know about a limit. */
export function limitWarning(limit: LimitModel): Warning {
  return { code: limit.toUpperCase().replace("-", "_"), message: ABOUT_LIMIT[limit] };
}

export const NOT_CONVERGED: Warning = {
  code: "NOT_CONVERGED",
  message: "the search ended before an optimum; the parameters are the best found",
};

/** Warns of parameters that the data leave open: no standard error, or one above the parameter itself. */
export function weakWarnings(
  parameters: { readonly [name: string]: number },
  standardErrors: { readonly [name: string]: number | null },
): Warning[] {
  const weak = Object.entries(standardErrors)
    .filter(([name, error]) => error === null || error > parameters[name])
    .map(([name]) => name);
  if (weak.length === 0) return [];
  const message = `the data hardly determine ${weak.join(", ")}; predictions may be sound all the same, the parameters mean little`;
  return [{ code: "WEAK_PARAMETERS", message }];
}
