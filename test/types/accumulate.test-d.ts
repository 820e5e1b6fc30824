import { describe, expectTypeOf, it } from "vitest";
import {
  type AccumulatedMeasures,
  type Accumulator,
  accumulate,
  type connectif11,
  type RfmTable,
  restoreAccumulator,
  rfm,
  type SegmentIdOf,
} from "../../src/index.js";

interface Sale {
  readonly id: string;
  readonly at: Date;
  readonly total: number;
  readonly paid: boolean;
}

describe("accumulate", () => {
  it("takes the keys of fields that can hold the value, and no order", () => {
    const sums = accumulate({ currency: "CNY" });
    const sales: Sale[] = [];
    expectTypeOf(sums.addRows(sales, { customer: "id", date: "at", amount: "total" })).toEqualTypeOf<Accumulator>();
    // @ts-expect-error a boolean is no id
    sums.addRows(sales, { customer: "paid", date: "at", amount: "total" });
    // @ts-expect-error one row is one order
    sums.addRows(sales, { customer: "id", date: "at", amount: "total", order: "id" });
    // @ts-expect-error the same for columns
    sums.addColumns({ customer: [], date: [], amount: [], order: [] });
  });

  it("measures what it can, as a table that rfm takes", () => {
    const table = accumulate().table({ frequency: { of: "orders", per: 30 }, monetary: "mean" });
    expectTypeOf(table).toEqualTypeOf<RfmTable>();
    expectTypeOf(rfm(table).get(1)?.segment).toEqualTypeOf<SegmentIdOf<typeof connectif11> | undefined>();
    expectTypeOf<AccumulatedMeasures["monetary"]>().toEqualTypeOf<"total" | "mean" | undefined>();
    // @ts-expect-error purchase days take a ledger
    accumulate().table({ frequency: "days" });
    const monthly = accumulate({ buckets: "month" });
    expectTypeOf(monthly.table({ window: { buckets: 12 } })).toEqualTypeOf<RfmTable>();
    expectTypeOf(monthly.table({ asOf: "2026-03-31", window: 31 })).toEqualTypeOf<RfmTable>();
    accumulate({ buckets: { days: 7, from: "2026-01-05" } });
    // @ts-expect-error there are no buckets of years
    accumulate({ buckets: "year" });
    // @ts-expect-error a window is a number of days or of buckets
    monthly.table({ window: "12" });
  });

  it("goes through bytes", () => {
    expectTypeOf(accumulate().snapshot()).toEqualTypeOf<Uint8Array>();
    expectTypeOf(accumulate().snapshotPieces()).toEqualTypeOf<Iterable<Uint8Array>>();
    expectTypeOf(restoreAccumulator).parameter(0).toEqualTypeOf<Uint8Array | Iterable<Uint8Array>>();
    expectTypeOf(restoreAccumulator(new Uint8Array(0), { amountIn: "minor" })).toEqualTypeOf<Accumulator>();
  });
});
