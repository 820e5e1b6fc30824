import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Accumulator,
  accumulate,
  type CustomerId,
  ledgerFromRows,
  measureRfm,
  type RfmTable,
} from "../../src/index.js";

const DAY = 20_000;

/** Texts of every length around where their packing changes, blank and odd ones, and ids that are no texts. */
const customer: fc.Arbitrary<CustomerId | null> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.integer({ min: 0, max: 40 }).map((n) => "C1234567890123456789012345678901234567890".slice(0, n)),
  },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 30 }).map((n) => `C${n}`) },
  { weight: 2, arbitrary: fc.string({ maxLength: 18 }) },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 6 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "__proto__",
      " a",
      "\ta",
      "\u00a0a",
      "\u00a0",
      "  ",
      "a ",
      "é",
      "ÿ",
      "Ā",
      "\u0000",
      "a\u0000",
      "\ud800",
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom<CustomerId | null>(1, 2n, 1.5, null) },
);

const day = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: DAY, max: DAY + 400 }) },
  { weight: 1, arbitrary: fc.constantFrom(-2_147_483_648, 2_147_483_647, 3_000_000, -719_529, 0) },
);

const amount = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 100_000 }).map((cents) => cents / 100) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      0,
      -0,
      -1.5,
      0.004,
      0.005,
      0.0049999,
      1e-9,
      21_474_836.47,
      21_474_836.48,
      9e11,
      1e300,
      Number.NaN,
      10.005,
    ),
  },
);

interface Row {
  readonly customer: CustomerId | null;
  readonly day: number;
  /** The same in milliseconds, as rows have it. */
  readonly at: number;
  readonly amount: number;
}

const rows: fc.Arbitrary<Row[]> = fc.array(
  fc.record({ customer, day, amount }).map((row) => ({ ...row, at: row.day * 86_400_000 })),
  { maxLength: 80, size: "max" },
);

const OPTIONS = { refunds: "net", onInvalid: "skip" } as const;

/** Columns whose days and amounts are such as most have them. */
function typed(of: readonly Row[]) {
  return { date: Int32Array.from(of, (row) => row.day), amount: Float64Array.from(of, (row) => row.amount) };
}

/** The texts as bytes; what is no text stands for nothing. */
function utf8(of: readonly Row[], hasValidity: boolean) {
  const bytes: number[] = [];
  const offsets = [0];
  for (const { customer: id } of of) {
    if (typeof id === "string") bytes.push(...Buffer.from(id, "utf8"));
    offsets.push(bytes.length);
  }
  const validity = new Uint8Array(Math.ceil(of.length / 8));
  of.forEach(({ customer: id }, i) => {
    if (typeof id === "string") validity[i >> 3] |= 1 << (i & 7);
  });
  return { offsets: Int32Array.from(offsets), bytes: Uint8Array.from(bytes), ...(hasValidity ? { validity } : {}) };
}

/** What a table says, customer by customer in the order of the ids. */
function facts(table: RfmTable) {
  const { codes, customers, recency, frequency, monetary, asOf } = table;
  const lines = Array.from(codes, (code, i) => {
    const id = customers.id(code);
    return [`${typeof id} ${String(id)}`, recency[i], frequency[i], monetary[i]] as const;
  });
  return { asOf, lines: lines.sort(([a], [b]) => (a < b ? -1 : 1)) };
}

function accounts({ diagnostics }: RfmTable) {
  const {
    rows: all,
    purchases,
    refunds,
    invalid,
    roundedAmounts,
    zeroAmounts,
  } = diagnostics.ledger as unknown as Record<string, unknown>;
  return { all, purchases, refunds, invalid, roundedAmounts, zeroAmounts };
}

function expectLedger(sums: Accumulator, of: readonly Row[]): void {
  const ledger = ledgerFromRows(of, { customer: "customer", date: "at", amount: "amount", ...OPTIONS });
  const expected = measureRfm(ledger);
  const table = sums.table();
  expect(facts(table)).toEqual(facts(expected));
  expect(accounts(table)).toEqual(accounts(expected));
}

describe("columns of texts, days and amounts", () => {
  it("are what a ledger of the same rows finds, as strings", () => {
    fc.assert(
      fc.property(rows, fc.nat({ max: 80 }), (all, cut) => {
        const sums = accumulate(OPTIONS);
        for (const part of [all.slice(0, cut), all.slice(cut)]) {
          sums.addColumns({ customer: part.map((row) => row.customer) as CustomerId[], ...typed(part) });
        }
        expectLedger(sums, all);
      }),
    );
  });

  it("are what a ledger of the same rows finds, as bytes, with nulls and without", () => {
    fc.assert(
      fc.property(rows, fc.boolean(), (all, hasValidity) => {
        // A lone surrogate is no UTF-8: its bytes are those of another text.
        const texts = all.filter(
          ({ customer: id }) =>
            (hasValidity ? id === null : false) ||
            (typeof id === "string" && new TextDecoder().decode(new TextEncoder().encode(id)) === id),
        );
        const sums = accumulate(OPTIONS).addColumns({ customer: utf8(texts, hasValidity), ...typed(texts) });
        expectLedger(sums, texts);
      }),
    );
  });

  it("are what a ledger of the same rows finds, as rows, one at a time or all at once", () => {
    fc.assert(
      fc.property(rows, fc.boolean(), (all, isOneByOne) => {
        const sums = accumulate(OPTIONS);
        const fields = { customer: "customer", date: "at", amount: "amount" } as const;
        for (const part of isOneByOne ? all.map((row) => [row]) : [all]) sums.addRows(part, fields);
        expectLedger(sums, all);
      }),
    );
  });

  it("name the row of a fault, whichever rows came before it", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const sums = accumulate(OPTIONS).addRows(all, { customer: "customer", date: "at", amount: "amount" });
        const ledger = ledgerFromRows(all, { customer: "customer", date: "at", amount: "amount", ...OPTIONS });
        expect(sums.table().diagnostics.ledger?.invalid).toEqual(ledger.diagnostics.invalid);
      }),
    );
  });
});
