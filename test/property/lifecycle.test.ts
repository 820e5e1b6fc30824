import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CustomerId,
  customerMaturity,
  fitLifecycle,
  formatDay,
  gapSurvival,
  hiatus,
  kaplanMeier,
  type Ledger,
  LIFECYCLE_STATES,
  type LifecycleResult,
  type LifecycleRule,
  ledgerFromColumns,
  ledgerFromRows,
  ledgerFromStream,
  lifecycle,
  lifecycleFlow,
  lifecycleTrend,
  loadLifecycle,
  ownGapShare,
  personalMultiple,
  pooledPercentile,
  purchaseCycle,
  purchaseGaps,
} from "../../src/index.js";
import {
  allGaps,
  gapsOf,
  naivePercentile,
  naiveReturn,
  naiveSilence,
  naiveState,
  naiveSurvival,
} from "./naive-lifecycle.js";

interface Sale {
  readonly c: CustomerId;
  readonly day: number;
  readonly a: number;
}

const BASE = 20_000;
const MS_PER_DAY = 86_400_000;
const IDS: readonly CustomerId[] = ["ann", "__proto__", "constructor", "1", 1, 1n, "😀", "\ud800"];

const day = fc.oneof(
  fc.integer({ min: BASE, max: BASE + 8 }),
  fc.integer({ min: BASE, max: BASE + 60 }),
  fc.constantFrom(BASE, BASE + 60),
);
const sale: fc.Arbitrary<Sale> = fc.record({
  c: fc.oneof(fc.constantFrom(...IDS), fc.constantFrom<CustomerId[]>("ann", "1")),
  day,
  a: fc.constantFrom(0, 5, 5, 12.5, -3),
});
const sales = fc.oneof(
  { arbitrary: fc.array(sale, { maxLength: 40, size: "max" }), weight: 8 },
  { arbitrary: fc.constant<Sale[]>([]), weight: 1 },
  {
    arbitrary: fc.array(sale, { maxLength: 6 }).map((all) => all.map((line) => ({ ...line, day: BASE + 3 }))),
    weight: 1,
  },
);
const asOf = fc.integer({ min: BASE - 2, max: BASE + 90 });

/** Three ascending steps of which the first two may be missing. */
function steps(
  choices: readonly number[],
): fc.Arbitrary<{ atRisk: number | null; lapsed: number | null; lost: number }> {
  return fc
    .tuple(fc.subarray([...choices], { minLength: 3, maxLength: 3 }), fc.boolean(), fc.boolean())
    .map(([[atRisk, lapsed, lost], one, two]) => ({
      atRisk: one ? (atRisk as number) : null,
      lapsed: two ? (lapsed as number) : null,
      lost: lost as number,
    }));
}

const falling = (choices: readonly number[]): ReturnType<typeof steps> =>
  steps(choices).map(({ atRisk, lapsed, lost }) => ({
    atRisk: atRisk === null ? null : 1 - atRisk,
    lapsed: lapsed === null ? null : 1 - lapsed,
    lost: 1 - lost,
  }));

const rule: fc.Arbitrary<LifecycleRule> = fc.oneof(
  steps([1, 2, 3, 5, 8, 13, 21, 60]).map(hiatus),
  steps([1, 10, 40, 50, 80, 90, 100]).map(pooledPercentile),
  fc
    .tuple(falling([0.25, 0.5, 0.625, 0.75, 0.875]), fc.constantFrom(1, 3, 10, 40))
    .map(([own, within]) => kaplanMeier({ ...own, within })),
  fc
    .tuple(steps([0.5, 1, 1.5, 2, 3, 10]), fc.constantFrom(0, 1, 3, 7))
    .map(([own, shrinkage]) => personalMultiple({ ...own, shrinkage })),
  fc
    .tuple(steps([0.5, 1, 1.5, 2, 3]), fc.constantFrom("mean", "median" as const), fc.constantFrom(1, 2, 4))
    .map(([own, cycle, minGaps]) =>
      personalMultiple({ ...own, cycle, minGaps } as Parameters<typeof personalMultiple>[0]),
    ),
  steps([0.5, 1, 1.5, 2, 3]).map((own) => personalMultiple({ ...own, cycle: "population" })),
  fc
    .tuple(steps([0.07, 0.2, 0.5, 0.8, 1]), fc.constantFrom(1, 2, 4))
    .map(([own, minGaps]) => ownGapShare({ ...own, minGaps })),
);

