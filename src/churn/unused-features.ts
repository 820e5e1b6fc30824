import type { Warning } from "../input/ledger.js";
import type { ChurnData } from "./churn-data.js";
import type { ChurnModel, ChurnModelName } from "./churn-model.js";

/** A warning where events or profiles are given that have no part in the risks of a model. */
export function unusedByModel(data: ChurnData, { name, risk }: ChurnModel): Warning[] {
  if (risk.by !== "logistic") {
    const given = givenIn(data);
    return given === null ? [] : unused(`the model, ${name}, looks at orders only: ${given} no part in these risks`);
  }
  const { events, profiles } = data;
  return [
    ...(events !== null && risk.eventTypes.length === 0
      ? unused("the model counts no type of event: the events have no part in these risks")
      : []),
    ...(profiles !== null && risk.profileFields.length === 0
      ? unused(
          "the model uses no field of profiles: they have no part in these risks; a fit takes the fields that it is told",
        )
      : []),
  ];
}

/** The same of a comparison, in which one candidate looks at them. */
export function unusedByWinner(
  data: ChurnData,
  candidates: readonly ChurnModelName[],
  winner: ChurnModelName | null,
): Warning[] {
  const given = givenIn(data);
  if (given === null || winner === null || winner === "logistic") return [];
  if (!candidates.includes("logistic")) {
    return unused(
      `${given} no part in this comparison: only logistic, which is no candidate, looks at more than orders`,
    );
  }
  return unused(`the winner, ${winner}, looks at orders only: ${given} a part in logistic alone`);
}

function givenIn({ events, profiles }: ChurnData): string | null {
  if (events !== null) return profiles === null ? "the events have" : "the events and profiles have";
  return profiles === null ? null : "the profiles have";
}

function unused(message: string): Warning[] {
  return [Object.freeze({ code: "UNUSED_FEATURES", message })];
}
