import { expect } from "vitest";

/** Expects two tables, by customer id, to be equal customer by customer, and shows the first few that are not. */
export function expectSame(actual: ReadonlyMap<string, unknown>, expected: ReadonlyMap<string, unknown>): void {
  expect(actual.size).toBe(expected.size);
  const different: unknown[] = [];
  for (const [id, row] of expected) {
    const own = actual.get(id);
    if (JSON.stringify(own) !== JSON.stringify(row)) different.push({ id, actual: own, expected: row });
  }
  expect({ count: different.length, first: different.slice(0, 5) }).toEqual({ count: 0, first: [] });
}

/** Rows by id; an id that occurs twice is an error of the file. */
export function byId<Row, Value>(
  rows: Iterable<Row>,
  id: (row: Row) => string,
  value: (row: Row) => Value,
): Map<string, Value> {
  const map = new Map<string, Value>();
  for (const row of rows) {
    if (map.has(id(row))) throw new Error(`twice: ${id(row)}`);
    map.set(id(row), value(row));
  }
  return map;
}
