import type { ProfileType } from "../input/profiles/profiles.js";
import type { Rule } from "./rule.js";
import type { Membership } from "./rule-program.js";

/**
 * What a field holds, as far as rules are concerned; `"any"` where only its name is known.
 *
 * @since 0.1.0
 */
export type RuleFieldType = ProfileType | "any";

/**
 * The names that rules may use, so that a misspelt one is an error instead of an audience of nobody. What is left out is not checked.
 *
 * @since 0.1.0
 */
export interface RuleSchema {
  /** The fields of customers. @defaultValue any */
  readonly fields?: { readonly [name: string]: RuleFieldType } | undefined;
  /** The event types. @defaultValue any */
  readonly events?: readonly string[] | undefined;
  /** The fields of events, their value among them. @defaultValue any */
  readonly eventFields?: { readonly [name: string]: RuleFieldType } | undefined;
  /** The names that rules may refer to; with the rules behind them, these are checked too and circles found. @defaultValue any */
  readonly references?: readonly string[] | { readonly [name: string]: Rule | Membership } | undefined;
}

/**
 * What is wrong with a rule, and where.
 *
 * @since 0.1.0
 */
export interface RuleFault {
  /** Where, such as `rule.rules[1].value`. */
  readonly path: string;
  /** What kind of fault, as a stable word. */
  readonly code: RuleFaultCode;
  /** What must be there, what was found and what to do, for people. */
  readonly message: string;
  /** What was found there, cut to a readable length; not there for a fault of a whole part. */
  readonly received?: string;
}

/**
 * The kinds of faults of a rule.
 *
 * @since 0.1.0
 */
export type RuleFaultCode = "BAD_RULE" | "UNKNOWN_FIELD" | "UNKNOWN_EVENT" | "UNKNOWN_REFERENCE" | "CYCLIC_REFERENCE";
