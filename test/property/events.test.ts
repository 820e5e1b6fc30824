import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AmountColumn,
  type CustomerId,
  type EventColumns,
  type EventLog,
  type EventRowOptions,
  type EventSettings,
  eventsFromColumns,
  eventsFromRows,
  eventsFromStream,
  eventsWithOrders,
  formatDay,
  ledgerFromRows,
  type Scalar,
  type ScalarColumn,
} from "../../src/index.js";
import { type DirtyLine, dirtyOrders, type Line, orders } from "./arbitrary-orders.js";
import { keyOf } from "./brute-force.js";
import { ALL_FIELDS, cut, dateColumns, idColumns, rowOf } from "./forms.js";

/** What stands for a value that no reader takes. */
const BAD = Symbol("bad");
type Bad = typeof BAD;

/** An event as the tests know it; `null` is a missing value. */
interface Hit {
  readonly customer: CustomerId | null;
  readonly type: string | null | Bad;
  readonly day: number | null;
  readonly value: number | null | Bad;
  readonly item: Scalar | null | Bad;
  readonly mood: Scalar | null;
}

const TYPES = ["view", "cart", "purchase", "__proto__", "constructor", "View", "é", "e\u0301", "😀", " view"];
const type = fc.oneof(
  { arbitrary: fc.constantFrom(...TYPES), weight: 20 },
  { arbitrary: fc.constantFrom<(string | null | Bad)[]>(null, "\ud800", BAD), weight: 1 },
);
const SCALARS: readonly Scalar[] = ["1", 1, 1n, "true", true, false, 0, " ", "__proto__", "\ud800", 1.5, 2n ** 70n];
const anyScalar = fc.constantFrom<Scalar[]>(...SCALARS);
const scalars: readonly fc.Arbitrary<Scalar>[] = [
  anyScalar,
  fc.constantFrom("a", "b", "toString", "é"),
  fc.integer({ min: -3, max: 300 }),
  fc.bigInt({ min: -2n, max: 2n }),
];

/** Events whose customers, days and values are those of orders, ugly ones among them. */
const hits: fc.Arbitrary<readonly Hit[]> = fc
  .tuple(dirtyOrders(), fc.constantFrom(...scalars), fc.constantFrom(...scalars), fc.boolean())
  .chain(([lines, items, moods, isClean]) =>
    fc.tuple(
      ...lines.map(({ customer, day, minor }) =>
        fc.record({
          customer: fc.constant(customer),
          day: fc.constant(day),
          value: isClean
            ? fc.constantFrom(null, Number.isNaN(minor) ? null : minor)
            : fc.constantFrom<(number | null | Bad)[]>(null, Number.isNaN(minor) ? BAD : minor),
          type,
          item: isClean ? fc.option(items) : fc.oneof(fc.option(items), fc.constantFrom<(null | Bad)[]>(null, BAD)),
          mood: fc.option(moods),
        }),
      ),
    ),
  );

const typesOption: fc.Arbitrary<EventSettings["types"]> = fc.oneof(
  fc.constant(undefined),
  fc.subarray([...TYPES, "never"]),
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...TYPES, "never"), fc.constantFrom("view", "x", "__proto__")), {
      selector: ([raw]) => raw,
    })
    .map((entries) => Object.fromEntries(entries)),
);

interface HitRow {
  readonly who: CustomerId | null;
  readonly what: string | null;
  readonly at: string | null;
  readonly worth: number | string | null;
  readonly sku: Scalar | null;
  readonly mood: Scalar | null | undefined;
}

const FIELDS: EventRowOptions<HitRow> = {
  customer: "who",
  type: "what",
  date: "at",
  value: "worth",
  item: "sku",
  fields: { mood: "mood" },
  valueIn: "minor",
  onInvalid: "skip",
};
const SETTINGS: EventSettings = { valueIn: "minor", onInvalid: "skip" };

function hitRow({ customer, type, day, value, item, mood }: Hit): HitRow {
  return {
    who: customer,
    what: type === BAD ? (5 as never) : type,
    at: day === null ? null : formatDay(day),
    worth: value === BAD ? "x" : value,
    sku: item === BAD ? ({} as never) : item,
    mood,
  };
}

/** Everything a log says, as plain values. */
function content({ customers, ...rest }: EventLog): unknown {
  return { ...rest, customers: Array.from({ length: customers.size }, (_, code) => customers.id(code)) };
}

type Told = readonly [day: number, type: string, value: number | null, item: Scalar | null, mood: Scalar | null];

