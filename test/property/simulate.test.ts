import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDay, type SimulateOptions, simulateOrders } from "../../src/index.js";

const parameter = fc.double({ min: 0.05, max: 20, noNaN: true });

/** Options whose orders stay few: at most 400 a customer. */
type AllOptions = { readonly [Name in keyof SimulateOptions]-?: Exclude<SimulateOptions[Name], undefined> };

const options: fc.Arbitrary<AllOptions> = fc
  .record({
    customers: fc.integer({ min: 1, max: 30 }),
    seed: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    startDay: fc.constantFrom("2024-01-01", "1969-12-31", "2023-02-28"),
    days: fc.integer({ min: 1, max: 200 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    decimals: fc.integer({ min: 0, max: 4 }),
    parameters: fc.record({
      r: parameter,
      alpha: fc.double({ min: 1, max: 40, noNaN: true }),
      a: parameter,
      b: parameter,
      p: parameter,
      q: parameter,
      gamma: parameter,
    }),
  })
  .map(({ share, ...rest }) => ({ ...rest, acquisitionDays: Math.max(1, Math.floor(share * rest.days)) }));

describe("simulated orders", () => {
  it("always lie within the days, sorted, with numbers from 1 up", () => {
    fc.assert(
      fc.property(options, (given) => {
        const { date, order, customer, amount } = simulateOrders(given);
        const start = parseDay(given.startDay);
        expect([order.length, customer.length, amount.length]).toEqual([date.length, date.length, date.length]);
        date.forEach((day, i) => {
          expect(day).toBeGreaterThanOrEqual(i === 0 ? start : date[i - 1]);
          expect(day).toBeLessThan(start + given.days);
          expect(order[i]).toBe(i + 1);
        });
      }),
    );
  });

  it("always have amounts of whole minor units, one or more", () => {
    fc.assert(
      fc.property(options, (given) => {
        const scale = 10 ** given.decimals;
        for (const amount of simulateOrders(given).amount) {
          const minor = Math.round(amount * scale);
          expect(minor).toBeGreaterThanOrEqual(1);
          expect(minor / scale).toBe(amount);
        }
      }),
    );
  });

  it("always have every customer's first order within the acquisition window", () => {
    fc.assert(
      fc.property(options, (given) => {
        const { customer, date } = simulateOrders(given);
        const start = parseDay(given.startDay);
        const first = new Map<string, number>();
        customer.forEach((id, i) => {
          if (!first.has(id)) first.set(id, date[i] - start);
        });
        expect(first.size).toBe(given.customers);
        expect(Math.max(...first.values())).toBeLessThan(given.acquisitionDays);
      }),
    );
  });

  it("never change with the customers that come after", () => {
    fc.assert(
      fc.property(options, fc.integer({ min: 1, max: 10 }), (given, further) => {
        const few = ordersById(given);
        const more = ordersById({ ...given, customers: given.customers + further });
        for (const [id, orders] of few) expect(more.get(id)).toEqual(orders);
      }),
    );
  });
});

function ordersById(options: SimulateOptions): Map<string, number[][]> {
  const { customer, date, amount } = simulateOrders(options);
  const orders = new Map<string, number[][]>();
  customer.forEach((id, i) => {
    orders.set(id, [...(orders.get(id) ?? []), [date[i], amount[i]]]);
  });
  return orders;
}
