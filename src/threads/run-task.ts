import { State } from "../accumulate/state.js";
import { addAll } from "../accumulate/transfer/add-all.js";
import { addParted } from "../accumulate/transfer/add-parted.js";
import { addShare } from "../accumulate/transfer/add-share.js";
import { addSlice } from "../accumulate/transfer/add-slice.js";
import { packState } from "../accumulate/transfer/pack-state.js";
import { isRfmError } from "../errors.js";
import { settingsOf } from "../input/order-options.js";
import type { RowIssues } from "../input/row-issues.js";
import type { Outcome, Task, Work } from "./messages.js";

/**
 * Does a task, in whatever thread it is called. Where it yields, the other threads that it is done with must come as far before it goes
 * on. Never throws: what went wrong is an outcome.
 */
export function* runTask({ settings, rule, work }: Task): Generator<void, Outcome> {
  try {
    const state = new State(
      settingsOf("accumulate", { ...settings, currency: settings.currency ?? undefined }, []),
      rule,
    );
    const issues = yield* addWork(state, work);
    return { state: packState(state, issues) };
  } catch (error) {
    // A class does not survive the way to another thread, its content does.
    return isRfmError(error) ? { code: error.code, message: error.message, details: error.details } : { error };
  }
}

function* addWork(state: State, work: Work): Generator<void, RowIssues> {
  if (work.share === null) {
    return work.slice === null ? addAll(state, work.columns) : addSlice(state, work.columns, work.slice);
  }
  if (work.together === null) return addShare(state, work.columns, work.share);
  return yield* addParted(state, work.columns, work.share, work.together.exchange);
}
