import { expectField, objectAt } from "../checks/check-field.js";
import type { BinModel, DimensionBins } from "./bin-model.js";
import { DIMENSIONS, MOST_BINS } from "./bin-spec.js";
import type { Edge } from "./edge.js";

/** Refuses what is no model of ours, or a tampered one, with the path of the bad field. */
export function checkBinModel(where: string, path: string, value: unknown): asserts value is BinModel {
  const model = objectAt(where, path, value);
  expectField(where, `${path}.kind`, model["kind"], '"rfm-kit/bins"', model["kind"] === "rfm-kit/bins");
  expectField(
    where,
    `${path}.version`,
    model["version"],
    "1, the version that this release reads",
    model["version"] === 1,
  );
  expectField(where, `${path}.customers`, model["customers"], "a count", isCount(model["customers"]));
  for (const dimension of DIMENSIONS) {
    checkDimension(where, `${path}.${dimension}`, model[dimension], dimension === "recency" ? "low" : "high");
  }
}

function checkDimension(where: string, path: string, value: unknown, best: "low" | "high"): void {
  const bins = objectAt(where, path, value) as { [Key in keyof DimensionBins]?: unknown };
  const count = bins.bins;
  const expect = (key: keyof DimensionBins, requirement: string, holds: boolean): void =>
    expectField(where, `${path}.${key}`, bins[key], requirement, holds);
  expect("method", "text", typeof bins.method === "string");
  expect(
    "bins",
    `an integer from 2 to ${MOST_BINS}`,
    Number.isInteger(count) && (count as number) >= 2 && (count as number) <= MOST_BINS,
  );
  expect("best", `"${best}"`, bins.best === best);
  expect("closed", '"right" or "left"', bins.closed === "right" || bins.closed === "left");
  expect("scale", "an integer from 1", isCount(bins.scale) && (bins.scale as number) >= 1);
  const edges = bins.edges;
  const isEmpty = Array.isArray(edges) && edges.length === 0;
  expect(
    "edges",
    "an array of bins - 1 edges",
    Array.isArray(edges) && (isEmpty || edges.length === (count as number) - 1),
  );
  (edges as unknown[]).forEach((edge, i) => {
    const before = (edges as Edge[])[i - 1];
    const holds = isEdge(edge) && (i === 0 || !isBelow(edge, before));
    expectField(where, `${path}.edges[${i}]`, edge, "an edge { whole, num, den } not below the one before", holds);
  });
  expect("sizes", "an array of bins counts", isCounts(bins.sizes) && (bins.sizes as unknown[]).length === count);
  for (const key of ["min", "max"] as const)
    expect(key, "an integer or null", bins[key] === null || Number.isSafeInteger(bins[key]));
}

function isEdge(value: unknown): value is Edge {
  const { whole, num, den } = (value ?? {}) as Partial<Edge>;
  return Number.isSafeInteger(whole) && isCount(num) && isCount(den) && (num as number) < (den as number);
}

function isBelow(a: Edge, b: Edge): boolean {
  if (a.whole !== b.whole) return a.whole < b.whole;
  return BigInt(a.num) * BigInt(b.den) < BigInt(b.num) * BigInt(a.den);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isCounts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isCount);
}
