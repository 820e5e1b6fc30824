const FIRST_DAY = 19_358; // 2023-01-01
const DAYS = 3 * 365;

/**
 * Orders without end, chunk by chunk into the same columns: every customer has one order, spread over the whole stream, and the others are
 * skewed to the first. Ids are spread over all of int32, days ascend as they do in a stream, amounts have two decimals.
 */
export class OrderStream {
  done = 0;
  /** The sum of all amounts, in minor units. */
  minor = 0n;
  #first = 0;
  #state = 0x9e3779b9 | 0;
  #columns;

  constructor(customers, orders, chunk) {
    this.customers = customers;
    this.orders = orders;
    this.#columns = columnsOf(Math.min(chunk, orders));
  }

  /** The next chunk, in columns that the one after it will use again; `null` after the last. */
  next() {
    const { customers, orders, done } = this;
    if (done >= orders) return null;
    const rows = Math.min(this.#columns.customer.length, orders - done);
    const { customer, date, amount } = this.#columns;
    const firstShare = Math.min(1, customers / orders);
    let state = this.#state;
    let first = this.#first;
    let minor = 0;
    for (let i = 0; i < rows; i++) {
      // Xorshift: three steps of 32 bits are all that an order may cost here.
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      const u = (state >>> 0) / 2 ** 32;
      const isFirst = first < (done + i + 1) * firstShare;
      customer[i] = scattered(isFirst ? first++ : Math.floor(customers * u * u));
      date[i] = FIRST_DAY + Math.floor(((done + i) / orders) * DAYS);
      const cents = 100 + ((state >>> 8) % 9973) * (1 + (state & 7));
      amount[i] = cents / 100;
      minor += cents;
    }
    this.#state = state;
    this.#first = first;
    this.done += rows;
    this.minor += BigInt(minor);
    if (rows === customer.length) return this.#columns;
    return { customer: customer.subarray(0, rows), date: date.subarray(0, rows), amount: amount.subarray(0, rows) };
  }
}

function columnsOf(rows) {
  return { customer: new Int32Array(rows), date: new Int32Array(rows), amount: new Float64Array(rows) };
}

/** Another int32 for each: no two ranks meet. */
function scattered(rank) {
  let h = rank ^ (rank >>> 15);
  h = Math.imul(h, 0x2c1b3c6d);
  h ^= h >>> 12;
  h = Math.imul(h, 0x297a2d39);
  return (h ^ (h >>> 15)) | 0;
}
