import { describe, expect, it } from "vitest";
import { isRfmError, ledgerFromColumns, parseDay, type SimulateOptions, simulateOrders } from "../../../src/index.js";

const CUSTOMERS = 40_000;
const START = parseDay("2024-01-01");
const PARAMETERS = { r: 0.9, alpha: 12, a: 0.6, b: 6, p: 6.25, q: 3.74, gamma: 15.44 };
const CDNOW = { ...PARAMETERS, r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

describe("simulateOrders", () => {
  it("gives the same orders for the same seed and others for another", () => {
    const options = { customers: 300, seed: 5 };
    expect(simulateOrders(options)).toEqual(simulateOrders(options));
    expect(simulateOrders({ ...options, seed: 6 }).amount).not.toEqual(simulateOrders(options).amount);
  });

  it("has defaults that are the documented ones", () => {
    const documented = {
      customers: 1000,
      seed: 1,
      startDay: "2024-01-01",
      days: 730,
      acquisitionDays: 730,
      decimals: 2,
    };
    expect(simulateOrders()).toEqual(simulateOrders({ ...documented, parameters: PARAMETERS }));
  });

  it("stays as it is from release to release", () => {
    const { customer, order, date, amount } = simulateOrders({ customers: 3, seed: 2, days: 365 });
    const rows = Array.from(order, (id, i) => `${customer[i]} ${id} ${date[i] - START} ${amount[i]}`);
    expect(rows.slice(0, 6)).toEqual([
      "C000003 1 33 27.09",
      "C000002 2 57 30.37",
      "C000002 3 78 30.65",
      "C000002 4 91 25.16",
      "C000003 5 200 41.38",
      "C000002 6 267 18.23",
    ]);
  });

  it("is what a ledger takes", () => {
    const orders = simulateOrders({ customers: 50 });
    const { customers, diagnostics } = ledgerFromColumns(orders);
    expect(customers.size).toBe(50);
    expect(diagnostics).toMatchObject({ purchases: orders.order.length, roundedAmounts: 0, mergedLines: 0 });
  });

  it("pads ids to one width", () => {
    expect(simulateOrders({ customers: 1 }).customer[0]).toBe("C000001");
  });
});

describe("the process has the closed forms of the published models within four standard errors", () => {
  // A first order on the first day only: the rest of the observation is of one known length, up to that day.
  it.each([
    ["defaults", PARAMETERS, 365],
    ["defaults", PARAMETERS, 729],
    ["CDNOW", CDNOW, 273],
    ["CDNOW", CDNOW, 546],
    ["few orders, early leavers", { ...PARAMETERS, r: 0.3, alpha: 20, a: 2, b: 1.5 }, 400],
  ])("%s: repeat orders and one-time buyers %#", (_, parameters, days) => {
    const { customer } = simulateOrders({ customers: CUSTOMERS, seed: 11, days, acquisitionDays: 1, parameters });
    const repeats = countsOf(customer).map((orders) => orders - 1);
    const mean = average(repeats);
    const deviation = Math.sqrt(average(repeats.map((x) => (x - mean) ** 2)) / CUSTOMERS);
    const expected = overFirstDay(days, (weeks) => expectedRepeats(parameters, weeks));
    expect(Math.abs(mean - expected) / deviation).toBeLessThan(4);

    // P(no repeat order) = (alpha / (alpha + t))^r: nobody leaves right after the first order.
    const once = overFirstDay(days, (weeks) => (parameters.alpha / (parameters.alpha + weeks)) ** parameters.r);
    const share = average(repeats.map((x) => (x === 0 ? 1 : 0)));
    expect(Math.abs(share - once) / Math.sqrt((once * (1 - once)) / CUSTOMERS)).toBeLessThan(4);
  });

  it("spend: the customers' mean order is worth p gamma / (q - 1)", () => {
    const { customer, amount } = simulateOrders({ customers: CUSTOMERS, seed: 12 });
    const sums = new Map<string, { sum: number; orders: number }>();
    customer.forEach((id, i) => {
      const { sum, orders } = sums.get(id) ?? { sum: 0, orders: 0 };
      sums.set(id, { sum: sum + amount[i], orders: orders + 1 });
    });
    const means = [...sums.values()].map(({ sum, orders }) => sum / orders);
    const mean = average(means);
    const deviation = Math.sqrt(average(means.map((x) => (x - mean) ** 2)) / CUSTOMERS);
    expect(Math.abs(mean - (6.25 * 15.44) / 2.74) / deviation).toBeLessThan(4);
  });

  it("first orders are spread evenly over the acquisition window", () => {
    const { customer, date } = simulateOrders({ customers: CUSTOMERS, seed: 13, days: 400, acquisitionDays: 100 });
    const first = new Map<string, number>();
    customer.forEach((id, i) => {
      if (!first.has(id)) first.set(id, date[i] - START);
    });
    const days = [...first.values()];
    expect(Math.max(...days)).toBe(99);
    // Chi-squared with 99 degrees of freedom: 160 is its point of one in ten thousand.
    const perDay = new Array<number>(100).fill(0);
    for (const day of days) perDay[day]++;
    expect(perDay.reduce((sum, n) => sum + (n - 400) ** 2 / 400, 0)).toBeLessThan(160);
  });
});

describe("bad options", () => {
  it.each([
    [{ customers: 0 }, "OUT_OF_RANGE"],
    [{ customers: 1.5 }, "OUT_OF_RANGE"],
    [{ seed: -1 }, "OUT_OF_RANGE"],
    [{ seed: 2 ** 53 }, "OUT_OF_RANGE"],
    [{ days: 0 }, "OUT_OF_RANGE"],
    [{ days: 10, acquisitionDays: 11 }, "OUT_OF_RANGE"],
    [{ startDay: "9999-12-01", days: 100 }, "OUT_OF_RANGE"],
    [{ startDay: "01/02/2024" }, "WRONG_TYPE"],
    [{ decimals: 10 }, "OUT_OF_RANGE"],
    [{ parameters: { r: 0 } }, "OUT_OF_RANGE"],
    [{ parameters: { p: Number.NaN } }, "OUT_OF_RANGE"],
    [{ parameters: { lambda: 1 } }, "UNKNOWN_OPTION"],
    [{ customer: 5 }, "UNKNOWN_OPTION"],
    [{ customers: 10, parameters: { r: 1e9, alpha: 1e-6, a: 1e-6, b: 1e9 } }, "OUT_OF_RANGE"],
  ] as const)("%j is refused", (options, code) => {
    expect(codeOf(options as SimulateOptions)).toBe(code);
  });

  it("say what is wrong", () => {
    expect(() => simulateOrders({ days: 10, acquisitionDays: 11 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: simulateOrders: options.acquisitionDays must be an integer from 1 to 10; received 11]`,
    );
    expect(() => simulateOrders({ parameters: { q: -1 } })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: simulateOrders: options.parameters.q must be a number from 1e-6 to 1e9; received -1]`,
    );
  });
});

function codeOf(options: SimulateOptions): string | undefined {
  try {
    simulateOrders(options);
  } catch (error) {
    if (isRfmError(error)) return error.code;
    throw error;
  }
  return undefined;
}

function countsOf(ids: readonly string[]): number[] {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts.values()];
}

function average(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

/** The average over first orders spread evenly over the first day, by the midpoint rule; a function of weeks. */
function overFirstDay(days: number, of: (weeks: number) => number): number {
  return average(Array.from({ length: 16 }, (_, i) => of((days - (i + 0.5) / 16) / 7)));
}

/** E[X(t)] of the BG/NBD: equation 9 of Fader, Hardie and Lee (2005). */
function expectedRepeats({ r, alpha, a, b }: typeof PARAMETERS, t: number): number {
  const ratio = (alpha / (alpha + t)) ** r;
  return ((a + b - 1) / (a - 1)) * (1 - ratio * hypergeometric(r, b, a + b - 1, t / (alpha + t)));
}

/** Gauss's 2F1 by its series, which converges for 0 <= z < 1. */
function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; Math.abs(term) > 1e-16 * Math.abs(sum); n++) {
    term *= ((a + n) * (b + n) * z) / ((c + n) * (n + 1));
    sum += term;
  }
  return sum;
}
