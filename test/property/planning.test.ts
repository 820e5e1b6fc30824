import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ExistingStage,
  type GmvFactor,
  type GmvPeriod,
  type GmvPlan,
  type GmvPlanDefinition,
  gmvBridge,
  type NewStage,
  planGmv,
} from "../../src/index.js";
import { fractionOf } from "../../src/math/fraction-of.js";
import { ceilingOf, floorOf, nearestNumber } from "../../src/math/rational.js";

const IDS = ["a", "b", "", "__proto__", "constructor", "toString", "🙂", "\ud800", "1", "A"];

/** A number of few decimals, as people write them: whole / 10^places. */
interface Written {
  readonly whole: number;
  readonly places: number;
}

const numberOf = ({ whole, places }: Written): number => Number(`${whole}e-${places}`);
const written = (most: number, places: number): fc.Arbitrary<Written> =>
  fc.record({
    whole: fc.oneof(fc.constantFrom(0, 1, most), fc.integer({ min: 0, max: most })),
    places: fc.constant(places),
  });

/** A stage with its factors as integers beside it. */
interface Drawn {
  readonly stage: NewStage | ExistingStage;
  readonly conversion: Written;
  readonly spend: Written;
}

const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    kind: fc.constantFrom("new", "existing"),
    conversion: fc.integer({ min: 0, max: 5 }).chain((places) => written(10 ** places, places)),
    spend: written(100_000, 2),
    audience: fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 5_000_000 })),
    pastGmv: fc.integer({ min: 0, max: 1000 }),
    ceiling: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
    cost: fc.option(written(1000, 2), { nil: undefined }),
  })
  .map(({ kind, conversion, spend, audience, pastGmv, ceiling, cost }) => {
    const figures = {
      conversion: numberOf(conversion),
      spendPerBuyer: numberOf(spend),
      audience,
      pastGmv,
      ...(ceiling === undefined ? {} : { ceiling: ceiling / 100 }),
    };
    const costPerUser = cost === undefined ? {} : { costPerUser: numberOf(cost) };
    const stage: NewStage | ExistingStage =
      kind === "new" ? { id: "", kind, ...figures, ...costPerUser } : { id: "", kind: "existing", ...figures };
    return { stage, conversion, spend };
  });

/** A definition that planGmv must accept, and what its numbers were made of. */
interface Goal {
  readonly definition: GmvPlanDefinition;
  readonly drawn: readonly Drawn[];
  /** In minor units. */
  readonly minor: number;
}

const goal: fc.Arbitrary<Goal> = fc
  .record({
    drawn: fc.array(drawn, { minLength: 1, maxLength: 8 }),
    minor: fc.oneof(fc.constantFrom(0, 1, 2, 1e15), fc.integer({ min: 0, max: 1e10 })),
    share: fc.option(fc.integer({ min: 0, max: 1000 }), { nil: undefined }),
    decimals: fc.constantFrom(undefined, 0, 2, 9),
    depths: fc.option(fc.array(fc.integer({ min: 0, max: 99 }), { maxLength: 3 }), { nil: undefined }),
    offset: fc.nat(IDS.length),
  })
  .map(({ drawn, minor, share, decimals, depths, offset }) => {
    const kinds = new Set(drawn.map(({ stage }) => stage.kind));
    const stages = drawn.map(({ stage }, i) => ({
      ...stage,
      id: IDS[(i + offset) % IDS.length] || "empty",
      pastGmv: (stage.pastGmv ?? 0) + 1,
    }));
    const newShare = kinds.size === 1 || share === undefined ? {} : { newShare: share / 1000 };
    const definition = {
      target: minor / 10 ** (decimals ?? 2),
      stages,
      ...newShare,
      ...(decimals === undefined ? {} : { decimals }),
      ...(depths === undefined ? {} : { couponDepths: depths.map((depth) => depth / 100) }),
    };
    return { definition, drawn: drawn.map((one, i) => ({ ...one, stage: stages[i] as NewStage })), minor };
  });

const minorOf = (amount: number, plan: GmvPlan): bigint => BigInt(Math.round(amount * 10 ** plan.decimals));
const sum = (parts: readonly bigint[]): bigint => parts.reduce((a, b) => a + b, 0n);

