import { describe, expect, it } from "vitest";
import { type CustomerId, type EventRule, eventsFromRows, matchRule, type Rule } from "../../../src/index.js";

const types = { customer: "c", type: "t", date: "d", value: "v", fields: { n: "n" } } as const;

/** Purchases of one customer with these amounts, in major units, and these numbers. */
function bought(
  amounts: readonly (string | number | null)[],
  numbers: readonly (number | bigint | string | null)[] = [],
) {
  const length = Math.max(amounts.length, numbers.length);
  const rows = Array.from({ length }, (_, i) => ({
    c: "ann",
    t: "purchase",
    d: "2026-03-01",
    v: amounts[i] ?? null,
    n: numbers[i] ?? null,
  }));
  return eventsFromRows(rows, types);
}

type Comparison = Pick<EventRule, "operator" | "value">;

function holds(
  events: ReturnType<typeof bought>,
  fn: EventRule["measure"]["fn"],
  field: string,
  ...cases: Comparison[]
): boolean[] {
  return cases.map(
    (comparison) => matchRule({ event: "purchase", measure: { fn, field }, ...comparison }, { events }).count === 1,
  );
}

const eq = (value: number): Comparison => ({ operator: "=", value });
const is = (operator: "<" | "<=" | ">" | ">=" | "!=", value: number): Comparison => ({ operator, value });
const between = (low: number, high: number): Comparison => ({ operator: "between", value: [low, high] });

