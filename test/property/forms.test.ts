import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BinSpec,
  cumeDist,
  equalWidth,
  isRfmError,
  type Ledger,
  ledgerFromColumns,
  ledgerFromRows,
  ledgerFromStream,
  meanSplit,
  medianSplit,
  naturalBreaks,
  ntile,
  type OrderColumns,
  pandas,
  percentRank,
  rfm,
  spss,
} from "../../src/index.js";
import { dirtyOrders, type Line, orders, refundPolicy } from "./arbitrary-orders.js";
import { sumOf } from "./brute-force.js";
import {
  ALL_FIELDS,
  amountColumns,
  columnsOf,
  cut,
  dateColumns,
  idColumns,
  ledgerContent,
  resultContent,
  rowOf,
  SETTINGS,
} from "./forms.js";

const picks = fc.infiniteStream(fc.nat({ max: 1000 }));
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });

async function* later<T>(items: Iterable<T>): AsyncGenerator<T> {
  for (const item of items) {
    await Promise.resolve();
    yield item;
  }
}

describe("the same lines", () => {
  it("give the same result in any order", () => {
    fc.assert(
      fc.property(
        orders().chain((lines) =>
          fc.tuple(
            fc.constant(lines),
            fc.shuffledSubarray([...lines], { minLength: lines.length, maxLength: lines.length }),
          ),
        ),
        refundPolicy,
        (both, refunds) => {
          const [original, permuted] = both.map((lines) =>
            resultContent(rfm(lines.map(rowOf), { ...ALL_FIELDS, refunds })),
          );
          expect(permuted).toEqual(original);
        },
      ),
    );
  });

  it("give the same result in any order under every method of binning, ntile that splits ties included, nested or not", () => {
    const spec = fc.constantFrom<BinSpec>(
      ntile(2),
      ntile(5),
      spss(5),
      pandas(5),
      percentRank(3),
      cumeDist(4),
      equalWidth(3),
      naturalBreaks(3),
      meanSplit(),
      medianSplit(),
    );
    const specs = fc.record({ recency: spec, frequency: spec, monetary: spec });
    fc.assert(
      fc.property(
        orders().chain((lines) =>
          fc.tuple(
            fc.constant(lines),
            fc.shuffledSubarray([...lines], { minLength: lines.length, maxLength: lines.length }),
          ),
        ),
        specs,
        fc.boolean(),
        (both, bins, nested) => {
          const [original, permuted] = both.map((lines) =>
            resultContent(rfm(lines.map(rowOf), { ...ALL_FIELDS, bins, nested, segments: null })),
          );
          expect(permuted).toEqual(original);
        },
      ),
    );
  });

  it("give the same result when amounts are split into lines of the same order, day and sign", () => {
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 });
    fc.assert(
      fc.property(
        orders().chain((lines) =>
          fc.tuple(
            fc.constant(lines),
            fc.array(shares, { minLength: lines.length, maxLength: lines.length, size: "max" }),
          ),
        ),
        refundPolicy,
        ([lines, parts], refunds) => {
          const split = lines.flatMap((line, i) => splitLine(line, parts[i]));
          expect(sumOf(split.map(({ minor }) => minor))).toBe(sumOf(lines.map(({ minor }) => minor)));
          const [whole, many] = [lines, split].map((some) =>
            rfm(some.map(rowOf), { ...ALL_FIELDS, refunds, monetary: "median" }),
          );
          expect([...many]).toEqual([...whole]);
          expect(many.model).toEqual(whole.model);
          expect(many.summary()).toEqual(whole.summary());
        },
      ),
    );
  });

  it("give the same ledger as rows and as columns of every form", () => {
    fc.assert(
      fc.property(dirtyOrders(), refundPolicy, picks, (lines, refunds, stream) => {
        const expected = ledgerContent(ledgerFromRows(lines.map(rowOf), { ...ALL_FIELDS, refunds }));
        const columns = columnsOf(lines, () => stream.next().value);
        expect(ledgerContent(ledgerFromColumns(columns, { ...SETTINGS, refunds }))).toEqual(expected);
      }),
      { numRuns: 3 * (fc.readConfigureGlobal()?.numRuns ?? 100) },
    );
  });

  it("give the same ledger from each form of customers, dates and amounts in turn", () => {
    fc.assert(
      fc.property(dirtyOrders(), (lines) => {
        const base = columnsOf(lines, () => 0);
        const expected = ledgerContent(ledgerFromRows(lines.map(rowOf), ALL_FIELDS));
        const others: OrderColumns[] = [
          ...idColumns(lines.map(({ customer }) => customer)).map((customer) => ({ ...base, customer })),
          ...idColumns(lines.map(({ order }) => order)).map((order) => ({ ...base, order })),
          ...dateColumns(lines).map((date) => ({ ...base, date })),
          ...amountColumns(lines).map((amount) => ({ ...base, amount })),
        ];
        for (const columns of others) {
          expect(ledgerContent(ledgerFromColumns(columns, SETTINGS))).toEqual(expected);
        }
      }),
    );
  });

  it("give the same ledger as a stream of rows or of chunks, sync or async, however it is cut", async () => {
    await fc.assert(
      fc.asyncProperty(dirtyOrders(), cuts, picks, async (lines, at, stream) => {
        const rows = lines.map(rowOf);
        const expected = ledgerContent(ledgerFromRows(rows, ALL_FIELDS));
        const chunks = cut(lines, at).map((piece) => columnsOf(piece, () => stream.next().value));
        const ledgers = await Promise.all([
          ledgerFromStream(rows, ALL_FIELDS),
          ledgerFromStream(new Set(rows), ALL_FIELDS),
          ledgerFromStream(later(rows), ALL_FIELDS),
          ledgerFromStream(chunks, SETTINGS),
          ledgerFromStream(later(chunks), SETTINGS),
        ]);
        for (const ledger of ledgers) expect(ledgerContent(ledger)).toEqual(expected);
      }),
    );
  });

  it("give the same error from rows and columns where bad rows throw", () => {
    fc.assert(
      fc.property(dirtyOrders(), picks, (lines, stream) => {
        const columns = columnsOf(lines, () => stream.next().value);
        const codes = [
          () => ledgerFromRows(lines.map(rowOf), { ...ALL_FIELDS, onInvalid: "throw" }),
          () => ledgerFromColumns(columns, { ...SETTINGS, onInvalid: "throw" }),
        ].map((make) => {
          try {
            make();
            return "no error";
          } catch (error) {
            return isRfmError(error) ? `${error.code} in row ${error.details.row}` : error;
          }
        });
        expect(codes[1]).toBe(codes[0]);
      }),
    );
  });

  it("give the same result whether amounts are minor units, text or bigint, in major units or not", () => {
    fc.assert(
      fc.property(orders(), fc.integer({ min: 0, max: 3 }), (lines, decimals) => {
        const minor = rfm(lines.map(rowOf), { ...ALL_FIELDS, decimals });
        const text = rfm(lines.map(rowOf), {
          ...ALL_FIELDS,
          decimals,
          amountIn: "major",
          amount: (row) => majorText(Number(row.cents), decimals),
        });
        const bigint = rfm(lines.map(rowOf), { ...ALL_FIELDS, decimals, amount: (row) => BigInt(row.cents) });
        expect(resultContent(text)).toEqual(resultContent(minor));
        expect(resultContent(bigint)).toEqual(resultContent(minor));
      }),
    );
  });

  it("give the same customers with customerIds: text as with the ids written as text", () => {
    fc.assert(
      fc.property(orders(), (lines) => {
        const asText = ledgerFromRows(lines.map(rowOf), { ...ALL_FIELDS, customerIds: "text" });
        const written = ledgerFromRows(lines.map(rowOf), { ...ALL_FIELDS, customer: (row) => String(row.who) });
        expect(ledgerContent(asText)).toEqual(ledgerContent(written));
      }),
    );
  });
});

