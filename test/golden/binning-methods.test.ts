import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BinSpec,
  cumeDist,
  equalWidth,
  fitBins,
  formatDay,
  ledgerFromRows,
  loadModel,
  meanSplit,
  medianSplit,
  naturalBreaks,
  ntile,
  pandas,
  percentRank,
  type QuantileType,
  quantiles,
  rfm,
  scoreRfm,
  spss,
  tableFromCustomers,
} from "../../src/index.js";
import { unitsOf } from "./exact.js";
import { qcutDrop, spssNtiles, ntile as tiles } from "./named-rules.js";
import { describeWithData, once, readCsv } from "./shared-data.js";

const COUNTS: readonly (readonly [number, number])[] = [
  [1, 540],
  [2, 200],
  [3, 100],
  [4, 60],
  [5, 40],
  [8, 30],
  [12, 20],
  [20, 10],
];
const orders = COUNTS.flatMap(([value, count]) => new Array<number>(count).fill(value));
const ids = orders.map((_, i) => i);

const sizesOf = (spec: BinSpec): readonly number[] =>
  fitBins({ recency: orders, frequency: orders, monetary: orders, customer: ids }, spec).frequency.sizes;

describe("the worked example of 1000 frequencies", () => {
  it.each([
    ["quantiles", quantiles(5), [540, 0, 200, 100, 160]],
    ["percentRank", percentRank(5), [540, 0, 200, 100, 160]],
    ["spss", spss(5), [0, 540, 0, 300, 160]],
    ["cumeDist", cumeDist(5), [0, 0, 540, 200, 260]],
    ["ntile", ntile(5), [200, 200, 200, 200, 200]],
    ["pandas", pandas(5), [740, 100, 160, 0, 0]],
    ["pandas into four", pandas(4), [840, 160, 0, 0]],
    ["meanSplit", meanSplit(), [740, 260]],
    ["medianSplit", medianSplit(), [0, 1000]],
  ] as const)("has the printed sizes under %s", (_, spec, sizes) => {
    expect(sizesOf(spec)).toEqual(sizes);
  });
});

describeWithData("the SPSS oracle (PSPP 1.6.2) on the rfm-r orders", "rfm-r", () => {
  const oracle = once(() => readCsv("rfm-r/oracle_pspp_orders_ntiles_independent_and_nested.csv"));

  it("has the same nested NTILES(5), F inside R and M inside both, and uses all 125 cells", () => {
    const ledger = ledgerFromRows(readCsv("rfm-r/orders.csv"), {
      customer: "customer_id",
      date: "order_date",
      amount: "revenue",
    });
    const result = rfm(ledger, {
      asOf: formatDay((ledger.lastOrderDay ?? 0) + 1),
      bins: spss(5),
      nested: true,
      segments: null,
    });
    const own = oracle().map(({ customer_id }) => {
      const { r, f, m } = result.get(customer_id as string) ?? { r: 0, f: 0, m: 0 };
      return [customer_id, r, f, m].join();
    });
    expect(own).toEqual(
      oracle().map((row) =>
        [row["customer_id"], row["r_independent"], row["f_nested_in_r"], row["m_nested_in_r_f"]].join(),
      ),
    );
    expect(new Set([...result].map(({ cell }) => cell)).size).toBe(125);
    // The model, from JSON, scores the same customers the same.
    const again = scoreRfm(ledger, loadModel(JSON.stringify(result.model)), {
      asOf: formatDay((ledger.lastOrderDay ?? 0) + 1),
    });
    expect([...again]).toEqual([...result]);
  });

  it("has the same independent NTILES(5) for all 995 customers", () => {
    const ledger = ledgerFromRows(readCsv("rfm-r/orders.csv"), {
      customer: "customer_id",
      date: "order_date",
      amount: "revenue",
    });
    const result = rfm(ledger, {
      asOf: formatDay((ledger.lastOrderDay ?? 0) + 1),
      bins: spss(5),
      segments: null,
    });
    expect(result.size).toBe(995);
    const own = oracle().map(({ customer_id }) => {
      const { r, f, m } = result.get(customer_id as string) ?? { r: 0, f: 0, m: 0 };
      return [customer_id, r, f, m].join();
    });
    expect(own).toEqual(
      oracle().map((row) =>
        [row["customer_id"], row["r_independent"], row["f_independent"], row["m_independent"]].join(),
      ),
    );
  });
});

