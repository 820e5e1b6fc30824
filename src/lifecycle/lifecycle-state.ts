/**
 * Where a customer stands; exactly one at a time. See {@link lifecycle}.
 *
 * @since 0.1.0
 */
export type LifecycleState = "never" | "new" | "active" | "atRisk" | "lapsed" | "lost" | "reactivated";

/**
 * Every {@link LifecycleState}, in the order of all columns and tables.
 *
 * @since 0.1.0
 */
export const LIFECYCLE_STATES: readonly ["never", "new", "active", "atRisk", "lapsed", "lost", "reactivated"] =
  /* @__PURE__ */ Object.freeze(["never", "new", "active", "atRisk", "lapsed", "lost", "reactivated"] as const);

/** The positions of the states, as the columns hold them. */
export const NEVER = 0;
export const NEW = 1;
export const ACTIVE = 2;
export const AT_RISK = 3;
export const LAPSED = 4;
export const LOST = 5;
export const REACTIVATED = 6;

/** In a column of states: there is none. */
export const NO_STATE = 255;
