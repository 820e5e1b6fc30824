import { optionError, RfmError } from "../../errors.js";
import type { Snapshot } from "../churn-data.js";
import type { ChurnProfileField, LogisticRisk } from "../churn-model.js";
import { eventFeatures } from "./event-features.js";
import { type Columns, orderFeatures } from "./order-features.js";
import { profileFeatures, profileFieldsOf } from "./profile-features.js";

/** Which features a regression uses besides those of orders. */
export type FeatureDefinition = Pick<LogisticRisk, "eventTypes" | "profileFields">;

/** The definition by what the caller named; the values of text are those of the customers at the training cut-off. */
export function featureDefinition(snapshot: Snapshot): FeatureDefinition {
  const { events, eventTypes, profiles, profileFields } = snapshot.data;
  return {
    eventTypes: events === null ? [] : eventTypes,
    profileFields: profiles === null ? [] : profileFieldsOf(profiles, profileFields, snapshot),
  };
}

/** The features of each row, from what was known on the snapshot's day. */
export function featuresOf(
  where: string,
  snapshot: Snapshot,
  { eventTypes, profileFields }: FeatureDefinition,
): Columns {
  const { events, profiles } = snapshot.data;
  const columns = orderFeatures(where, snapshot);
  if (eventTypes.length > 0) {
    if (events === null) throw missing(where, "events");
    Object.assign(columns, eventFeatures(events, eventTypes, snapshot));
  }
  if (profileFields.length > 0) {
    if (profiles === null) throw missing(where, "profiles");
    for (const { name, type } of profileFields) checkField(where, name, type, profiles.columns[name]?.type);
    Object.assign(columns, profileFeatures(profiles, profileFields, snapshot));
  }
  return columns;
}

function missing(where: string, option: "events" | "profiles"): RfmError {
  return optionError("MISSING_OPTION", where, `options.${option}`, "be given: the model uses them", undefined);
}

function checkField(where: string, name: string, expected: ChurnProfileField["type"], found: string | undefined): void {
  if (found === expected) return;
  const path = `options.profiles.columns[${JSON.stringify(name.slice(0, 60))}]`;
  const message = `${where}: ${path} must be of type ${expected}, as in the model; received ${found ?? "no such field"}`;
  throw new RfmError("MODEL_MISMATCH", message, { path });
}
