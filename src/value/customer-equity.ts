import { optionError } from "../errors.js";
import { ABSENT, segmentedOf, segmentsIn } from "../rfm/count-flow.js";
import { isTable } from "../rfm/rfm.js";
import type { RfmResult } from "../rfm/rfm-result.js";
import { ExactTotal } from "./exact-total.js";
import type { LifetimeValues } from "./lifetime-values.js";

/**
 * What the customers of one segment are expected to be worth.
 *
 * @since 0.1.0
 */
export interface SegmentEquity<Id extends string | null = string | null> {
  /** The segment's id; `null` for the one row of a result without segments. */
  readonly segment: Id;
  /** How many customers with a value are in it. */
  readonly customers: number;
  /** The sum of their values in major units. */
  readonly value: number;
  /** Its share of the sum over all customers; `null` where that is 0. */
  readonly share: number | null;
  /** Their mean value in major units; `null` where there is nobody. */
  readonly mean: number | null;
}

/**
 * What {@link customerEquity} returns. Frozen.
 *
 * @since 0.1.0
 */
export interface CustomerEquity<Id extends string | null = string | null> {
  /** The sum of all values in major units: that of the segments and of `outside`. */
  readonly total: number;
  /** The ISO 4217 code of the money, if one was stated. */
  readonly currency: string | null;
  /** One row per segment, in the order of the map. */
  readonly segments: readonly SegmentEquity<Id>[];
  /** Customers with a value who are in no segment of the result, such as those all of whose orders are older than its window. */
  readonly outside: SegmentEquity<null>;
  /** Customers without a value; they count nowhere else. */
  readonly withoutValue: number;
}

/**
 * Returns the expected value of all customers together and of each segment: customer equity.
 *
 * Customers are matched by code where both come from one ledger, else by id and its type. Values are rounded to millionths and summed
 * exactly, so that their order does not matter. Values and result may be of different days; nothing is checked but who it is.
 * Cost: one pass over both; a look-up by id for each customer where they come from two ledgers.
 *
 * @param values - Of {@link customerValue}.
 * @param result - Of {@link rfm} or {@link scoreRfm}.
 * @returns Sums, shares and means.
 * @throws {@link RfmError} `WRONG_TYPE` for what is no values or no result.
 *
 * @example
 * ```ts
 * const { customer, date, amount } = simulateOrders({ customers: 1000, seed: 3 });
 * const ledger = ledgerFromColumns({ customer, date, amount });
 * const options = { model: fitMbgNbd(repeatPurchases(ledger)), spend: fitGammaGamma(ledger), discount: { annual: 0.15 } };
 * const values = customerValue(ledger, { ...options, horizon: { value: 1, unit: "year" } });
 * const equity = customerEquity(values, rfm(ledger));
 * equity.total === values.total; // => true
 * equity.segments[0].segment; // => "champions"
 * equity.segments.every(({ share }) => share !== null && share >= 0 && share <= 1); // => true
 * ```
 * @since 0.1.0
 */
export function customerEquity<Id extends string | null>(
  values: LifetimeValues,
  result: RfmResult<Id>,
): CustomerEquity<Id> {
  const where = "customerEquity";
  if (!isValues(values)) {
    throw optionError("WRONG_TYPE", where, "values", "be values of customerValue (JSON does not keep them)", values);
  }
  if (!isResult(result)) {
    throw optionError("WRONG_TYPE", where, "result", "be a result of rfm or scoreRfm (JSON does not keep one)", result);
  }
  const map = result.model.segments as { readonly segments: readonly { readonly id: string }[] } | null;
  const ids = map === null ? [null] : map.segments.map(({ id }) => id);
  const { customers, codes, columns, currency } = values;
  const segment = segmentsIn(segmentedOf(result), { customers, codes, segment: new Uint8Array(0) });
  const sums = ids.map(() => new ExactTotal());
  const outside = new ExactTotal();
  const all = new ExactTotal();
  for (let row = 0; row < segment.length; row++) {
    const value = columns.value[row];
    all.add(value);
    (segment[row] === ABSENT ? outside : sums[segment[row]]).add(value);
  }
  const total = all.value;
  const rowOf = <S extends string | null>(id: S, { count, value }: ExactTotal): SegmentEquity<S> =>
    Object.freeze<SegmentEquity<S>>({
      segment: id,
      customers: count,
      value,
      share: total === 0 ? null : value / total,
      mean: count === 0 ? null : value / count,
    });
  return Object.freeze<CustomerEquity<Id>>({
    total,
    currency,
    segments: Object.freeze(ids.map((id, s) => rowOf(id as Id, sums[s]))),
    outside: rowOf(null, outside),
    withoutValue: segment.length - all.count,
  });
}

function isValues(values: Partial<LifetimeValues> | undefined): boolean {
  return (
    values?.kind === "rfm-kit/lifetime-values" &&
    values.codes instanceof Uint32Array &&
    values.columns?.value instanceof Float64Array &&
    typeof values.customers?.id === "function"
  );
}

function isResult(result: Partial<RfmResult> | undefined): boolean {
  return (
    isTable(result?.table) && result.model?.kind === "rfm-kit/rfm" && result.columns?.segment instanceof Uint8Array
  );
}
