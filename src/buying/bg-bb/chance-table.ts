/**
 * Sums over j below n of the logarithm of `chance + spread j`, for n up to `most`, with the derivatives by the log odds of the chance
 * (first) and by the logarithm of the spread (second): rising factorials of a beta distribution's shape over powers of its size.
 */
export interface ChanceTable {
  readonly log: Float64Array;
  readonly d1: Float64Array;
  readonly d2: Float64Array;
  readonly d11: Float64Array;
  readonly d12: Float64Array;
  readonly d22: Float64Array;
}

/** `slope` is the derivative of the chance by the log odds: p (1 - p), or minus that for 1 - p; `bend` the second, `slope (1 - 2p)`. */
export function chanceTable(most: number, chance: number, slope: number, bend: number, spread: number): ChanceTable {
  const column = (): Float64Array => new Float64Array(most + 1);
  const table = { log: column(), d1: column(), d2: column(), d11: column(), d12: column(), d22: column() };
  for (let j = 0; j < most; j++) {
    const part = spread * j;
    const inverse = 1 / (chance + part);
    const share = part * inverse;
    const lift = slope * inverse;
    table.log[j + 1] = table.log[j] + Math.log(chance + part);
    table.d1[j + 1] = table.d1[j] + lift;
    table.d2[j + 1] = table.d2[j] + share;
    table.d11[j + 1] = table.d11[j] + bend * inverse - lift * lift;
    table.d12[j + 1] = table.d12[j] - lift * share;
    table.d22[j + 1] = table.d22[j] + share * chance * inverse;
  }
  return table;
}
