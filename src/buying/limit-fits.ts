import type { LimitModel } from "./buying-model.js";

/** Whether parameters are such as stand for a limit. */
export function limitFits(limit: LimitModel, parameters: { readonly [name: string]: number }): boolean {
  const { theta, gamma, mu, p, lambda } = parameters;
  // With opportunities p is the chance to use one, else the chance to be lost.
  const inOpportunities = theta !== undefined || gamma !== undefined;
  const rate = inOpportunities ? p : lambda;
  const loss = inOpportunities ? theta : (mu ?? p);
  switch (limit) {
    case "no-dropout":
      return loss === 0;
    case "homogeneous-dropout":
      return loss > 0;
    case "polarised-dropout":
      return ["a", "pi", "gamma"].some((name) => Object.hasOwn(parameters, name));
    case "homogeneous-rate":
      return rate > 0;
    case "no-purchases":
      return rate === 0;
  }
}
