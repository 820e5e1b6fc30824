/** Orders as they are drawn, customer by customer: columns that grow. */
export class OrderList {
  #customer = new Int32Array(1024);
  #day = new Int32Array(1024);
  #amount = new Float64Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(customer: number, day: number, amount: number): void {
    if (this.#length === this.#day.length) this.#grow();
    this.#customer[this.#length] = customer;
    this.#day[this.#length] = day;
    this.#amount[this.#length] = amount;
    this.#length++;
  }

  /** The columns sorted by day, which is from 0 to `days - 1`: a counting sort, so orders of a day stay as they were drawn. */
  sortedByDay(days: number): { customer: Int32Array; day: Int32Array; amount: Float64Array } {
    const length = this.#length;
    const next = new Uint32Array(days + 1);
    for (let i = 0; i < length; i++) next[this.#day[i] + 1]++;
    for (let d = 0; d < days; d++) next[d + 1] += next[d];
    const sorted = {
      customer: new Int32Array(length),
      day: new Int32Array(length),
      amount: new Float64Array(length),
    };
    for (let i = 0; i < length; i++) {
      const at = next[this.#day[i]]++;
      sorted.customer[at] = this.#customer[i];
      sorted.day[at] = this.#day[i];
      sorted.amount[at] = this.#amount[i];
    }
    return sorted;
  }

  #grow(): void {
    const capacity = 2 * this.#length;
    const grown = <T extends Int32Array | Float64Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.#customer = grown(this.#customer, new Int32Array(capacity));
    this.#day = grown(this.#day, new Int32Array(capacity));
    this.#amount = grown(this.#amount, new Float64Array(capacity));
  }
}
