/**
 * Where a value stands in what ascends, the first of equals, or -1. Bisection around the place where it stands if what is between the
 * first and the last fills the way evenly, as hashes and most ids do: a few steps among neighbours in place of two dozen far apart, a
 * third of the time. The stretch that is bisected doubles until it holds the value.
 */
export function positionOf(ascending: Int32Array, value: number): number {
  const last = ascending.length - 1;
  if (last < 0 || value < ascending[0] || value > ascending[last]) return -1;
  const way = ascending[last] - ascending[0];
  const guess = way === 0 ? 0 : Math.floor(((value - ascending[0]) / way) * last);
  let low = guess;
  let high = guess;
  for (let step = 1; low > 0 && ascending[low] >= value; step *= 2) low = Math.max(0, low - step);
  for (let step = 1; high < last && ascending[high] < value; step *= 2) high = Math.min(last, high + step);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < value) low = middle + 1;
    else high = middle;
  }
  return ascending[low] === value ? low : -1;
}
