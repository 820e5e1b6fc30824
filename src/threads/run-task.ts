import { State } from "../accumulate/state.js";
import { addAll, addShare } from "../accumulate/transfer/add-share.js";
import { packState } from "../accumulate/transfer/pack-state.js";
import { isRfmError } from "../errors.js";
import { settingsOf } from "../input/order-options.js";
import type { Outcome, Task } from "./messages.js";

/** Does a task, in whatever thread it is called. Never throws: what went wrong is an outcome. */
export function runTask({ settings, rule, work }: Task): Outcome {
  try {
    const state = new State(
      settingsOf("accumulate", { ...settings, currency: settings.currency ?? undefined }, []),
      rule,
    );
    const issues = work.share === null ? addAll(state, work.columns) : addShare(state, work.columns, work.share);
    return { state: packState(state, issues) };
  } catch (error) {
    // A class does not survive the way to another thread, its content does.
    return isRfmError(error) ? { code: error.code, message: error.message, details: error.details } : { error };
  }
}
