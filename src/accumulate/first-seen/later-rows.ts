import { CodedSums } from "../sums/coded-sums.js";

/**
 * Purchases and refunds after a day of analysis that was known before they came. They do not count, so all that is kept of them is what
 * is told of them anyway: how many there are, when orders came, and whether a customer's amounts are too large to add up.
 */
export class LaterRows {
  readonly asOf: number;
  /** Purchases and refunds by customer, both as magnitudes. */
  readonly sums: CodedSums = new CodedSums();
  count = 0;
  firstOrderDay: number = Number.POSITIVE_INFINITY;
  lastOrderDay: number = Number.NEGATIVE_INFINITY;

  constructor(asOf: number) {
    this.asOf = asOf;
  }

  addPurchase(code: number, day: number, amount: number): void {
    if (day < this.firstOrderDay) this.firstOrderDay = day;
    if (day > this.lastOrderDay) this.lastOrderDay = day;
    this.addRefund(code, day, amount);
  }

  addRefund(code: number, day: number, amount: number): void {
    this.count++;
    this.sums.add(code, day, amount);
  }
}
