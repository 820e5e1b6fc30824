import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aipl,
  aiplDatabank,
  aiplTechsun,
  type CustomerId,
  classifyStages,
  concentration,
  defineStages,
  formatDay,
  jd4a,
  o5a,
  type Rule,
  type StageAssignment,
  type StageModel,
  type StageResult,
  stageFlow,
  stageTrend,
} from "../../src/index.js";
import { CUSTOMERS, deeds, logOf, msOf, people, profilesOf, TODAY } from "./arbitrary-stages.js";
import * as worldly from "./arbitrary-worlds.js";
import { holds, isSkipped, type World } from "./naive-rules.js";

const { FIRST, LAST, worlds } = worldly;
// A world is asked about by the book, which takes its time.
const fewer = { numRuns: Math.ceil((fc.readConfigureGlobal()?.numRuns ?? 100) / 4) };
const asOfs = fc.integer({ min: FIRST - 5, max: LAST + 40 });

function hasLeaf(rule: Rule): boolean {
  return !isSkipped(rule) && (!("combinator" in rule) || rule.rules.some(hasLeaf));
}

/** A model of any rules, in which stages may require shallower ones. */
const models: fc.Arbitrary<StageModel> = fc
  .array(fc.tuple(worldly.rules.filter(hasLeaf), fc.integer({ min: -4, max: 3 })), { minLength: 1, maxLength: 5 })
  .map((parts) =>
    defineStages({
      id: "any",
      version: "1",
      stages: parts.map(([when, requires], s) => ({
        id: `s${s}`,
        when,
        ...(requires >= 0 && requires < s ? { requires: `s${requires}` } : {}),
      })),
    }),
  );

/** The stage by the book: from the deepest, the first of which the rule holds and all that it requires. */
function naiveStage(
  { stages }: StageModel,
  world: World,
  customer: CustomerId,
  asOf: number,
  known: number,
): string | null {
  const question = { world, customer, asOf, known };
  const isMet = (id: string): boolean => {
    const stage = stages.find((one) => one.id === id);
    if (stage === undefined || !holds(stage.when, question)) return false;
    return stage.requires === undefined || isMet(stage.requires);
  };
  return [...stages].reverse().find(({ id }) => isMet(id))?.id ?? null;
}

const keyOf = (id: CustomerId): string => `${typeof id} ${String(id)}`;

function byCustomer(result: StageResult): Map<string, StageAssignment> {
  return new Map([...result].map((row) => [keyOf(row.customer), row]));
}

/** Deeds up to a day. */
const isMade =
  (asOf: number) =>
  ({ day }: World["deeds"][number]): boolean =>
    day <= asOf;

/** The last two deeds of a world, by nobody, are there to give every field a value. */
const markers = ({ deeds }: World): World["deeds"] => deeds.slice(-2);

