import { describe, expectTypeOf, it } from "vitest";
import {
  type Connectif11Id,
  type CustomerRfm,
  type Ledger,
  type RfmUpdate,
  rfm,
  type SegmentFlowCounts,
  type SegmentMove,
  type Updatable,
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

  it("goes on in a loop by the name of what it takes", () => {
    let latest: Updatable<Connectif11Id> = rfm(rows, fields);
    for (const batch of [rows, rows]) {
      const day = update(latest, batch, fields);
      expectTypeOf(day).toEqualTypeOf<RfmUpdate<Connectif11Id>>();
      latest = day;
    }
    expectTypeOf(latest.get(1)).toEqualTypeOf<CustomerRfm<Connectif11Id> | undefined>();
    let any: Updatable = rfm(rows, { ...fields, segments: null });
    for (const batch of [rows, rows]) any = update(any, batch, fields);
    expectTypeOf(any.asOf).toEqualTypeOf<string | null>();
    const first: Updatable<Connectif11Id> = rfm(rows, fields);
    expectTypeOf([rows].reduce((known, batch) => update(known, batch, fields), first)).toEqualTypeOf<
      Updatable<Connectif11Id>
    >();
  });

  it("takes no orders as an empty array", () => {
    expectTypeOf(update(rfm(rows, fields), [], fields)).toEqualTypeOf<RfmUpdate<Connectif11Id>>();
    expectTypeOf(update(rfm([], fields), [], { customer: "c", date: "d", amount: "a" })).toEqualTypeOf<
      RfmUpdate<Connectif11Id>
    >();
    // @ts-expect-error also of no rows the fields are needed
    update(rfm(rows, fields), []);
  });

  it("takes a rank of the segments that the result has", () => {
    const result = rfm(rows, fields);
    for (const { move } of update(result, ledger).changes) expectTypeOf(move).toEqualTypeOf<SegmentMove>();
    // @ts-expect-error no segment of the map
    update(result, ledger, { rank: ["best"] });
    // @ts-expect-error no segment of the map
    update(result, rows, { ...fields, rank: ["best"] });
    update(result, ledger, { rank: ["champions", "lost"] });
  });

  it("takes the fields of the rows", () => {
    const result = rfm(rows, fields);
    // @ts-expect-error "x" is no key of the rows
    update(result, rows, { ...fields, customer: "x" });
    // @ts-expect-error rows need fields
    update(result, rows);
    // @ts-expect-error a table is not scored
    update(result.table, rows, fields);
    // @ts-expect-error a ledger has been read
    update(result, ledger, fields);
    // @ts-expect-error the model is that of the result
    update(result, ledger, { bins: 5 });
  });
});
