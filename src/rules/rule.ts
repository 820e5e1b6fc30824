/**
 * A condition on customers as data: a tree of groups over leaves. It survives JSON unchanged. The group and attribute forms are
 * those of react-querybuilder's `RuleGroupType`, so its editor works for them.
 *
 * @since 0.1.0
 */
export type Rule = RuleGroup | AttributeRule | EventRule | ReferenceRule;

/**
 * AND or OR over rules. An empty `and` holds for everyone, an empty `or` for no one; `not` turns the outcome afterwards.
 *
 * @since 0.1.0
 */
export interface RuleGroup {
  /** How the rules combine. */
  readonly combinator: "and" | "or";
  /** The rules, groups among them. */
  readonly rules: readonly Rule[];
  /** Whether the outcome is turned round. @defaultValue false */
  readonly not?: boolean | undefined;
  /** An editor's own name for it; nothing is done with it. */
  readonly id?: string | undefined;
  /** Whether the group is skipped, as if it were not there. @defaultValue false */
  readonly muted?: boolean | undefined;
}

/**
 * How an attribute compares. Only `null` and `notNull` see missing values: every other comparison with one is false.
 *
 * @since 0.1.0
 */
export type RuleOperator =
  | "="
  | "!="
  | "<"
  | ">"
  | "<="
  | ">="
  | "contains"
  | "beginsWith"
  | "endsWith"
  | "doesNotContain"
  | "doesNotBeginWith"
  | "doesNotEndWith"
  | "null"
  | "notNull"
  | "in"
  | "notIn"
  | "between"
  | "notBetween"
  | "anniversary";

/**
 * How a measure of events compares.
 *
 * @since 0.1.0
 */
export type NumberOperator = "=" | "!=" | "<" | ">" | "<=" | ">=" | "between" | "notBetween";

/**
 * A plain value of a rule.
 *
 * @since 0.1.0
 */
export type RuleScalar = string | number | boolean;

/**
 * A day by its distance from the day of the analysis, never from the clock: first the anchor, then the offset from it. So `endOfMonth` with
 * one month less is 28 January when asked in February; the last day of the month before is `startOfMonth` with one day less.
 *
 * @since 0.1.0
 */
export interface RelativeDate {
  /** Always `"relative"`. */
  readonly mode: "relative";
  /** Where the distance is counted from: the day of the analysis, or the first or last day of its week (from Monday), month or year. */
  readonly anchor:
    | "now"
    | "startOfDay"
    | "endOfDay"
    | "startOfWeek"
    | "endOfWeek"
    | "startOfMonth"
    | "endOfMonth"
    | "startOfYear"
    | "endOfYear";
  /** How many units later; negative for earlier. */
  readonly offset: number;
  /** The unit. Months and years end on the last day of a shorter month. */
  readonly unit: "day" | "week" | "month" | "year";
}

/**
 * A comparison of a field of the customer; inside `where` of an {@link EventRule}, of a field of the event.
 *
 * @since 0.1.0
 */
export interface AttributeRule {
  /** The field. */
  readonly field: string;
  /** The comparison. */
  readonly operator: RuleOperator;
  /** What it is compared with: two values for `between`, a list for `in`, a number of days for `anniversary`, nothing for `null`. */
  readonly value?: RuleScalar | RelativeDate | readonly (RuleScalar | RelativeDate)[] | undefined;
  /** An editor's own name for it; nothing is done with it. */
  readonly id?: string | undefined;
  /** Whether the rule is skipped, as if it were not there. @defaultValue false */
  readonly muted?: boolean | undefined;
}

/**
 * Which days count: the last `days` days, ages 0 to `days - 1`; or from one day to another, both included. Days after the day of the
 * analysis never count. The last calendar month is from `startOfMonth` with one month less to `startOfMonth` with one day less.
 *
 * @since 0.1.0
 */
export type RuleWindow =
  | {
      /** How many days, the day of the analysis included. */
      readonly days: number;
    }
  | {
      /** The first day: ISO text or a relative date. @defaultValue the beginning */
      readonly from?: string | RelativeDate | undefined;
      /** The last day. @defaultValue the day of the analysis */
      readonly to?: string | RelativeDate | undefined;
    };

/**
 * What is measured of the events. Without events `count`, `distinctDays`, `distinct` and `sum` are 0; the others are missing, so every
 * comparison with them is false.
 *
 * @since 0.1.0
 */
export interface EventMeasure {
  /** The measure. */
  readonly fn:
    | "count"
    | "distinctDays"
    | "distinct"
    | "sum"
    | "avg"
    | "min"
    | "max"
    | "daysSinceLast"
    | "daysSinceFirst";
  /** The field that `distinct`, `sum`, `avg`, `min` and `max` look at. */
  readonly field?: string | undefined;
}

/**
 * A comparison of what a customer did.
 *
 * @since 0.1.0
 */
export interface EventRule {
  /** The event type, or several of which any counts. */
  readonly event: string | readonly string[];
  /** What is measured. */
  readonly measure: EventMeasure;
  /** The comparison. */
  readonly operator: NumberOperator;
  /** The number it is compared with; two for `between`. */
  readonly value: number | readonly [number, number];
  /** Which days count. @defaultValue all up to the day of the analysis */
  readonly within?: RuleWindow | undefined;
  /** Which of the events count, by their fields. */
  readonly where?: RuleGroup | undefined;
  /** Leaves out events that have a partner: an event of that type, also up to the day of the analysis, with the same key. */
  readonly exceptKeyed?: ExceptKeyed | undefined;
  /** An editor's own name for it; nothing is done with it. */
  readonly id?: string | undefined;
  /** Whether the rule is skipped, as if it were not there. @defaultValue false */
  readonly muted?: boolean | undefined;
}

/**
 * A partner that takes an event out of the count: a redeemed coupon, a paid order.
 *
 * @since 0.1.0
 */
export interface ExceptKeyed {
  /** The type of the partner. */
  readonly event: string;
  /** The field whose value both share. */
  readonly key: string;
}

/**
 * Another rule, or a set of customers, by its name.
 *
 * @since 0.1.0
 */
export interface ReferenceRule {
  /** The name: of a named rule, a stage or a segment. */
  readonly segment: string;
  /** An editor's own name for it; nothing is done with it. */
  readonly id?: string | undefined;
  /** Whether the rule is skipped, as if it were not there. @defaultValue false */
  readonly muted?: boolean | undefined;
}
