import { compare, nearestNumber, ONE, plus, type Rational, times, ZERO } from "../math/rational.js";
import type { PlannedStage, PlanObstacle } from "./gmv-plan.js";
import type { CheckedStage } from "./read-stages.js";

/** What the people of a stage bring. */
export function forecastOf({ audience, conversion, spendPerBuyer }: CheckedStage): Rational {
  return times({ num: audience, den: 1n }, times(conversion, spendPerBuyer));
}

export function sumOf(parts: readonly Rational[]): Rational {
  return parts.reduce(plus, ZERO);
}

/** The fields that any stage of a plan has. */
export function commonParts(stage: CheckedStage, obstacles: readonly PlanObstacle[]): PlannedStage {
  const { id, audience, conversion, spendPerBuyer, ceiling } = stage;
  return {
    id,
    audience: Number(audience),
    conversion: nearestNumber(conversion),
    spendPerBuyer: nearestNumber(spendPerBuyer),
    forecast: nearestNumber(forecastOf(stage)),
    ceiling: ceiling === null ? null : nearestNumber(ceiling),
    feasible: obstacles.length === 0,
    obstacles: Object.freeze(obstacles),
  };
}

/** The factors of a stage's GMV that are 0. */
export function emptyFactors({ conversion, spendPerBuyer }: CheckedStage): PlanObstacle[] {
  return [
    ...(conversion.num === 0n ? (["NO_CONVERSION"] as const) : []),
    ...(spendPerBuyer.num === 0n ? (["NO_SPEND"] as const) : []),
  ];
}

/** What stands against a conversion. */
export function excesses(conversion: Rational, ceiling: Rational | null): PlanObstacle[] {
  return [
    ...(compare(conversion, ONE) > 0 ? (["CONVERSION_ABOVE_ONE"] as const) : []),
    ...(ceiling !== null && compare(conversion, ceiling) > 0 ? (["CONVERSION_ABOVE_CEILING"] as const) : []),
  ];
}
