import type { PackedState } from "../accumulate/transfer/packed-state.js";
import { RfmError } from "../errors.js";
import type { Outcome } from "./messages.js";

/** The states that came of works; throws what `addColumns` would have thrown, which stops at the first bad row. */
export function statesOf(outcomes: readonly Outcome[]): PackedState[] {
  const states: PackedState[] = [];
  const errors: RfmError[] = [];
  for (const outcome of outcomes) {
    if ("error" in outcome) throw outcome.error;
    if ("state" in outcome) states.push(outcome.state);
    else if (!("stopped" in outcome)) errors.push(new RfmError(outcome.code, outcome.message, outcome.details));
  }
  errors.sort((a, b) => (a.details.row ?? 0) - (b.details.row ?? 0));
  if (errors.length > 0) throw errors[0];
  return states;
}
