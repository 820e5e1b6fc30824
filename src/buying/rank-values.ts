/** The distinct values of a column, ascending, and the rank of each element among them. */
export interface Ranked {
  readonly values: Float64Array;
  readonly ranks: Uint32Array;
}

/** Ranks by a table where the values are small whole numbers, as days are, else by a map. */
export function rankValues(column: ArrayLike<number>): Ranked {
  const most = mostIfWhole(column);
  return fitsTable(most, column.length) ? rankByTable(column, most + 1) : rankByMap(column);
}

/** Whether a table by value is no larger than the rows deserve. A century of days always fits. */
export function fitsTable(most: number, rows: number): boolean {
  return most < 65_536 + 16 * rows;
}

/** The largest element if all are whole numbers, else infinity. */
export function mostIfWhole(column: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < column.length; i++) {
    const value = column[i];
    if (value !== Math.floor(value)) return Number.POSITIVE_INFINITY;
    if (value > most) most = value;
  }
  return most;
}

function rankByTable(column: ArrayLike<number>, size: number): Ranked {
  const rankOf = new Uint32Array(size);
  for (let i = 0; i < column.length; i++) rankOf[column[i]] = 1;
  const values = new Float64Array(rankOf.reduce((a, b) => a + b, 0));
  let distinct = 0;
  for (let value = 0; value < size; value++) {
    if (rankOf[value] === 0) continue;
    values[distinct] = value;
    rankOf[value] = distinct++;
  }
  const ranks = new Uint32Array(column.length);
  for (let i = 0; i < column.length; i++) ranks[i] = rankOf[column[i]];
  return { values, ranks };
}

function rankByMap(column: ArrayLike<number>): Ranked {
  const rankOf = new Map<number, number>();
  for (let i = 0; i < column.length; i++) rankOf.set(column[i], 0);
  const values = Float64Array.from(rankOf.keys()).sort();
  for (let rank = 0; rank < values.length; rank++) rankOf.set(values[rank], rank);
  const ranks = new Uint32Array(column.length);
  for (let i = 0; i < column.length; i++) ranks[i] = rankOf.get(column[i]) as number;
  return { values, ranks };
}
