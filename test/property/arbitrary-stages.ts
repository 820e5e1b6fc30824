import fc from "fast-check";
import { type EventLog, eventsFromRows, type Profiles, profilesFromRows } from "../../src/index.js";

const MS_PER_DAY = 86_400_000;

/** A day, as everything in these tests counts from it. */
export const TODAY = 20_000;

/** One thing that a customer did. */
export interface Deed {
  readonly customer: string | number;
  readonly type: string;
  /** A day number. */
  readonly day: number;
  readonly sentiment: string | null;
}

/** What is known of a customer besides. */
export interface Person {
  readonly customer: string | number;
  readonly isMember: boolean | null;
  readonly isFan: boolean | null;
}

/** Ids that trip up careless tables. */
export const CUSTOMERS: readonly (string | number)[] = ["ann", "__proto__", "1", 1, "constructor", "\ud800", "🛒"];

/** Milliseconds of a day number. */
export function msOf(day: number): number {
  return day * MS_PER_DAY;
}

/** Deeds as a log; `extra` are customers that have none. */
export function logOf(deeds: readonly Deed[]): EventLog {
  const rows = deeds.map(({ customer, type, day, sentiment }) => ({ customer, type, date: msOf(day), sentiment }));
  return eventsFromRows(rows, { customer: "customer", type: "type", date: "date", sentiment: "sentiment" });
}

/** People as profiles. */
export function profilesOf(people: readonly Person[]): Profiles {
  return profilesFromRows([...people], { customer: "customer", fields: { isMember: "boolean", isFan: "boolean" } });
}

/** Every customer, with or without memberships. */
export const people: fc.Arbitrary<Person[]> = fc
  .tuple(...CUSTOMERS.map(() => fc.tuple(maybe(), maybe())))
  .map((flags) => flags.map(([isMember, isFan], i) => ({ customer: CUSTOMERS[i], isMember, isFan })));

function maybe(): fc.Arbitrary<boolean | null> {
  return fc.constantFrom(null, null, null, false, false, true);
}

/** Deeds of these types on days that lie at the edges of these windows, some of them later than today. */
export function deeds(types: readonly string[], windows: readonly number[]): fc.Arbitrary<Deed[]> {
  const ages = [-3, -1, 0, 0, 1, ...windows.flatMap((days) => [days - 2, days - 1, days - 1, days, days + 1])];
  return fc.array(
    fc.record({
      customer: fc.constantFrom(...CUSTOMERS),
      type: fc.constantFrom(...types),
      day: fc.constantFrom(...ages).map((age) => TODAY - age),
      sentiment: fc.constantFrom("positive", "positive", "negative", null),
    }),
    { maxLength: 20 },
  );
}
