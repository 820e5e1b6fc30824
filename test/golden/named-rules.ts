import { ascending, compareTo, quantile7 } from "./exact.js";

/** A customer's value and the key that breaks ties. */
export interface Valued {
  readonly id: string;
  readonly value: number;
}

/**
 * pandas `qcut(x, 5, duplicates="drop")`, from 1: type-7 edges, equal edges merged, intervals (a, b] of which the first
 * includes the minimum. The scale shrinks where edges merge.
 */
export function qcutDrop(values: readonly Valued[], k: number): Map<string, number> {
  const sorted = ascending(values.map(({ value }) => value));
  const edges = Array.from({ length: k + 1 }, (_, j) => quantile7(sorted, j, k));
  const upper = edges.filter((edge, j) => j > 0 && edge.num !== (edges[j - 1] as { num: bigint }).num);
  return new Map(
    values.map(({ id, value }) => [id, 1 + upper.slice(0, -1).filter((edge) => compareTo(value, edge) > 0).length]),
  );
}

/** pandas `qcut(x.rank(method="first"), 5)`: type-7 edges of 1..n, ties by id in code-point order. */
export function rankFirstQcut(values: readonly Valued[], k: number): Map<string, number> {
  const n = values.length;
  return new Map(
    inOrder(values).map(({ id }, rank) => {
      let score = 1;
      for (let j = 1; j < k; j++) if (k * rank > (n - 1) * j) score++;
      return [id, score];
    }),
  );
}

/** SQL and dplyr `ntile`: n = a k + c, the first c tiles get a + 1 rows; ties by id. */
export function ntile(values: readonly Valued[], k: number): Map<string, number> {
  const n = values.length;
  const small = Math.floor(n / k);
  const large = n % k;
  return new Map(
    inOrder(values).map(({ id }, rank) => {
      const inLarge = large * (small + 1);
      const tile = rank < inLarge ? Math.floor(rank / (small + 1)) : large + Math.floor((rank - inLarge) / small);
      return [id, tile + 1];
    }),
  );
}

/** SPSS and PSPP `RANK ... NTILES(k)`: 1 + floor(mean rank * k / (n + 1)), in integers. */
export function spssNtiles(values: readonly Valued[], k: number): Map<string, number> {
  const n = values.length;
  const sorted = ascending(values.map(({ value }) => value));
  return new Map(
    values.map(({ id, value }) => {
      const first = sorted.indexOf(value) + 1;
      const last = sorted.lastIndexOf(value) + 1;
      return [id, 1 + Math.floor(((first + last) * k) / (2 * (n + 1)))];
    }),
  );
}

function inOrder(values: readonly Valued[]): readonly Valued[] {
  return [...values].sort((a, b) => a.value - b.value || byCodePoint(a.id, b.id));
}

function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
