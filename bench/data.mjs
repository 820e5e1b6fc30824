// The orders that every contestant gets: seeded, so that each child process makes the same ones for itself.

const FIRST_DAY = 19_358; // 2023-01-01
const DAYS = 3 * 365;

/** The last day on which anything can happen, and so the day of the analysis. */
export const LAST_DAY = FIRST_DAY + DAYS - 1;
export const MS_PER_DAY = 86_400_000;

/** How many customers there are to draw from; the rarest of them may stay without an order. */
const customersFor = (orders) => Math.max(1, Math.round(orders / 10));

/**
 * Orders in random order as three columns: ids, days since 1970-01-01 and amounts with two decimals.
 * Customers are skewed (the busiest thousandth places 3 % of the orders), days uniform, amounts log-normal.
 * `sparse` spreads the ids over all of int32 instead of 1 to the number of customers.
 */
export function makeOrders(orders, { seed = 42, sparse = false } = {}) {
  const random = mulberry32(seed);
  const customers = customersFor(orders);
  const customer = new Int32Array(orders);
  const day = new Int32Array(orders);
  const amount = new Float64Array(orders);
  for (let i = 0; i < orders; i++) {
    const rank = Math.floor(customers * random() ** 2);
    customer[i] = sparse ? scatterBits(rank) : 1 + shuffled(rank, customers);
    day[i] = FIRST_DAY + Math.floor(DAYS * random());
    amount[i] = Math.max(1, Math.round(100 * Math.exp(3.5 + normal(random)))) / 100;
  }
  return { customer, day, amount };
}

/** One string per row, each an object of its own, as a database driver or a parser hands them over. */
export function textIds(customer) {
  return Array.from(customer, (id) => `C${id}`);
}

/** The same ids as Arrow holds them. */
export function utf8Ids(customer) {
  const offsets = new Int32Array(customer.length + 1);
  const bytes = Buffer.allocUnsafe(12 * customer.length);
  let end = 0;
  for (let i = 0; i < customer.length; i++) offsets[i + 1] = end += bytes.latin1Write(`C${customer[i]}`, end);
  return { offsets, bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, end) };
}

/** The same orders as an application holds them. */
export function rowObjects({ customer, day, amount }) {
  return Array.from(customer, (id, i) => ({
    customerId: `C${id}`,
    placedAt: day[i] * MS_PER_DAY,
    total: amount[i],
  }));
}

/** Spreads the ranks over the ids, so that busy customers are not neighbours. 7,368,787 is prime: no two ranks meet. */
function shuffled(rank, customers) {
  return (rank * 7_368_787) % customers;
}

/** A different int32 for every rank: odd multipliers and xor-shifts can be undone. */
export function scatterBits(rank) {
  const mixed = Math.imul(rank ^ (rank >>> 15), 0x2c1b3c6d);
  return Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
}

function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A small, fast generator with 32 bits of state: plenty for a benchmark, and the same everywhere. */
export function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
