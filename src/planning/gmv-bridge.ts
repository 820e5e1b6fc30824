import { checkInteger, checkOneOf, checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { largestRemainder } from "../math/largest-remainder.js";
import { minus, ONE, over, plus, type Rational, times } from "../math/rational.js";
import { moneyWith } from "./money.js";
import { readCount, readMinor } from "./read-number.js";

/**
 * The factors of GMV: people who bought, orders of each, money of an order.
 *
 * @since 0.1.0
 */
export type GmvFactor = "buyers" | "ordersPerBuyer" | "pricePerOrder";

/**
 * What a period brought, as totals.
 *
 * @since 0.1.0
 */
export interface GmvPeriod {
  /** Customers who bought. */
  readonly buyers: number;
  /** Their orders: at least one of each. */
  readonly orders: number;
  /** What the orders came to, in major units of money, with no more decimals than `decimals`. */
  readonly gmv: number;
}

/**
 * Options of {@link gmvBridge}.
 *
 * @since 0.1.0
 */
export interface GmvBridgeOptions {
  /**
   * The order in which the factors change from before to after, on which the parts depend; `"average"` is the mean over all six
   * orders (the Shapley value), which favours none. @defaultValue ["buyers", "ordersPerBuyer", "pricePerOrder"]
   */
  readonly order?: readonly GmvFactor[] | "average" | undefined;
  /** Decimals of money, from 0 to 9. @defaultValue 2 */
  readonly decimals?: number | undefined;
}

/**
 * What {@link gmvBridge} returns, in major units of money.
 *
 * @since 0.1.0
 */
export interface GmvBridge {
  /** The GMV before. */
  readonly before: number;
  /** The GMV after. */
  readonly after: number;
  /** After less before. */
  readonly difference: number;
  /** The part of the difference that comes from more or fewer buyers. */
  readonly buyers: number;
  /** The part that comes from more or fewer orders of a buyer. */
  readonly ordersPerBuyer: number;
  /** The part that comes from a higher or lower price of an order. */
  readonly pricePerOrder: number;
}

/**
 * Returns how much of the change of GMV comes from each of its factors: buyers, orders per buyer and price per order.
 *
 * GMV = b f p. The factors change one after the other, in `order`; each part is the change of the product when its factor goes from
 * before to after: by default `db f0 p0 + b1 df p0 + b1 f1 dp`. Parts depend on the order, their sum does not. They are the first
 * three levers of the GROW model: Gain, Retain and bOOst.
 *
 * Computed with fractions; the parts are whole minor units (`decimals`), of up to 15 digits exact in a double, whose sum is the
 * difference: what rounding leaves goes to the largest remainders. Without buyers in a period its orders per buyer and price per
 * order are those of the other period, so that all is the buyers' part.
 *
 * @param before - The totals of the earlier period.
 * @param after - The totals of the later period, as long as the earlier.
 * @param options - Order of the factors and decimals of money.
 * @returns The parts, frozen.
 * @throws {@link RfmError} `MISSING_OPTION`, `WRONG_TYPE`, `UNKNOWN_OPTION`, `OUT_OF_RANGE` for a bad total, or totals that cannot be
 * together (buyers without orders, money without orders); `UNKNOWN_NAME`, `DUPLICATE` for an order that does not name every factor once.
 *
 * @example
 * ```ts
 * const may = { buyers: 1000, orders: 1500, gmv: 150_000 };
 * const june = { buyers: 1200, orders: 1440, gmv: 158_400 };
 * const bridge = gmvBridge(may, june);
 * bridge; // => { before: 150000, after: 158400, difference: 8400, buyers: 30000, ordersPerBuyer: -36000, pricePerOrder: 14400 }
 * gmvBridge(may, june, { order: "average" }); // => { ...bridge, buyers: 28300, ordersPerBuyer: -34700, pricePerOrder: 14800 }
 * ```
 * @since 0.1.0
 */
export function gmvBridge(before: GmvPeriod, after: GmvPeriod, options: GmvBridgeOptions = {}): GmvBridge {
  const where = "gmvBridge";
  checkOptions(where, options, ["order", "decimals"]);
  const { order = FACTORS, decimals = 2 } = options;
  checkInteger(where, "options.decimals", decimals, 0, 9);
  const orders = ordersOf(where, order);
  const from = readPeriod(where, "before", before, decimals);
  const to = readPeriod(where, "after", after, decimals);
  const [start, end] = [factorsOf(from, to), factorsOf(to, from)];
  const sums = FACTORS.map((factor) => orders.map((order) => partOf(factor, order, start, end)).reduce(plus));
  const count = { num: BigInt(orders.length), den: 1n };
  const [buyers, ordersPerBuyer, pricePerOrder] = largestRemainder(sums.map((sum) => over(sum, count)));
  const { major } = moneyWith(decimals);
  return Object.freeze({
    before: major(from.gmv),
    after: major(to.gmv),
    difference: major(to.gmv - from.gmv),
    buyers: major(buyers),
    ordersPerBuyer: major(ordersPerBuyer),
    pricePerOrder: major(pricePerOrder),
  });
}

const FACTORS: readonly GmvFactor[] = ["buyers", "ordersPerBuyer", "pricePerOrder"];
const ALL_ORDERS: readonly (readonly GmvFactor[])[] = /* @__PURE__ */ FACTORS.flatMap((first) =>
  FACTORS.filter((second) => second !== first).map((second) => [
    first,
    second,
    ...FACTORS.filter((third) => third !== first && third !== second),
  ]),
);

/** The orders to take the mean over. */
function ordersOf(where: string, order: unknown): readonly (readonly GmvFactor[])[] {
  const path = "options.order";
  if (order === "average") return ALL_ORDERS;
  if (!Array.isArray(order) || order.length !== FACTORS.length) {
    throw optionError("WRONG_TYPE", where, path, `be "average" or an array of ${FACTORS.join(", ")}`, order);
  }
  const named = Array.from(order as unknown[], (factor, i) => checkOneOf(where, `${path}[${i}]`, factor, FACTORS));
  const twice = named.findIndex((factor, i) => named.indexOf(factor) < i);
  if (twice < 0) return [named];
  throw optionError("DUPLICATE", where, `${path}[${twice}]`, "be a factor that is not named before", named[twice]);
}

/** Totals that were checked, money in minor units. */
interface Totals {
  readonly buyers: bigint;
  readonly orders: bigint;
  readonly gmv: bigint;
}

function readPeriod(where: string, path: string, period: unknown, decimals: number): Totals {
  checkOptions(where, period, ["buyers", "orders", "gmv"], path);
  const given = period as { readonly [total: string]: unknown };
  const buyers = readCount(where, `${path}.buyers`, given["buyers"]);
  const orders = readCount(where, `${path}.orders`, given["orders"]);
  const gmv = readMinor(where, `${path}.gmv`, given["gmv"], decimals);
  const expect = (total: string, holds: boolean, requirement: string): void => {
    if (!holds) throw optionError("OUT_OF_RANGE", where, `${path}.${total}`, requirement, given[total]);
  };
  expect("orders", orders >= buyers, "be at least one for each buyer");
  expect("orders", buyers > 0n || orders === 0n, "be 0 without buyers");
  expect("gmv", orders > 0n || gmv === 0n, "be 0 without orders");
  return { buyers, orders, gmv };
}

type Factors = { readonly [Factor in GmvFactor]: Rational };

/** The factors of a period; what is undefined without buyers is taken from the other one. */
function factorsOf(own: Totals, other: Totals): Factors {
  const { orders, gmv, buyers } = own.buyers > 0n ? own : other;
  return {
    buyers: { num: own.buyers, den: 1n },
    ordersPerBuyer: buyers === 0n ? ONE : { num: orders, den: buyers },
    pricePerOrder: orders === 0n ? ONE : { num: gmv, den: orders },
  };
}

/** The change of the product when one factor changes: those before it in the order are changed already. */
function partOf(factor: GmvFactor, order: readonly GmvFactor[], start: Factors, end: Factors): Rational {
  const position = order.indexOf(factor);
  const others = order.map((name, i) => (i < position ? end[name] : i > position ? start[name] : ONE)).reduce(times);
  return times(others, minus(end[factor], start[factor]));
}
