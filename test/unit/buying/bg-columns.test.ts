import { describe, expect, it } from "vitest";
import {
  fitBgCnbd,
  fitBgNbd,
  fitMbgCnbd,
  fitMbgNbd,
  fitNbd,
  logLikelihoodOf,
  type PurchaseColumns,
} from "../../../src/index.js";
import { errorOf, expectRefused, wrong } from "../refused.js";

const sound = { repeats: [0, 1, 3], last: [0, 2, 9], age: [10, 10, 10] };

function refused(change: Partial<Record<keyof PurchaseColumns, unknown>>): ReturnType<typeof errorOf> {
  return errorOf(() => fitBgNbd(wrong({ ...sound, ...change })));
}

describe("plain columns of purchases", () => {
  it("may be arrays or typed arrays of any kind", () => {
    const typed = {
      repeats: Uint8Array.from(sound.repeats),
      last: Float32Array.from(sound.last),
      age: Int16Array.from(sound.age),
    };
    expect(fitNbd(typed)).toEqual(fitNbd(sound));
  });

  it("may stand for many customers each, or for none", () => {
    const rows = [0, 0, 1, 1, 1, 2].map((i) => i);
    const column = (values: readonly number[]): number[] => rows.map((i) => values[i]);
    const long = { repeats: column(sound.repeats), last: column(sound.last), age: column(sound.age) };
    const grouped = { ...sound, counts: [2, 3, 1] };
    expect(fitMbgNbd(grouped)).toEqual(fitMbgNbd(long));
    const withEmpty = {
      repeats: [...sound.repeats, 7],
      last: [...sound.last, 1],
      age: [...sound.age, 99],
      counts: [2, 3, 1, 0],
    };
    expect(fitMbgNbd(withEmpty).parameters).toEqual(fitMbgNbd(long).parameters);
    expect(fitMbgNbd(withEmpty).fit.customers).toBe(6);
  });

  it("are refused with the row and the column that cannot be", () => {
    expect(refused({ last: [0, 0, 9] })).toMatchObject({
      code: "OUT_OF_RANGE",
      details: { path: "purchases.last", received: "0" },
    });
    expect(refused({ last: [0, 0, 9] }).message).toMatchInlineSnapshot(
      `"fitBgNbd: row 1: purchases.last must be a time after the first purchase, above 0 and up to age, where there are repeats; received 0"`,
    );
    expect(refused({ last: [1, 2, 9] }).message).toMatchInlineSnapshot(
      `"fitBgNbd: row 0: purchases.last must be 0 where there are no repeats; received 1"`,
    );
    expect(refused({ last: [0, 2, 10.5] }).message).toContain("row 2: purchases.last");
    expect(refused({ repeats: [0, 1.5, 3] }).message).toContain("row 1: purchases.repeats");
    expect(refused({ repeats: [0, -1, 3] }).message).toContain("row 1: purchases.repeats");
    expect(refused({ repeats: ["0", 1, 3] }).message).toContain("row 0: purchases.repeats");
    expect(refused({ age: [10, Number.NaN, 10] }).message).toContain("row 1: purchases.age");
    expect(refused({ age: [10, Number.POSITIVE_INFINITY, 10] }).message).toContain("row 1: purchases.age");
    expect(refused({ age: new Array(3) }).message).toContain("row 0: purchases.age");
    expect(refused({ counts: [1, 1, 0.5] }).message).toContain("row 2: purchases.counts");
    expect(refused({ logGaps: [0, 1, Number.NaN] }).message).toContain("row 2: purchases.logGaps");
  });

  it("are refused if they are no columns, differ in length or have unknown names", () => {
    for (const bad of [null, undefined, 5, "x", [], () => 1]) {
      expectRefused(() => fitBgNbd(wrong(bad)), "WRONG_TYPE", { path: "purchases", where: "fitBgNbd" });
    }
    expect(refused({ last: "002" }).code).toBe("WRONG_TYPE");
    expect(refused({ age: new DataView(new ArrayBuffer(8)) }).code).toBe("WRONG_TYPE");
    expect(refused({ last: undefined }).code).toBe("WRONG_TYPE");
    expect(refused({ age: [1, 2] })).toMatchObject({ code: "LENGTH_MISMATCH", details: { path: "purchases.age" } });
    expect(refused({ counts: [] }).code).toBe("LENGTH_MISMATCH");
    expect(refused({ timeUnit: "fortnight" }).code).toBe("UNKNOWN_NAME");
    expect(errorOf(() => fitBgNbd(wrong({ ...sound, frequency: [] }))).code).toBe("UNKNOWN_OPTION");
    const lost = { kind: "rfm-kit/repeat-purchases", repeats: { 0: 1 } };
    expectRefused(() => fitBgNbd(wrong(lost)), "WRONG_TYPE", { path: "purchases" });
  });

  it("need the gaps for models with Erlang gaps, and a k that is one", () => {
    expectRefused(() => fitBgCnbd(sound), "MISSING_OPTION", { path: "purchases.logGaps", where: "fitBgCnbd" });
    expectRefused(() => fitMbgCnbd(sound), "MISSING_OPTION", { where: "fitMbgCnbd" });
    const columns = { ...sound, logGaps: [0, 0.7, 3] };
    expectRefused(() => fitBgCnbd(columns, { k: 0 }), "OUT_OF_RANGE", { path: "options.k" });
    expectRefused(() => fitBgCnbd(columns, { k: 2.5 }), "OUT_OF_RANGE", { path: "options.k" });
    expectRefused(() => fitMbgCnbd(columns, wrong({ K: 2 })), "UNKNOWN_OPTION");
    const model = fitBgCnbd(columns, { k: 3 });
    expectRefused(() => logLikelihoodOf(model, sound), "MISSING_OPTION", { path: "purchases.logGaps" });
    expect(logLikelihoodOf(model, columns)).toBeCloseTo(model.fit.logLikelihood ?? 0, 10);
  });
});
