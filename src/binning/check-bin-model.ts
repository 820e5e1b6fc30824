import { expectField, objectAt } from "../checks/check-field.js";
import type { BinModel, DimensionBins } from "./bin-model.js";
import { DIMENSIONS, type Dimension, MOST_BINS } from "./bin-spec.js";
import { type Edge, isBelow } from "./edge.js";

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
  const { nesting } = model;
  const isNesting =
    nesting === undefined ||
    (Array.isArray(nesting) && nesting.length === 3 && DIMENSIONS.every((dimension) => nesting.includes(dimension)));
  expectField(where, `${path}.nesting`, nesting, "the three dimensions in an order, or left out", isNesting);
  let parents = 1;
  for (const dimension of (nesting as readonly Dimension[] | undefined) ?? DIMENSIONS) {
    const best = dimension === "recency" ? "low" : "high";
    checkDimension(where, `${path}.${dimension}`, model[dimension], best, parents, model["customers"] as number);
    if (nesting !== undefined) parents *= (model[dimension] as DimensionBins).bins;
  }
}

/** One dimension; with several parents it is nested and has bins for each. */
function checkDimension(
  where: string,
  path: string,
  value: unknown,
  best: "low" | "high",
  parents: number,
  customers: number,
): void {
  const bins = objectAt(where, path, value) as { [Key in keyof DimensionBins]?: unknown };
  const { bins: count, within } = bins;
  const expect = (key: keyof DimensionBins, requirement: string, holds: boolean): void =>
    expectField(where, `${path}.${key}`, bins[key], requirement, holds);
  expect("method", "text", typeof bins.method === "string");
  const isBins = Number.isInteger(count) && (count as number) >= 2 && (count as number) <= MOST_BINS;
  expect("bins", `an integer from 2 to ${MOST_BINS}`, isBins);
  expect("best", `"${best}"`, bins.best === best);
  expect("closed", '"right" or "left"', bins.closed === "right" || bins.closed === "left");
  expect("scale", "an integer from 1", isCount(bins.scale) && (bins.scale as number) >= 1);
  checkGroup(where, path, bins, count as number, customers === 0);
  const sum = (bins.sizes as number[]).reduce((a, b) => a + b, 0);
  expectField(where, `${path}.sizes`, `a sum of ${sum}`, `counts of all ${customers} customers`, sum === customers);
  if (parents === 1) {
    expect("within", "left out", within === undefined);
    return;
  }
  expect("within", `an array of ${parents} bins or nulls`, Array.isArray(within) && within.length === parents);
  for (const [i, group] of (within as unknown[]).entries()) {
    if (group === null) continue;
    const at = `${path}.within[${i}]`;
    checkGroup(where, at, objectAt(where, at, group), count as number, false);
  }
}

function checkGroup(
  where: string,
  path: string,
  group: { readonly [key: string]: unknown },
  count: number,
  mayBeEmpty: boolean,
): void {
  const { edges, sizes } = group;
  const isEdges = Array.isArray(edges) && ((mayBeEmpty && edges.length === 0) || edges.length === count - 1);
  expectField(where, `${path}.edges`, edges, "an array of bins - 1 edges", isEdges);
  for (const [i, edge] of (edges as unknown[]).entries()) {
    const holds = isEdge(edge) && (i === 0 || !isBelow(edge, (edges as Edge[])[i - 1]));
    expectField(where, `${path}.edges[${i}]`, edge, "an edge { whole, num, den } not below the one before", holds);
  }
  const isSizes = Array.isArray(sizes) && sizes.length === count && sizes.every(isCount);
  expectField(where, `${path}.sizes`, sizes, "an array of bins counts", isSizes);
  for (const key of ["min", "max"]) {
    const value = group[key];
    expectField(where, `${path}.${key}`, value, "an integer or null", value === null || Number.isSafeInteger(value));
  }
}

function isEdge(value: unknown): value is Edge {
  const { whole, num, den } = (value ?? {}) as Partial<Edge>;
  return (
    Number.isInteger(whole) &&
    Math.abs(whole as number) <= 2 ** 53 &&
    isCount(num) &&
    isCount(den) &&
    (num as number) < (den as number)
  );
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
