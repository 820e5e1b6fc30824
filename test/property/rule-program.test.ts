import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CustomerId, EventRule, Rule } from "../../src/index.js";
import { compileRules } from "../../src/rules/compile-rules.js";
import { matchRule } from "../../src/rules/match-rule.js";
import type { RuleData, RuleProgram } from "../../src/rules/rule-program.js";
import { eventOver } from "./arbitrary-rules.js";
import { dataOf, FIRST, LAST, logOf, rules, WORDS, worlds } from "./arbitrary-worlds.js";
import { counted, holds, isSkipped } from "./naive-rules.js";

const asOfs = fc.integer({ min: FIRST - 5, max: LAST + 40 });
const lag = fc.oneof(
  { arbitrary: fc.constant(0), weight: 3 },
  { arbitrary: fc.integer({ min: 1, max: 60 }), weight: 1 },
);

function customersOf({ universe }: RuleProgram): CustomerId[] {
  return Array.from({ length: universe.size }, (_, row) => universe.customers.id(row));
}

/** The ids that match, told apart by type. */
function idsOf(data: RuleData, rule: Rule, asOf: number): string[] {
  const { ids } = matchRule(rule, { ...data, asOf: asOf * 86_400_000 });
  return ids().map((id) => `${typeof id} ${id}`);
}

const not = (rule: Rule): Rule => ({ combinator: "and", rules: [rule], not: true });
const group = (combinator: "and" | "or", ...parts: Rule[]): Rule => ({ combinator, rules: parts });

describe("a program of rules", () => {
  it("answers like a filter and a count for every leaf, on any day, also where events of later days are not known yet", () => {
    fc.assert(
      fc.property(worlds, fc.array(rules, { minLength: 1, maxLength: 4 }), asOfs, lag, (world, several, asOf, late) => {
        const program = compileRules("test", several, dataOf(world));
        const known = asOf - late;
        const expected = customersOf(program).map((customer) =>
          several.reduce((bits, rule, i) => bits + (holds(rule, { world, customer, asOf, known }) ? 2 ** i : 0), 0),
        );
        expect([...program.matchAll(asOf, known)]).toEqual(expected);
        expect(expected.map((_, row) => program.match(row, asOf, known))).toEqual(expected);
      }),
      { numRuns: 3 * (fc.readConfigureGlobal()?.numRuns ?? 100) },
    );
  });

  it("asks all customers of profiles and events once, those of the profiles first", () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom("all", "profiles"), (world, universe) => {
        const program = compileRules("test", [], { ...dataOf(world), universe });
        const people = world.people.map(({ customer }) => customer);
        const others = universe === "all" ? world.deeds.map(({ customer }) => customer) : [];
        expect(customersOf(program)).toEqual([...new Set([...people, ...others])]);
        customersOf(program).forEach((customer, row) => {
          expect(program.universe.customers.find(customer)).toBe(row);
        });
      }),
    );
  });

  it("changes from one day to the next on none but the days that it names", () => {
    fc.assert(
      fc.property(worlds, fc.array(rules, { minLength: 1, maxLength: 3 }), asOfs, (world, several, known) => {
        const program = compileRules("test", several, dataOf(world));
        customersOf(program).forEach((_, row) => {
          const named = program.changeDays(row, known);
          expect(named).toEqual([...new Set(named)].sort((a, b) => a - b));
          expect(program.changeDays(row, known, known + 1)).toEqual(named.filter((day) => day > known));
          const days = new Set(named);
          let bits = program.match(row, FIRST - 400, known);
          for (let day = FIRST - 399; day < LAST + 600; day++) {
            const next = program.match(row, day, known);
            if (next !== bits) expect(days, `of day ${day} with known ${known}`).toContain(day);
            bits = next;
          }
        });
      }),
      { numRuns: Math.ceil((fc.readConfigureGlobal()?.numRuns ?? 100) / 3) },
    );
  });

  it("matches on many days in one sweep as on each of them", () => {
    const step = fc.integer({ min: 1, max: 30 });
    const knowns = fc.oneof(fc.constant(Number.POSITIVE_INFINITY), asOfs);
    fc.assert(
      fc.property(
        worlds,
        fc.array(rules, { minLength: 1, maxLength: 3 }),
        step,
        knowns,
        (world, several, by, known) => {
          const program = compileRules("test", several, dataOf(world));
          const days = Array.from({ length: Math.ceil(260 / by) }, (_, i) => FIRST - 30 + i * by);
          customersOf(program).forEach((_, row) => {
            const swept: number[] = [];
            const isSwept = program.sweep(row, days, known, (match) => swept.push(match) < days.length);
            if (isSwept) expect(swept).toEqual(days.map((day) => program.match(row, day, known)));
            else expect(swept).toEqual([]);
          });
        },
      ),
    );
  });

  it("gives as reasons leaves that are as they say, by which alone the rule holds, with the events that count", () => {
    fc.assert(
      fc.property(worlds, rules, asOfs, (world, rule, asOf) => {
        const program = compileRules("test", [rule], dataOf(world));
        customersOf(program).forEach((customer, row) => {
          const question = { world, customer, asOf, known: asOf };
          const reasons = program.reasons(row, 0, asOf);
          if (!holds(rule, question)) {
            expect(reasons).toEqual([]);
            return;
          }
          const told = new Map(reasons.map(({ path, holds }) => [path, holds]));
          for (const { path, holds: outcome, rule: leaf, events } of reasons) {
            const own = at(rule, path);
            expect(leaf).toEqual(own);
            expect(holds(own, question)).toBe(outcome);
            const days = events.map(({ day }) => day);
            expect(days).toEqual([...days].sort((a, b) => b - a));
            if ("event" in own) expect(days.length).toBe(measured(own, counted(own, question)).length);
            else if ("field" in own) expect(events).toEqual([]);
          }
          expect(holdsBy(rule, told, "", true)).toBe(true);
        });
      }),
    );
  });
});

