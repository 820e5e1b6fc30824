/** What Stirling's formula leaves: ln Gamma(x) - (x - 1/2) ln x + x - ln(2 pi) / 2, for x >= 10, to 3e-17. */
export function stirlingRest(x: number): number {
  const u = 1 / (x * x);
  return (
    (1 / 12 - u * (1 / 360 - u * (1 / 1260 - u * (1 / 1680 - u * (1 / 1188 - u * (691 / 360_360 - u * (1 / 156))))))) /
    x
  );
}
