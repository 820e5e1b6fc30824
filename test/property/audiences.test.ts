import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { connectif11, isRfmError, rfm, scoreRfm } from "../../src/index.js";
import { orders } from "./arbitrary-orders.js";
import { ALL_FIELDS, rowOf } from "./forms.js";

describe("the customers of a segment", () => {
  it("are listed once, in the order of the result, and all segments together are everybody", () => {
    fc.assert(
      fc.property(orders(), (lines) => {
        const result = rfm(lines.map(rowOf), { ...ALL_FIELDS, onInvalid: "skip" });
        const rows = [...result];
        for (const { id } of connectif11.segments) {
          expect(result.customersIn(id)).toEqual(
            rows.filter(({ segment }) => segment === id).map(({ customer }) => customer),
          );
        }
        const sizes = connectif11.segments.map(({ id }) => result.customersIn(id).length);
        expect(sizes.reduce((a, b) => a + b)).toBe(result.size);
      }),
    );
  });

  it("of a segment that the map does not have is an error that lists those it has", () => {
    const result = rfm([{ c: 1, d: "2026-01-01", a: 1 }], { customer: "c", date: "d", amount: "a" });
    expect(() => result.customersIn("champion" as "champions")).toThrow(/must be one of champions, loyal/);
    expect(rfm(result.table, { segments: null }).customersIn(null)).toEqual([1]);
  });
});

describe("customers beyond the range that bins were fitted on", () => {
  it("are counted for each dimension and side, and there are none where the bins were fitted", () => {
    fc.assert(
      fc.property(orders(), orders(), (lines, others) => {
        const options = { ...ALL_FIELDS, onInvalid: "skip" } as const;
        const fitted = rfm(lines.map(rowOf), options);
        const none = { below: 0, above: 0 };
        expect(fitted.diagnostics.outOfRange).toEqual({ recency: none, frequency: none, monetary: none });
        if (fitted.size === 0) return;
        const scored = scoreRfm(others.map(rowOf), fitted.model, options);
        for (const dimension of ["recency", "frequency", "monetary"] as const) {
          const { min, max } = fitted.model.bins[dimension];
          const values = [...scored.table[dimension]];
          expect(scored.diagnostics.outOfRange[dimension]).toEqual({
            below: values.filter((value) => value < (min as number)).length,
            above: values.filter((value) => value > (max as number)).length,
          });
        }
      }),
    );
  });

  it("cannot be told where nobody was fitted", () => {
    const { model } = rfm([] as { c: number; d: string; a: number }[], { customer: "c", date: "d", amount: "a" });
    let code = "";
    try {
      scoreRfm([{ c: 1, d: "2026-01-01", a: 1 }], model, { customer: "c", date: "d", amount: "a" });
    } catch (error) {
      if (isRfmError(error)) code = error.code;
    }
    expect(code).toBe("EMPTY_MODEL");
  });
});