const ledgerOf = (all: readonly Sale[]): Ledger =>
  ledgerFromRows(
    all.map((line) => ({ ...line, d: line.day * MS_PER_DAY })),
    { customer: "c", date: "d", amount: "a" },
  );

/** The distinct purchase days of every customer of the sales, also of those without one. */
function daysOf(all: readonly Sale[]): Map<CustomerId, number[]> {
  const found = new Map<CustomerId, number[]>();
  for (const { c, day, a } of all) {
    const days = found.get(c) ?? [];
    if (a >= 0 && !days.includes(day)) days.push(day);
    found.set(c, days);
  }
  for (const days of found.values()) days.sort((a, b) => a - b);
  return found;
}

const upTo = (days: readonly number[], last: number): number[] => days.filter((day) => day <= last);
const at = (day: number): { asOf: number } => ({ asOf: day * MS_PER_DAY });
const quotient = ([num, den]: readonly [bigint, bigint]): number => Number(num) / Number(den);

/** The states of a result by customer. */
const statesOf = (result: LifecycleResult): Map<CustomerId, string> =>
  new Map([...result].map(({ customer, state }) => [customer, state]));

describe("purchase gaps and cycles", () => {
  it("are those of the distinct days with a purchase up to asOf", () => {
    fc.assert(
      fc.property(sales, asOf, (all, last) => {
        const gaps = purchaseGaps(ledgerOf(all), at(last));
        for (const [customer, days] of daysOf(all)) {
          const known = upTo(days, last);
          expect(gaps.get(customer)).toEqual({
            customer,
            purchaseDays: known.length,
            gaps: gapsOf(known),
            openGap: known.length === 0 ? null : last - known[known.length - 1],
            lastPurchase: known.length === 0 ? null : formatDay(known[known.length - 1]),
          });
        }
        expect(gaps.offsets.length).toBe(gaps.customers.size + 1);
        expect(gaps.gaps.length).toBe(gaps.offsets[gaps.customers.size]);
      }),
    );
  });

  it("have the mean, median, shrunk mean and variation of the textbook", () => {
    fc.assert(
      fc.property(sales, asOf, fc.constantFrom(0, 1, 3, 2.5), (all, last, shrinkage) => {
        const ledger = ledgerOf(all);
        const { closed } = allGaps([...daysOf(all).values()], last);
        const m0 = meanOf(closed);
        const [mean, median, shrunk] = [
          purchaseCycle(ledger, { ...at(last), method: "mean" }),
          purchaseCycle(ledger, { ...at(last), method: "median" }),
          purchaseCycle(ledger, { ...at(last), shrinkage }),
        ];
        for (const [customer, days] of daysOf(all)) {
          const known = upTo(days, last);
          const gaps = gapsOf(known);
          const open = last - known[known.length - 1];
          const n = gaps.length;
          const own = shrunk.get(customer);
          expectNear(mean.get(customer)?.cycle, n === 0 ? null : meanOf(gaps));
          expectNear(median.get(customer)?.cycle, n === 0 ? null : medianOf(gaps));
          const pulled =
            known.length === 0 || n + shrinkage === 0 ? null : (n === 0 ? 0 : n * meanOf(gaps)) + shrinkage * m0;
          const cycle = pulled === null || Number.isNaN(m0) ? null : pulled / (n + shrinkage);
          expectNear(own?.cycle, cycle);
          expectNear(own?.overdue, cycle === null ? null : open / cycle);
          expectNear(own?.variation, n < 2 ? null : deviationOf(gaps) / meanOf(gaps));
          const due = cycle === null ? null : formatDay(known[n] + Math.floor((own?.cycle as number) + 0.5));
          expect(own?.nextExpected).toBe(due);
        }
      }),
    );
  });

  it("estimate the shrinkage as the ratio of the components of variance", () => {
    fc.assert(
      fc.property(sales, asOf, (all, last) => {
        const groups = [...daysOf(all).values()]
          .map((days) => gapsOf(upTo(days, last)))
          .filter((gaps) => gaps.length > 0);
        const { shrinkage } = purchaseCycle(ledgerOf(all), { ...at(last), shrinkage: "estimate" });
        const expected = naiveShrinkage(groups);
        expect(shrinkage).toBeGreaterThanOrEqual(0);
        if (expected < 1e5) expect(shrinkage).toBeCloseTo(expected, 6);
      }),
    );
  });
});

