import { RfmError } from "../errors.js";
import { powerOfTen } from "../input/money/decimal.js";
import { beta, exponential, gamma } from "./distributions.js";
import { OrderList } from "./order-list.js";
import { Random } from "./random.js";
import { type SimulateOptions, type Simulation, simulationOf } from "./simulate-options.js";

/**
 * Simulated orders as columns that {@link ledgerFromColumns} takes as they are, sorted by day.
 *
 * @since 0.1.0
 */
export interface SimulatedOrders {
  /** Who bought: `"C000001"`, `"C000002"` ... */
  readonly customer: readonly string[];
  /** The number of the order: 1, 2 ... as they stand. */
  readonly order: Int32Array;
  /** The day, in days since 1970-01-01. */
  readonly date: Int32Array;
  /** The amount in major units. */
  readonly amount: Float64Array;
}

/**
 * Returns made-up orders from the process that the BG/NBD and gamma-gamma models assume: for demos, tests and benchmarks.
 *
 * Each customer places a first order, at a time uniform over the first `acquisitionDays`; buys again after exponential gaps
 * at an own rate drawn from Gamma(r, alpha), per week; and after each repeat order leaves for good with an own chance drawn from
 * Beta(a, b). Nobody leaves right after the first order, as in the published BG/NBD. Amounts are Gamma(p, rate v) with an own
 * v from Gamma(q, rate gamma), rounded to `decimals`: at least one minor unit, at most 10^12.
 *
 * The same options give the same orders; more customers leave the orders of those before them as they are.
 * The default customers buy more often than CDNOW's, whose published parameters are
 * `{ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }`, so that no bin of frequency is empty and each segment of
 * {@link connectif11} has at least one customer in forty.
 * Engines whose `Math.log` and `**` differ in the last bit may differ in an order. Cost: O(orders) time; 16 bytes per order.
 *
 * @param options - How many, from which seed, when, and by which parameters; see {@link SimulateOptions}.
 * @returns The columns.
 * @throws {@link RfmError} `OUT_OF_RANGE`, `WRONG_TYPE` or `UNKNOWN_OPTION` for an option; `OUT_OF_RANGE` also for parameters
 * that make a million orders of one customer.
 *
 * @example
 * ```ts
 * const orders = simulateOrders({ customers: 3, seed: 7, days: 90 });
 * orders.customer.length === orders.amount.length; // => true
 * new Set(orders.customer).size; // => 3
 * ```
 * @example Straight to segments
 * ```ts
 * const ledger = ledgerFromColumns(simulateOrders({ customers: 500, seed: 7 }));
 * rfm(ledger).summary().filter(({ customers }) => customers > 0).length; // => 11
 * ```
 * @see Fader, Hardie and Lee (2005), "Counting your customers the easy way", Marketing Science 24
 * @see Fader and Hardie (2013), "The gamma-gamma model of monetary value"
 * @since 0.1.0
 */
export function simulateOrders(options: SimulateOptions = {}): SimulatedOrders {
  const simulation = simulationOf("simulateOrders", options);
  const orders = new OrderList();
  const random = new Random(simulation.seed);
  for (let customer = 0; customer < simulation.customers; customer++) {
    drawCustomer(random, simulation, customer, orders);
  }
  const { customer, day, amount } = orders.sortedByDay(simulation.days);
  const names = namesOf(simulation.customers);
  return Object.freeze<SimulatedOrders>({
    customer: Array.from(customer, (code) => names[code]),
    order: day.map((_, i) => i + 1),
    date: day.map((d) => d + simulation.startDay),
    amount,
  });
}

const DAYS_PER_WEEK = 7;

// Beyond these the parameters are a mistake: they would only fill the memory.
const MOST_ORDERS_OF_ONE = 1_000_000;
const MOST_MINOR = 1e12;

function drawCustomer(random: Random, simulation: Simulation, customer: number, orders: OrderList): void {
  const { days, acquisitionDays, decimals, parameters } = simulation;
  const { r, alpha, a, b, p, q } = parameters;
  const scale = powerOfTen(decimals);
  const rate = gamma(random, r) / (alpha * DAYS_PER_WEEK);
  const leave = beta(random, a, b);
  const spendRate = gamma(random, q) / parameters.gamma;
  const before = orders.length;
  let time = random.uniform() * acquisitionDays;
  orders.add(customer, Math.floor(time), amountOf(gamma(random, p) / spendRate, scale));
  for (;;) {
    time += exponential(random) / rate;
    if (!(time < days)) return;
    if (orders.length - before === MOST_ORDERS_OF_ONE) throw tooMany();
    orders.add(customer, Math.floor(time), amountOf(gamma(random, p) / spendRate, scale));
    if (random.uniform() < leave) return;
  }
}

/** Rounded to whole minor units, from 1 to 10^12; the double nearest to the decimal text. */
function amountOf(amount: number, scale: number): number {
  const minor = Math.floor(amount * scale + 0.5);
  return (minor >= 1 ? Math.min(minor, MOST_MINOR) : 1) / scale;
}

function namesOf(customers: number): string[] {
  const width = Math.max(6, String(customers).length);
  return Array.from({ length: customers }, (_, i) => `C${String(i + 1).padStart(width, "0")}`);
}

function tooMany(): RfmError {
  return new RfmError(
    "OUT_OF_RANGE",
    `simulateOrders: options.parameters must make fewer than ${MOST_ORDERS_OF_ONE} orders of one customer; lower r or raise alpha`,
    { path: "options.parameters" },
  );
}
