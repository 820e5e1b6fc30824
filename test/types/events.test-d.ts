import { describe, expectTypeOf, it } from "vitest";
import {
  type EventColumns,
  type EventLog,
  eventsFromColumns,
  eventsFromRows,
  eventsFromStream,
  eventsWithOrders,
  type Profiles,
  profilesFromColumns,
  profilesFromRows,
} from "../../src/index.js";

interface Hit {
  who: number;
  what: string;
  at: Date;
  sku?: string;
  price: string | null;
  tags: string[];
}

interface Member {
  id: number;
  level: string | null;
  points?: number;
  isFan: boolean;
  born: Date;
}

const hits: Hit[] = [];
const members: Member[] = [];
const fields = { customer: "who", type: "what", date: "at" } as const;

describe("events", () => {
  it("come from keys that can hold what is asked for, or from functions", () => {
    expectTypeOf(eventsFromRows(hits, { ...fields, item: "sku", value: "price" })).toEqualTypeOf<EventLog>();
    expectTypeOf(
      eventsFromRows(hits, { ...fields, type: (hit) => hit.tags[0], fields: { n: (hit) => hit.tags.length } }),
    ).toEqualTypeOf<EventLog>();
    expectTypeOf(eventsFromStream(hits, fields)).toEqualTypeOf<Promise<EventLog>>();
    eventsFromRows<Record<string, unknown>>([], { customer: "any", type: "t", date: "d", types: { a: "b" } });
  });

  it("do not compile with a key that the rows do not have or that holds something else", () => {
    // @ts-expect-error [ts2322] - the key is what
    eventsFromRows(hits, { ...fields, type: "waht" });
    // @ts-expect-error [ts2322] - tags are an array, no type
    eventsFromRows(hits, { ...fields, type: "tags" });
    // @ts-expect-error [ts2322] - a number is no type
    eventsFromRows(hits, { ...fields, type: "who" });
    // @ts-expect-error [ts2322] - a Date is no value
    eventsFromRows(hits, { ...fields, value: "at" });
    // @ts-expect-error [ts2322] - an array is no field
    eventsFromRows(hits, { ...fields, fields: { tags: "tags" } });
    // @ts-expect-error [ts2345] - type is required
    eventsFromRows(hits, { customer: "who", date: "at" });
    // @ts-expect-error [ts2353] - the option is types
    eventsFromRows(hits, { ...fields, only: ["view"] });
  });

  it("come from columns of the forms that each can have", () => {
    const columns: EventColumns = { customer: new Int32Array(1), type: ["view"], date: new Int32Array(1) };
    expectTypeOf(eventsFromColumns(columns, { types: ["view"] })).toEqualTypeOf<EventLog>();
    expectTypeOf(eventsFromStream([columns])).toEqualTypeOf<Promise<EventLog>>();
    // @ts-expect-error [ts2322] - types are text
    eventsFromColumns({ ...columns, type: new Int32Array(1) });
    // @ts-expect-error [ts2353] - where values stand is for rows
    eventsFromColumns(columns, { customer: "c" });
  });

  it("join orders, and no array of them", () => {
    const log = eventsFromRows(hits, fields);
    // @ts-expect-error [ts2345] - a ledger is needed
    eventsWithOrders(log, hits);
  });
});

describe("profiles", () => {
  it("come from keys by name or by from", () => {
    const profiles = profilesFromRows(members, {
      customer: "id",
      fields: { level: "text", birthday: { type: "date", from: "born" }, isFan: { type: "boolean", from: "isFan" } },
    });
    expectTypeOf(profiles).toEqualTypeOf<Profiles>();
  });

  it("do not compile with an unknown type or a key that cannot hold the type", () => {
    // @ts-expect-error [ts2322] - there is no such type
    profilesFromRows(members, { customer: "id", fields: { level: "string" } });
    // @ts-expect-error [ts2322] - the level is no number
    profilesFromRows(members, { customer: "id", fields: { level: { type: "number", from: "level" } } });
    // @ts-expect-error [ts2322] - where it stands is missing
    profilesFromRows(members, { customer: "id", fields: { level: { type: "number" } } });
  });

  it("come from columns that can hold the type", () => {
    profilesFromColumns({ customer: [1], fields: { points: { type: "number", from: new Float64Array(1) } } });
    // @ts-expect-error [ts2322] - numbers are no text
    profilesFromColumns({ customer: [1], fields: { level: { type: "text", from: new Float64Array(1) } } });
  });
});