function expectNear(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-13 * Math.abs(expected));
}

/** Every number within a value, with its path. */
function numbersIn(value: unknown, path = ""): [string, number][] {
  if (typeof value === "number") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => numbersIn(inner, `${path}.${key}`));
}

describe("a plan", () => {
  it("divides the target without remainder: stages sum to their kind, both kinds to the whole", () => {
    fc.assert(
      fc.property(goal, ({ definition, minor }) => {
        const plan = planGmv(definition);
        const { newCustomers, existingCustomers } = plan;
        const ofKind = (kind: string): bigint[] =>
          plan.stages.filter((stage) => stage.kind === kind).map(({ target }) => minorOf(target ?? 0, plan));
        expect(minorOf(newCustomers.target, plan) + minorOf(existingCustomers.target, plan)).toBe(BigInt(minor));
        expect(sum(ofKind("new"))).toBe(minorOf(newCustomers.target, plan));
        const isDivided = existingCustomers.uplift !== null || existingCustomers.target === 0;
        if (isDivided) expect(sum(ofKind("existing"))).toBe(minorOf(existingCustomers.target, plan));
        else
          expect(plan.stages.filter(({ kind }) => kind === "existing").every(({ target }) => target === null)).toBe(
            true,
          );
      }),
    );
  });

  it("has only finite numbers and no negative zero, and every null has a reason", () => {
    fc.assert(
      fc.property(goal, ({ definition }) => {
        const plan = planGmv(definition);
        for (const [path, value] of numbersIn(plan))
          expect(Number.isFinite(value) && !Object.is(value, -0), path).toBe(true);
        for (const stage of plan.stages) {
          expect(stage.feasible).toBe(stage.obstacles.length === 0);
          if (stage.kind === "new" && stage.requiredAudience === null) expect(stage.feasible).toBe(false);
          if (stage.target === null) expect(stage.feasible).toBe(false);
        }
        expect(plan.feasible).toBe(plan.stages.every(({ feasible }) => feasible));
        expect(plan.explain().split("\n")).toHaveLength(plan.stages.length + 1);
        expect(plan.explain("zh-Hans").split("\n")).toHaveLength(plan.stages.length + 1);
      }),
    );
  });

  it("asks for the fewest people who bring the target: one less would not", () => {
    fc.assert(
      fc.property(goal, ({ definition, drawn }) => {
        const plan = planGmv(definition);
        plan.stages.forEach((stage, i) => {
          if (stage.kind !== "new" || stage.requiredAudience === null) return;
          const { conversion, spend } = drawn[i] as Drawn;
          // All in units of 10^-places of the product and of the money's minor units.
          const each = BigInt(conversion.whole) * BigInt(spend.whole) * 10n ** BigInt(plan.decimals);
          const target = minorOf(stage.target, plan) * 10n ** BigInt(conversion.places + spend.places);
          const people = BigInt(stage.requiredAudience);
          expect(people * each >= target).toBe(true);
          if (people > 0n) expect((people - 1n) * each < target).toBe(true);
          expect(stage.need).toBe(Math.max(0, stage.requiredAudience - stage.audience));
        });
      }),
    );
  });

  it("does not overshoot by one where the target is exactly what so many people bring", () => {
    const exact = fc.record({
      people: fc.integer({ min: 1, max: 1_000_000 }),
      mille: fc.integer({ min: 1, max: 1000 }),
      tens: fc.integer({ min: 1, max: 500 }),
    });
    fc.assert(
      fc.property(exact, ({ people, mille, tens }) => {
        // A conversion in thousandths and a spend in tens make whole cents.
        const target = (people * mille * tens) / 100;
        const stage: NewStage = { id: "a", kind: "new", conversion: mille / 1000, spendPerBuyer: tens * 10 };
        expect(planGmv({ target, stages: [stage] }).stages[0]).toMatchObject({ requiredAudience: people });
      }),
    );
  });

  it("needs twice as much for twice the target, before rounding", () => {
    fc.assert(
      fc.property(goal, ({ definition }) => {
        fc.pre(definition.target <= 1e5);
        const once = planGmv(definition);
        const twice = planGmv({ ...definition, target: 2 * definition.target });
        const unit = 10 ** -once.decimals;
        once.stages.forEach((stage, i) => {
          const other = twice.stages[i] as (typeof twice.stages)[number];
          expect(Math.abs((other.target ?? 0) - 2 * (stage.target ?? 0))).toBeLessThan(3.001 * unit);
        });
        const [u, v] = [once.existingCustomers.uplift, twice.existingCustomers.uplift];
        const slack = unit / once.existingCustomers.forecast;
        if (u !== null && v !== null) expect(Math.abs(v - 2 * u)).toBeLessThanOrEqual(1.001 * slack + 1e-12 * v);
      }),
    );
  });

  it("lifts every conversion by the same factor, and by nothing exactly where there is no gap", () => {
    fc.assert(
      fc.property(goal, ({ definition }) => {
        const { existingCustomers, stages } = planGmv(definition);
        const { gap, uplift, target, forecast } = existingCustomers;
        expect(uplift === null).toBe(forecast === 0);
        if (uplift === null) return;
        expect(gap === 0).toBe(uplift === 1);
        expect(Math.sign(gap)).toBe(Math.sign(target - forecast));
        for (const stage of stages) {
          if (stage.kind !== "existing" || stage.requiredConversion === null) continue;
          expectNear(stage.requiredConversion, uplift * stage.conversion);
          expect(stage.obstacles.includes("CONVERSION_ABOVE_ONE")).toBe(stage.requiredConversion > 1);
          const isAbove = stage.requiredConversion > (stage.ceiling ?? Number.POSITIVE_INFINITY);
          expect(stage.obstacles.includes("CONVERSION_ABOVE_CEILING")).toBe(isAbove);
        }
      }),
    );
  });

  it("has no gap where the target is the forecast", () => {
    fc.assert(
      fc.property(goal, ({ definition }) => {
        const existing = definition.stages.filter((stage) => stage.kind === "existing");
        fc.pre(existing.length > 0);
        const stages = existing.map((stage) => ({
          ...stage,
          conversion: Math.round(stage.conversion * 100) / 100,
          spendPerBuyer: Math.round(stage.spendPerBuyer),
        }));
        const forecast = planGmv({ target: 0, stages }).existingCustomers.forecast;
        fc.pre(forecast > 0);
        const plan = planGmv({ target: forecast, stages });
        expect(plan.existingCustomers).toEqual({ target: forecast, forecast, gap: 0, uplift: 1 });
        for (const stage of plan.stages)
          if (stage.forecast > 0)
            expect(stage).toMatchObject({ requiredConversion: stage.conversion, target: stage.forecast });
      }),
    );
  });

  it("multiplies conversions under a coupon by uplift / (1 - depth)", () => {
    fc.assert(
      fc.property(goal, ({ definition }) => {
        const plan = planGmv(definition);
        for (const { depth, multiplier, stages } of plan.coupons) {
          const { uplift } = plan.existingCustomers;
          if (uplift === null || multiplier === null) expect([uplift, multiplier]).toEqual([null, null]);
          else expectNear(multiplier, uplift / (1 - depth));
          const existing = plan.stages.filter((stage) => stage.kind === "existing");
          expect(stages.map(({ id }) => id)).toEqual(existing.map(({ id }) => id));
          stages.forEach(({ requiredConversion, spendPerBuyer }, i) => {
            const { audience, forecast } = existing[i] as (typeof existing)[number];
            if (requiredConversion === null || uplift === null) return;
            expectNear(audience * requiredConversion * spendPerBuyer, uplift * forecast);
          });
        }
      }),
    );
  });

  it("leaves what it was given as it was", () => {
    fc.assert(
      fc.property(goal, ({ definition }) => {
        const before = JSON.stringify(definition);
        for (const stage of definition.stages) Object.freeze(stage);
        planGmv(Object.freeze(definition));
        expect(JSON.stringify(definition)).toBe(before);
      }),
    );
  });
});