/** The events of each customer in order. */
function told(log: EventLog): Map<string, Told[]> {
  const field = (name: string, i: number): Scalar | null =>
    log.fields[name] === undefined ? null : log.fields[name].values[log.fields[name].codes[i]];
  const entries = Array.from({ length: log.customers.size }, (_, code): [string, Told[]] => {
    const events: Told[] = [];
    for (let i = log.offsets[code]; i < log.offsets[code + 1]; i++) {
      const value = log.values === null || Number.isNaN(log.values[i]) ? null : log.values[i];
      events.push([log.days[i], log.typeNames[log.types[i]], value, field("item", i), field("mood", i)]);
    }
    return [keyOf(log.customers.id(code)), events];
  });
  return new Map(entries);
}

/** The same with events of one day and type in an order of their own, so that the order of the rows does not show. */
function toldInAnyOrder(log: EventLog): Map<string, string[]> {
  const textOf = (event: Told): string => event.map((part) => `${typeof part} ${String(part)}`).join("|");
  return new Map([...told(log)].map(([key, events]) => [key, events.map(textOf).sort()]));
}

function isValid({ customer, type, day, value, item }: Hit): boolean {
  const isValue = value !== BAD && (value === null || Math.abs(value) < 2 ** 53);
  return customer !== null && type !== null && type !== BAD && day !== null && isValue && item !== BAD;
}

function nameOf(types: EventSettings["types"], type: string): string | undefined {
  if (types === undefined) return type;
  if (Array.isArray(types)) return types.includes(type) ? type : undefined;
  return Object.hasOwn(types, type) ? (types as { readonly [raw: string]: string })[type] : undefined;
}

/** The events of each customer by brute force. */
function expectedEvents(list: readonly Hit[], types: EventSettings["types"]): Map<string, Told[]> {
  const byCustomer = new Map<string, Told[]>();
  for (const hit of list) {
    if (hit.customer === null) continue;
    const key = keyOf(hit.customer);
    if (!byCustomer.has(key)) byCustomer.set(key, []);
    const name = isValid(hit) ? nameOf(types, hit.type as string) : undefined;
    if (name === undefined) continue;
    byCustomer
      .get(key)
      ?.push([hit.day as number, name, hit.value as number | null, hit.item as Scalar | null, hit.mood]);
  }
  for (const events of byCustomer.values()) {
    events.sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0));
  }
  return byCustomer;
}

const picks = fc.infiniteStream(fc.nat({ max: 1000 }));
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });

/** Every way to give plain values as a column that can hold them. */
function scalarColumns(values: readonly (Scalar | null | Bad)[]): ScalarColumn[] {
  const raw = values.map((value) => (value === BAD ? {} : value)) as CustomerId[];
  const columns = idColumns(raw) as ScalarColumn[];
  const numbers = values.every((value) => value === null || typeof value === "number");
  return numbers ? [...columns, Float64Array.from(values, (value) => (value as number | null) ?? Number.NaN)] : columns;
}

function valueColumns(values: readonly (number | null | Bad)[]): AmountColumn[] {
  const columns: AmountColumn[] = [
    values.map((value) => (value === BAD ? "x" : value)),
    values.map((value) => (value === BAD ? Number.NaN : (value ?? ""))),
    values.map((value) => (value === BAD ? "1,5" : value === null ? undefined : BigInt(value))),
  ];
  if (!values.includes(BAD)) columns.push(Float64Array.from(values, (value) => (value as number) ?? Number.NaN));
  if (values.every((value) => typeof value === "number" && (value | 0) === value)) {
    columns.push(Int32Array.from(values as number[]));
  }
  return columns;
}

/** Columns of the events; `pick` chooses among the forms of each. */
function columnsOf(list: readonly Hit[], pick: (choices: number) => number): EventColumns {
  const any = <T>(choices: readonly T[]): T => choices[pick(choices.length) % choices.length];
  const types = scalarColumns(list.map((hit) => hit.type)).filter((column) => !ArrayBuffer.isView(column));
  return {
    customer: any(idColumns(list.map(({ customer }) => customer))),
    type: any(types) as EventColumns["type"],
    date: any(dateColumns(list.map(({ day }) => ({ day }) as DirtyLine))),
    value: any(valueColumns(list.map(({ value }) => value))),
    item: any(scalarColumns(list.map(({ item }) => item))),
    fields: { mood: any(scalarColumns(list.map(({ mood }) => mood))) },
  };
}

async function* later<T>(items: Iterable<T>): AsyncGenerator<T> {
  for (const item of items) {
    await Promise.resolve();
    yield item;
  }
}

function shuffled<T>(list: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });
}

function withoutRowNumbers(diagnostics: object): unknown {
  return JSON.parse(JSON.stringify(diagnostics, (key, value: unknown) => (key === "firstRows" ? null : value)));
}