describe("stages of any rules", () => {
  it("are one or none per customer, the deepest that holds", () => {
    fc.assert(
      fc.property(worlds, models, asOfs, (world, model, asOf) => {
        const result = classifyStages(model, { ...worldly.dataOf(world), asOf: msOf(asOf) });
        for (const row of result) {
          expect(row.stage).toBe(naiveStage(model, world, row.customer, asOf, asOf));
          const question = { world, customer: row.customer, asOf, known: asOf };
          expect(row.matched).toEqual(model.stages.filter(({ when }) => holds(when, question)).map(({ id }) => id));
          if (row.stage !== null) expect(row.matched).toContain(row.stage);
        }
        const listed = [null, ...model.stages.map(({ id }) => id)].flatMap((stage) => result.customersIn(stage));
        expect(listed.map(keyOf).sort()).toEqual([...byCustomer(result).keys()].sort());
        expect(result.summary().reduce((sum, { customers }) => sum + customers, 0)).toBe(result.size);
      }),
      fewer,
    );
  });

  it("began and end on the very days on which a day by day search finds it", () => {
    fc.assert(
      fc.property(worlds, models, asOfs, fc.nat(), (world, model, asOf, pick) => {
        const result = classifyStages(model, { ...worldly.dataOf(world), asOf: msOf(asOf) });
        const rows = [...result];
        const { customer, stage, since, expiresAt, expiresTo } = rows[pick % rows.length];
        const then = (day: number): string | null => naiveStage(model, world, customer, day, day);
        const later = (day: number): string | null => naiveStage(model, world, customer, day, asOf);
        let first = asOf;
        while (first > FIRST - 420 && then(first - 1) === stage) first--;
        if (first > FIRST - 420) expect(since).toBe(formatDay(first));
        else expect(since === null || since <= formatDay(first)).toBe(true);
        let last = asOf;
        while (last < LAST + 420 && later(last + 1) === stage) last++;
        if (last < LAST + 420) expect([expiresAt, expiresTo]).toEqual([formatDay(last + 1), later(last + 1)]);
        else expect(expiresAt === null || expiresAt > formatDay(last)).toBe(true);
      }),
      fewer,
    );
  });

  it("are still there the day before they expire and others on the day, if nothing more happens", () => {
    fc.assert(
      fc.property(worlds, models, asOfs, (world, model, asOf) => {
        const events = worldly.logOf({ ...world, deeds: [...world.deeds.filter(isMade(asOf)), ...markers(world)] });
        const data = { ...worldly.dataOf(world), events };
        const on = (day: string) => classifyStages(model, { ...data, asOf: day });
        const result = on(formatDay(asOf));
        for (const { customer, stage, expiresAt, expiresTo } of [...result].slice(0, 4)) {
          if (expiresAt === null) continue;
          const dayBefore = formatDay(Math.round(Date.parse(expiresAt) / 86_400_000) - 1);
          expect(on(dayBefore).get(customer)?.stage).toBe(stage);
          expect(on(expiresAt).get(customer)?.stage).toBe(expiresTo);
          expect(expiresTo).not.toBe(stage);
        }
      }),
      fewer,
    );
  });

  it("do not look beyond the day", () => {
    fc.assert(
      fc.property(worlds, models, asOfs, (world, model, asOf) => {
        const data = worldly.dataOf(world);
        const whole = classifyStages(model, { ...data, asOf: msOf(asOf) });
        const events = worldly.logOf({ ...world, deeds: [...world.deeds.filter(isMade(asOf)), ...markers(world)] });
        const known = byCustomer(classifyStages(model, { ...data, events, asOf: msOf(asOf) }));
        for (const row of whole) {
          const same = known.get(keyOf(row.customer));
          if (same !== undefined) expect(same).toEqual(row);
        }
      }),
      fewer,
    );
  });

  it("do not depend on the order of the rows", () => {
    const shuffled = worlds.chain((world) =>
      fc
        .shuffledSubarray([...world.deeds], { minLength: world.deeds.length })
        .map((all) => ({ world, other: { ...world, deeds: all } })),
    );
    fc.assert(
      fc.property(shuffled, models, asOfs, ({ world, other }, model, asOf) => {
        const a = classifyStages(model, { ...worldly.dataOf(world), asOf: msOf(asOf) });
        const b = classifyStages(model, { ...worldly.dataOf(other), asOf: msOf(asOf) });
        const found = byCustomer(b);
        expect(b.size).toBe(a.size);
        for (const row of a) expect(found.get(keyOf(row.customer))).toEqual(row);
        expect(b.diagnostics).toEqual(a.diagnostics);
      }),
      fewer,
    );
  });

  it("take a field that the profiles do not have for one that nobody has", () => {
    const fields = ["city", "points", "vip", "born", "constructor"];
    fc.assert(
      fc.property(worlds, models, asOfs, fc.subarray(fields), (world, model, asOf, absent) => {
        const references = new Map([...world.references].map(([name]) => [name, new Set<CustomerId>()]));
        const nulls = Object.fromEntries(absent.map((name) => [name, null]));
        const blank: World = {
          ...world,
          references,
          people: world.people.map((person) => ({ ...person, fields: { ...person.fields, ...nulls } })),
        };
        const data = worldly.dataOf(blank);
        const profiles = worldly.profilesOf(blank);
        const columns = Object.fromEntries(Object.entries(profiles.columns).filter(([name]) => !absent.includes(name)));
        const expected = classifyStages(model, { ...data, profiles, asOf: msOf(asOf) });
        const result = classifyStages(model, { ...data, profiles: { ...profiles, columns }, asOf: msOf(asOf) });
        expect([...result.stage]).toEqual([...expected.stage]);
        expect([...result.columns.expiresAt]).toEqual([...expected.columns.expiresAt]);
        expect(absent).toEqual(expect.arrayContaining([...result.diagnostics.absentFields]));
      }),
      fewer,
    );
  });
});

