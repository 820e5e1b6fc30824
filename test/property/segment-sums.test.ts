import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import type { ByteSource } from "../../src/cli/csv/byte-source.js";
import { type Question, readKept, readSummed } from "../../src/cli/csv/read-measurable.js";
import { CliError } from "../../src/cli/flags/cli-error.js";
import { Progress } from "../../src/cli/output/progress.js";
import type { RfmTable } from "../../src/index.js";
import { settingsOf } from "../../src/input/order-options.js";
import { BothWays } from "../unit/cli/both-ways.js";
import { COLUMNS } from "../unit/cli/run-cli.js";

const files = new BothWays();

const IDS = [
  "ann",
  "bob",
  "cid",
  "__proto__",
  "constructor",
  "",
  " ",
  "NULL",
  "=1+1",
  "1",
  "01",
  "😀",
  'a "b" c',
  "d,e",
  "f\ng",
];
const DAYS = [
  "2026-01-31",
  "2026-02-01",
  "2026-02-02T23:30:00Z",
  "2026-02-03 08:00",
  "2026-02-28",
  "1975-05-05",
  "0001-01-01",
];
const BAD_DAYS = ["", "2026-02-30", "31/12/2026", "soon"];
const AMOUNTS = ["10", "2.50", "0.005", "0", "-0", "-0.001", "-3", "-2.50", "-10", "1e2"];
const BAD_AMOUNTS = ["", "1,5", "x", "99999999999999999", "60000000000000", "-60000000000000"];

/** Mostly good rows of few customers, so that they meet; some refunds only; some rows that nobody can read. */
const row = fc.tuple(
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom("ann", "bob") }, fc.constantFrom(...IDS)),
  fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...DAYS) }, fc.constantFrom(...BAD_DAYS)),
  fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...AMOUNTS) }, fc.constantFrom(...BAD_AMOUNTS)),
);
const refund = row.map(([id, day]) => [id, day, "-1"] as const);
const line = fc.oneof(
  { weight: 20, arbitrary: row.map((fields) => Papa.unparse([[...fields]])) },
  { weight: 2, arbitrary: refund.map((fields) => Papa.unparse([[...fields]])) },
  fc.constantFrom("", "  ", "ann,2026-02-01", '"ann"x,2026-02-01,3', "ann,2026-02-01,1,2"),
);
const csv = fc
  .oneof(
    fc.array(line, { maxLength: 40 }),
    fc.array(
      refund.map((fields) => Papa.unparse([[...fields]])),
      { maxLength: 5 },
    ),
  )
  .map((lines) => ["customer,date,amount", ...lines, ""].join("\n"));

const asOf = fc.option(
  fc.constantFrom(
    "0001-01-01",
    "1975-05-05",
    "2026-02-01",
    "2026-02-02",
    "2026-02-03",
    "2026-02-27",
    "2026-02-28",
    "2030-01-01",
  ),
);
const refunds = fc.constantFrom("net", "ignore", "error");
const decimals = fc.constantFrom(0, 2, 3);
const monetary = fc.constantFrom("total", "mean");

describe("rfm-kit segment", () => {
  it("says and writes from sums what it does from a ledger, whatever the file", async () => {
    const flags = fc.record({ asOf, refunds, decimals, monetary, json: fc.boolean(), strict: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(csv, flags, async (text, { asOf, refunds, decimals, monetary, json, strict }) => {
        const { summed, kept } = await files.segment(text, [
          ...[...COLUMNS, "--refunds", refunds, "--decimals", `${decimals}`, "--monetary", monetary],
          ...(asOf === null ? [] : ["--as-of", asOf]),
          ...(json ? ["--json"] : []),
          ...(strict ? ["--strict"] : []),
        ]);
        expect(summed).toEqual(kept);
      }),
    );
  });

  it("measures the same table, also what is not printed of it", async () => {
    const measures = fc.record({
      frequency: fc.constantFrom("orders" as const, { of: "orders", per: 30 } as const),
      monetary: monetary as fc.Arbitrary<"total" | "mean">,
    });
    const settings = fc.record({
      refunds,
      decimals,
      onInvalid: fc.constant("skip"),
      timeZone: fc.constantFrom("UTC", "Asia/Tokyo"),
    });
    await fc.assert(
      fc.asyncProperty(csv, settings, asOf, measures, async (text, own, day, measures) => {
        const checked = settingsOf("segment", own as Parameters<typeof settingsOf>[1], []);
        const question: Question = { asOf: day === null ? {} : { asOf: day }, measures };
        const [summed, kept] = await Promise.all(
          [readSummed, readKept].map(async (read) => {
            const file = read(sourceOf(text), FORMAT, checked, question, new Progress(process.stderr, null));
            return file.then(
              ({ orders, notes }) => [
                shownOf(orders.measure("segment", measures)),
                orders.diagnostics,
                orders.orderDays(),
                notes,
              ],
              (error: unknown) => (error instanceof CliError ? error.message : Promise.reject(error)),
            );
          }),
        );
        expect(summed).toEqual(kept);
      }),
    );
  });
});

const FORMAT = {
  columns: { customer: "customer", date: "date", amount: "amount" },
  delimiter: ",",
  encoding: "utf-8",
  dates: "iso",
  decimalComma: false,
} as const;

function sourceOf(text: string): ByteSource {
  return {
    name: "orders",
    size: null,
    chunks: (async function* () {
      yield Buffer.from(text);
    })(),
  };
}

/** A table with its customers in place of the functions that find them. */
function shownOf({ customers, ...table }: RfmTable): object {
  const ids = Array.from({ length: customers.size }, (_, code) => customers.id(code));
  expect(ids.map((id) => customers.find(id))).toEqual(ids.map((_, code) => code));
  return { ...table, byText: customers.byText, ids };
}