describe.each([
  ["chinook", "oracle_r_quantiles_types_1_to_9.csv", "oracle_pandas_rfm_table.csv", 2],
  ["uci-online-retail", "oracle_r_quantiles_types_1_to_9_gross.csv", "oracle_pandas_rfm_table_gross.csv", 3],
] as const)("R's quantile types 1 to 9 on %s", (folder, quantileFile, tableFile, places) => {
  describeWithData("all nine", folder, () => {
    it.each([1, 2, 3, 4, 5, 6, 7, 8, 9] as const)("type %i has R's quintiles and quartiles", (type) => {
      const rows = readCsv(`${folder}/${tableFile}`);
      const quantileRows = readCsv(`${folder}/${quantileFile}`);
      const column = (name: string, digits: number): number[] =>
        rows.map((row) => unitsOf(row[name] as string, digits));
      const columns = {
        recency: column("recency_days", 0),
        frequency: column("frequency", 0),
        monetary: column("monetary", places),
        monetaryScale: 10 ** places,
      };
      for (const bins of [4, 5]) {
        const model = fitBins(columns, quantiles(bins, { type: type as QuantileType }));
        for (const [name, dimension] of [
          ["recency_days", "recency"],
          ["transaction_count", "frequency"],
          ["amount", "monetary"],
        ] as const) {
          const { edges, scale } = model[dimension];
          const ours = edges.map(({ whole, num, den }) => (whole + num / den) / scale);
          const theirs = edges.map((_, i) => {
            const found = quantileRows.find(
              (row) => row["type"] === String(type) && row["variable"] === name && Number(row["p"]) === (i + 1) / bins,
            );
            return Number(found?.["value"]);
          });
          // R interpolates in doubles and prints 15 digits.
          for (const [i, edge] of ours.entries()) {
            expect(Math.abs(edge - theirs[i])).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(edge)));
          }
        }
      }
    });
  });
});

describe("SQL's window functions in DuckDB", () => {
  const small = fc.array(fc.integer({ min: -3, max: 12 }), { minLength: 1, maxLength: 60 });

  it("give the scores of ntile, percentRank and cumeDist, ties and all", async () => {
    const connection = await (await DuckDBInstance.create()).connect();
    await fc.assert(
      fc.asyncProperty(small, fc.integer({ min: 2, max: 12 }), async (values, k) => {
        const list = values.map((value, i) => `(${value}, ${i})`).join(", ");
        // Ranks are compared in integers here too: PERCENT_RANK and CUME_DIST are doubles of these fractions.
        const reader = await connection.runAndReadAll(`
          WITH rows(v, id) AS (VALUES ${list}), ranks AS (
            SELECT id, NTILE(${k}) OVER (ORDER BY v, id) AS tile, NTILE(${k}) OVER (ORDER BY v DESC, id) AS tile_down,
              PERCENT_RANK() OVER (ORDER BY v) AS pr, CUME_DIST() OVER (ORDER BY v) AS cd, COUNT(*) OVER () AS n FROM rows)
          SELECT tile::INT, tile_down::INT, LEAST(${k}, 1 + (ROUND(pr * (n - 1))::BIGINT * ${k}) // GREATEST(n - 1, 1))::INT,
            ((ROUND(cd * n)::BIGINT * ${k} + n - 1) // n)::INT FROM ranks ORDER BY id`);
        const columns = { recency: values, frequency: values };
        const rows = reader.getRows().map((row) => row.map(Number));
        expect(scoresOf(columns, ntile(k)).f).toEqual(rows.map((row) => row[0]));
        expect(scoresOf(columns, ntile(k)).r).toEqual(rows.map((row) => row[1]));
        expect(scoresOf(columns, percentRank(k)).f).toEqual(rows.map((row) => row[2]));
        expect(scoresOf(columns, cumeDist(k)).f).toEqual(rows.map((row) => row[3]));
      }),
      { numRuns: 40 },
    );
    connection.closeSync();
  });
});

