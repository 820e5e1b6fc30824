import { checkOneOf } from "../checks/check-options.js";
import { largestRemainder } from "../math/largest-remainder.js";
import { compare, minus, nearestNumber, ONE, times } from "../math/rational.js";
import { explainPlan } from "./explain-plan.js";
import type { GmvPlan, GmvPlanFigures, PlanObstacle } from "./gmv-plan.js";
import { moneyWith } from "./money.js";
import type { AiplPlanDefinition, GmvPlanDefinition } from "./plan-definition.js";
import { planExistingStages } from "./plan-existing-stages.js";
import { planNewStages } from "./plan-new-stages.js";
import { type CheckedPlan, readPlan } from "./read-plan.js";

/**
 * Returns what each stage must bring so that a GMV target is reached: how many people the stages of new customers need and what
 * they cost, how well the stages of existing customers must convert, and whether that can be.
 *
 * GMV = people x conversion x spend per buyer, for each stage. With G the target:
 *
 * - The part of new customers is `newShare`, or else the part that the new stages had in `pastGmv`; the rest is for existing ones.
 * - **New**: the part is divided by `share`, or else by `pastGmv`. A stage takes `ceil(target / (conversion * spendPerBuyer))` people;
 *   those who are missing cost `costPerUser` each.
 * - **Existing**: they bring a forecast anyway. All conversions are multiplied by the uplift, target over forecast; the target is
 *   divided in proportion to the forecasts. A surplus is reported as a negative gap and an uplift below 1, not cut off.
 * - **Coupons**: under a discount d for existing customers a conversion must be multiplied by uplift / (1 - d).
 *
 * Every number is taken as its shortest decimal text spells it and computed with as a fraction, so that nothing is lost: a target
 * that is an exact multiple of what a person brings needs exactly that many people. Targets are whole minor units (`decimals`) that
 * sum to G: what rounding leaves goes to the largest remainders, first to the two kinds of customers, then to the stages; of equal
 * ones to the first. All other results are the nearest doubles. With `gap` 0 the `uplift` is 1.
 *
 * A factor that is 0 where there is a target, a conversion above 1 or above the `ceiling`, more people than `maxAudience` make a
 * stage infeasible, by name; new customers who cost more than the `budget` make the plan so, see its own `obstacles`. Without these
 * limits new stages are limited by nothing: the plan is feasible however many people are missing. A result is never infinite: it is
 * `null` where there is none. Where no existing stage has a forecast, the uplift and their targets are.
 *
 * Cost: stages x coupon depths.
 *
 * @param plan - The target, and what is known of the stages.
 * @returns The plan, frozen; without its method it is plain JSON.
 * @throws {@link RfmError} `MISSING_OPTION`, `UNKNOWN_OPTION`, `WRONG_TYPE`, `OUT_OF_RANGE`, `UNKNOWN_NAME` for a kind,
 * `DUPLICATE` for an id, `CONFLICTING_OPTIONS` for a newShare without the stages for it.
 *
 * @example AIPL
 * ```ts
 * const plan = planGmv({
 *   target: 50_000_000,
 *   stages: {
 *     A: { conversion: 0.005, spendPerBuyer: 200, pastGmv: 4_000_000, audience: 4_500_000, costPerUser: 0.8 },
 *     I: { conversion: 0.03, spendPerBuyer: 250, pastGmv: 12_000_000, audience: 2_100_000, costPerUser: 3 },
 *     P: { conversion: 0.08, spendPerBuyer: 300, pastGmv: 10_000_000, audience: 400_000 },
 *     L: { conversion: 0.335, spendPerBuyer: 400, pastGmv: 14_000_000, audience: 100_000, ceiling: 0.4 },
 *   },
 * });
 * plan.newShare; // => 0.4
 * plan.stages.map(({ target }) => target); // => [5_000_000, 15_000_000, 12_521_739.13, 17_478_260.87]
 * plan.newCustomers; // => { target: 20_000_000, forecast: 20_250_000, need: 500_000, budget: 400_000 }
 * plan.existingCustomers; // => { target: 30_000_000, forecast: 23_000_000, gap: 7_000_000, uplift: 30 / 23 }
 * plan.stages[0].kind === "new" && plan.stages[0].requiredAudience; // => 5_000_000
 * plan.coupons.map(({ multiplier }) => multiplier?.toFixed(4)); // => ["1.3730", "1.4493", "1.5345", "1.6304"]
 * plan.stages[3].obstacles; // => ["CONVERSION_ABOVE_CEILING"]
 * plan.feasible; // => false
 * ```
 * @example Other stages, in words
 * ```ts
 * const plan = planGmv({
 *   target: 9_000,
 *   newShare: 0.5,
 *   stages: [
 *     { id: "visitors", kind: "new", conversion: 0.02, spendPerBuyer: 45 },
 *     { id: "members", kind: "existing", conversion: 0.1, spendPerBuyer: 50, audience: 800 },
 *   ],
 * });
 * const words = plan.explain().split("\n");
 * words[1]; // => "visitors: 4,500.00 takes 5,000 people at 2 % and 45.00 per buyer: 5,000 more."
 * words[2]; // => "members: 4,500.00 takes a conversion of 11.25 %, instead of 10 %."
 * plan.explain("zh-Hans").split("\n")[2]; // => "members：要达到4,500.00，转化率须由10%变为11.25%。"
 * ```
 * @since 0.1.0
 */
export function planGmv(plan: AiplPlanDefinition): GmvPlan<"A" | "I" | "P" | "L">;
/**
 * The same for stages of any names.
 *
 * @param plan - The target, and what is known of the stages.
 * @returns The plan; ids are literal types.
 */
export function planGmv<const Id extends string>(plan: GmvPlanDefinition<Id>): GmvPlan<Id>;
export function planGmv(plan: AiplPlanDefinition | GmvPlanDefinition): GmvPlan {
  const figures = planOf(readPlan("planGmv", plan));
  const explain = (language: "en" | "zh-Hans" = "en"): string =>
    explainPlan(figures, checkOneOf("explain", "language", language, ["en", "zh-Hans"]));
  return Object.freeze({ ...figures, explain });
}

function planOf(checked: CheckedPlan): GmvPlanFigures {
  const { target, decimals, budget, newShare, stages, newWeights, couponDepths } = checked;
  const money = moneyWith(decimals);
  const goal = { num: target, den: 1n };
  const [ofExisting, ofNew] = largestRemainder([times(goal, minus(ONE, newShare)), times(goal, newShare)]);
  const newStages = stages.filter((stage) => stage.kind === "new");
  const existingStages = stages.filter((stage) => stage.kind === "existing");
  const fresh = planNewStages(newStages, newWeights, ofNew, money);
  const known = planExistingStages(existingStages, ofExisting, money, couponDepths);
  const plans = new Map([...fresh.stages, ...known.stages].map((plan) => [plan.id, plan]));
  const isTooDear = budget !== null && fresh.cost !== null && compare(fresh.cost, money.exact(budget)) > 0;
  const obstacles: readonly PlanObstacle[] = isTooDear ? ["BUDGET_ABOVE_LIMIT"] : [];
  const inOrder = stages.flatMap(({ id }) => plans.get(id) ?? []);
  return {
    target: money.major(target),
    decimals,
    newShare: nearestNumber(newShare),
    budget: budget === null ? null : money.major(budget),
    feasible: obstacles.length === 0 && inOrder.every(({ feasible }) => feasible),
    obstacles: Object.freeze(obstacles),
    newCustomers: fresh.newCustomers,
    existingCustomers: known.existingCustomers,
    stages: Object.freeze(inOrder),
    coupons: known.coupons,
  };
}
