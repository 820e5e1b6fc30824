import { isMuted } from "../muted.js";
import type { EventRule, Rule, RuleGroup } from "../rule.js";
import type { Language, Of } from "./language.js";

/** Labels by name, which may be those of an object's own members. */
export type Names = { readonly [name: string]: string };

/** Where a text stands: as the whole sentence, alone in brackets, or among others. */
type Place = "whole" | "bracketed" | "among";

/** A checked rule in words. */
export function sentenceOf(rule: Rule, language: Language, names: Names): string {
  return describe(rule, "customers", "whole");

  function describe(rule: Rule, of: Of, place: Place): string {
    if ("combinator" in rule) return describeGroup(rule, of, place);
    if ("event" in rule) return describeEvent(rule);
    if ("segment" in rule) return language.reference(quoted(rule.segment));
    return language.attribute(spelled(rule.field), rule);
  }

  function describeGroup({ combinator, rules, not = false }: RuleGroup, of: Of, place: Place): string {
    const live = rules.filter((inner) => !isMuted(inner));
    if (live.length === 0) return language.constant((combinator === "and") !== not, of);
    // One rule needs no brackets: what is in them has its own where it needs them.
    if (live.length === 1) {
      const [only] = live;
      return not ? language.not(language.enclose(describe(only, of, "bracketed"))) : describe(only, of, place);
    }
    const text = language.join(
      live.map((inner) => describe(inner, of, "among")),
      combinator,
      place === "whole" && !not,
    );
    if (not) return language.not(language.enclose(text));
    return place === "among" ? language.enclose(text) : text;
  }

  function describeEvent(rule: EventRule): string {
    const { event, measure, within, where, exceptKeyed } = rule;
    const { operator, value } = plainest(rule);
    return language.event({
      types: (typeof event === "string" ? [event] : event).map(quoted),
      fn: measure.fn,
      field: measure.field === undefined ? "" : spelled(measure.field),
      operator,
      value,
      within,
      where: where === undefined || isMuted(where) ? "" : describe(where, "events", "bracketed"),
      except: exceptKeyed === undefined ? null : { event: quoted(exceptKeyed.event), key: spelled(exceptKeyed.key) },
    });
  }

  function labelOf(name: string): string | undefined {
    return Object.hasOwn(names, name) ? names[name] : undefined;
  }

  function quoted(name: string): string {
    return language.quote(labelOf(name) ?? name);
  }

  /** A field; in quotes where its name could be taken for a part of the sentence. */
  function spelled(name: string): string {
    const isPlain = /^[\p{L}_$][\p{L}\p{N}_.$-]*$/u.test(name) && !language.isOwnWord(name);
    return labelOf(name) ?? (isPlain ? name : language.quote(name));
  }
}

/** What a comparison says in fewer words: two equal bounds are one number, and of a count "less than 1" is 0, "more than 0" at least 1. */
function plainest({ measure, operator, value }: EventRule): Pick<EventRule, "operator" | "value"> {
  if (typeof value !== "number") {
    const [low, high] = value;
    if (low !== high) return { operator, value };
    return plainest({ measure, operator: operator === "between" ? "=" : "!=", value: low } as EventRule);
  }
  if (measure.fn !== "count" && measure.fn !== "distinctDays" && measure.fn !== "distinct") return { operator, value };
  const isNone = value === 0 ? operator === "<=" : value === 1 && operator === "<";
  if (isNone) return { operator: "=", value: 0 };
  return value === 0 && (operator === ">" || operator === "!=") ? { operator: ">=", value: 1 } : { operator, value };
}
