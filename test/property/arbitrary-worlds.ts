import fc from "fast-check";
import {
  type CustomerId,
  type EventLog,
  eventsFromRows,
  type Profiles,
  profilesFromRows,
  type Rule,
  type RuleData,
  type Scalar,
} from "../../src/index.js";
import { type RuleWords, ruleOver } from "./arbitrary-rules.js";
import type { Deed, Person, World } from "./naive-rules.js";

const MS_PER_DAY = 86_400_000;

/** The first of the days around which everything happens; the day of the analysis may lie before it and after the last. */
export const FIRST = 19_990;
export const LAST = 20_125;

// The same digits in three types are three customers.
const CUSTOMERS: readonly CustomerId[] = ["a", "1", 1, 1n, "__proto__", "constructor", "\ud800", 2 ** 40];
const TYPES = ["view", "cart", "__proto__", "toString", "😀"];
const TEXTS = ["a", "b", "ab", "A", "10", "é", "😀", "\ud800", "__proto__", "constructor", 'say "a"'];

const FIELDS = Object.freeze({
  city: "text",
  points: "number",
  vip: "boolean",
  born: "date",
  constructor: "text",
} as const);

/** The names that rules about these worlds may use. `mixed` holds values of every type. */
export const WORDS: RuleWords = {
  fields: FIELDS,
  eventTypes: [...TYPES, "nobody did this"],
  eventFields: {
    value: "number",
    category: "text",
    mixed: "text",
    rating: "number",
    gift: "boolean",
    expires: "date",
    key: "text",
  },
  references: ["named", "members", "__proto__"],
  texts: TEXTS,
  days: [FIRST, LAST],
};

const day = fc.integer({ min: FIRST, max: LAST });
const isoDay = day.map((d) => new Date(d * MS_PER_DAY).toISOString().slice(0, 10));

function maybe<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.option(value, { freq: 3 });
}

const deed: fc.Arbitrary<Deed> = fc.record({
  customer: fc.constantFrom(...CUSTOMERS),
  type: fc.constantFrom(...TYPES),
  day: fc.oneof(day, fc.integer({ min: 20_000, max: 20_006 })),
  minor: maybe(fc.oneof(fc.integer({ min: -100, max: 300 }), fc.constantFrom(0, 50, 100, 200, 1000, 2 ** 40))),
  fields: fc.record({
    category: maybe(fc.constantFrom(...TEXTS)),
    mixed: maybe(fc.constantFrom("a", "10", 10, 10n, true, 0.5)),
    rating: maybe(fc.constantFrom(0.1, 0.2, 0.3, 0.7, 1, 3, 0.1 + 0.2, 1e-7, -2.5, 1e15, 123456.789)),
    gift: maybe(fc.boolean()),
    expires: maybe(isoDay),
    key: maybe(fc.constantFrom("k1", "k2", "__proto__")),
  }),
});

const person: fc.Arbitrary<Person> = fc.record({
  customer: fc.constantFrom(...CUSTOMERS),
  fields: fc.record({
    city: maybe(fc.constantFrom(...TEXTS)),
    points: maybe(fc.constantFrom(-1, 0, 0.5, 1, 2, 3, 10, 100, 0.1 + 0.2)),
    vip: maybe(fc.boolean()),
    born: maybe(fc.oneof(day, fc.constantFrom(-3595, -1, 11_016, 19_782, 19_783))),
    constructor: maybe(fc.constantFrom(...TEXTS)),
  }),
});

/** A world of a few customers, of whom some have a profile, some have done something and some both; and the rules behind the names. */
export const worlds: fc.Arbitrary<World> = fc
  .record({
    deeds: fc.array(deed, { maxLength: 25, size: "max" }),
    people: fc.uniqueArray(person, { selector: ({ customer }) => customer, maxLength: CUSTOMERS.length }),
    decimals: fc.constantFrom(0, 2, 3),
    named: ruleOver({ ...WORDS, references: ["members"] }),
    hostile: ruleOver({ ...WORDS, references: ["named", "members"] }),
    members: fc.subarray([...CUSTOMERS]),
  })
  .map(({ deeds, people, decimals, named, hostile, members }) => ({
    // Every field has values of its type, whatever else was made.
    deeds: [...deeds, { ...NOTHING, fields: TYPED }, { ...NOTHING, fields: { ...TYPED, mixed: 1 } }],
    people,
    dates: ["born"],
    decimals,
    references: new Map<string, Rule | ReadonlySet<CustomerId>>([
      ["named", named],
      ["__proto__", hostile],
      // A set of customers of the log.
      ["members", new Set(members.filter((member) => deeds.some(({ customer }) => customer === member)))],
    ]),
  }));

const TYPED = { category: "a", mixed: "a", rating: 1, gift: true, expires: "2024-10-10", key: "k0" };
const NOTHING = { customer: "nobody", type: "nothing", day: FIRST, minor: null };

/** A small rule about such a world. */
export const rules: fc.Arbitrary<Rule> = ruleOver(WORDS);

/** The log of a world's deeds. */
export function logOf({ deeds, decimals }: World): EventLog {
  const of =
    (name: string) =>
    ({ fields }: Deed): Scalar =>
      fields[name] as Scalar;
  return eventsFromRows(deeds, {
    customer: "customer",
    type: "type",
    date: ({ day }) => day * MS_PER_DAY,
    category: of("category"),
    key: of("key"),
    value: ({ minor }) => minor as number,
    valueIn: "minor",
    decimals,
    fields: { mixed: of("mixed"), rating: of("rating"), gift: of("gift"), expires: of("expires") },
  });
}

/** The profiles of a world's people. */
export function profilesOf({ people }: World): Profiles {
  const rows = people.map(({ customer, fields }) => {
    const { born } = fields;
    return { customer, ...fields, born: typeof born === "number" ? born * MS_PER_DAY : null };
  });
  return profilesFromRows(rows, {
    customer: "customer",
    fields: FIELDS as unknown as { readonly [name: string]: "text" },
  });
}

/** A world as the library sees it. */
export function dataOf(world: World): RuleData {
  const events = logOf(world);
  const references = [...world.references].map(([name, target]) => {
    if (!(target instanceof Set)) return [name, target];
    const { customers } = events;
    return [
      name,
      { customers, has: Uint8Array.from({ length: customers.size }, (_, c) => Number(target.has(customers.id(c)))) },
    ];
  });
  return { events, profiles: profilesOf(world), references: Object.fromEntries(references) };
}
