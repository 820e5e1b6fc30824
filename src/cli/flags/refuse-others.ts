import { MODEL_KINDS } from "../../checks/expect-kind.js";
import { dataError } from "./cli-error.js";

/** The flags that take what was saved. */
const FLAGS: { readonly [kind: string]: string } = {
  "rfm-kit/rfm": "rfm-kit segment --model",
  "rfm-kit/segments": "rfm-kit segment --segments",
  "rfm-kit/lifecycle": "rfm-kit lifecycle --model",
  "rfm-kit/stages": "rfm-kit stages --model",
  "rfm-kit/churn": "rfm-kit churn --model",
};

/** Refuses what a file of another kind holds, and says which command it belongs to. */
export function refuseOthers(path: string, json: unknown, own: readonly string[]): void {
  const { kind } = (json ?? {}) as { readonly kind?: unknown };
  if (typeof kind !== "string" || own.includes(kind) || !Object.hasOwn(MODEL_KINDS, kind)) return;
  const isTaken = Object.hasOwn(FLAGS, kind);
  const what = isTaken ? MODEL_KINDS[kind].replace(/, which .*/, "") : MODEL_KINDS[kind];
  throw dataError(`${path} is ${what}; ${isTaken ? `give it as ${FLAGS[kind]} ${path}` : "no command reads it"}`);
}