const period: fc.Arbitrary<GmvPeriod> = fc
  .record({
    buyers: fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 10_000 })),
    more: fc.integer({ min: 0, max: 9 }),
    cents: fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 1e9 })),
  })
  .map(({ buyers, more, cents }) =>
    buyers === 0
      ? { buyers, orders: 0, gmv: 0 }
      : { buyers, orders: buyers * (1 + more) + Math.min(more, 1), gmv: cents / 100 },
  );
const FACTORS: readonly GmvFactor[] = ["buyers", "ordersPerBuyer", "pricePerOrder"];
const order = fc.shuffledSubarray([...FACTORS], { minLength: 3 });
const cents = (amount: number): number => Math.round(100 * amount);

describe("a bridge", () => {
  it("has parts that sum to the difference, to the cent, whatever the order", () => {
    fc.assert(
      fc.property(period, period, fc.oneof(order, fc.constant("average" as const)), (before, after, order) => {
        const bridge = gmvBridge(before, after, { order });
        const parts = FACTORS.map((factor) => cents(bridge[factor]));
        expect(parts.reduce((a, b) => a + b, 0)).toBe(cents(after.gmv) - cents(before.gmv));
        expect(cents(bridge.difference)).toBe(cents(after.gmv) - cents(before.gmv));
        for (const [path, value] of numbersIn(bridge))
          expect(Number.isFinite(value) && !Object.is(value, -0), path).toBe(true);
      }),
    );
  });

  it("is to a cent what the products say, one factor after the other", () => {
    const real = period.filter(({ buyers }) => buyers > 0);
    fc.assert(
      fc.property(real, real, order, (before, after, order) => {
        const bridge = gmvBridge(before, after, { order });
        const factors = ({ buyers, orders, gmv }: GmvPeriod): Record<GmvFactor, number> => ({
          buyers,
          ordersPerBuyer: orders / buyers,
          pricePerOrder: gmv / orders,
        });
        const product = (of: Record<GmvFactor, number>): number => of.buyers * of.ordersPerBuyer * of.pricePerOrder;
        const current = factors(before);
        const end = factors(after);
        for (const factor of order) {
          const start = product(current);
          current[factor] = end[factor];
          const error = Math.abs(bridge[factor] - (product(current) - start));
          expect(error).toBeLessThanOrEqual(0.0101 + 1e-9 * (start + product(current)));
        }
      }),
    );
  });

  it("by average is the mean of the six orders, and gives nothing to a factor that did not change", () => {
    const orders = FACTORS.flatMap((a) => FACTORS.flatMap((b) => FACTORS.map((c) => [a, b, c]))).filter(
      (names) => new Set(names).size === 3,
    );
    fc.assert(
      fc.property(period, period, (before, after) => {
        const mean = gmvBridge(before, after, { order: "average" });
        for (const factor of FACTORS) {
          const parts = orders.map((order) => cents(gmvBridge(before, after, { order })[factor]));
          expect(Math.abs(cents(mean[factor]) - parts.reduce((a, b) => a + b, 0) / 6)).toBeLessThanOrEqual(2);
        }
        const same = gmvBridge(before, {
          ...after,
          buyers: before.buyers,
          orders: before.orders,
          gmv: before.buyers === 0 ? 0 : after.gmv,
        });
        expect([same.buyers, same.ordersPerBuyer]).toEqual([0, 0]);
      }),
    );
  });
});

describe("fractions", () => {
  it("become the double that the same decimal text becomes", () => {
    const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.integer({ min: 0, max: 300 }));
    fc.assert(
      fc.property(decimal, ([digits, places]) => {
        const near = nearestNumber({ num: digits, den: 10n ** BigInt(places) });
        expect(near).toBe(Number(`${digits}e-${places}`) + 0);
      }),
    );
  });

  it("come back from the double that they were made of", () => {
    const double = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 });
    fc.assert(
      fc.property(double, (value) => {
        fc.pre(value === 0 || Math.abs(value) > 1e-300);
        expect(nearestNumber(fractionOf(value))).toBe(value + 0);
      }),
    );
  });

  it("round up and down to whole numbers that enclose them", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -1000n, max: 1000n }), fc.bigInt({ min: 1n, max: 50n }), (num, den) => {
        const [low, high] = [floorOf({ num, den }), ceilingOf({ num, den })];
        expect(low * den <= num && num <= high * den && high - low === (num % den === 0n ? 0n : 1n)).toBe(true);
      }),
    );
  });
});
