import { describe, expect, it } from "vitest";
import {
  type CustomerValues,
  ledgerFromRows,
  measureRfm,
  quantiles,
  type RfmModel,
  rfm,
  scoreCustomer,
  scoreRfm,
  tableFromCustomers,
  thresholds,
} from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

const rows = [
  { c: "ann", d: "2026-03-01", a: 10 },
  { c: "bob", d: "2026-03-02", a: 20 },
  { c: "cid", d: "2026-03-03", a: 30 },
];
const fields = { customer: "c", date: "d", amount: "a" } as const;
const { model } = rfm(rows, fields);

describe("scoreRfm", () => {
  it("measures rows as the model says: window, frequency, monetary, decimals, currency, refunds and zone", () => {
    const settings = {
      currency: "KWD",
      refunds: "ignore",
      timeZone: "Asia/Tokyo",
      window: 2,
      monetary: "max",
    } as const;
    const fitted = rfm(rows, { ...fields, ...settings, frequency: { of: "days", per: 7 } });
    const scored = scoreRfm(rows, fitted.model, fields);
    expect([...scored]).toEqual([...fitted]);
    expect(scored.table.measure).toEqual(fitted.table.measure);
  });

  it.each(["window", "frequency", "monetary"] as const)("takes no %s of its own", (name) => {
    expectRefused(() => scoreRfm(rows, model, wrong<typeof fields>({ ...fields, [name]: 7 })), "CONFLICTING_OPTIONS", {
      where: "scoreRfm",
      path: `options.${name}`,
    });
  });

  it.each([
    ["decimals", { decimals: 3 }],
    ["currency", { currency: "EUR" }],
    ["refunds", { refunds: "ignore" }],
    ["timeZone", { timeZone: "Asia/Tokyo" }],
  ] as const)("refuses rows, a ledger or a table of other %s", (path, setting) => {
    const ledger = ledgerFromRows(rows, { ...fields, ...setting });
    const says = { where: "scoreRfm", path };
    expectRefused(() => scoreRfm(rows, model, { ...fields, ...setting }), "MODEL_MISMATCH", says);
    expectRefused(() => scoreRfm(ledger, model), "MODEL_MISMATCH", says);
    expectRefused(() => scoreRfm(measureRfm(ledger), model), "MODEL_MISMATCH", says);
  });

  it.each([
    ["window", { window: 30 }],
    ["frequency", { frequency: "days" }],
    ["monetary", { monetary: "mean" }],
  ] as const)("refuses a table of another %s", (path, option) => {
    const table = measureRfm(ledgerFromRows(rows, fields), option);
    expectRefused(() => scoreRfm(table, model), "MODEL_MISMATCH", { path });
  });

  it.each([null, undefined, 5, {}, "{}"])("refuses %s as a model", (bad) => {
    expectRefused(() => scoreRfm(rows, wrong<RfmModel>(bad), fields), "BAD_MODEL", { where: "scoreRfm" });
  });

  it("refuses bins, segments and unknown options", () => {
    for (const name of ["bins", "segments", "asof"]) {
      expectRefused(() => scoreRfm(rows, model, wrong<typeof fields>({ ...fields, [name]: 1 })), "UNKNOWN_OPTION", {
        path: `options.${name}`,
      });
    }
  });

  it("scores customers whom the model never saw on its scale, and keeps the model", () => {
    const later = [{ c: "dee", d: "2026-06-01", a: 1000 }];
    const scored = scoreRfm(later, model, { ...fields, asOf: "2026-12-31" });
    expect(scored.get("dee")).toMatchObject({ r: 1, f: 1, m: 5 });
    expect(scored.model).toBe(model);
    expect(scored.asOf).toBe("2026-12-31");
  });

  it("refuses in these words", () => {
    expect(() => scoreRfm(rows, model, { ...fields, decimals: 3 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: scoreRfm: decimals must be that of the model, 2; received 3]`,
    );
    expect(() =>
      scoreRfm(rows, model, wrong<typeof fields>({ ...fields, window: 3 })),
    ).toThrowErrorMatchingInlineSnapshot(`[RfmError: scoreRfm: options.window comes from the model; leave it out]`);
    expect(() => scoreRfm(rows, wrong<RfmModel>({ ...model, version: 2 }), fields)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: scoreRfm: model.version must be 1, the version that this release reads; received 2]`,
    );
  });
});

describe("scoreCustomer", () => {
  const values: CustomerValues = { recency: 0, frequency: 1, monetary: 30 };

  it("takes money as a number, text or bigint", () => {
    for (const monetary of [30, "30.00", 30n]) {
      expect(scoreCustomer(model, { ...values, monetary })).toEqual({
        r: 5,
        f: 1,
        m: 5,
        cell: "515",
        segment: "promising",
      });
    }
    expect(scoreCustomer(model, { ...values, monetary: -5 }).m).toBe(1);
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, "3", null, undefined])(
    "has no recency or frequency %s",
    (bad) => {
      for (const name of ["recency", "frequency"] as const) {
        expectRefused(() => scoreCustomer(model, { ...values, [name]: bad }), "OUT_OF_RANGE", {
          where: "scoreCustomer",
          path: `values.${name}`,
        });
      }
    },
  );

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e15, "1e99", "x", "", null, undefined])(
    "has no monetary %s",
    (bad) => {
      expectRefused(() => scoreCustomer(model, { ...values, monetary: wrong<number>(bad) }), "OUT_OF_RANGE", {
        where: "scoreCustomer",
        path: "values.monetary",
      });
    },
  );

  it("takes a fraction as frequency only where the model measures a rate", () => {
    const rates = rfm(rows, { ...fields, frequency: { of: "orders", per: 30 } }).model;
    expect(scoreCustomer(rates, { ...values, frequency: 0.25 }).f).toBe(1);
    expectRefused(() => scoreCustomer(rates, { ...values, frequency: -0.25 }), "OUT_OF_RANGE");
  });

  it("takes a rate by its nearest millionth: 0.000249 times a million is not 249 in doubles", () => {
    expect(0.000249 * 1e6).toBeLessThan(249);
    const bins = {
      recency: quantiles(2),
      frequency: thresholds([0.000249], { closed: "left" }),
      monetary: quantiles(2),
    };
    const rates = rfm(rows, { ...fields, frequency: { of: "orders", per: 30 }, bins, segments: null }).model;
    expect(scoreCustomer(rates, { ...values, frequency: 0.000249 }).f).toBe(2);
    expect(scoreCustomer(rates, { ...values, frequency: 0.000248 }).f).toBe(1);
  });

  it("refuses other values, models that are none, and models of nobody", () => {
    expectRefused(() => scoreCustomer(model, wrong({ ...values, r: 1 })), "UNKNOWN_OPTION", { path: "values.r" });
    expectRefused(() => scoreCustomer(model, wrong(null)), "WRONG_TYPE", { path: "values" });
    expectRefused(() => scoreCustomer(wrong<RfmModel>({}), values), "BAD_MODEL", { where: "scoreCustomer" });
    const empty = rfm([] as typeof rows, fields).model;
    expectRefused(() => scoreCustomer(empty, values), "EMPTY_MODEL", { where: "scoreCustomer" });
  });

  it("scores customers of a table without a known asOf", () => {
    const table = tableFromCustomers([{ id: 1, days: 3, n: 2, sum: 5 }], {
      customer: "id",
      recency: "days",
      frequency: "n",
      monetary: "sum",
    });
    const fitted = rfm(table, { bins: quantiles(2), segments: null });
    expect([fitted.asOf, fitted.model.asOf]).toEqual([null, null]);
    expect(scoreCustomer(fitted.model, { recency: 4, frequency: 3, monetary: 6 })).toMatchObject({ r: 1, f: 2, m: 2 });
  });

  it("refuses in these words", () => {
    expect(() => scoreCustomer(model, { ...values, recency: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: scoreCustomer: values.recency must be a whole number from 0; received -1]`,
    );
    expect(() => scoreCustomer(model, { ...values, monetary: 1e15 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: scoreCustomer: values.monetary must be an amount below 2^53 minor units; received 1000000000000000]`,
    );
  });
});
