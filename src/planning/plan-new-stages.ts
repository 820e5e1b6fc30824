import { largestRemainder } from "../math/largest-remainder.js";
import { ceilingOf, nearestNumber, over, type Rational, times } from "../math/rational.js";
import type { NewCustomersPlan, NewStagePlan, PlanObstacle } from "./gmv-plan.js";
import type { Money } from "./money.js";
import type { CheckedNewStage } from "./read-stages.js";
import { commonParts, emptyFactors, excesses, forecastOf, sumOf } from "./stage-parts.js";

/** The new customers of a plan, together and by stage. */
export interface NewPart {
  readonly newCustomers: NewCustomersPlan;
  /** What they cost, exactly; `null` where that is not known. */
  readonly cost: Rational | null;
  readonly stages: readonly NewStagePlan[];
}

/** Divides a target in minor units by weights, and finds the audience that each stage takes. */
export function planNewStages(
  stages: readonly CheckedNewStage[],
  weights: readonly Rational[],
  target: bigint,
  money: Money,
): NewPart {
  const targets = apportion(target, weights);
  const audiences = stages.map((stage, i) => audienceFor(stage, money.exact(targets[i])));
  const cost = sumOrNull(audiences.map(({ budget }) => budget));
  const newCustomers = {
    target: money.major(target),
    forecast: nearestNumber(sumOf(stages.map(forecastOf))),
    need: numberOrNull(sumOrNull(audiences.map(({ need }) => need))),
    budget: numberOrNull(cost),
  };
  const plans = stages.map((stage, i): NewStagePlan => {
    const { required, need, budget, obstacles } = audiences[i];
    return Object.freeze({
      ...commonParts(stage, obstacles),
      kind: "new",
      target: money.major(targets[i]),
      requiredAudience: numberOrNull(required),
      maxAudience: stage.maxAudience === null ? null : Number(stage.maxAudience),
      need: numberOrNull(need),
      budget: numberOrNull(budget),
    });
  });
  return { newCustomers: Object.freeze(newCustomers), cost, stages: plans };
}

function apportion(total: bigint, weights: readonly Rational[]): readonly bigint[] {
  if (total === 0n) return weights.map(() => 0n);
  const whole = sumOf(weights);
  return largestRemainder(weights.map((weight) => over(times({ num: total, den: 1n }, weight), whole)));
}

/** The audience that a stage takes; `null` where none would do. */
interface Audience {
  readonly required: Rational | null;
  readonly need: Rational | null;
  readonly budget: Rational | null;
  readonly obstacles: readonly PlanObstacle[];
}

const MOST_PEOPLE = /* @__PURE__ */ BigInt(Number.MAX_SAFE_INTEGER);

function audienceFor(stage: CheckedNewStage, target: Rational): Audience {
  const { audience, conversion, spendPerBuyer, ceiling, costPerUser, maxAudience } = stage;
  if (target.num > 0n) {
    const obstacles = emptyFactors(stage);
    if (obstacles.length > 0) return { required: null, need: null, budget: null, obstacles };
  }
  const required = target.num === 0n ? 0n : ceilingOf(over(target, times(conversion, spendPerBuyer)));
  if (required > MOST_PEOPLE) return { required: null, need: null, budget: null, obstacles: ["AUDIENCE_TOO_LARGE"] };
  const limit: readonly PlanObstacle[] = maxAudience !== null && required > maxAudience ? ["AUDIENCE_ABOVE_LIMIT"] : [];
  const need = { num: required > audience ? required - audience : 0n, den: 1n };
  return {
    required: { num: required, den: 1n },
    need,
    budget: costPerUser === null ? null : times(need, costPerUser),
    obstacles: target.num === 0n ? [] : [...excesses(conversion, ceiling), ...limit],
  };
}

function numberOrNull(value: Rational | null): number | null {
  return value === null ? null : nearestNumber(value);
}

/** A sum that is known only where all of its parts are. */
function sumOrNull(parts: readonly (Rational | null)[]): Rational | null {
  const known = parts.filter((part) => part !== null);
  return known.length < parts.length ? null : sumOf(known);
}
