import { describe, expect, it } from "vitest";
import { accumulate, isRfmError, ledgerFromRows, ledgerFromStream, profilesFromRows, rfm } from "../../../src/index.js";

const FIELDS = { customer: "c", date: "d", amount: "a" } as const;

describe("a source of rows", () => {
  it("may use one object for all of them", async () => {
    function* reused() {
      const row = { c: "", d: "2026-01-01", a: 0 };
      for (let i = 0; i < 20_000; i++) {
        row.c = `C${i % 10}`;
        row.a = i;
        yield row;
      }
    }
    for (const ledger of [ledgerFromRows(reused(), FIELDS), await ledgerFromStream(reused(), FIELDS)]) {
      expect(ledger.customers.size).toBe(10);
      expect(ledger.amounts.reduce((a, b) => a + b)).toBe((20_000 * 19_999 * 100) / 2);
    }
  });

  it("is read no further than the first invalid row where that is an error", async () => {
    let pulled = 0;
    async function* long() {
      for (;;) {
        pulled++;
        yield { c: pulled === 3 ? "" : "x", d: "2026-01-01", a: 1 };
      }
    }
    await expect(ledgerFromStream(long(), FIELDS)).rejects.toThrow(/row 2: c must not be empty/);
    expect(pulled).toBe(3);
  });

  it("is asked for each field once, also of an invalid row", () => {
    const asked: number[] = [];
    const amount = (row: { a: number }, index: number): number => {
      asked.push(index);
      return row.a;
    };
    const rows = [1, Number.NaN, 3].map((a) => ({ c: "x", d: "2026-01-01", a }));
    const { diagnostics } = ledgerFromRows(rows, { ...FIELDS, amount, onInvalid: "skip" });
    expect(asked).toEqual([0, 1, 2]);
    expect(diagnostics.invalid).toEqual({ BAD_AMOUNT: { count: 1, firstRows: [1] } });
  });

  it("is asked for each field once by sums too, whatever stands in the rows", () => {
    const values: readonly (readonly [unknown, unknown, unknown])[] = [
      ["x", 1.7e12, 1.5],
      ["y", 1.7e12, -2],
      ["", 1.7e12, 1],
      [7, 1.7e12, 1],
      ["x", "2026-01-01", "3.25"],
      ["x", new Date(1.7e12), 2n],
      ["x", Number.NaN, 1],
      ["x", 1.7e12, Number.POSITIVE_INFINITY],
      ["x".repeat(50), 1.7e12, 0],
      ["x", 1.7e12, 0.004],
      [() => 1, 1.7e12, 1],
    ];
    const asked: string[] = [];
    const rows = [...values, ...values].map(([c, d, a], i) => ({
      get c() {
        asked.push(`${i} c`);
        return c;
      },
      get d() {
        asked.push(`${i} d`);
        return d;
      },
      get a() {
        asked.push(`${i} a`);
        return a;
      },
    }));
    const sums = accumulate({ onInvalid: "skip" }).addRows(rows as never, FIELDS as never);
    expect(asked).toEqual(rows.flatMap((_, i) => [`${i} c`, `${i} d`, `${i} a`]));
    const ledger = ledgerFromRows(rows as never, { ...FIELDS, onInvalid: "skip" } as never);
    const known = ({ rows, purchases, refunds, invalid, roundedAmounts }: typeof ledger.diagnostics): unknown => {
      return { rows, purchases, refunds, invalid, roundedAmounts };
    };
    expect(known(sums.table().diagnostics.ledger as typeof ledger.diagnostics)).toEqual(known(ledger.diagnostics));
  });

  it("that never has a key is refused by sums, if other keys are there in rows of every kind", () => {
    const rows = [{ c: "x", d: 1.7e12, a: 1 }];
    expect(() => accumulate().addRows(rows, { ...FIELDS, amount: "b" } as never)).toThrow(/options.amount must name/);
    expect(() => accumulate().addRows([], { ...FIELDS, amount: "b" } as never)).not.toThrow();
    expect(accumulate().addRows(rows, FIELDS).table().size).toBe(1);
    const inherited = [Object.create({ c: "x", d: 1.7e12, a: 1 }) as (typeof rows)[0]];
    expect(accumulate().addRows(inherited, FIELDS).table().size).toBe(1);
  });

  it("may hold what only looks like a date, which is an invalid row and no failure from the depths", () => {
    const fakes = [Object.create(Date.prototype), new Proxy(new Date(), {}), { getTime: () => 0 }];
    for (const d of fakes) {
      const rows = [{ c: "x", d: d as Date, a: 1 }];
      expect(ledgerFromRows(rows, { ...FIELDS, onInvalid: "skip" }).diagnostics.invalidRows).toBe(1);
      let code = "";
      try {
        ledgerFromRows(rows, FIELDS);
      } catch (error) {
        if (isRfmError(error)) code = error.code;
      }
      expect(code).toBe("BAD_DATE");
    }
  });

  it("may hold what throws when it is looked at, which is an invalid row too", () => {
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const shy = {
      get [Symbol.toStringTag](): string {
        throw new Error("no tag");
      },
    };
    for (const value of [revoked.proxy, shy]) {
      for (const [field, code] of [
        ["c", "BAD_CUSTOMER"],
        ["d", "BAD_DATE"],
        ["a", "BAD_AMOUNT"],
      ]) {
        const rows = [{ c: "x", d: 0, a: 1, [field]: value }] as { c: string; d: number; a: number }[];
        for (const read of [() => accumulate().addRows(rows, FIELDS), () => ledgerFromRows(rows, FIELDS)]) {
          expect(read).toThrow(expect.objectContaining({ code }));
        }
        expect(ledgerFromRows(rows, { ...FIELDS, onInvalid: "skip" }).diagnostics.invalidRows).toBe(1);
      }
    }
  });

  it("that is something else is refused with what to do", () => {
    const none = { customer: "c", date: "d", amount: "a" } as never;
    async function* source() {}
    expect(() => rfm(source() as never, none)).toThrow(/await ledgerFromStream/);
    expect(() => rfm(Promise.resolve([]) as never, none)).toThrow(/await the promise first/);
    expect(() => rfm({ customer: [], date: [], amount: [] } as never, none)).toThrow(/use ledgerFromColumns/);
    expect(() => accumulate().addRows(source() as never, none)).toThrow(/add the rows as they come: for await/);
    expect(() => profilesFromRows(source() as never, { customer: "c", fields: {} } as never)).toThrow(
      /gather the source/,
    );
  });
});