describe("the survival of gaps", () => {
  it("is the product of Kaplan and Meier, day by day and exactly, and never rises", () => {
    fc.assert(
      fc.property(sales, asOf, (all, last) => {
        const survival = gapSurvival(ledgerOf(all), at(last));
        const gaps = allGaps([...daysOf(all).values()], last);
        expect([survival.closedGaps, survival.openGaps]).toEqual([gaps.closed.length, gaps.open.length]);
        const lengths = [...new Set([...gaps.closed, ...gaps.open])].sort((a, b) => a - b);
        expect([...survival.days]).toEqual(lengths);
        lengths.forEach((length, row) => {
          expect(survival.atRisk[row]).toBe([...gaps.closed, ...gaps.open].filter((gap) => gap >= length).length);
          expect(survival.events[row]).toBe(gaps.closed.filter((gap) => gap === length).length);
          expect(survival.censored[row]).toBe(gaps.open.filter((gap) => gap === length).length);
          expect(survival.survival[row]).toBeCloseTo(quotient(naiveSurvival(gaps, length)), 12);
          expect(survival.survivalAt(length)).toBe(survival.survival[row]);
          if (row > 0) expect(survival.survival[row]).toBeLessThanOrEqual(survival.survival[row - 1]);
        });
      }),
    );
  });

  it("gives the chance of a return, and the first silence after which it is below a probability, ties included", () => {
    fc.assert(
      fc.property(
        sales,
        asOf,
        fc.integer({ min: 0, max: 70 }),
        fc.constantFrom(1, 2, 7, 30),
        fc.constantFrom(0.125, 0.2, 0.25, 0.5, 0.6, 0.75, 0.9, 1),
        (all, last, silence, within, probability) => {
          const survival = gapSurvival(ledgerOf(all), at(last));
          const gaps = allGaps([...daysOf(all).values()], last);
          const chance = naiveReturn(gaps, silence, within);
          expectNear(survival.returnProbability(silence, within), chance === null ? null : quotient(chance));
          expect(survival.silenceUntil(probability, within)).toBe(
            naiveSilence(gaps, Math.round(probability * 1000), within),
          );
        },
      ),
    );
  });
});