describe("sums and means of numbers", () => {
  const decimal = fc
    .tuple(fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -50, max: 50 })), fc.integer({ min: 0, max: 8 }))
    .map(([digits, places]) => Number(`${digits}e-${places}`));
  const outlier = fc.constantFrom<number | bigint>(1e30, -1e30, 1e-30, 5e-324, 1e300, 10n ** 40n, 2n ** 64n + 1n);
  const numbers = fc.array(decimal, { minLength: 1, maxLength: 12, size: "max" });
  const others = fc.array(fc.tuple(fc.constantFrom(1, 2), outlier), { maxLength: 2 });

  it("are those of exact fractions, just at the bound and just beside it", () => {
    const comparison = fc.record({
      fn: fc.constantFrom("sum", "avg"),
      operator: fc.constantFrom("=", "!=", "<", "<=", ">", ">="),
      nudge: fc.constantFrom(0, 2 ** -53, -(2 ** -53), 0.1),
    });
    fc.assert(
      fc.property(numbers, others, comparison, (values, outliers, { fn, operator, nudge }) => {
        const rated = [...values.map((rating) => [1, rating] as const), ...outliers];
        const deeds = rated.map(([customer, rating]) => ({
          customer,
          type: "rate",
          day: FIRST,
          minor: null,
          fields: { rating },
        }));
        const world = { deeds, people: [], dates: [], decimals: 0, references: new Map() };
        const total = values.reduce((a, b) => a + b, 0);
        const near = (fn === "sum" ? total : total / values.length) * (1 + nudge);
        const rule: Rule = { event: "rate", measure: { fn, field: "rating" }, operator, value: near };
        for (const customer of new Set(rated.map(([id]) => id))) {
          const question = { world, customer, asOf: FIRST, known: FIRST };
          expect(
            matchRule(rule, { events: logOf(world) })
              .ids()
              .includes(customer),
          ).toBe(holds(rule, question));
        }
      }),
      { numRuns: 5 * (fc.readConfigureGlobal()?.numRuns ?? 100) },
    );
  });
});

/** The rule at a path such as `rules[0].rules[2]`. */
function at(rule: Rule, path: string): Rule {
  const steps = [...path.matchAll(/rules\[(\d+)\]/g)].map((step) => Number(step[1]));
  return steps.reduce<Rule>((own, step) => ("combinator" in own ? own.rules[step] : own), rule);
}