describe("a log of events", () => {
  it("has the events that the rows say, sorted by day and type, whatever stands in them", () => {
    fc.assert(
      fc.property(hits, typesOption, (list, types) => {
        const log = eventsFromRows(list.map(hitRow), { ...FIELDS, types });
        const expected = expectedEvents(list, types);
        expect(told(log)).toEqual(expected);
        const events = [...expected.values()].flat();
        expect(log.typeNames).toEqual([...new Set(events.map((event) => event[1]))].sort());
        expect(log.lastDay).toBe(events.length === 0 ? null : Math.max(...events.map(([day]) => day)));
        expect(log.values === null).toBe(events.every((event) => event[2] === null));
        for (const { codes, values } of Object.values(log.fields)) {
          expect(new Set([0, ...codes]).size).toBe(values.length);
          expect(new Set(values).size).toBe(values.length);
        }
      }),
      { numRuns: 3 * (fc.readConfigureGlobal()?.numRuns ?? 100) },
    );
  });

  it("accounts for every row: rows = events + unknownTypes + invalidRows", () => {
    fc.assert(
      fc.property(hits, typesOption, (list, types) => {
        const { diagnostics } = eventsFromRows(list.map(hitRow), { ...FIELDS, types });
        const valid = list.filter(isValid).map((hit) => hit.type as string);
        const unknown = valid.filter((type) => nameOf(types, type) === undefined);
        const { rows, events, unknownTypes, invalidRows, invalid } = diagnostics;
        expect([rows, events, unknownTypes, invalidRows]).toEqual([
          list.length,
          valid.length - unknown.length,
          unknown.length,
          list.length - valid.length,
        ]);
        expect(Object.values(invalid).reduce((sum, { count }) => sum + count, 0)).toBe(invalidRows);
        const counted = [...new Set(unknown)].map((type) => ({
          type,
          rows: unknown.filter((other) => other === type).length,
        }));
        counted.sort((a, b) => b.rows - a.rows || (a.type < b.type ? -1 : 1));
        expect(diagnostics.unknown).toEqual(counted);
        const asked = types === undefined ? [] : Array.isArray(types) ? types : Object.keys(types);
        const isUnseen = asked.some((type) => !list.some((hit) => hit.type === type));
        expect(diagnostics.warnings.some(({ code }) => code === "UNSEEN_TYPES")).toBe(isUnseen);
      }),
    );
  });

  it("is the same in any order of the rows but for which customer comes first", () => {
    fc.assert(
      fc.property(
        hits.chain((list) => fc.tuple(fc.constant(list), shuffled(list))),
        typesOption,
        (both, types) => {
          const [one, other] = both.map((list) => eventsFromRows(list.map(hitRow), { ...FIELDS, types }));
          expect(new Map([...toldInAnyOrder(other)].sort())).toEqual(new Map([...toldInAnyOrder(one)].sort()));
          for (const name of ["typeNames", "lastDay", "decimals", "timeZone"] as const) {
            expect(other[name]).toEqual(one[name]);
          }
          expect(withoutRowNumbers(other.diagnostics)).toEqual(withoutRowNumbers(one.diagnostics));
        },
      ),
    );
  });

  it("is the same from rows and from columns of every form", () => {
    fc.assert(
      fc.property(hits, typesOption, picks, (list, types, stream) => {
        const expected = content(eventsFromRows(list.map(hitRow), { ...FIELDS, types }));
        const columns = columnsOf(list, () => stream.next().value);
        expect(content(eventsFromColumns(columns, { ...SETTINGS, types }))).toEqual(expected);
      }),
      { numRuns: 3 * (fc.readConfigureGlobal()?.numRuns ?? 100) },
    );
  });

  it("is the same from a stream of rows or of chunks, sync or async, however it is cut", async () => {
    await fc.assert(
      fc.asyncProperty(hits, typesOption, cuts, picks, async (list, types, at, stream) => {
        const rows = list.map(hitRow);
        const options = { ...FIELDS, types };
        const expected = content(eventsFromRows(rows, options));
        expect(content(await eventsFromStream(rows, options))).toEqual(expected);
        expect(content(await eventsFromStream(later(rows), options))).toEqual(expected);
        const chunks = cut(list, at).map((piece) => columnsOf(piece, () => stream.next().value));
        expect(content(await eventsFromStream(chunks, { ...SETTINGS, types }))).toEqual(expected);
        expect(content(await eventsFromStream(later(chunks), { ...SETTINGS, types }))).toEqual(expected);
      }),
    );
  });

  it("is the same under a mapping of types as with types that were mapped before", () => {
    fc.assert(
      fc.property(hits, typesOption, (list, types) => {
        const mapped = list.map((hit) => {
          const name = typeof hit.type === "string" ? nameOf(types, hit.type) : null;
          return { ...hit, type: name ?? null };
        });
        const log = eventsFromRows(list.map(hitRow), { ...FIELDS, types });
        expect(told(log)).toEqual(told(eventsFromRows(mapped.map(hitRow), FIELDS)));
      }),
    );
  });

  it("beyond one block is the same in every form", async () => {
    // A fixed sequence; 20,000 rows are two and a half blocks.
    const list = Array.from({ length: 20_000 }, (_, i): Hit => {
      const mixed = Math.imul(i + 1, 2_654_435_761) >>> 0;
      return {
        customer: `C-${mixed % 300}`,
        type: TYPES[(mixed >>> 5) % TYPES.length],
        day: 20_000 + ((mixed >>> 8) % 400),
        value: (mixed >>> 4) % 3 === 0 ? null : (mixed >>> 4) % 9000,
        item: `sku ${mixed % 500}`,
        mood: null,
      };
    });
    const log = eventsFromRows(list.map(hitRow), FIELDS);
    const expected = content(log);
    // The matcher of the test runner takes seconds for so many values.
    expect(isDeepStrictEqual(told(log), expectedEvents(list, undefined))).toBe(true);
    let turn = 0;
    for (const form of [1, 4]) {
      const whole = eventsFromColumns(
        columnsOf(list, () => form),
        SETTINGS,
      );
      expect(isDeepStrictEqual(content(whole), expected), `columns ${form}`).toBe(true);
      const chunks = cut(list, [0.3, 0.45, 0.999]).map((piece) => columnsOf(piece, () => turn++));
      expect(isDeepStrictEqual(content(await eventsFromStream(chunks, SETTINGS)), expected), `chunks ${form}`).toBe(
        true,
      );
    }
  });
});