const WINDOWS = [3, 5, 9];
const SMALL = { A: 3, I: 5, P: 9, L: 9 };
const PRESETS: readonly StageModel[] = [
  aiplDatabank,
  aiplTechsun({ windows: SMALL }),
  aipl({ windows: SMALL, review: "any", loyalNeedsPurchase: false }),
  jd4a({ windows: { aware: 3, appeal: 5, act: 9, advocate: 9 } }),
  o5a({ windows: { A1: 3, A2: 3, A3: 5, A4: 9, A5: 5 } }),
];
const presets = fc.constantFrom(...PRESETS);
const TYPES =
  "impression ad_click page_view store_view product_view brand_search cart subscribe purchase purchase review share comment ping".split(
    " ",
  );
const past = deeds(TYPES, WINDOWS);

describe("stages of the presets", () => {
  it("are never shallower for one more event", () => {
    fc.assert(
      fc.property(presets, past, deeds(TYPES, WINDOWS), people, (model, all, more, everyone) => {
        const profiles = profilesOf(everyone);
        const depths = (log: typeof all) => {
          const { stage } = classifyStages(model, { events: logOf(log), profiles, asOf: msOf(TODAY) });
          return Array.from(stage, (position) => (position === 255 ? -1 : position));
        };
        const before = depths(all);
        const after = depths([...all, ...more.slice(0, 1)]);
        after.forEach((depth, row) => {
          expect(depth).toBeGreaterThanOrEqual(before[row]);
        });
      }),
    );
  });

  it("hold an event for ages 0 to W - 1, and not before it happened", () => {
    const days = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(days, fc.integer({ min: -1, max: 1 }), fc.boolean(), (window, edge, isNew) => {
        const age = isNew ? edge : window + edge;
        const events = logOf([{ customer: "ann", type: "cart", day: TODAY - age, sentiment: null }]);
        const model = aipl({ windows: { I: window } });
        const result = classifyStages(model, { events, asOf: msOf(TODAY) });
        const holds = age >= 0 && age < window;
        expect(result.get("ann")?.stage).toBe(holds ? "I" : null);
        if (holds) {
          expect(result.get("ann")?.since).toBe(formatDay(TODAY - age));
          expect(result.get("ann")?.expiresAt).toBe(formatDay(TODAY - age + window));
        }
      }),
    );
  });
});

