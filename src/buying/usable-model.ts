import { expectField, objectAt } from "../checks/check-field.js";
import { expectKind } from "../checks/expect-kind.js";
import type { Behaviour } from "./behaviour.js";
import { inWholes, KINDS, type Parameters } from "./behaviour-of.js";
import type { BuyingModel, BuyingModelKind } from "./buying-model.js";
import { DAYS_IN, type TimeUnit } from "./time-unit.js";

/** A model that was checked and can answer. */
export interface UsableModel {
  readonly kind: BuyingModelKind;
  readonly timeUnit: TimeUnit;
  readonly parameters: Parameters;
  /** Whether times count opportunities, so that histories are in whole numbers. */
  readonly inWholes: boolean;
  readonly behaviour: Behaviour;
}

/** Checks what answers depend on, which JSON may have changed: the kind, the unit and the parameters. */
export function usableModel(where: string, given: BuyingModel): UsableModel {
  const { kind, version, timeUnit, parameters } = objectAt(where, "model", given);
  const isKind = typeof kind === "string" && Object.hasOwn(KINDS, kind);
  expectKind(where, "model.kind", kind, `one of ${listOf(KINDS)}`, isKind);
  expectField(where, "model.version", version, "1, the version that this release reads", version === 1);
  const isUnit = typeof timeUnit === "string" && Object.hasOwn(DAYS_IN, timeUnit);
  expectField(where, "model.timeUnit", timeUnit, `one of ${listOf(DAYS_IN)}`, isUnit);
  const known = KINDS[kind as BuyingModelKind];
  const checked = { ...(objectAt(where, "model.parameters", parameters) as Parameters) };
  const fault = known.faultIn(checked);
  if (fault !== null) {
    const requirement = fault.requirement.replace(/^be /, "");
    expectField(where, `model.parameters.${fault.name}`, checked[fault.name], requirement, false);
  }
  return {
    kind: kind as BuyingModelKind,
    timeUnit: timeUnit as TimeUnit,
    parameters: checked,
    inWholes: inWholes(kind as BuyingModelKind),
    behaviour: known.behaviour(checked),
  };
}

function listOf(words: object): string {
  return Object.keys(words)
    .map((word) => JSON.stringify(word))
    .join(", ");
}
