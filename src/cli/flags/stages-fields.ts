import { isMuted } from "../../rules/muted.js";
import type { AttributeRule, Rule } from "../../rules/rule.js";
import type { StageModel } from "../../stages/stage-model.js";
import type { CellKind } from "../csv/read-events.js";

/**
 * The fields of events that the rules of a model look at, and what a file must be read as for them: a CSV file holds nothing but text,
 * and no text equals a number.
 */
export function eventFieldsIn({ stages }: StageModel): Map<string, CellKind> {
  const kinds = new Map<string, CellKind | null>();
  const note = (field: string, kind: CellKind | null): void => {
    const known = kinds.get(field);
    // What is compared with text and with numbers alike stays text.
    const isOpen = known === undefined || known === null;
    kinds.set(field, isOpen ? kind : kind === null || kind === known ? known : "text");
  };
  const todo: { readonly rule: Rule; readonly isOfEvent: boolean }[] = stages.map(({ when }) => ({
    rule: when,
    isOfEvent: false,
  }));
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { rule, isOfEvent } = next;
    if (isMuted(rule)) continue;
    if ("combinator" in rule) todo.push(...rule.rules.map((part) => ({ rule: part, isOfEvent })));
    else if ("event" in rule) {
      const { measure, where, exceptKeyed } = rule;
      if (measure.field !== undefined) note(measure.field, measure.fn === "distinct" ? null : "number");
      if (exceptKeyed !== undefined) note(exceptKeyed.key, null);
      if (where !== undefined) todo.push({ rule: where, isOfEvent: true });
    } else if ("field" in rule && isOfEvent) note(rule.field, kindOf(rule));
  }
  return new Map(Array.from(kinds, ([field, kind]) => [field, kind ?? "text"]));
}

/** What the values of a comparison are; `null` where it has none. */
function kindOf({ value }: AttributeRule): CellKind | null {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const types = new Set(values.map((one) => typeof one));
  if (types.size !== 1) return "text";
  if (types.has("undefined")) return null;
  return types.has("number") ? "number" : types.has("boolean") ? "boolean" : "text";
}