describe("rules recomputed here", () => {
  const values = fc.array(fc.integer({ min: -5, max: 30 }), { minLength: 1, maxLength: 80 });
  const bins = fc.integer({ min: 2, max: 12 });

  it("pandas, spss and ntile score as the named rules in these tests do", () => {
    fc.assert(
      fc.property(values, bins, (list, k) => {
        const columns = { recency: list, frequency: list, customer: list.map((_, i) => String(i).padStart(3, "0")) };
        const valued = list.map((value, i) => ({ id: String(i).padStart(3, "0"), value }));
        for (const [spec, rule] of [
          [pandas(k), qcutDrop],
          [spss(k), spssNtiles],
          [ntile(k), tiles],
        ] as const) {
          expect(scoresOf(columns, spec).f).toEqual(valued.map(({ id }) => rule(valued, k).get(id)));
        }
      }),
    );
  });

  it("naturalBreaks has the least within-bin spread of all cuts", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 2, max: 4 }),
        (list, k) => {
          const columns = { recency: list, frequency: list };
          const scores = scoresOf(columns, naturalBreaks(k)).f;
          expect(spread(list, scores)).toBeCloseTo(leastSpread(list, k), 6);
        },
      ),
    );
  });

  it("equalWidth and the splits follow their formulas", () => {
    fc.assert(
      fc.property(values, bins, (list, k) => {
        const columns = { recency: list, frequency: list };
        const [low, high] = [Math.min(...list), Math.max(...list)];
        expect(scoresOf(columns, equalWidth(k)).f).toEqual(
          list.map(
            (v) =>
              1 +
              Array.from({ length: k - 1 }, (_, j) => low * k + (j + 1) * (high - low)).filter((edge) => edge < v * k)
                .length,
          ),
        );
        const sum = list.reduce((a, b) => a + b, 0);
        expect(scoresOf(columns, meanSplit()).f).toEqual(list.map((v) => (v * list.length >= sum ? 2 : 1)));
        expect(scoresOf(columns, meanSplit()).r).toEqual(list.map((v) => (v * list.length <= sum ? 2 : 1)));
      }),
    );
  });
});

interface Columns {
  readonly recency: readonly number[];
  readonly frequency: readonly number[];
  readonly customer?: readonly (string | number)[];
}

/** The scores of customers with these values, lifted by 100 because orders and days are never negative. */
function scoresOf(columns: Columns, spec: BinSpec): { r: number[]; f: number[] } {
  const rows = columns.recency.map((recency, i) => ({
    c: columns.customer?.[i] ?? i,
    recency: recency + 100,
    frequency: columns.frequency[i] + 100,
  }));
  const table = tableFromCustomers(rows, {
    customer: "c",
    recency: "recency",
    frequency: "frequency",
    monetary: () => 1,
  });
  const { r, f } = rfm(table, { bins: spec, segments: null }).columns;
  return { r: [...r], f: [...f] };
}

/** The sum of squared distances to the mean of each bin. */
function spread(list: readonly number[], scores: readonly number[]): number {
  let total = 0;
  for (const score of new Set(scores)) {
    const members = list.filter((_, i) => scores[i] === score);
    const mean = members.reduce((a, b) => a + b, 0) / members.length;
    total += members.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  }
  return total;
}

/** The least spread of all ways to cut the distinct values into at most k runs. */
function leastSpread(list: readonly number[], k: number): number {
  const distinct = [...new Set(list)].sort((a, b) => a - b);
  const cutInto = (from: number, runs: number): number => {
    if (from === distinct.length) return 0;
    if (runs === 0) return Number.POSITIVE_INFINITY;
    let least = Number.POSITIVE_INFINITY;
    for (let to = from + 1; to <= distinct.length; to++) {
      const members = list.filter((value) => distinct.slice(from, to).includes(value));
      least = Math.min(
        least,
        spread(
          members,
          members.map(() => 1),
        ) + cutInto(to, runs - 1),
      );
    }
    return least;
  };
  return cutInto(0, k);
}