/** Deeds without what the measure looks at are not behind it. */
function measured(rule: EventRule, deeds: ReturnType<typeof counted>): unknown[] {
  const { fn, field = "" } = rule.measure;
  const measuredOf = (deed: (typeof deeds)[number]): unknown =>
    field === "value" ? deed.minor : (deed.fields[field] ?? null);
  if (fn === "distinct") return deeds.filter((deed) => measuredOf(deed) !== null);
  return field === "" ? deeds : deeds.filter((deed) => ["number", "bigint"].includes(typeof measuredOf(deed)));
}

/** What a rule is if the told leaves are as told and every other is what would make it fail. */
function holdsBy(rule: Rule, told: ReadonlyMap<string, boolean>, path: string, wanted: boolean): boolean {
  if (!("combinator" in rule)) return told.get(path) ?? !wanted;
  const inner = wanted !== (rule.not === true);
  const outcomes = rule.rules.flatMap((part, i) =>
    isSkipped(part) ? [] : [holdsBy(part, told, `${path}${path === "" ? "" : "."}rules[${i}]`, inner)],
  );
  const outcome = rule.combinator === "and" ? outcomes.every(Boolean) : outcomes.some(Boolean);
  return rule.not === true ? !outcome : outcome;
}

describe("the logic of rules", () => {
  it("obeys De Morgan, undoes a double negation and shares the customers out between a rule and its negation", () => {
    fc.assert(
      fc.property(worlds, rules, rules, asOfs, (world, a, b, asOf) => {
        const data = dataOf(world);
        expect(idsOf(data, not(group("and", a, b)), asOf)).toEqual(idsOf(data, group("or", not(a), not(b)), asOf));
        expect(idsOf(data, not(group("or", a, b)), asOf)).toEqual(idsOf(data, group("and", not(a), not(b)), asOf));
        const own = idsOf(data, a, asOf);
        expect(idsOf(data, not(not(a)), asOf)).toEqual(own);
        const others = idsOf(data, not(a), asOf);
        const all = idsOf(data, group("and"), asOf);
        expect([...own, ...others].sort()).toEqual([...all].sort());
        expect(idsOf(data, group("or"), asOf)).toEqual([]);
      }),
    );
  });

  it("does not depend on the order of events and profiles", () => {
    const shuffled = worlds.chain((world) =>
      fc
        .tuple(
          fc.shuffledSubarray([...world.deeds], { minLength: world.deeds.length }),
          fc.shuffledSubarray([...world.people], { minLength: world.people.length }),
        )
        .map(([deeds, people]) => [world, { ...world, deeds, people }] as const),
    );
    fc.assert(
      fc.property(shuffled, rules, asOfs, ([world, other], rule, asOf) => {
        expect(idsOf(dataOf(other), rule, asOf).sort()).toEqual(idsOf(dataOf(world), rule, asOf).sort());
      }),
    );
  });

  it("finds fewer customers for a higher count and more for a wider window", () => {
    const sizes = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 90 }), fc.nat(3), fc.nat(60));
    fc.assert(
      fc.property(worlds, eventOver(WORDS), sizes, asOfs, (world, leaf, [count, days, more, wider], asOf) => {
        const data = dataOf(world);
        const { muted: _, ...own } = leaf;
        const idsAt = (value: number, width: number): string[] => {
          const rule = { ...own, measure: { fn: "count" }, operator: ">=", value, within: { days: width } } as const;
          return idsOf(data, rule, asOf);
        };
        const some = idsAt(count, days);
        expect(some).toEqual(expect.arrayContaining(idsAt(count + more, days)));
        expect(idsAt(count, days + wider)).toEqual(expect.arrayContaining(some));
      }),
    );
  });

  it("is the same for a rule, for its name, and for the set of those who match it", () => {
    fc.assert(
      fc.property(worlds, rules, asOfs, (world, rule, asOf) => {
        const data = { ...dataOf(world), asOf: asOf * 86_400_000 };
        const match = matchRule(rule, data);
        const references = { ...data.references, itself: rule, those: match };
        for (const segment of ["itself", "those"]) {
          expect(matchRule({ segment }, { ...data, references }).ids()).toEqual(match.ids());
        }
        const json = JSON.parse(JSON.stringify(rule)) as Rule;
        expect([...matchRule(json, data).has]).toEqual([...match.has]);
      }),
    );
  });
});
