/**
 * A model's answers with its parameters filled in. Times are in the model's unit; `x`, `last` and `age` are a customer's repeat
 * purchases, the time from the first to the last purchase and from the first to the end of observation, already checked.
 * Every answer is finite, but for the log likelihood of a history that cannot be.
 */
export interface Behaviour {
  /** The log likelihood of one customer, nothing dropped but, with Erlang gaps, k - 1 times the sum of the logarithms of the gaps. */
  logLikelihood(x: number, last: number, age: number): number;
  /** The probability that the customer still buys at all. */
  alive(x: number, last: number, age: number): number;
  /** The probability of no purchase within the horizon: the likelihood at `age + horizon` over that at `age`. */
  noPurchase(x: number, last: number, age: number, horizon: number): number;
  /** Expected purchases within the horizon, whether alive or not. */
  expected(x: number, last: number, age: number, horizon: number): number;
  /** Expected purchases from now on, a purchase after time u being worth `exp(-rate u)`; the rate is above 0. */
  discounted(x: number, last: number, age: number, rate: number): number;
  /** Expected repeat purchases of somebody who has just bought for the first time. */
  expectedOfNewcomer(time: number): number;
  /** The probability of n repeat purchases of such a customer. */
  pmf(n: number, time: number): number;
}
