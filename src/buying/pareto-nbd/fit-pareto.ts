import type { FitStatus, LimitModel } from "../buying-model.js";
import { emptyFit, type Fitted, limitWarning, NOT_CONVERGED, weakWarnings } from "../fitted-model.js";
import type { Histories } from "../group-histories.js";
import { hasRepeats } from "../search-limits.js";
import { searchReport } from "../search-report.js";
import { namesOf, parameterSlopes, parametersAt, shapeAt } from "./pareto-form.js";
import { type ParetoCandidate, searchPareto } from "./search-pareto.js";

/** The Pareto/NBD, or the limit at its edge, that is likeliest. */
export function fitPareto(histories: Histories): Fitted {
  const { customers } = histories;
  if (!hasRepeats(histories)) return emptyFit(customers, { lambda: 0, mu: 0 });
  const best = searchPareto(histories);
  const names = namesOf(best.form);
  const values = parametersAt(best.form, shapeAt(best.form, best.point));
  const parameters = Object.fromEntries(names.map((name, i) => [name, values[i]]));
  const scales = names.map((name, i) => (name === "pi" ? values[i] * (1 - values[i]) : values[i]));
  const report = searchReport(best, names, parameterSlopes(best.form), scales, customers);
  const limits = limitsOf(best);
  const status: FitStatus = !best.converged ? "not-converged" : limits.length > 0 ? "boundary" : "converged";
  const noLoss = best.form.loss === "none";
  return {
    ...report,
    parameters: noLoss ? { ...parameters, mu: 0 } : parameters,
    status,
    limit: limits[0] ?? null,
    standardErrors: noLoss ? { ...report.standardErrors, mu: null } : report.standardErrors,
    warnings: [
      ...(best.converged ? [] : [NOT_CONVERGED]),
      ...limits.map(limitWarning),
      ...weakWarnings(parameters, report.standardErrors),
    ],
  };
}

/** The limits that the best stands for, that of dropout first. */
function limitsOf({ form }: ParetoCandidate): LimitModel[] {
  const limits: LimitModel[] = [];
  if (form.loss === "none") limits.push("no-dropout");
  if (form.loss === "fixed") limits.push("homogeneous-dropout");
  if (form.loss === "split") limits.push("polarised-dropout");
  if (form.rate === "fixed") limits.push("homogeneous-rate");
  return limits;
}
