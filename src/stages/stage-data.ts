import type { EventLog } from "../input/events/event-log.js";
import type { Ledger } from "../input/ledger.js";
import type { Profiles } from "../input/profiles/profiles.js";
import type { Rule } from "../rules/rule.js";
import type { Membership } from "../rules/rule-program.js";

/**
 * What stages are judged by: events, orders or profiles, at least one of them.
 *
 * @since 0.1.0
 */
export interface StageData {
  /** What customers did. */
  readonly events?: EventLog | undefined;
  /** What is known of them. */
  readonly profiles?: Profiles | undefined;
  /** Orders, each of which counts as an event of the type `purchaseType`. An error where the events have that type too. */
  readonly ledger?: Ledger | undefined;
  /** The event type of the orders of the ledger. @defaultValue "purchase" */
  readonly purchaseType?: string | undefined;
  /** `"all"`: the customers of the profiles, then the others of the events and orders. `"profiles"`: only the former. @defaultValue "all" */
  readonly universe?: "all" | "profiles" | undefined;
  /** What a `{ segment }` of a rule means by a name: another rule or a set of customers. */
  readonly references?: { readonly [name: string]: Rule | Membership } | undefined;
}
