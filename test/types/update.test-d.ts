import { describe, expectTypeOf, it } from "vitest";
import {
  type Connectif11Id,
  type CustomerRfm,
  type Ledger,
  type RfmUpdate,
  rfm,
  type SegmentFlowCounts,
  update,
} from "../../src/index.js";

const rows = [{ c: 1, d: "2026-01-01", a: 5 }];
const fields = { customer: "c", date: "d", amount: "a" } as const;
declare const ledger: Ledger;

describe("update", () => {
  it("keeps the segment ids of the result, also when it is updated again", () => {
    const first = update(rfm(rows, fields), rows, fields);
    expectTypeOf(first).toEqualTypeOf<RfmUpdate<Connectif11Id>>();
    const second = update(first, ledger);
    expectTypeOf(second).toEqualTypeOf<RfmUpdate<Connectif11Id>>();
    expectTypeOf(second.flow).toEqualTypeOf<SegmentFlowCounts<Connectif11Id> | null>();
    expectTypeOf(second.get(1)).toEqualTypeOf<CustomerRfm<Connectif11Id> | undefined>();
    for (const { from, to } of second.changes) {
      expectTypeOf(from).toEqualTypeOf<Connectif11Id | null>();
      expectTypeOf(to).toEqualTypeOf<Connectif11Id>();
    }
  });

  it("has no segment ids where the result has none", () => {
    const scores = update(rfm(rows, { ...fields, segments: null }), rows, fields);
    expectTypeOf(scores).toEqualTypeOf<RfmUpdate<null>>();
    for (const { to } of scores) expectTypeOf(to).toEqualTypeOf<null>();
  });

  it("takes the fields of the rows", () => {
    const result = rfm(rows, fields);
    // @ts-expect-error "x" is no key of the rows
    update(result, rows, { ...fields, customer: "x" });
    // @ts-expect-error rows need fields
    update(result, rows);
    // @ts-expect-error a ledger has been read
    update(result, ledger, fields);
    // @ts-expect-error the model is that of the result
    update(result, ledger, { bins: 5 });
  });
});