describe("more rows than fit into one block of reading", () => {
  // A fixed sequence; 20,000 rows are two and a half blocks.
  const lines = Array.from({ length: 20_000 }, (_, i): Line => {
    const mixed = Math.imul(i + 1, 2_654_435_761) >>> 0;
    return {
      customer: `C-${mixed % 3000}`,
      order: mixed % 9000,
      day: 20_000 + ((mixed >>> 8) % 400),
      minor: ((mixed >>> 4) % 9000) - 500,
      status: null,
    };
  });
  const expected = ledgerContent(ledgerFromRows(lines.map(rowOf), ALL_FIELDS));

  it("give the same ledger in every form", async () => {
    const isExpected = (ledger: Ledger): boolean => isDeepStrictEqual(ledgerContent(ledger), expected);
    let turn = 0;
    for (let form = 0; form < 6; form++) {
      expect(
        isExpected(
          ledgerFromColumns(
            columnsOf(lines, () => form),
            SETTINGS,
          ),
        ),
        `columns ${form}`,
      ).toBe(true);
      const chunks = cut(lines, [0.3, 0.45, 0.999]).map((piece) => columnsOf(piece, () => turn++));
      expect(isExpected(await ledgerFromStream(chunks, SETTINGS)), `chunks ${form}`).toBe(true);
    }
    expect(isExpected(await ledgerFromStream(later(lines.map(rowOf)), ALL_FIELDS))).toBe(true);
  });

  it("number their rows through", () => {
    const bad = new Set([0, 8191, 8192, 16_383, 16_384, 19_999]);
    const rows = lines.map((line, i) => (bad.has(i) ? { ...rowOf(line), bought: "never" } : rowOf(line)));
    const { diagnostics } = ledgerFromRows(rows, ALL_FIELDS);
    expect(diagnostics.invalid.BAD_DATE).toEqual({ count: 6, firstRows: [0, 8191, 8192, 16_383, 16_384] });
    const indexes: number[] = [];
    ledgerFromRows(rows, {
      ...ALL_FIELDS,
      amount: (row, index) => {
        indexes.push(index);
        return row.cents;
      },
    });
    expect(indexes.every((index, i) => index === i)).toBe(true);
  });
});

/** Parts of one sign that add up to the line's amount. */
function splitLine(line: Line, shares: readonly number[]): Line[] {
  const isRefund = line.minor < 0;
  const magnitude = Math.abs(line.minor);
  const bounds = [0, ...shares.map((share) => Math.floor(share * magnitude)).sort((a, b) => a - b), magnitude];
  const parts = bounds.slice(1).map((bound, i) => bound - bounds[i]);
  // A part of nothing would be a purchase: it may split one, but not a refund.
  return parts.filter((part) => !isRefund || part > 0).map((part) => ({ ...line, minor: isRefund ? -part : part }));
}

function majorText(minor: number, decimals: number): string {
  const digits = String(Math.abs(minor)).padStart(decimals + 1, "0");
  const point = digits.length - decimals;
  return `${minor < 0 ? "-" : ""}${digits.slice(0, point)}${decimals === 0 ? "" : `.${digits.slice(point)}`}`;
}
