import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  and,
  attr,
  checkRule,
  describeRule,
  event,
  normalizeRule,
  not,
  or,
  type Rule,
  type RuleGroup,
  type RuleSchema,
  ref,
  validateRule,
} from "../../src/index.js";
import { type FieldType, isMuted, leafOver, type RuleWords, ruleOver } from "./arbitrary-rules.js";

const fields: { readonly [name: string]: FieldType } = {
  city: "text",
  points: "number",
  vip: "boolean",
  born: "date",
  "odd name": "text",
};
const eventFields: { readonly [name: string]: FieldType } = { value: "number", item: "text", due: "date" };
const words: RuleWords = { fields, eventTypes: ["buy", "cart"], eventFields, references: ["gold", "__proto__"] };
const schema: RuleSchema = { fields, eventFields, events: ["buy", "cart"], references: ["gold", "__proto__"] };

const rule = ruleOver(words);

describe("every rule of the language", () => {
  it("is valid, and so is every part that is not muted", () => {
    fc.assert(
      fc.property(rule, (rule) => {
        expect(checkRule(rule, schema).faults).toEqual([]);
        expect(validateRule(rule)).toBe(rule);
        for (const part of partsOf(rule)) if (!isMuted(part)) expect(checkRule(part, schema).faults).toEqual([]);
      }),
    );
  });

  it("survives JSON unchanged", () => {
    fc.assert(
      fc.property(rule, (rule) => {
        const read = JSON.parse(JSON.stringify(rule));
        expect(read).toStrictEqual(rule);
        expect(validateRule(read, schema)).toBe(read);
      }),
    );
  });

  it("is no longer valid with a key that is misspelt or of another type", () => {
    fc.assert(
      fc.property(rule, fc.nat(), fc.constantFrom<unknown>(null, {}, Number.NaN, 1n), (rule, n, bad) => {
        const changes = changesOf(rule, bad);
        const changed = changes[n % changes.length];
        expect(checkRule(changed, schema).faults.length, JSON.stringify(rule)).toBeGreaterThan(0);
      }),
    );
  });
});

