import { describe, expectTypeOf, it } from "vitest";
import {
  type Connectif11Id,
  connectif11,
  defineSegments,
  ledgerFromRows,
  ledgerFromStream,
  loadModel,
  measureRfm,
  quantiles,
  type RfmResult,
  rfm,
  scoreCustomer,
  scoreRfm,
  tableFromCustomers,
  thresholds,
} from "../../src/index.js";

interface Order {
  customerId: string;
  placedAt: Date;
  total: number;
  orderId?: number;
  tags: string[];
}

const orders: Order[] = [];
const columns = { customer: "customerId", date: "placedAt", amount: "total" } as const;

describe("the segment of a result", () => {
  it("has the literal ids of the default map", () => {
    const result = rfm(orders, columns);
    expectTypeOf(result).toEqualTypeOf<RfmResult<Connectif11Id>>();
    expectTypeOf(result.summary()[0]?.segment).toEqualTypeOf<Connectif11Id>();
    for (const customer of result) expectTypeOf(customer.segment).toEqualTypeOf<Connectif11Id>();
  });

  it("has the literal ids of a map of one's own, the rest included", () => {
    const map = defineSegments(
      [
        { id: "vip", cells: ["555"] },
        { id: "gone", boxes: [{ r: [1, 1] }] },
      ],
      { otherwise: "rest" },
    );
    const result = rfm(orders, { ...columns, segments: map });
    expectTypeOf(result.get("a")?.segment).toEqualTypeOf<"vip" | "gone" | "rest" | undefined>();
    expectTypeOf(scoreRfm(orders, result.model, columns).get("a")?.segment).toEqualTypeOf<
      "vip" | "gone" | "rest" | undefined
    >();
    expectTypeOf(scoreCustomer(result.model, { recency: 1, frequency: 1, monetary: 1 }).segment).toEqualTypeOf<
      "vip" | "gone" | "rest"
    >();
  });

  it("is null where there are no segments", () => {
    expectTypeOf(rfm(orders, { ...columns, segments: null }).get("a")?.segment).toEqualTypeOf<null | undefined>();
  });

  it("is the same from a ledger and from a table", () => {
    const ledger = ledgerFromRows(orders, columns);
    expectTypeOf(rfm(ledger)).toEqualTypeOf<RfmResult<Connectif11Id>>();
    expectTypeOf(rfm(measureRfm(ledger), { segments: null })).toEqualTypeOf<RfmResult<null>>();
  });

  it("is any text or null in a model that was loaded", () => {
    expectTypeOf(scoreCustomer(loadModel("{}"), { recency: 1, frequency: 1, monetary: 1 }).segment).toEqualTypeOf<
      string | null
    >();
  });
});

describe("what must not compile", () => {
  it("a key that the rows do not have", () => {
    // @ts-expect-error [ts2820] - the key is customerId
    rfm(orders, { ...columns, customer: "custmerId" });
  });

  it("a key whose values cannot be what is asked for", () => {
    // @ts-expect-error [ts2322] - tags are an array, no id
    rfm(orders, { ...columns, customer: "tags" });
    // @ts-expect-error [ts2322] - a Date is no amount
    rfm(orders, { ...columns, amount: "placedAt" });
  });

  it("a function that returns something else", () => {
    // @ts-expect-error [ts2322] - an array is no id
    rfm(orders, { ...columns, customer: (order) => order.tags });
  });

  it("a missing option", () => {
    // @ts-expect-error [ts2345] - amount is required
    rfm(orders, { customer: "customerId", date: "placedAt" });
    // @ts-expect-error [ts2345] - customer is required
    ledgerFromRows(orders, { date: "placedAt", amount: "total" });
    // @ts-expect-error [ts2345] - frequency is required
    tableFromCustomers([{ id: 1, days: 3, spent: 4 }], { customer: "id", recency: "days", monetary: "spent" });
  });

  it("an unknown option, method, policy or preset", () => {
    // @ts-expect-error [ts2353] - the option is window
    rfm(orders, { ...columns, windw: 365 });
    // @ts-expect-error [ts2322] - there is no such frequency
    rfm(orders, { ...columns, frequency: "visits" });
    // @ts-expect-error [ts2322] - there is no such policy
    rfm(orders, { ...columns, refunds: "drop" });
    // @ts-expect-error [ts2322] - a preset is imported, not named
    rfm(orders, { ...columns, segments: "connectif-12" });
    // @ts-expect-error [ts2322] - there is no such method
    rfm(orders, { ...columns, bins: { method: "quantile", bins: 5 } });
    // @ts-expect-error [ts2724] - there is no such preset
    type _Unknown = typeof import("../../src/index.js").connectif12;
  });

  it("bins that leave a dimension out", () => {
    // @ts-expect-error [ts2322] - monetary is missing
    rfm(orders, { ...columns, bins: { recency: quantiles(5), frequency: thresholds([1]) } });
  });

  it("a segment that does not exist", () => {
    const result = rfm(orders, columns);
    // @ts-expect-error [ts2367] - no such segment
    if (result.get("a")?.segment === "champion") expectTypeOf(result).toBeNever();
    expectTypeOf(connectif11.segments[0]?.id).toEqualTypeOf<Connectif11Id>();
  });

  it("writing to a result", () => {
    const result = rfm(orders, columns);
    // @ts-expect-error [ts2540] - asOf is read-only
    result.asOf = "2026-01-01";
  });
});

describe("rows", () => {
  it("may be untyped", () => {
    const parsed: Record<string, unknown>[] = [];
    expectTypeOf(rfm(parsed, { customer: "anything", date: "d", amount: "a" })).toEqualTypeOf<
      RfmResult<Connectif11Id>
    >();
  });

  it("may hold a status as any text", () => {
    const stored: { who: string; at: string; sum: string; state: string }[] = [];
    rfm(stored, { customer: "who", date: "at", amount: "sum", status: "state" });
  });

  it("may have optional fields", () => {
    expectTypeOf(rfm(orders, { ...columns, order: "orderId" })).toEqualTypeOf<RfmResult<Connectif11Id>>();
  });

  it("may come from an async source, or as chunks of columns", () => {
    async function* source(): AsyncGenerator<Order> {}
    expectTypeOf(ledgerFromStream(source(), columns)).resolves.toHaveProperty("offsets");
    async function* chunks() {
      yield { customer: Int32Array.of(1), date: Int32Array.of(1), amount: [1] };
    }
    expectTypeOf(ledgerFromStream(chunks())).resolves.toHaveProperty("offsets");
  });
});
