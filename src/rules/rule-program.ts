import type { EventLog } from "../input/events/event-log.js";
import type { Customers, Ledger } from "../input/ledger.js";
import type { Profiles } from "../input/profiles/profiles.js";
import type { Rule } from "./rule.js";

/**
 * A set of customers that rules may refer to by name.
 *
 * @since 0.1.0
 */
export interface Membership {
  /** The customers, by code. */
  readonly customers: Customers;
  /** 1 for each member, by code. */
  readonly has: Uint8Array;
}

/**
 * What rules are evaluated over.
 *
 * @since 0.1.0
 */
export interface RuleData {
  /** What customers did. */
  readonly events?: EventLog | undefined;
  /** What is known of them. */
  readonly profiles?: Profiles | undefined;
  /** What {@link ReferenceRule} means by a name: another rule or a set of customers. */
  readonly references?: { readonly [name: string]: Rule | Membership } | undefined;
  /** `"all"`: the customers of the profiles, then those of the events that are not among them. `"profiles"`: only the former. @defaultValue "all" */
  readonly universe?: "all" | "profiles" | undefined;
}

/**
 * What rules are evaluated over, where orders may stand beside the events.
 *
 * @since 0.1.0
 */
export interface RuleDataWithOrders extends RuleData {
  /** Orders, each of which counts as an event of the type `purchaseType`. An error where the events have that type too. */
  readonly ledger?: Ledger | undefined;
  /** The event type of the orders of the ledger. @defaultValue "purchase" */
  readonly purchaseType?: string | undefined;
}

/** The customers that rules are asked about: first those of the profiles, then the others of the events, each in their order. */
export interface Universe {
  readonly size: number;
  readonly customers: Customers;
  /** For each customer its code in the event log, -1 where it has none. */
  readonly eventCodes: Int32Array;
  /** For each customer its code in the profiles, -1 where it has none. */
  readonly profileCodes: Int32Array;
}

/** An event that speaks for a rule. */
export interface EventReason {
  /** The type of the event. */
  readonly type: string;
  /** Its day, in days since 1970-01-01. */
  readonly day: number;
  /** Its position in the event log. */
  readonly event: number;
}

/** What speaks for a rule that holds: its true leaves, each by its path in the rule, with the events behind it. */
export interface LeafReason {
  /** Where the leaf stands, such as `rules[0].rules[2]`; empty for a rule that is a leaf. */
  readonly path: string;
  readonly rule: Rule;
  /** Whether the leaf holds; under a `not` it speaks for the rule that one does not. */
  readonly holds: boolean;
  /** The events that count, the latest first; none for an attribute. Of a reference those behind the rule that it names. */
  readonly events: readonly EventReason[];
}

/**
 * Rules compiled once over an event log and profiles; ready for any day. At most 31 rules: bit `i` of a match says whether rule `i` holds.
 *
 * `known` is the last day whose events count; it is the day of the question, or an earlier one to ask what will be if nothing more
 * happens. Events after `min(day, known)` never count.
 */
export interface RuleProgram {
  readonly universe: Universe;
  /** Copies of the rules, frozen. */
  readonly rules: readonly Rule[];
  /**
   * How many days before and after `known` the list of `changeDays` is complete: endless but for `anniversary`, which comes back every
   * year and of which every pattern is met within so many days.
   */
  readonly changeHorizon: number;
  /** Whether a match may differ from day to day: there are events, or dates of customers that are compared with relative ones. */
  readonly dependsOnDay: boolean;
  /** The bits of every customer of the universe on a day. One sequential pass over the events. */
  matchAll(day: number, known?: number): Uint32Array;
  /** The bits of one customer of the universe on a day. */
  match(row: number, day: number, known?: number): number;
  /**
   * Calls back with the bits of one customer on each of some days, ascending, until it says no; `known` may be endless, for what was
   * known on each day. Returns `false`, without a call, where the rules or the customer do not allow it. Cost: one pass over the
   * customer's events, whatever the number of days.
   */
  sweep(
    row: number,
    days: readonly number[],
    known: number,
    goesOn: (match: number, position: number) => boolean,
  ): boolean;
  /** The days of `changeDays` without those that come back every year; endless in both directions. */
  lastingChanges(row: number, known: number): number[];
  /**
   * Every day on which the bits of a customer can differ from those of the day before, ascending, with events known up to `known`:
   * past days and days to come. May hold days on which nothing changes. Days before `first` are left out.
   */
  changeDays(row: number, known: number, first?: number): number[];
  /** Why a rule holds for a customer on a day; empty where it does not hold. */
  reasons(row: number, rule: number, day: number, known?: number): LeafReason[];
}
