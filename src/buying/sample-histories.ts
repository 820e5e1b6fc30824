import type { Histories } from "./group-histories.js";

/**
 * The histories of so many customers, evenly spread over the sorted groups, for a first look; times and counts of purchases that no
 * one of them has are left out. Cost: O(groups).
 */
export function sampleHistories(histories: Histories, customers: number): Histories {
  const { groups, count } = histories;
  const step = histories.customers / customers;
  const taken: number[] = [];
  const sizes: number[] = [];
  let passed = 0;
  let picked = 0;
  for (let g = 0; g < groups; g++) {
    passed += count[g];
    const picks = Math.min(customers, Math.floor(passed / step + 0.5)) - picked;
    if (picks <= 0) continue;
    picked += picks;
    taken.push(g);
    sizes.push(picks);
  }
  const x = usedOnly(histories.x, histories.xAt, taken);
  const last = usedOnly(histories.last, histories.lastAt, taken);
  const age = usedOnly(histories.age, histories.ageAt, taken);
  const xStart = new Uint32Array(x.values.length + 1);
  for (const at of x.at) xStart[at + 1]++;
  for (let i = 0; i < x.values.length; i++) xStart[i + 1] += xStart[i];
  return {
    customers: picked,
    groups: taken.length,
    x: x.values,
    last: last.values,
    age: age.values,
    xAt: x.at,
    lastAt: last.at,
    ageAt: age.at,
    count: Float64Array.from(sizes),
    xStart,
    groupOf: null,
  };
}

/** The values that the groups taken have, and where they have them. */
function usedOnly(values: Float64Array, at: Uint32Array, taken: readonly number[]) {
  const ranks = new Set(taken.map((g) => at[g]));
  const sorted = Uint32Array.from(ranks).sort();
  const places = new Map(Array.from(sorted, (rank, i) => [rank, i] as const));
  return {
    values: Float64Array.from(sorted, (rank) => values[rank]),
    at: Uint32Array.from(taken, (g) => places.get(at[g]) ?? 0),
  };
}