describe("the lifecycle", () => {
  it("has each customer in the one state that the definitions give", () => {
    fc.assert(
      fc.property(sales, asOf, asOf, rule, (all, fitDay, last, own) => {
        const ledger = ledgerOf(all);
        const customers = daysOf(all);
        const model = fitLifecycle(ledger, { ...at(fitDay), rule: own });
        const fitted = allGaps([...customers.values()], fitDay);
        const result = lifecycle(ledger, { ...at(last), model });
        expect(result.size).toBe(customers.size);
        for (const [customer, days] of customers) {
          expect(result.get(customer)?.state).toBe(naiveState(own, fitted, days, last));
        }
        const everyone = LIFECYCLE_STATES.flatMap((state) => result.customersIn(state));
        expect(everyone.length).toBe(customers.size);
        expect(new Set(everyone)).toEqual(new Set(customers.keys()));
        expect(result.summary().reduce((sum, row) => sum + row.customers, 0)).toBe(result.size);
      }),
    );
  });

  it("says since when, what was before and when it ends, as a look at every single day does", () => {
    fc.assert(
      fc.property(sales, asOf, rule, (all, last, own) => {
        const ledger = ledgerOf(all);
        const result = lifecycle(ledger, { ...at(last), rule: own });
        const fitted = allGaps([...daysOf(all).values()], last);
        for (const [customer, days] of daysOf(all)) {
          const row = result.get(customer);
          const stateOn = (d: number): string => naiveState(own, fitted, upTo(days, last), d);
          if (row?.state === "never") {
            expect([row.since, row.previous, row.expiresAt]).toEqual([null, null, null]);
            continue;
          }
          let since = last;
          while (stateOn(since - 1) === row?.state) since--;
          expect([row?.since, row?.previous]).toEqual([formatDay(since), stateOn(since - 1)]);
          const expires = row?.expiresAt ?? null;
          const horizon = last + 100;
          let end = last + 1;
          while (end < horizon && stateOn(end) === row?.state) end++;
          if (end < horizon) expect(expires).toBe(formatDay(end));
          else expect(expires === null || expires >= formatDay(horizon)).toBe(true);
          if (row?.state === "lost") expect(expires).toBeNull();
        }
      }),
    );
  });

  it("is on every earlier day, by the same model, what it says of that day", () => {
    fc.assert(
      fc.property(sales, asOf, rule, (all, last, own) => {
        const ledger = ledgerOf(all);
        const result = lifecycle(ledger, { ...at(last), rule: own });
        for (const { customer, state, since, previous } of result) {
          if (since === null) continue;
          const { model } = result;
          expect(lifecycle(ledger, { asOf: since, model }).get(customer)?.state).toBe(state);
          const before = Date.parse(since) - MS_PER_DAY;
          expect(lifecycle(ledger, { asOf: before, model }).get(customer)?.state).toBe(previous);
        }
      }),
      { numRuns: Math.max(20, Math.floor((fc.readConfigureGlobal()?.numRuns ?? 100) / 5)) },
    );
  });

  it("only goes down while a customer is silent", () => {
    const depth = { never: 0, new: 0, active: 0, reactivated: 0, atRisk: 1, lapsed: 2, lost: 3 };
    fc.assert(
      fc.property(sales, rule, (all, own) => {
        const ledger = ledgerOf(all);
        const model = fitLifecycle(ledger, { rule: own });
        let before = lifecycle(ledger, { ...at(BASE + 60), model });
        for (const days of [1, 5, 30, 100, 1000]) {
          const after = lifecycle(ledger, { ...at(BASE + 60 + days), model });
          for (const { customer, state } of after) {
            expect(depth[state]).toBeGreaterThanOrEqual(depth[before.get(customer)?.state ?? "never"]);
          }
          before = after;
        }
      }),
    );
  });

  it("does not depend on the order of the rows, on their form, or on where the calendar begins", () => {
    fc.assert(
      fc.property(
        sales,
        asOf,
        rule,
        fc.integer({ min: -5000, max: 5000 }),
        fc.infiniteStream(fc.nat()),
        (all, last, own, by, keys) => {
          const result = lifecycle(ledgerOf(all), { ...at(last), rule: own });
          const shuffled = all
            .map((line) => ({ line, key: keys.next().value as number }))
            .sort((a, b) => a.key - b.key);
          const other = lifecycle(ledgerOf(shuffled.map(({ line }) => line)), { ...at(last), rule: own });
          expect(other.model).toEqual(result.model);
          expect(statesOf(other)).toEqual(statesOf(result));
          const columns = ledgerFromColumns({
            customer: all.map(({ c }) => c),
            date: Int32Array.from(all, (line) => line.day),
            amount: Float64Array.from(all, ({ a }) => a),
          });
          expect([...lifecycle(columns, { ...at(last), rule: own })]).toEqual([...result]);
          const moved = lifecycle(ledgerOf(all.map((line) => ({ ...line, day: line.day + by }))), {
            ...at(last + by),
            rule: own,
          });
          expect(moved.model.thresholds).toEqual(result.model.thresholds);
          expect([...moved.columns.state]).toEqual([...result.columns.state]);
          expect([...moved.columns.since]).toEqual([...result.columns.since].map((first) => first + by));
        },
      ),
    );
  });

  it("does not depend on the chunks in which the orders come", async () => {
    await fc.assert(
      fc.asyncProperty(sales, asOf, rule, fc.integer({ min: 1, max: 7 }), async (all, last, own, length) => {
        const chunks = Array.from({ length: Math.ceil(all.length / length) }, (_, i) => {
          const part = all.slice(i * length, (i + 1) * length);
          return {
            customer: part.map(({ c }) => c),
            date: Int32Array.from(part, (line) => line.day),
            amount: Float64Array.from(part, ({ a }) => a),
          };
        });
        const chunked = lifecycle(await ledgerFromStream(chunks), { ...at(last), rule: own });
        const whole = lifecycle(ledgerOf(all), { ...at(last), rule: own });
        expect([...chunked]).toEqual([...whole]);
        expect(chunked.model).toEqual(whole.model);
      }),
    );
  });

  it("is the same by a model that went through JSON", () => {
    fc.assert(
      fc.property(sales, asOf, asOf, rule, (all, fitDay, last, own) => {
        const ledger = ledgerOf(all);
        const model = fitLifecycle(ledger, { ...at(fitDay), rule: own });
        const loaded = loadLifecycle(JSON.stringify(model));
        expect(loaded).toEqual(model);
        expect([...lifecycle(ledger, { ...at(last), model: loaded })]).toEqual([
          ...lifecycle(ledger, { ...at(last), model }),
        ]);
      }),
    );
  });

  it("takes percentiles of all gaps by the nearest rank", () => {
    fc.assert(
      fc.property(sales, asOf, fc.constantFrom(0.1, 7, 40, 50, 80, 99.9, 100), (all, last, percent) => {
        const { closed } = allGaps([...daysOf(all).values()], last);
        const { thresholds } = fitLifecycle(ledgerOf(all), {
          ...at(last),
          rule: pooledPercentile({ atRisk: null, lost: percent }),
        });
        expect(thresholds.lost).toBe(closed.length === 0 ? null : naivePercentile(closed, percent * 10));
      }),
    );
  });
});