describe("anything at all", () => {
  it("is either returned or refused with a path, and nothing else is thrown", () => {
    const key = fc.constantFrom(
      "combinator",
      "rules",
      "field",
      "operator",
      "value",
      "event",
      "measure",
      "segment",
      "fn",
    );
    const word = fc.constantFrom<unknown>(
      "and",
      "=",
      "between",
      "count",
      "city",
      "points",
      "buy",
      1,
      true,
      null,
      undefined,
    );
    const { thing } = fc.letrec<{ thing: unknown }>((tie) => ({
      thing: fc.oneof(
        { maxDepth: 4 },
        word,
        fc.anything(),
        fc.array(tie("thing"), { maxLength: 3 }),
        fc.dictionary(key, tie("thing"), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(thing, (thing) => {
        const { faults } = checkRule(thing, schema);
        for (const { path, message } of faults) {
          expect(path).toMatch(/^rule/);
          expect(message.startsWith(`${path} `)).toBe(true);
        }
        if (faults.length === 0) expect(validateRule(thing, schema)).toBe(thing);
        else expect(() => validateRule(thing, schema)).toThrow(`validateRule: ${faults[0]?.message}`);
        try {
          normalizeRule(thing, schema);
        } catch (error) {
          expect(error).toMatchObject({ name: "RfmError", details: { path: expect.stringMatching(/^rule/) } });
        }
      }),
    );
  });
});

describe("a builder", () => {
  it("gives valid plain rules for whatever it takes", () => {
    fc.assert(
      fc.property(
        fc.array(rule, { maxLength: 3 }),
        fc.string({ minLength: 1 }),
        fc.double({ noNaN: true }),
        (rules, name, n) => {
          const number = Number.isFinite(n) ? n : 7;
          const built = [
            and(...rules),
            or(...rules),
            ...rules.map(not),
            ref(name),
            attr(name, "=", number),
            attr(name, "in", [name, number, true]),
            event(name, "<=", number, {
              within: 1 + (Math.abs(Math.trunc(number)) % 1000),
              where: attr(name, "contains", name),
            }),
            event([name, name], { measure: "distinctDays" }),
          ];
          for (const one of built) {
            expect(validateRule(one)).toBe(one);
            expect(JSON.parse(JSON.stringify(one))).toStrictEqual(one);
          }
        },
      ),
    );
  });

  it("copies rules as they are, and not turns them round and back", () => {
    fc.assert(
      fc.property(rule, rule, (a, b) => {
        expect(and(a, b)).toStrictEqual({ combinator: "and", rules: [a, b] });
        const group = or(a, b);
        expect(not(not(group))).toStrictEqual(group);
        expect(not(not(a)).not ?? false).toBe("combinator" in a ? (a.not ?? false) : false);
      }),
    );
  });
});

describe("normalizeRule", () => {
  it("leaves a rule in which nothing is muted as it is, and changes nothing a second time", () => {
    fc.assert(
      fc.property(rule, (rule) => {
        const once = normalizeRule(rule, schema);
        expect(once).toStrictEqual(withoutMuted(rule));
        expect(normalizeRule(once, schema)).toStrictEqual(once);
      }),
    );
  });

  it("gives back the rule that an editor held as text, with keys of its own", () => {
    fc.assert(
      fc.property(rule, (rule) => {
        expect(normalizeRule(asEdited(rule, fields), schema)).toStrictEqual(withoutMuted(rule));
      }),
    );
  });
});

describe("describeRule", () => {
  const languages = ["en", "zh-Hans"] as const;
  // Without the words that a sentence must not say by accident.
  const plain: RuleWords = { ...words, texts: ["a", "b", "ab", "", "10", "是", "2026-01-31", 'a", "b', "”、“"] };
  const leaf = leafOver(plain).map((leaf) => withoutMarks(leaf));

  it("says something of every rule, and never what a program would say", () => {
    fc.assert(
      fc.property(ruleOver(plain), fc.constantFrom(...languages), (rule, language) => {
        const text = describeRule(rule, { language });
        expect(text).not.toBe("");
        expect(text).not.toMatch(/undefined|null|NaN|\[object|,\s*,|\s\s|^\s|\s$|\(\)|（）/);
      }),
    );
  });

  it("says the same of a rule without what is muted", () => {
    fc.assert(
      fc.property(ruleOver(plain), fc.constantFrom(...languages), (rule, language) => {
        expect(describeRule(withoutMuted(rule), { language })).toBe(describeRule(rule, { language }));
      }),
    );
  });

  it("says different things of leaves that differ in anything", () => {
    fc.assert(
      fc.property(leaf, leaf, fc.nat(), fc.constantFrom(...languages), (a, other, n, language) => {
        // Two leaves at random differ in much: one part of the other in the first is the sharper question.
        const mixed = [other, ...mixesOf(a, other)].filter((rule) => checkRule(rule, schema).faults.length === 0);
        const b = mixed[n % mixed.length] as Rule;
        if (meaningOf(a) === meaningOf(b)) return;
        expect(describeRule(b, { language }), meaningOf(b)).not.toBe(describeRule(a, { language }));
      }),
    );
  });

  it.each(languages)(
    "says different things of groups that are built differently, of all small ones in %s",
    (language) => {
      const leaves: Rule[] = [ref("gold"), ref("iron")];
      const trees = groupsOf([...leaves, ...groupsOf(leaves)]);
      const meanings = new Map<string, string>();
      for (const tree of trees) {
        const text = describeRule(tree, { language });
        const meaning = JSON.stringify(unwrapped(tree));
        expect(meanings.get(text) ?? meaning, text).toBe(meaning);
        meanings.set(text, meaning);
      }
      expect(meanings.size).toBe(new Set(meanings.values()).size);
    },
  );
});

/** Every group of one or two of the rules. */
function groupsOf(rules: readonly Rule[]): Rule[] {
  const members = [...rules.map((rule) => [rule]), ...rules.flatMap((a) => rules.map((b) => [a, b]))];
  return members.flatMap((rules) =>
    (["and", "or"] as const).flatMap((combinator) => [
      { combinator, rules },
      { combinator, rules, not: true },
    ]),
  );
}

/** A rule and all rules in it. */
function partsOf(rule: Rule): Rule[] {
  return "combinator" in rule ? [rule, ...rule.rules.flatMap(partsOf)] : [rule];
}

type Json = { readonly [key: string]: unknown };

/** The rule with one key, of itself or of a rule in it, that holds what none may hold, or that is misspelt. */
function changesOf(rule: Rule, bad: unknown): unknown[] {
  const own = Object.keys(rule).flatMap((key) => {
    const { [key]: value, ...rest } = rule as unknown as Json;
    return [
      { ...rest, [key]: bad },
      { ...rest, [`${key}s`]: value },
    ];
  });
  const inner = "combinator" in rule ? rule.rules : [];
  const deeper = inner.flatMap((part, i) =>
    changesOf(part, bad).map((changed) => ({ ...rule, rules: inner.map((other, j) => (j === i ? changed : other)) })),
  );
  return [...own, ...deeper];
}

/** The rule without what is muted, written anew. */
function withoutMuted(rule: Rule): Rule {
  const live = (group: RuleGroup): RuleGroup => ({
    ...group,
    rules: group.rules.filter((inner) => !isMuted(inner)).map(withoutMuted),
  });
  if ("combinator" in rule) return live(rule);
  if (!("event" in rule) || rule.where === undefined) return rule;
  const { where, ...rest } = rule;
  return isMuted(where) ? rest : { ...rest, where: live(where) };
}

/** What an editor holds: numbers and the like as text, lists with commas, event rules in meta, keys of its own. */
function asEdited(rule: Rule, types: { readonly [name: string]: FieldType }): unknown {
  const marks = { path: [0], disabled: false };
  if ("combinator" in rule) return { ...rule, ...marks, rules: rule.rules.map((inner) => asEdited(inner, types)) };
  if ("field" in rule) {
    const { value } = rule;
    const isText = types[rule.field] === "text";
    return { ...rule, ...marks, valueSource: "value", value: value === undefined ? "left" : asText(value, isText) };
  }
  const { id, muted, ...meta } = rule;
  const own = Object.entries({ id, muted }).filter(([, mark]) => mark !== undefined);
  const leaf = { field: "~", operator: "=", value: "", ...marks, ...Object.fromEntries(own) };
  if (!("event" in meta)) return { ...leaf, meta };
  const { where } = meta;
  const filter = where === undefined ? {} : { where: asEdited(where, eventFields) };
  return { ...leaf, meta: { ...meta, ...filter, value: asText(meta.value, false) } };
}

function asText(value: unknown, isText: boolean): unknown {
  if (Array.isArray(value)) {
    const joins = value.every((one) => typeof one !== "object" && `${one}`.trim() === `${one}` && one !== "");
    return joins ? value.map((one) => `${one}`.replaceAll(",", "\\,")).join(",") : value;
  }
  return typeof value === "object" || isText ? value : String(value);
}

/** The leaf without what says nothing of customers. */
function withoutMarks(leaf: Rule): Rule {
  const { id: _, muted: __, ...rest } = leaf;
  return rest as Rule;
}

/** The first leaf with one key of the other, for each of them. */
function mixesOf(a: Rule, b: Rule): Rule[] {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.map((key) => {
    const { [key]: _, ...rest } = a as unknown as Json;
    return (key in b ? { ...rest, [key]: (b as unknown as Json)[key] } : rest) as unknown as Rule;
  });
}

/** What a leaf means, so that two leaves of one meaning have one text. */
function meaningOf(leaf: Rule): string {
  return JSON.stringify(leaf, (_, value) => {
    if (Array.isArray(value)) return value;
    if (typeof value !== "object" || value === null) return value;
    const { id: _id, muted: _muted, ...known } = value as Json;
    const sorted = Object.fromEntries(Object.entries(known).sort(([a], [b]) => (a < b ? -1 : 1)));
    if (sorted["mode"] === "relative") return relativeMeaning(sorted);
    if ("event" in sorted) return eventMeaning(sorted);
    return sorted;
  });
}

function relativeMeaning({ anchor, offset, unit }: Json): unknown {
  const from = ["now", "startOfDay", "endOfDay"].includes(anchor as string) ? "now" : anchor;
  return { from, offset, unit: offset === 0 ? "day" : unit };
}

function eventMeaning({ event, where, ...rest }: Json): unknown {
  const types = Array.isArray(event) && event.length === 1 ? event[0] : event;
  const filter = where as RuleGroup | undefined;
  if (filter === undefined || isMuted(filter)) return { types, ...rest };
  return { types, ...rest, filter: unwrapped(withoutMuted(filter)) };
}

/** The tree without groups of one rule, whose combinator says nothing, and with "not" only where it stands in the text. */
function unwrapped(rule: Rule): unknown {
  if (!("combinator" in rule)) return rule;
  const { combinator, rules, not = false } = rule;
  if (rules.length === 0) return (combinator === "and") !== not;
  const inner = rules.map(unwrapped);
  if (inner.length === 1) return not ? ["not", inner[0]] : inner[0];
  return not ? ["not", [combinator, ...inner]] : [combinator, ...inner];
}

describe("a number as text", () => {
  const read = (value: string): unknown =>
    (normalizeRule({ field: "points", operator: "=", value }, schema) as { value?: unknown }).value;

  it("is the number that spells it, whichever way it is written", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat({ max: 3 }), (number, zeros) => {
        const text = String(number);
        const forms = [text, ` ${text}`, number.toExponential(), text.replace(/^(-?)(?=\d)/, `$1${"0".repeat(zeros)}`)];
        for (const form of forms) expect(read(form)).toBe(number === 0 ? 0 : number);
      }),
    );
  });

  it("is that integer, or refused", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (integer) => {
        const nearest = Number(integer);
        if (String(nearest) === String(integer)) expect(read(String(integer))).toBe(nearest);
        else expect(() => read(String(integer))).toThrow(/as a number it would be rounded to/);
      }),
    );
  });
});
