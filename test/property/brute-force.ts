import type { CustomerId, RefundPolicy, RfmTable } from "../../src/index.js";
import type { Line, Measures } from "./arbitrary-orders.js";

/** A customer by the definitions, in integers: frequency in units of `1 / scale`, money in minor units. */
interface BruteCustomer {
  readonly recency: number;
  readonly frequency: bigint;
  readonly monetary: bigint;
  readonly revenue: bigint;
}

/** A table by the definitions. */
export interface BruteTable {
  readonly asOf: number | null;
  readonly customers: ReadonlyMap<string, BruteCustomer>;
  /** Customers known, but without an order that counts, and the sum of their lines that count. */
  readonly withoutOrders: { readonly customers: number; readonly amount: bigint };
  /** The sum of all lines that count. */
  readonly total: bigint;
  /** Distinct pairs of order and day and sign, by where the day lies. */
  readonly entries: { readonly counted: number; readonly beforeWindow: number; readonly afterAsOf: number };
}

/** What the orders mean. */
export interface BruteOptions extends Measures {
  readonly refunds: RefundPolicy;
  /** Whether lines with one order id are one order; without it every line is one. */
  readonly byOrder: boolean;
}

/** Type and value: `"1"`, `1` and `1n` are three keys. */
export function keyOf(id: CustomerId): string {
  return `${typeof id} ${id}`;
}

/** What a table says of each customer, in the form of a {@link BruteTable}. */
export function rowsOf(table: RfmTable): Map<string, unknown> {
  return new Map(
    Array.from(table.codes, (code, row) => [
      keyOf(table.customers.id(code)),
      {
        recency: table.recency[row],
        frequency: BigInt(table.frequency[row]),
        monetary: BigInt(table.monetary[row]),
        revenue: BigInt((table.revenue as Float64Array)[row]),
      },
    ]),
  );
}

/** Recency, frequency and monetary as the documentation defines them, from the lines, with no care for time or memory. */
export function measureByBruteForce(lines: readonly Line[], options: BruteOptions): BruteTable {
  const { window, byOrder, refunds } = options;
  const paid = lines
    .map((line, i) => ({ ...line, orderKey: byOrder ? keyOf(line.order) : `line ${i}` }))
    .filter(({ status }) => status === null || status === "paid")
    .filter(({ minor }) => minor >= 0 || refunds === "net");
  const purchaseDays = paid.filter(({ minor }) => minor >= 0).map((line) => line.day);
  const asOf = options.asOf ?? (purchaseDays.length === 0 ? null : Math.max(...purchaseDays));
  const isIn = (day: number): boolean => asOf !== null && day <= asOf && (window === undefined || day > asOf - window);
  const customers = new Map<string, BruteCustomer>();
  let without = 0;
  let withoutAmount = 0n;
  let total = 0n;
  for (const key of new Set(lines.map(({ customer }) => keyOf(customer)))) {
    const own = paid.filter((line) => keyOf(line.customer) === key && isIn(line.day));
    const purchases = own.filter(({ minor }) => minor >= 0);
    const revenue = sumOf(own.map(({ minor }) => minor));
    total += revenue;
    if (purchases.length === 0 || asOf === null) {
      without++;
      withoutAmount += revenue;
      continue;
    }
    const orderKeys = [...new Set(purchases.map(({ orderKey }) => orderKey))];
    const amounts = orderKeys.map((order) => sumOf(own.filter((line) => line.orderKey === order).map((l) => l.minor)));
    const days = purchases.map((line) => line.day);
    customers.set(key, {
      recency: asOf - Math.max(...days),
      frequency: frequencyOf(options, orderKeys.length, days, asOf),
      monetary: monetaryOf(options, amounts, revenue),
      revenue,
    });
  }
  return {
    asOf,
    customers,
    withoutOrders: { customers: without, amount: withoutAmount },
    total,
    entries: {
      counted: countEntries(paid.filter((line) => isIn(line.day))),
      beforeWindow: countEntries(paid.filter((line) => asOf !== null && line.day <= asOf && !isIn(line.day))),
      afterAsOf: countEntries(paid.filter((line) => asOf !== null && line.day > asOf)),
    },
  };
}

function countEntries(
  lines: readonly { customer: CustomerId; orderKey: string; day: number; minor: number }[],
): number {
  return new Set(lines.map((l) => `${keyOf(l.customer)}\n${l.orderKey}\n${l.day}\n${l.minor < 0}`)).size;
}

function frequencyOf({ frequency }: Measures, orders: number, days: readonly number[], asOf: number): bigint {
  const count = (of: "orders" | "days"): number => (of === "orders" ? orders : new Set(days).size);
  if (typeof frequency === "string") return BigInt(count(frequency));
  const tenure = asOf - Math.min(...days) + 1;
  const num = BigInt(count(frequency.of)) * BigInt(frequency.per) * 1_000_000n;
  return divideHalfAway(num, BigInt(Math.max(frequency.per, tenure)));
}

function monetaryOf({ monetary }: Measures, amounts: readonly bigint[], revenue: bigint): bigint {
  const sorted = [...amounts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const n = sorted.length;
  switch (monetary) {
    case "total":
      return revenue;
    case "mean":
      return divideHalfAway(revenue, BigInt(n));
    case "max":
      return sorted[n - 1];
    case "median":
      return n % 2 === 1 ? sorted[(n - 1) / 2] : divideHalfAway(sorted[n / 2 - 1] + sorted[n / 2], 2n);
  }
}

/** An integer quotient, rounded half away from zero. */
function divideHalfAway(num: bigint, den: bigint): bigint {
  const magnitude = ((num < 0n ? -num : num) * 2n + den) / (2n * den);
  return num < 0n ? -magnitude : magnitude;
}

/** The exact sum of integers. */
export function sumOf(values: Iterable<number>): bigint {
  let sum = 0n;
  for (const value of values) sum += BigInt(value);
  return sum;
}

/** A fraction with a positive denominator. */
export interface Fraction {
  readonly num: bigint;
  readonly den: bigint;
}

/** The type-7 quantiles at 1/k .. (k-1)/k of integers. */
export function type7(values: readonly number[], k: number): Fraction[] {
  const sorted = [...values].map(BigInt).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const edges: Fraction[] = [];
  for (let j = 1; j < k; j++) {
    const h = BigInt(sorted.length - 1) * BigInt(j);
    const position = Number(h / BigInt(k));
    const low = sorted[position];
    const high = sorted[Math.min(position + 1, sorted.length - 1)];
    edges.push({ num: low * BigInt(k) + (h % BigInt(k)) * (high - low), den: BigInt(k) });
  }
  return edges;
}

/** The fraction that a number's shortest decimal spells. */
export function fractionOfDecimal(value: number): Fraction {
  const [mantissa, exponent = "0"] = String(value).split("e") as [string, string?];
  const [whole, fraction = ""] = mantissa.replace("-", "").split(".") as [string, string?];
  const digits = BigInt(whole + fraction) * (value < 0 ? -1n : 1n);
  const places = fraction.length - Number(exponent);
  return places >= 0 ? { num: digits, den: 10n ** BigInt(places) } : { num: digits * 10n ** BigInt(-places), den: 1n };
}

/** 1 + the number of edges below the value: strictly (right-closed bins), or below or on it (left-closed). */
export function scoreByEdges(value: number, edges: readonly Fraction[], closed: "right" | "left"): number {
  const isAbove = ({ num, den }: Fraction): boolean =>
    closed === "right" ? BigInt(value) * den > num : BigInt(value) * den >= num;
  return 1 + edges.filter(isAbove).length;
}
