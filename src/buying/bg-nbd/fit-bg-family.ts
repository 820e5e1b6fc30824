import { risingSums } from "../../math/rising.js";
import { standardErrors } from "../../math/standard-errors.js";
import type { LimitModel } from "../buying-model.js";
import { emptyFit, type Fitted, limitWarning, NOT_CONVERGED, weakWarnings } from "../fitted-model.js";
import type { BgCandidate } from "./bg-candidate.js";
import type { BgData } from "./bg-data.js";
import { type BgFamily, namesOf, slopeAt, valueAt } from "./bg-form.js";
import { isPolarised, searchBg } from "./search-bg.js";

/**
 * The best member of a family. Without `canLose` nobody can be lost, which is the NBD. `logGaps` is the sum of the logarithms of all gaps in
 * the unit of the histories; only Erlang gaps need it.
 */
export function fitBgFamily(data: BgData, family: BgFamily, canLose: boolean, logGaps: number): Fitted {
  const noLoss = canLose ? { p: 0 } : {};
  if (data.repeats === 0) return emptyFit(data.customers, { lambda: 0, ...noLoss });
  const best = searchBg(data, family, canLose);
  const { parameters, errors } = estimatesOf(best, data.scale);
  const limits = limitsOf(best, canLose);
  const warnings = [...limits.map(limitWarning), ...weakWarnings(parameters, errors)];
  return {
    parameters: best.form.drop === "none" ? { ...parameters, ...noLoss } : parameters,
    status: best.converged ? (limits.length > 0 ? "boundary" : "converged") : "not-converged",
    limit: limits[0] ?? null,
    logLikelihood: best.value + constantOf(data, family, logGaps),
    gradientNorm: best.gradientNorm,
    iterations: best.steps,
    standardErrors: best.form.drop === "none" && canLose ? { ...errors, p: null } : errors,
    warnings: best.converged ? warnings : [NOT_CONVERGED, ...warnings],
  };
}

/** Parameters and their standard errors by name, in the unit of the histories. */
interface Estimates {
  readonly parameters: { readonly [name: string]: number };
  readonly errors: { readonly [name: string]: number | null };
}

function estimatesOf({ form, point, hessian }: BgCandidate, scale: number): Estimates {
  const names = namesOf(form);
  const spreads = standardErrors(hessian, names.length);
  const unit = (name: string): number => (name === "alpha" ? scale : name === "lambda" ? 1 / scale : 1);
  const error = (name: string, i: number): number | null => {
    const spread = spreads[i];
    return spread === null ? null : spread * slopeAt(name, point[i]) * unit(name);
  };
  return {
    parameters: Object.fromEntries(names.map((name, i) => [name, valueAt(name, point[i]) * unit(name)])),
    errors: Object.fromEntries(names.map((name, i) => [name, error(name, i)])),
  };
}

/** The limits that a candidate is, the one about dropout first. */
function limitsOf(best: BgCandidate, canLose: boolean): LimitModel[] {
  const limits: LimitModel[] = [];
  if (best.form.drop === "none" && canLose) limits.push("no-dropout");
  if (best.form.drop === "fixed") limits.push("homogeneous-dropout");
  if (isPolarised(best)) limits.push("polarised-dropout");
  if (best.form.rate === "fixed") limits.push("homogeneous-rate");
  return limits;
}

/** What the unit of time and, with Erlang gaps, the gaps themselves add to the log likelihood. */
function constantOf({ repeats, scale }: BgData, { k }: BgFamily, logGaps: number): number {
  const units = -k * repeats * Math.log(scale);
  return k === 1 ? units : units + (k - 1) * logGaps - repeats * risingSums(1, [k - 1]).log[0];
}