describe("what a user should know about the ids and days", () => {
  const warningsOf = (rows: { c: unknown; d: unknown; a: number }[]): string[] =>
    ledgerFromRows(rows, FIELDS as never).diagnostics.warnings.map(({ code }) => code);

  it("is said of ids that mean nothing, and of days of the 1970s", () => {
    expect(warningsOf([{ c: "NULL", d: "2026-01-01", a: 1 }])).toEqual(["NULL_LIKE_IDS"]);
    expect(warningsOf([{ c: "x", d: 1_700_000_000, a: 1 }])).toEqual(["EARLY_DATES"]);
    expect(warningsOf([{ c: "x", d: "2026-01-01", a: 1 }])).toEqual([]);
  });

  it("is said of refunds later than the last order, unless asOf is stated", () => {
    const rows = [
      { c: 1, d: "2026-01-01", a: 100 },
      { c: 1, d: "2026-01-05", a: -100 },
    ];
    const codes = (options: { asOf?: string }): string[] =>
      rfm(rows, { ...FIELDS, ...options }).diagnostics.warnings.map(({ code }) => code);
    expect(codes({})).toContain("REFUNDS_AFTER_AS_OF");
    expect(codes({ asOf: "2026-01-05" })).not.toContain("REFUNDS_AFTER_AS_OF");
    expect(rfm(rows, { ...FIELDS, asOf: "2026-01-05" }).get(1)?.monetary).toBe(0);
  });
});
