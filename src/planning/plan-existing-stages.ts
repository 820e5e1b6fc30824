import { fractionOf } from "../math/fraction-of.js";
import { largestRemainder } from "../math/largest-remainder.js";
import { minus, nearestNumber, ONE, over, type Rational, times } from "../math/rational.js";
import type { CouponPlan, CouponStage, ExistingCustomersPlan, ExistingStagePlan, PlanObstacle } from "./gmv-plan.js";
import type { Money } from "./money.js";
import type { CheckedExistingStage } from "./read-stages.js";
import { commonParts, emptyFactors, excesses, forecastOf, sumOf } from "./stage-parts.js";

/** The existing customers of a plan, together, by stage and under coupons. */
export interface ExistingPart {
  readonly existingCustomers: ExistingCustomersPlan;
  readonly stages: readonly ExistingStagePlan[];
  readonly coupons: readonly CouponPlan[];
}

/** Divides a target in minor units by forecast, and finds the conversion that each stage takes. */
export function planExistingStages(
  stages: readonly CheckedExistingStage[],
  target: bigint,
  money: Money,
  couponDepths: readonly number[],
): ExistingPart {
  const forecasts = stages.map(forecastOf);
  const forecast = sumOf(forecasts);
  const uplift = forecast.num === 0n ? null : over(money.exact(target), forecast);
  const targets = targetsOf(target, forecasts, forecast);
  const plans = stages.map((stage, i): ExistingStagePlan => {
    const { requiredConversion, obstacles } = conversionFor(stage, forecasts[i], target, uplift);
    return Object.freeze({
      ...commonParts(stage, obstacles),
      kind: "existing",
      target: targets === null ? null : money.major(targets[i]),
      requiredConversion,
    });
  });
  const existingCustomers = {
    target: money.major(target),
    forecast: nearestNumber(forecast),
    gap: nearestNumber(minus(money.exact(target), forecast)),
    uplift: uplift === null ? null : nearestNumber(uplift),
  };
  const depths = stages.length === 0 ? [] : couponDepths;
  const coupons = depths.map((depth) => couponPlan(depth, stages, forecasts, target, uplift));
  return { existingCustomers: Object.freeze(existingCustomers), stages: plans, coupons: Object.freeze(coupons) };
}

/** In proportion to the forecasts; without any there is no way to divide a target. */
function targetsOf(target: bigint, forecasts: readonly Rational[], forecast: Rational): readonly bigint[] | null {
  if (target === 0n) return forecasts.map(() => 0n);
  if (forecast.num === 0n) return null;
  return largestRemainder(forecasts.map((own) => over(times({ num: target, den: 1n }, own), forecast)));
}

/** The conversion that a stage takes, and what stands against it. */
interface Conversion {
  readonly requiredConversion: number | null;
  readonly obstacles: readonly PlanObstacle[];
}

/** `multiplier` is that of every conversion; `null` where nobody brings anything that could be multiplied. */
function conversionFor(
  stage: CheckedExistingStage,
  forecast: Rational,
  target: bigint,
  multiplier: Rational | null,
): Conversion {
  if (multiplier === null) {
    const noAudience: readonly PlanObstacle[] = stage.audience === 0n ? ["NO_AUDIENCE"] : [];
    return { requiredConversion: null, obstacles: target === 0n ? [] : [...noAudience, ...emptyFactors(stage)] };
  }
  // A stage without a forecast beside others that have one has no target.
  if (forecast.num === 0n) return { requiredConversion: null, obstacles: [] };
  const required = times(stage.conversion, multiplier);
  return { requiredConversion: nearestNumber(required), obstacles: excesses(required, stage.ceiling) };
}

function couponPlan(
  depth: number,
  stages: readonly CheckedExistingStage[],
  forecasts: readonly Rational[],
  target: bigint,
  uplift: Rational | null,
): CouponPlan {
  const rest = minus(ONE, fractionOf(depth));
  const multiplier = uplift === null ? null : over(uplift, rest);
  const own = stages.map((stage, i): CouponStage => {
    const { requiredConversion, obstacles } = conversionFor(stage, forecasts[i], target, multiplier);
    return Object.freeze({
      id: stage.id,
      spendPerBuyer: nearestNumber(times(stage.spendPerBuyer, rest)),
      requiredConversion,
      feasible: obstacles.length === 0,
      obstacles: Object.freeze(obstacles),
    });
  });
  return Object.freeze({
    depth,
    multiplier: multiplier === null ? null : nearestNumber(multiplier),
    feasible: own.every(({ feasible }) => feasible),
    stages: Object.freeze(own),
  });
}
