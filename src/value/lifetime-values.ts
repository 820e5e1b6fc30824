import type { CustomerId } from "../input/ids/id-table.js";
import { rowOfCode } from "../input/ids/row-of-code.js";
import type { Customers, Warning } from "../input/ledger.js";
import { ExactTotal } from "./exact-total.js";

/**
 * What one customer is expected to be worth.
 *
 * @since 0.1.0
 */
export interface LifetimeValue {
  /** Who it is. */
  readonly customer: CustomerId;
  /** Expected purchases, each discounted to now. */
  readonly discountedPurchases: number;
  /** Expected spend per purchase in major units; `null` where the spend model has no mean for such a customer. */
  readonly spend: number | null;
  /** margin x spend x discountedPurchases in major units; `null` where the spend is. */
  readonly value: number | null;
}

/**
 * The same as columns, one element per customer. The typed arrays are the result's own; do not write to them.
 *
 * @since 0.1.0
 */
export interface LifetimeValueColumns {
  /** The ids. */
  readonly customer: readonly CustomerId[];
  /** Expected purchases, each discounted to now. */
  readonly discountedPurchases: Float64Array;
  /** Expected spend per purchase in major units; `NaN` is missing. */
  readonly spend: Float64Array;
  /** Value in major units; `NaN` is missing. */
  readonly value: Float64Array;
}

/**
 * What {@link customerValue} returns: the expected value of every customer with a purchase. Money is in major units of `currency`.
 *
 * @since 0.1.0
 */
export interface LifetimeValues {
  /** Always `"rfm-kit/lifetime-values"`. */
  readonly kind: "rfm-kit/lifetime-values";
  /** How many customers it has. */
  readonly size: number;
  /** All known customers. */
  readonly customers: Customers;
  /** The code of each row's customer, ascending. */
  readonly codes: Uint32Array;
  /** The day from which it looks ahead; `null` without any purchase and `asOf`. */
  readonly asOf: number | null;
  /** The ISO 4217 code of the money, if one was stated. */
  readonly currency: string | null;
  /** Typed arrays, ready for Arrow, Arquero or DuckDB. */
  readonly columns: LifetimeValueColumns;
  /** The sum of all values, the same whatever their order, to a millionth; missing ones left out. */
  readonly total: number;
  /** What a user should know. */
  readonly warnings: readonly Warning[];
  /** The value of a customer, or `undefined` where it is unknown or has no purchase. Cost: logarithmic at most. */
  get(customer: CustomerId): LifetimeValue | undefined;
}

/** What is known of the values before they are a result. */
interface ValueColumns {
  readonly customers: Customers;
  readonly codes: Uint32Array;
  readonly asOf: number | null;
  readonly currency: string | null;
  readonly discountedPurchases: Float64Array;
  readonly spend: Float64Array;
  readonly value: Float64Array;
}

/** The result of columns of values. */
export function valuesOf(columns: ValueColumns, warnings: readonly Warning[]): LifetimeValues {
  const { customers, codes, asOf, currency, discountedPurchases, spend, value } = columns;
  let ids: readonly CustomerId[] | undefined;
  const total = new ExactTotal();
  for (let row = 0; row < value.length; row++) total.add(value[row]);
  const orNull = (number: number): number | null => (Number.isNaN(number) ? null : number);
  return Object.freeze<LifetimeValues>({
    kind: "rfm-kit/lifetime-values",
    size: codes.length,
    customers,
    codes,
    asOf,
    currency,
    columns: Object.freeze<LifetimeValueColumns>({
      get customer() {
        ids ??= Array.from(codes, (code) => customers.id(code));
        return ids;
      },
      discountedPurchases,
      spend,
      value,
    }),
    total: total.value,
    warnings: Object.freeze(warnings),
    get: (customer) => {
      const row = rowOfCode(codes, customers.find(customer), customers.size);
      if (row < 0) return undefined;
      return {
        customer: customers.id(codes[row]),
        discountedPurchases: discountedPurchases[row],
        spend: orNull(spend[row]),
        value: orNull(value[row]),
      };
    },
  });
}
