import { expectField, objectAt } from "../../checks/check-field.js";
import { expectKind } from "../../checks/expect-kind.js";
import type { LogisticModel } from "./logistic-model.js";

const MOST_FEATURES = 1000;
const LARGEST = 1e100;

/** Refuses what is no logistic model, with the path of the bad field; of the fit, which nothing is computed with, only that it is there. */
export function checkLogisticModel(where: string, value: unknown): asserts value is LogisticModel {
  const { kind, version, intercept, features, fit } = objectAt(where, "model", value);
  const expect = (key: string, field: unknown, requirement: string, holds: boolean): void =>
    expectField(where, `model.${key}`, field, requirement, holds);
  expectKind(where, "model.kind", kind, '"rfm-kit/logistic"', kind === "rfm-kit/logistic");
  expect("version", version, "1, the version that this release reads", version === 1);
  expect("intercept", intercept, `a number from -${LARGEST} to ${LARGEST}`, isWithin(intercept, -LARGEST));
  const isList = Array.isArray(features) && features.length <= MOST_FEATURES;
  expect("features", features, `an array of at most ${MOST_FEATURES} features`, isList);
  const names = new Set<unknown>();
  (features as readonly unknown[]).forEach((feature, f) => {
    checkFeature(where, `model.features[${f}]`, feature, names);
  });
  objectAt(where, "model.fit", fit);
}

function checkFeature(where: string, path: string, value: unknown, names: Set<unknown>): void {
  const { name, mean, scale, weight, missingWeight } = objectAt(where, path, value);
  const expect = (key: string, field: unknown, requirement: string, holds: boolean): void =>
    expectField(where, `${path}.${key}`, field, requirement, holds);
  expect("name", name, "text that no other feature has", typeof name === "string" && !names.has(name));
  names.add(name);
  const requirement = `a number from -${LARGEST} to ${LARGEST}`;
  expect("mean", mean, requirement, isWithin(mean, -LARGEST));
  // A smaller one could bring the standardised value out of the range of doubles.
  const isScale = scale === 0 || isWithin(scale, 1 / LARGEST);
  expect("scale", scale, `0 or a number from ${1 / LARGEST} to ${LARGEST}`, isScale);
  const isWeight = isWithin(weight, -LARGEST) && (scale !== 0 || weight === 0);
  expect("weight", weight, scale === 0 ? "0, as the scale is" : requirement, isWeight);
  const isMissingWeight = missingWeight === null || isWithin(missingWeight, -LARGEST);
  expect("missingWeight", missingWeight, `${requirement}, or null`, isMissingWeight);
}

function isWithin(value: unknown, least: number): boolean {
  return typeof value === "number" && value >= least && value <= LARGEST;
}