describe("a flow between two days", () => {
  const pair = fc
    .record({
      model: presets,
      earlier: past,
      later: fc.option(past, { nil: undefined }),
      gap: fc.integer({ min: 0, max: 12 }),
    })
    .map(({ model, earlier, later, gap }) => {
      const events = logOf(earlier);
      const before = classifyStages(model, { events, asOf: msOf(TODAY - gap) });
      const other = later === undefined ? events : logOf(later);
      return { model, before, after: classifyStages(model, { events: other, asOf: msOf(TODAY) }) };
    });

  /** Where everybody was and is, by a map of all ids. */
  function movesOf(before: StageResult, after: StageResult): Map<string, [string | null, string | null]> {
    const moves = new Map<string, [string | null, string | null]>();
    for (const { customer, stage } of before) moves.set(keyOf(customer), [stage, null]);
    for (const { customer, stage } of after)
      moves.set(keyOf(customer), [moves.get(keyOf(customer))?.[0] ?? null, stage]);
    return moves;
  }

  it("counts what a list of everybody's moves holds", () => {
    fc.assert(
      fc.property(pair, ({ before, after }) => {
        const flow = stageFlow(before, after);
        const moves = [...movesOf(before, after)];
        flow.order.forEach((from, x) => {
          flow.order.forEach((to, y) => {
            const who = moves.filter(([, [a, b]]) => a === from && b === to).map(([key]) => key);
            expect(flow.counts[x][y]).toBe(who.length);
            expect(flow.count(from, to)).toBe(who.length);
            expect(flow.ids(from, to).map(keyOf).sort()).toEqual(who.sort());
            const all = moves.filter(([, [a]]) => a === from).length;
            expect(flow.rate(from, to)).toBe(all === 0 ? null : who.length / all);
          });
        });
        expect(flow.totals.customers).toBe(moves.length);
      }),
    );
  });

  it("adds up", () => {
    fc.assert(
      fc.property(pair, ({ model, before, after }) => {
        const { stages, totals, counts } = stageFlow(before, after);
        const sizes = (result: StageResult) => new Map(result.summary().map((row) => [row.stage, row.customers]));
        const [then, now] = [sizes(before), sizes(after)];
        stages.forEach((row, s) => {
          expect(row.before).toBe(then.get(row.stage));
          expect(row.after).toBe(now.get(row.stage));
          expect(row.stayed + row.deepened + row.regressed + row.lost).toBe(row.before);
          expect(row.stayed + row.entered + row.gained).toBe(row.after);
          if (s === 0) expect(row.regressed).toBe(0);
          if (s === stages.length - 1) expect([row.deepened, row.deepeningRate]).toEqual([0, null]);
          else expect(row.deepeningRate).toBe(row.before === 0 ? null : row.deepened / row.before);
          expect(row.conversionRate).toBe(row.before === 0 ? null : (row.deepened + row.regressed) / row.before);
          expect(row.lossRate).toBe(row.before === 0 ? null : row.lost / row.before);
          expect(row.regressionRate).toBe(row.before === 0 ? null : row.regressed / row.before);
        });
        expect(counts.flat().reduce((sum, count) => sum + count, 0)).toBe(totals.customers);
        expect(stages.reduce((sum, { entered }) => sum + entered, 0)).toBe(totals.deepened + totals.regressed);
        expect(totals.stayed + totals.deepened + totals.regressed + totals.lost).toBe(totals.before);
        expect(totals.after - totals.before).toBe(totals.gained - totals.lost);
        const deepest = stages[model.stages.length - 1].before;
        const base = totals.before - deepest;
        expect(totals.deepeningRate).toBe(base === 0 ? null : totals.deepened / base);
      }),
    );
  });

  it("is that of a trend over the same days", () => {
    fc.assert(
      fc.property(presets, past, people, (model, all, everyone) => {
        const data = { events: logOf(all), profiles: profilesOf(everyone) };
        const dates = [TODAY - 9, TODAY - 4, TODAY].map(formatDay);
        const results = dates.map((asOf) => classifyStages(model, { ...data, asOf }));
        const { points } = stageTrend(model, data, { dates });
        points.forEach(({ stages, flow }, i) => {
          expect(stages).toEqual(results[i].summary());
          expect(flow?.counts).toEqual(i === 0 ? undefined : stageFlow(results[i - 1], results[i]).counts);
        });
      }),
    );
  });
});

describe("the concentration of an audience", () => {
  it("is a hundred for everyone, and for disjoint audiences adds up", () => {
    fc.assert(
      fc.property(presets, past, fc.subarray([...CUSTOMERS]), (model, all, audience) => {
        const result = classifyStages(model, { events: logOf(all), asOf: msOf(TODAY) });
        const rest = CUSTOMERS.filter((id) => !audience.includes(id));
        const [whole, part, others] = [CUSTOMERS, audience, rest].map((ids) => concentration(ids, result));
        whole.stages.forEach((row, i) => {
          expect(row.concentration).toBe(row.customers === 0 ? null : 100);
          expect(part.stages[i].audience + others.stages[i].audience).toBe(row.customers);
        });
        expect(part.audience).toBe(new Set(audience).size);
        const inStages = part.stages.reduce((sum, row) => sum + row.audience, 0);
        expect(part.unknown + inStages).toBe(part.audience);
      }),
    );
  });
});
