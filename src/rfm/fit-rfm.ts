import { type BinsOption, DIMENSIONS, specsOf } from "../binning/bin-spec.js";
import { checkSpec } from "../binning/fit-dimension.js";
import { fitPieces, type Piece } from "../binning/fit-pieces.js";
import { quantiles } from "../binning/quantiles.js";
import { checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { connectif11 } from "../segments/presets/connectif11.js";
import type { SegmentMap } from "../segments/segment-map.js";
import { checkShapes, isTable, type SegmentIdOf } from "./rfm.js";
import type { RfmModel } from "./rfm-model.js";
import { isoDay } from "./rfm-result.js";
import type { RfmTable } from "./rfm-table.js";

/**
 * Options of {@link fitRfm}.
 *
 * @since 0.1.0
 */
export interface FitRfmOptions<Map extends SegmentMap | null = SegmentMap | null> {
  /** The bins: one specification for all three dimensions, or one for each. @defaultValue quantiles(5) */
  readonly bins?: BinsOption | undefined;
  /** The segment map, made for the shape of the bins; `null` for scores only. @defaultValue connectif11 */
  readonly segments?: Map | undefined;
}

/**
 * Returns the model of customers who come in several tables, for bases that are too large for one: score each table by it with
 * {@link scoreRfm}.
 *
 * The model equals that of {@link rfm} on one table of all customers, to the bit. The tables are gone through four times, or more
 * where money spans more than 2^36 minor units, and are not kept: whatever gives them must give the same ones each time, as
 * {@link Accumulator.tables} and an array do. Methods that look at all customers at once (`naturalBreaks`, `custom`, `ntile`, `spss`,
 * `percentRank`, `cumeDist`) and nesting take one table. Tables without customers give a model that scores nobody. Cost: O(n) per pass and
 * 40 MB at most, however many customers there are.
 *
 * @param tables - The tables, measured alike on the same day, each customer in one of them.
 * @param options - Bins and segments.
 * @returns The model.
 * @throws {@link RfmError} `WRONG_TYPE` for what is no iterable of tables or can be gone through only once, `MODEL_MISMATCH` where two tables were
 * measured differently, `CONFLICTING_OPTIONS` for a method that takes one table, `SHAPE_MISMATCH` where bins and segments differ in shape,
 * `LENGTH_MISMATCH` where the tables change.
 *
 * @example
 * ```ts
 * const sums = accumulate().addColumns({
 *   customer: Int32Array.of(1, 2, 3, 4, 1),
 *   date: Int32Array.of(20500, 20510, 20520, 20530, 20531),
 *   amount: [10, 20, 30, 40, 50],
 * });
 * const tables = sums.tables({ most: 2 });
 * const model = fitRfm(tables);
 * const bySegment = new Map<string, number>();
 * for (const table of tables) {
 *   for (const { segment } of scoreRfm(table, model)) bySegment.set(segment, (bySegment.get(segment) ?? 0) + 1);
 * }
 * [...bySegment.values()].reduce((sum, n) => sum + n, 0); // => 4
 * JSON.stringify(model) === JSON.stringify(rfm(sums.table()).model); // => true
 * ```
 * @see {@link rfm} for one table
 * @since 0.1.0
 */
export function fitRfm<Map extends SegmentMap | null = typeof connectif11>(
  tables: Iterable<RfmTable>,
  options: FitRfmOptions<Map> = {},
): RfmModel<SegmentIdOf<Map>> {
  const where = "fitRfm";
  checkOptions(where, options, ["bins", "segments"]);
  const { bins = quantiles(5), segments = connectif11 as SegmentMap | null } = options as FitRfmOptions;
  const specs = specsOf(where, "options.bins", bins).map((spec, d) =>
    checkSpec(where, `options.bins.${DIMENSIONS[d]}`, spec),
  );
  if (segments !== null) {
    const counts = specs.map((spec) => spec.bins);
    checkShapes(where, segments, counts);
  }
  const first = firstOf(where, tables);
  const scales = [1, first.frequencyScale, first.monetaryScale];
  return {
    kind: "rfm-kit/rfm",
    version: 1,
    asOf: isoDay(first.asOf),
    measure: first.measure,
    bins: fitPieces(where, piecesOf(where, tables, first), scales, specs),
    segments: segments as RfmModel<SegmentIdOf<Map>>["segments"],
  };
}

const AGAIN = "be an array or another iterable of tables that can be gone through several times";

/** The first table, after checking that there is one and that going through them again starts anew. */
function firstOf(where: string, tables: Iterable<RfmTable>): RfmTable {
  const iterable = tables as Partial<Iterable<unknown>> | null | undefined;
  if (iterable == null || typeof iterable === "string" || typeof iterable[Symbol.iterator] !== "function") {
    throw optionError("WRONG_TYPE", where, "tables", AGAIN, tables);
  }
  if (((iterable as Iterable<unknown>)[Symbol.iterator]() as unknown) === tables) {
    throw optionError("WRONG_TYPE", where, "tables", `${AGAIN}; a generator ends with its first pass`, tables);
  }
  for (const table of tables) {
    checkTable(where, table, 0);
    return table;
  }
  throw optionError("OUT_OF_RANGE", where, "tables", "have one table at least", "none");
}

function checkTable(where: string, table: unknown, position: number): void {
  if (isTable(table)) return;
  throw optionError("WRONG_TYPE", where, `tables[${position}]`, "be a table as this library made it", table);
}

function piecesOf(where: string, tables: Iterable<RfmTable>, first: RfmTable): Iterable<Piece> {
  const measured = measuredAs(first);
  return {
    *[Symbol.iterator]() {
      let position = 0;
      // The first one was looked at before: what is gone through only once goes on with the second, or has ended.
      for (const table of tables) {
        checkTable(where, table, position);
        const own = measuredAs(table);
        if (own !== measured) {
          const requirement = `be measured like the first table, ${measured}`;
          throw optionError("MODEL_MISMATCH", where, `tables[${position}]`, requirement, own);
        }
        if (position === 0 && table.size !== first.size) break;
        yield [table.recency, table.frequency, table.monetary];
        position++;
      }
      if (position > 0) return;
      throw optionError("WRONG_TYPE", where, "tables", `${AGAIN}; they did not begin anew`, tables);
    },
  };
}

/** The day and the measures of a table, as text that is equal where they are. */
function measuredAs({ asOf, measure }: RfmTable): string {
  const { window, frequency, monetary, decimals, currency, refunds, timeZone } = measure;
  return JSON.stringify({ asOf: isoDay(asOf), window, frequency, monetary, decimals, currency, refunds, timeZone });
}