describe("the flow of the lifecycle", () => {
  it("counts every customer once, where it went, and knows who it was", () => {
    fc.assert(
      fc.property(sales, sales, asOf, asOf, rule, fc.boolean(), (all, others, a, b, own, isSame) => {
        const ledger = ledgerOf(all);
        const later = isSame ? ledger : ledgerOf(others);
        const before = lifecycle(ledger, { ...at(Math.min(a, b)), rule: own });
        const after = lifecycle(later, { ...at(Math.max(a, b)), model: before.model });
        const flow = lifecycleFlow(before, after);
        const ids = new Set([...before, ...after].map(({ customer }) => customer));
        expect(flow.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(after.size);
        expect(flow.counts.flat().reduce((sum, count) => sum + count, 0) + flow.gone.reduce((x, y) => x + y, 0)).toBe(
          ids.size,
        );
        expect(flow.sameThresholds).toBe(true);
        for (const from of LIFECYCLE_STATES) {
          for (const to of [...LIFECYCLE_STATES, null]) {
            const moved = [...ids].filter(
              (id) => (before.get(id)?.state ?? "never") === from && (after.get(id)?.state ?? null) === to,
            );
            expect(flow.count(from, to)).toBe(moved.length);
            expect(new Set(flow.ids(from, to))).toEqual(new Set(moved));
          }
        }
        for (const { state, before: was, after: is, stayed, entered, left, gone } of flow.states) {
          expect(was).toBe(before.customersIn(state).length);
          expect(is).toBe(after.customersIn(state).length);
          expect([stayed + left + gone, stayed + entered]).toEqual([was, is]);
        }
        expect(flow.newcomers).toBe([...after].filter(({ customer }) => before.get(customer) === undefined).length);
      }),
    );
  });

  it("is that from point to point of a trend", () => {
    fc.assert(
      fc.property(
        sales,
        fc.uniqueArray(asOf, { minLength: 1, maxLength: 4 }),
        rule,
        fc.boolean(),
        (all, some, own, isFixed) => {
          const ledger = ledgerOf(all);
          const dates = some.sort((a, b) => a - b).map((d) => d * MS_PER_DAY);
          const judged = isFixed ? { model: fitLifecycle(ledger, { rule: own }) } : { rule: own };
          const results = dates.map((date) => lifecycle(ledger, { asOf: date, ...judged }));
          lifecycleTrend(ledger, { dates, ...judged }).forEach(({ asOf, states, flow, model }, i) => {
            expect(asOf).toBe(results[i].asOf);
            expect(states).toEqual(results[i].summary());
            expect(model).toEqual(results[i].model);
            expect(flow?.counts).toEqual(i === 0 ? undefined : lifecycleFlow(results[i - 1], results[i]).counts);
          });
        },
      ),
    );
  });
});

describe("the maturity of customers", () => {
  it("is by the number of purchase days and the evenness of the gaps", () => {
    fc.assert(
      fc.property(sales, asOf, fc.constantFrom(0.5, 1, 2), (all, last, maxVariation) => {
        const result = customerMaturity(ledgerOf(all), { ...at(last), maxVariation });
        for (const [customer, days] of daysOf(all)) {
          const known = upTo(days, last);
          const gaps = gapsOf(known);
          const isSteady = gaps.length >= 3 && deviationOf(gaps) / meanOf(gaps) < maxVariation - 1e-12;
          const isClose = gaps.length >= 2 && Math.abs(deviationOf(gaps) / meanOf(gaps) - maxVariation) < 1e-12;
          const expected =
            known.length === 0
              ? "never"
              : known.length < 3
                ? "early"
                : known.length >= 5 && isSteady
                  ? "regular"
                  : "established";
          if (!isClose) expect(result.get(customer)?.maturity).toBe(expected);
        }
      }),
    );
  });
});

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(values.length - 1) >> 1] + sorted[values.length >> 1]) / 2;
}

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** Mean squares within and between groups of unequal size. */
function naiveShrinkage(groups: readonly (readonly number[])[]): number {
  const all = groups.flat();
  if (groups.length < 2 || all.length === groups.length) return 3;
  const squares = (values: readonly number[], centre: number): number =>
    values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  const within = groups.reduce((sum, gaps) => sum + squares(gaps, meanOf(gaps)), 0) / (all.length - groups.length);
  const amongMeans =
    groups.reduce((sum, gaps) => sum + gaps.length * (meanOf(gaps) - meanOf(all)) ** 2, 0) / (groups.length - 1);
  const size =
    (all.length - groups.reduce((sum, gaps) => sum + gaps.length ** 2, 0) / all.length) / (groups.length - 1);
  const between = (amongMeans - within) / size;
  return between > 1e-9 ? within / between : Number.POSITIVE_INFINITY;
}

function expectNear(actual: number | null | undefined, expected: number | null): void {
  if (expected === null) expect(actual).toBeNull();
  else expect(actual).toBeCloseTo(expected, 9);
}