describe("amounts", () => {
  it("add up as decimals: ten times 0.10 is 1, and 0.10 + 0.20 is 0.3", () => {
    expect(holds(bought(Array<string>(10).fill("0.10")), "sum", "value", eq(1), is("<", 1), is(">=", 1))).toEqual([
      true,
      false,
      true,
    ]);
    expect(holds(bought(["0.10", "0.20"]), "sum", "value", eq(0.3), eq(0.1 + 0.2))).toEqual([true, false]);
  });

  it("are compared with bounds that have more decimals than they", () => {
    const one = bought(["1.10"]);
    expect(holds(one, "sum", "value", is(">", 1.0999), is(">", 1.1), is("<", 1.1000001), eq(1.1000001))).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(holds(one, "sum", "value", is("!=", 1.1000001), between(1.099, 1.101), between(1.101, 1.109))).toEqual([
      true,
      true,
      false,
    ]);
    expect(holds(bought(["-1.10"]), "sum", "value", is("<", -1.0999), is(">", -1.1), is("<=", -1.1))).toEqual([
      true,
      false,
      true,
    ]);
  });

  it("are compared with bounds beyond every sum and next to nothing", () => {
    const most = bought([9e13, 7.1992547409e10]);
    const extremes = [is("<", 1e300), is(">", -1e300), is(">", 5e-324), is("<=", 5e-324), is(">=", 9.007e15)];
    expect(holds(most, "sum", "value", ...extremes)).toEqual([true, true, true, false, false]);
    expect(holds(bought(["0"]), "sum", "value", is(">", 5e-324), is("<", 5e-324), eq(0), eq(-0))).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  it("have a mean that is multiplied out where it only seems to be the bound", () => {
    const thirds = bought(["0.01", "0.01", "0.02"]);
    const around = [is("<", 0.013333333333333334), is(">", 0.013333333333333332), eq(0.013333333333333334)];
    expect(holds(thirds, "avg", "value", ...around)).toEqual([true, true, false]);
    expect(holds(bought(["10", "20"]), "avg", "value", eq(15), is(">", 15), between(15, 15))).toEqual([
      true,
      false,
      true,
    ]);
    const large = bought(["20000000000.01", "20000000000.02"]);
    const halves = [eq(20_000_000_000.015), is(">", 20_000_000_000.015), is("<", 20_000_000_000.016)];
    expect(holds(large, "avg", "value", ...halves)).toEqual([true, false, true]);
  });

  it("that are missing are skipped by sums, means and extremes, and counted by count", () => {
    const some = bought(["5", null, "7"]);
    expect(holds(some, "avg", "value", eq(6))).toEqual([true]);
    expect(holds(some, "min", "value", eq(5))).toEqual([true]);
    expect(holds(some, "max", "value", eq(7))).toEqual([true]);
    expect(matchRule({ event: "purchase", measure: { fn: "count" }, ...eq(3) }, { events: some }).count).toBe(1);
    const none = bought([null]);
    expect(holds(none, "sum", "value", eq(0), is("!=", 0))).toEqual([true, false]);
    for (const fn of ["avg", "min", "max"] as const) {
      expect(holds(none, fn, "value", is(">=", 0), is("<", 0), is("!=", 0), eq(0))).toEqual([
        false,
        false,
        false,
        false,
      ]);
    }
  });

  it("are told apart by distinct, also where no event has one", () => {
    expect(holds(bought(["5", "5.00", "7", null]), "distinct", "value", eq(2))).toEqual([true]);
    expect(holds(bought([null, null]), "distinct", "value", eq(0))).toEqual([true]);
  });
});

describe("numbers of events", () => {
  it("add up as the decimals that they spell", () => {
    expect(holds(bought([], [0.1, 0.2]), "sum", "n", eq(0.3), is(">", 0.3))).toEqual([true, false]);
    expect(holds(bought([], [4.5, 5, 3.5]), "avg", "n", is(">", 13 / 3), eq(13 / 3))).toEqual([true, false]);
    expect(holds(bought([], [1, 2, 2, 3]), "avg", "n", eq(2))).toEqual([true]);
  });

  it("add up exactly where one double cannot hold the sum", () => {
    const wide = bought([], [9007199254740991, 9007199254740991, 9007199254740991, 0.5]);
    expect(holds(wide, "sum", "n", is(">", 27021597764222970), is("<", 27021597764222980))).toEqual([true, true]);
    const most = Number.MAX_SAFE_INTEGER;
    expect(holds(bought([], [most, most, most, 1, -most, -most, -1]), "sum", "n", eq(most))).toEqual([true]);
    const back = bought([], [1e20, 0.25, -1e20]);
    expect(holds(back, "sum", "n", eq(0.25), is("!=", 0.25), between(0.24, 0.26), is(">", 0.25))).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(holds(back, "avg", "n", is(">", 0.08333333333333333), is("<", 0.08333333333333334))).toEqual([true, true]);
    const below = bought([], [-1e20, 0.25]);
    expect(holds(below, "sum", "n", is("<", 0), is(">", -1e20), is("<=", -1e20))).toEqual([true, true, false]);
    expect(holds(below, "sum", "n", is("<", 1e300), is(">", -1e300), is(">", 1e300))).toEqual([true, true, false]);
  });

  it("of all sizes at once add up exactly, too", () => {
    const all = bought([], [1e300, 5e-324, 1, -1]);
    expect(holds(all, "sum", "n", eq(1e300), is(">", 1e300), is("<", 1.01e300))).toEqual([false, true, true]);
    const huge = bought([], [10n ** 400n, 1]);
    expect(holds(huge, "sum", "n", is(">", 1e308), is("<", 1e308))).toEqual([true, false]);
    expect(holds(bought([], [1e20, 1e-12]), "sum", "n", eq(1e20), is(">", 1e20))).toEqual([false, true]);
    expect(holds(bought([], [1e15, -5e-16]), "sum", "n", is("<", 1e15), eq(1e15))).toEqual([true, false]);
    expect(holds(bought([], [5e-324, 5e-324]), "sum", "n", eq(1e-323), is(">", 0))).toEqual([true, true]);
    expect(holds(bought([], [1e300, 0.1, 0.2, -1e300]), "avg", "n", eq(0.075), is(">", 0.075))).toEqual([true, false]);
  });

  it("of one customer do not depend on those of another", () => {
    for (const outlier of [1e30, 1e-30, 10n ** 60n, -1e300, 5e-324]) {
      const rows: { c: string; t: string; d: string; n: number | bigint }[] = [
        { c: "ann", t: "a", d: "2026-03-01", n: 0.1 },
        { c: "ann", t: "a", d: "2026-03-01", n: 0.2 },
        { c: "bob", t: "b", d: "2026-03-01", n: outlier },
      ];
      const events = eventsFromRows(rows, { customer: "c", type: "t", date: "d", fields: { n: "n" } });
      const idsOf = (rule: Comparison, fn: "sum" | "avg"): CustomerId[] =>
        matchRule({ event: "a", measure: { fn, field: "n" }, ...rule }, { events }).ids();
      expect(idsOf(eq(0.3), "sum"), String(outlier)).toEqual(["ann"]);
      expect(idsOf(eq(0.15), "avg"), String(outlier)).toEqual(["ann"]);
      expect(idsOf(is(">", 0.3), "sum"), String(outlier)).toEqual([]);
    }
  });

  it("are the smallest and the largest as doubles, and a bigint is the number that it is", () => {
    const some = bought([], [0.1 + 0.2, 7n, null, 5]);
    expect(holds(some, "min", "n", eq(0.3), eq(0.1 + 0.2), is(">", 0.3), is("<=", 0.3))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(holds(some, "max", "n", eq(7), is("<", 7), is(">=", 7))).toEqual([true, false, true]);
    expect(holds(bought([], [Number.MAX_VALUE]), "max", "n", is(">", 1e308), is(">", Number.MAX_VALUE))).toEqual([
      true,
      false,
    ]);
    expect(holds(bought([], [0]), "min", "n", is("<", 0), is(">", 0), is("<=", -0))).toEqual([false, false, true]);
    expect(holds(bought([], [-2.5]), "max", "n", is("<", -2.5), is(">", -2.5), eq(-2.5))).toEqual([false, false, true]);
    expect(holds(bought([], [-Number.MIN_VALUE]), "min", "n", is("<", 0), is(">=", 0))).toEqual([true, false]);
  });

  it("are skipped where a field of several types holds none", () => {
    expect(holds(bought([], ["10", 5, null]), "sum", "n", eq(5))).toEqual([true]);
    expect(holds(bought([], ["10", 5, null]), "distinct", "n", eq(2))).toEqual([true]);
  });

  it("make the same sum whatever their order", () => {
    const numbers = [1e15, 0.1, -1e15, 1e-7, 3, 1e15, 0.7];
    const rule: Rule = {
      event: "purchase",
      measure: { fn: "sum", field: "n" },
      operator: "=",
      value: 1000000000000003.8,
    };
    const idsOf = (order: readonly number[]): CustomerId[] => matchRule(rule, { events: bought([], order) }).ids();
    expect(idsOf([...numbers].reverse())).toEqual(idsOf(numbers));
    expect(holds(bought([], numbers), "sum", "n", is(">", 1000000000000003.8), is("<", 1000000000000003.9))).toEqual([
      true,
      true,
    ]);
  });
});

describe("counts and ages", () => {
  const events = eventsFromRows(
    [
      { c: "ann", t: "purchase", d: "2026-03-01" },
      { c: "ann", t: "purchase", d: "2026-03-01" },
      { c: "ann", t: "purchase", d: "2026-03-11" },
    ],
    { customer: "c", type: "t", date: "d" },
  );
  const at = (rule: Omit<EventRule, "event">, asOf = "2026-03-21"): boolean =>
    matchRule({ event: "purchase", ...rule }, { events, asOf }).count === 1;

  it("are compared with numbers that are not whole", () => {
    expect(at({ measure: { fn: "count" }, operator: ">", value: 2.5 })).toBe(true);
    expect(at({ measure: { fn: "count" }, operator: "=", value: 2.5 })).toBe(false);
    expect(at({ measure: { fn: "distinctDays" }, operator: "<", value: 2.5 })).toBe(true);
    expect(at({ measure: { fn: "daysSinceLast" }, operator: ">=", value: 9.5 })).toBe(true);
    expect(at({ measure: { fn: "daysSinceLast" }, operator: ">=", value: 10.5 })).toBe(false);
    expect(at({ measure: { fn: "daysSinceFirst" }, operator: "between", value: [19.5, 20.5] })).toBe(true);
    expect(at({ measure: { fn: "count" }, operator: "<", value: Number.MAX_VALUE })).toBe(true);
    expect(at({ measure: { fn: "daysSinceLast" }, operator: ">", value: -1e300 })).toBe(true);
  });

  it("follow the day of the analysis, with a window of so many days reaching back to ages below it", () => {
    const within = (days: number, asOf: string): boolean =>
      at({ measure: { fn: "count" }, operator: ">=", value: 1, within: { days } }, asOf);
    expect([within(10, "2026-03-20"), within(10, "2026-03-21"), within(11, "2026-03-21")]).toEqual([true, false, true]);
    expect([within(1, "2026-03-11"), within(1, "2026-03-12"), within(3_652_059, "2026-03-10")]).toEqual([
      true,
      false,
      true,
    ]);
    expect(at({ measure: { fn: "daysSinceLast" }, operator: "=", value: 9 }, "2026-03-10")).toBe(true);
  });
});