/** Orders as events by brute force: of each customer and order the first day with a purchase, and what it came to that day. */
function expectedOrders(lines: readonly Line[]): { events: Map<string, Told[]>; laterDays: number; refunds: number } {
  const events = new Map<string, Told[]>(lines.map(({ customer }) => [keyOf(customer), []]));
  const paid = lines.filter(({ status }) => status === null || status === "paid");
  const byOrder = new Map<string, Line[]>();
  for (const line of paid) {
    const key = `${keyOf(line.customer)}\n${keyOf(line.order)}`;
    byOrder.set(key, [...(byOrder.get(key) ?? []), line]);
  }
  let laterDays = 0;
  let refunds = 0;
  for (const own of byOrder.values()) {
    refunds += new Set(own.filter(({ minor }) => minor < 0).map(({ day }) => day)).size;
    const days = [...new Set(own.filter(({ minor }) => minor >= 0).map(({ day }) => day))];
    if (days.length === 0) continue;
    laterDays += days.length - 1;
    const first = Math.min(...days);
    const value = own.filter(({ day }) => day === first).reduce((sum, { minor }) => sum + minor, 0);
    events.get(keyOf(own[0].customer))?.push([first, "purchase", value, null, null]);
  }
  return { events, laterDays, refunds };
}

describe("a log with orders", () => {
  const lines = orders();

  it("has every event of the log, and of every order its first purchase", () => {
    fc.assert(
      fc.property(hits, lines, fc.boolean(), (list, bought, isAlone) => {
        const hitsOnly = list.map(hitRow).filter(({ what }) => what !== "purchase");
        const log = eventsFromRows(hitsOnly, FIELDS);
        const ledger = ledgerFromRows(bought.map(rowOf), ALL_FIELDS);
        const merged = eventsWithOrders(isAlone ? null : log, ledger);
        const expected = expectedOrders(bought);
        const all = new Map<string, Told[]>(isAlone ? [] : told(log));
        for (const [key, events] of expected.events) all.set(key, [...(all.get(key) ?? []), ...events]);
        const textOf = (events: readonly Told[]): string[] => events.map((event) => event.map(String).join("|")).sort();
        expect(new Map([...told(merged)].map(([key, events]) => [key, textOf(events)]))).toEqual(
          new Map([...all].map(([key, events]) => [key, textOf(events)])),
        );
        for (const events of told(merged).values()) {
          const sorted = [...events].sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0));
          expect(events).toEqual(sorted);
        }
        expect([...told(merged).keys()]).toEqual([...all.keys()]);
        const count = [...expected.events.values()].flat().length;
        const { laterDays, refunds } = expected;
        expect(merged.diagnostics.orders).toEqual([{ type: "purchase", events: count, laterDays, refunds }]);
        const names = [...all.values()].flat().map((event) => event[1]);
        expect(merged.typeNames).toEqual([...new Set(names)].sort());
        const days = [...all.values()].flat().map(([day]) => day);
        expect(merged.lastDay).toBe(days.length === 0 ? null : Math.max(...days));
      }),
      { numRuns: 2 * (fc.readConfigureGlobal()?.numRuns ?? 100) },
    );
  });
});
