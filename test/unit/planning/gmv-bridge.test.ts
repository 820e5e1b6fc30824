import { describe, expect, it } from "vitest";
import { type GmvFactor, type GmvPeriod, gmvBridge } from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

const may: GmvPeriod = { buyers: 1000, orders: 1500, gmv: 150_000 };
const june: GmvPeriod = { buyers: 1200, orders: 1440, gmv: 158_400 };
const nobody: GmvPeriod = { buyers: 0, orders: 0, gmv: 0 };

describe("gmvBridge", () => {
  it("changes buyers first, then orders per buyer, then the price", () => {
    const { buyers, ordersPerBuyer, pricePerOrder } = gmvBridge(may, june);
    expect(buyers).toBe(200 * 1.5 * 100);
    expect(ordersPerBuyer).toBe(1200 * -0.3 * 100);
    expect(pricePerOrder).toBe(1440 * 10);
  });

  it("changes them in another order, where one is asked for", () => {
    const { buyers, ordersPerBuyer, pricePerOrder } = gmvBridge(may, june, {
      order: ["pricePerOrder", "ordersPerBuyer", "buyers"],
    });
    expect(pricePerOrder).toBe(1500 * 10);
    expect(ordersPerBuyer).toBe(1000 * -0.3 * 110);
    expect(buyers).toBe(200 * 1.2 * 110);
  });

  it("is turned round when the periods are and the order is", () => {
    const order: readonly GmvFactor[] = ["ordersPerBuyer", "pricePerOrder", "buyers"];
    const there = gmvBridge(may, june, { order });
    const back = gmvBridge(june, may, { order: [...order].reverse() });
    expect(back.buyers).toBe(-there.buyers);
    expect(back.ordersPerBuyer).toBe(-there.ordersPerBuyer);
    expect(back.difference).toBe(-there.difference);
  });

  it("is all the buyers' where there were none before, or are none after", () => {
    expect(gmvBridge(nobody, june)).toMatchObject({ buyers: 158_400, ordersPerBuyer: 0, pricePerOrder: 0 });
    expect(gmvBridge(may, nobody, { order: "average" })).toMatchObject({ buyers: -150_000, difference: -150_000 });
    expect(gmvBridge(nobody, nobody)).toMatchObject({ difference: 0, buyers: 0, ordersPerBuyer: 0, pricePerOrder: 0 });
  });

  it("rounds to minor units that sum to the difference", () => {
    const bridge = gmvBridge({ buyers: 3, orders: 7, gmv: 10 }, { buyers: 7, orders: 11, gmv: 20 }, { decimals: 0 });
    expect(bridge.buyers + bridge.ordersPerBuyer + bridge.pricePerOrder).toBe(10);
    expect([bridge.buyers, bridge.ordersPerBuyer, bridge.pricePerOrder].every(Number.isInteger)).toBe(true);
  });

  it.each<[string, string, string, readonly unknown[]]>([
    ["a period that is none", "WRONG_TYPE", "before", [null, june]],
    ["an unknown total", "UNKNOWN_OPTION", "after.users", [may, { ...june, users: 1 }]],
    ["no buyers stated", "MISSING_OPTION", "before.buyers", [{ orders: 1, gmv: 1 }, june]],
    ["half a buyer", "OUT_OF_RANGE", "before.buyers", [{ ...may, buyers: 0.5 }, june]],
    ["fewer orders than buyers", "OUT_OF_RANGE", "after.orders", [may, { ...june, orders: 1199 }]],
    ["orders of nobody", "OUT_OF_RANGE", "after.orders", [may, { buyers: 0, orders: 1, gmv: 0 }]],
    ["money of nobody", "OUT_OF_RANGE", "after.gmv", [may, { buyers: 0, orders: 0, gmv: 1 }]],
    ["negative money", "OUT_OF_RANGE", "after.gmv", [may, { ...june, gmv: -1 }]],
    ["a third decimal", "OUT_OF_RANGE", "after.gmv", [may, { ...june, gmv: 0.001 }]],
    ["another order", "WRONG_TYPE", "options.order", [may, june, { order: "mean" }]],
    ["too short an order", "WRONG_TYPE", "options.order", [may, june, { order: ["buyers"] }]],
    ["an unknown factor", "UNKNOWN_NAME", "options.order[1]", [may, june, { order: ["buyers", "x", "y"] }]],
    ["a factor twice", "DUPLICATE", "options.order[2]", [may, june, { order: ["buyers", "pricePerOrder", "buyers"] }]],
    ["null for the order", "WRONG_TYPE", "options.order", [may, june, { order: null }]],
    ["ten decimals", "OUT_OF_RANGE", "options.decimals", [may, june, { decimals: 10 }]],
  ])("refuses %s", (_, code, path, [before, after, options]) => {
    expectRefused(() => gmvBridge(wrong(before), wrong(after), wrong(options)), wrong(code), {
      where: "gmvBridge",
      path,
    });
  });

  it("refuses in these words", () => {
    expect(() => gmvBridge(may, { ...june, orders: 5 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: gmvBridge: after.orders must be at least one for each buyer; received 5]`,
    );
  });
});
