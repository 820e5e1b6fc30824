import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Ledger,
  ledgerFromRows,
  type MeasureOptions,
  measureRfm,
  type RefundPolicy,
  type RfmTable,
} from "../../src/index.js";
import { indexOf } from "../../src/rfm/ledger-index.js";
import { type Line, type Measures, measures, orders, refundPolicy } from "./arbitrary-orders.js";
import { measureByBruteForce, rowsOf } from "./brute-force.js";
import { ALL_FIELDS, rowOf } from "./forms.js";

const MS_PER_DAY = 86_400_000;

function ledgerOf(lines: readonly Line[], refunds: RefundPolicy, byOrder: boolean): Ledger {
  const { order, ...fields } = ALL_FIELDS;
  return ledgerFromRows(lines.map(rowOf), { ...fields, ...(byOrder && order ? { order } : {}), refunds });
}

function ask(ledger: Ledger, { asOf, ...rest }: Measures): RfmTable {
  const options: MeasureOptions = { ...rest, ...(asOf === undefined ? {} : { asOf: asOf * MS_PER_DAY }) };
  return measureRfm(ledger, options);
}

/** A ledger that was asked so often that the next question finds an index. */
function askedBefore(ledger: Ledger): Ledger {
  for (let question = 0; question < 4; question++) indexOf(ledger);
  return ledger;
}

/** The same ledger as one that nobody asked before. */
function unasked(ledger: Ledger): Ledger {
  return { ...ledger };
}

const EDGE = 2 ** 31;

/** Amounts at which a sum of 32 bits is full, and days close together or at the ends of the calendar. */
const line: fc.Arbitrary<Line> = fc.record({
  customer: fc.constantFrom<Line["customer"]>("a", "b", "__proto__", 7),
  order: fc.integer({ min: 0, max: 9 }),
  day: fc.oneof(fc.integer({ min: 20_000, max: 20_030 }), fc.constantFrom(-20_000, 19_999, 60_000)),
  minor: fc.oneof(
    { arbitrary: fc.integer({ min: 0, max: 900 }), weight: 4 },
    { arbitrary: fc.constantFrom(EDGE, EDGE - 1, EDGE - 2, EDGE / 2, 0), weight: 1 },
  ),
  status: fc.constant(null),
});

const manyOfOne: fc.Arbitrary<readonly Line[]> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 50 })), {
    minLength: 250,
    maxLength: 700,
    size: "max",
  })
  .map((entries) =>
    entries.map(([day, minor], i) => ({
      customer: i % 50 === 0 ? "b" : "a",
      order: i,
      day: 20_000 + day,
      minor,
      status: null,
    })),
  );

const lines = fc.oneof(
  { arbitrary: orders(), weight: 2 },
  { arbitrary: fc.array(line, { maxLength: 30 }), weight: 3 },
  {
    arbitrary: fc.array(
      line.map((one) => ({ ...one, day: 20_000 })),
      { maxLength: 30 },
    ),
    weight: 1,
  },
  {
    arbitrary: fc.array(
      line.map((one) => ({ ...one, customer: "only" })),
      { maxLength: 30 },
    ),
    weight: 1,
  },
);

/** Windows before, around and after all orders besides those of the generated measures. */
const question: fc.Arbitrary<Measures> = fc.oneof(
  measures(),
  fc
    .record({
      asOf: fc.constantFrom(-30_000, 10_000, 20_010, 20_200, 60_000, 90_000),
      window: fc.constantFrom(1, 12, 365),
    })
    .chain((where) => measures().map((rest) => ({ ...rest, ...where }))),
);

describe("a ledger that is asked again and again", () => {
  it("answers each question as one that was never asked, and as the definitions say", () => {
    fc.assert(
      fc.property(
        lines,
        refundPolicy,
        fc.boolean(),
        fc.array(question, { minLength: 2, maxLength: 6 }),
        (given, refunds, byOrder, questions) => {
          const ledger = askedBefore(ledgerOf(given, refunds, byOrder));
          for (const asked of [...questions, questions[0] as Measures]) {
            const table = ask(ledger, asked);
            expect(table).toEqual(ask(unasked(ledger), asked));
            const expected = measureByBruteForce(given, { ...asked, refunds, byOrder });
            expect(table.asOf).toBe(expected.asOf);
            expect(rowsOf(table)).toEqual(expected.customers);
          }
        },
      ),
    );
  });

  it("does so for a customer of hundreds of orders, whose hints are shortened", () => {
    fc.assert(
      fc.property(manyOfOne, fc.array(question, { minLength: 2, maxLength: 4 }), (given, questions) => {
        const ledger = ledgerOf(given, "net", false);
        askedBefore(ledger);
        for (const asked of questions) expect(ask(ledger, asked)).toEqual(ask(unasked(ledger), asked));
      }),
      { numRuns: Math.ceil((fc.readConfigureGlobal()?.numRuns ?? 100) / 4) },
    );
  });

  it("never writes to what it gave before", () => {
    fc.assert(
      fc.property(lines, fc.array(question, { minLength: 3, maxLength: 5 }), (given, questions) => {
        const ledger = askedBefore(ledgerOf(given, "ignore", true));
        const answers = questions.map((asked) => ask(ledger, asked));
        answers.forEach((table, i) => {
          expect(table).toEqual(ask(unasked(ledger), questions[i] as Measures));
          expect(table.recency.buffer.byteLength).toBe(4 * table.size);
          expect(table.monetary.buffer.byteLength).toBe(8 * table.size);
        });
      }),
    );
  });

  it("has an index from the fourth question on, unless there are refunds or a customer's sum needs more than 31 bits", () => {
    fc.assert(
      fc.property(lines, refundPolicy, (given, refunds) => {
        const ledger = ledgerOf(given, refunds, false);
        expect([indexOf(ledger), indexOf(ledger), indexOf(ledger)]).toEqual([null, null, null]);
        const { offsets, amounts } = ledger;
        const sums = Array.from({ length: offsets.length - 1 }, (_, c) =>
          amounts.slice(offsets[c], offsets[c + 1]).reduce((sum, amount) => sum + amount, 0),
        );
        const isPossible = amounts.every((amount) => amount >= 0) && sums.every((sum) => sum < EDGE);
        const index = indexOf(ledger);
        expect(index !== null).toBe(isPossible);
        expect(indexOf(ledger)).toBe(index);
      }),
    );
  });
});
