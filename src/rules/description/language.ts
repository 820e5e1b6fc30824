import type { AttributeRule, EventRule, RuleGroup } from "../rule.js";

/** What the fields of a group's rules belong to. */
export type Of = "customers" | "events";

/** An event rule whose names are spelled and whose parts are described already. */
export interface EventParts extends Pick<EventRule, "operator" | "value" | "within"> {
  /** The event types, in quotes. */
  readonly types: readonly string[];
  readonly fn: EventRule["measure"]["fn"];
  /** The field of the measure; empty where it has none. */
  readonly field: string;
  /** The filter; empty where there is none. */
  readonly where: string;
  /** The partner that takes events out: its type in quotes and the shared field. */
  readonly except: { readonly event: string; readonly key: string } | null;
}

/** How one language says a rule. */
export interface Language {
  quote(text: string): string;
  /** Whether a field's name reads as a word of the sentence itself. */
  isOwnWord(name: string): boolean;
  /** A group that holds always, or never. */
  constant(holds: boolean, of: Of): string;
  join(parts: readonly string[], combinator: RuleGroup["combinator"], isWhole: boolean): string;
  enclose(text: string): string;
  not(enclosed: string): string;
  reference(name: string): string;
  attribute(field: string, rule: AttributeRule): string;
  event(parts: EventParts): string;
}
