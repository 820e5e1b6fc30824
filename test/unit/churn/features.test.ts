import { describe, expect, it } from "vitest";
import { outcomesOf, readChurnData, snapshotOf } from "../../../src/churn/churn-data.js";
import { featureDefinition, featuresOf } from "../../../src/churn/features/features.js";
import { eventsFromRows, ledgerFromRows, parseDay, profilesFromRows } from "../../../src/index.js";

const day = (text: string): number => parseDay(text);
const CUTOFF = day("2026-03-02");

const ledger = ledgerFromRows(
  [
    { c: "ann", d: "2026-01-01", a: 10 },
    { c: "ann", d: "2026-01-08", a: 30 },
    { c: "ann", d: "2026-02-26", a: 10 },
    { c: "ann", d: "2026-02-26", a: 10 },
    { c: "bob", d: "2026-02-02", a: 0 },
    { c: "bob", d: "2026-03-09", a: 99 },
    { c: "bob", d: "2026-03-12", a: 99 },
    { c: "bob", d: "2026-03-12", a: 99 },
    { c: "cid", d: "2026-03-05", a: 99 },
    { c: "dan", d: "2026-01-05", a: 20 },
    { c: "dan", d: "2026-03-05", a: -20 },
  ],
  { customer: "c", date: "d", amount: "a" },
);
const events = eventsFromRows(
  [
    { c: "ann", t: "view", d: "2026-03-02" },
    { c: "ann", t: "view", d: "2026-02-01" },
    { c: "ann", t: "view", d: "2026-01-31" },
    { c: "ann", t: "view", d: "2025-12-03" },
    { c: "ann", t: "view", d: "2025-12-02" },
    { c: "ann", t: "view", d: "2026-03-03" },
    { c: "ann", t: "cart", d: "2026-03-01" },
    { c: "eve", t: "cart", d: "2026-03-01" },
  ],
  { customer: "c", type: "t", date: "d" },
);
const profiles = profilesFromRows(
  [
    { id: "ann", level: "gold", points: 7, mail: true, joined: "2026-01-01" },
    { id: "bob", level: "", points: null, mail: false, joined: "2026-03-20" },
    { id: "eve", level: "lead", points: 1, mail: null, joined: null },
  ],
  { customer: "id", fields: { level: "text", points: "number", mail: "boolean", joined: "date" } },
);

const data = readChurnData("test", ledger, {
  events,
  profiles,
  profileFields: ["level", "points", "mail", "joined"],
});
const snapshot = snapshotOf(data, CUTOFF);
const features = featuresOf("test", snapshot, featureDefinition(snapshot));
const row = (name: string): number[] => Array.from(features[name] ?? []);

describe("features of orders", () => {
  it("are of customers who had bought by the cut-off", () => {
    expect(Array.from(snapshot.purchases.codes, (code) => ledger.customers.id(code))).toEqual(["ann", "bob", "dan"]);
  });

  it("are logarithms of counts, weeks and money", () => {
    expect(row("ln repeats")).toEqual([Math.log1p(2), 0, 0]);
    expect(row("ln recency")).toEqual([4, 28, 56].map((days) => Math.log1p(days / 7)));
    expect(row("ln age")).toEqual([60, 28, 56].map((days) => Math.log1p(days / 7)));
    expect(row("ln recency x ln repeats")).toEqual([Math.log1p(4 / 7) * Math.log1p(2), 0, 0]);
    // 60 on three days, nothing, and 20 whose refund comes after the cut-off.
    expect(row("ln mean order")).toEqual([Math.log(20), Number.NaN, Math.log(20)]);
    expect(row("has repeats")).toEqual([1, 0, 0]);
  });

  it("miss the gaps of who has none", () => {
    expect(row("ln mean gap")).toEqual([Math.log1p(56 / 2 / 7), Number.NaN, Number.NaN]);
    expect(row("ln last gap")).toEqual([Math.log1p(49 / 7), Number.NaN, Number.NaN]);
  });

  it("compare repeats of the later half with those of the earlier", () => {
    expect(row("trend")).toEqual([Math.log(2 / 2), 0, 0]);
  });
});

describe("features of events", () => {
  it("count by type, within 30 and 90 days of the cut-off, and nothing after it", () => {
    expect(row('events "view" in 30 days')).toEqual([Math.log1p(2), 0, 0]);
    expect(row('events "view" in 90 days')).toEqual([Math.log1p(4), 0, 0]);
    expect(row('events "cart" in 30 days')).toEqual([Math.log1p(1), 0, 0]);
  });

  it("are of the named types alone, also of one without events", () => {
    const named = readChurnData("test", ledger, { events, eventTypes: ["like"] });
    const own = featuresOf("test", snapshotOf(named, CUTOFF), { eventTypes: ["like"], profileFields: [] });
    expect(Object.keys(own).filter((name) => name.startsWith("events"))).toEqual([
      'events "like" in 30 days',
      'events "like" in 90 days',
    ]);
    expect([...(own['events "like" in 90 days'] ?? [])]).toEqual([0, 0, 0]);
  });
});

describe("features of profiles", () => {
  it("are numbers as they are, and missing where nothing is known", () => {
    expect(row('profile "points"')).toEqual([7, Number.NaN, Number.NaN]);
    expect(row('profile "mail"')).toEqual([1, 0, Number.NaN]);
  });

  it("are days since a date, missing where it was still to come", () => {
    expect(row('days since profile "joined"')).toEqual([60, Number.NaN, Number.NaN]);
  });

  it("are a column for each value of text that a customer had", () => {
    expect(row('profile "level" is "gold"')).toEqual([1, 0, 0]);
    expect(Object.keys(features)).not.toContain('profile "level" is "lead"');
  });

  it("take the ten most frequent values of text", () => {
    const ids = Array.from({ length: 24 }, (_, i) => i);
    const sold = ledgerFromRows(
      ids.map((c) => ({ c, d: "2026-01-01", a: 1 })),
      { customer: "c", date: "d", amount: "a" },
    );
    const cities = profilesFromRows(
      ids.map((id) => ({ id, city: `city ${String(id % 12).padStart(2, "0")}${id < 12 && id >= 10 ? "x" : ""}` })),
      { customer: "id", fields: { city: "text" } },
    );
    const own = snapshotOf(readChurnData("test", sold, { profiles: cities, profileFields: ["city"] }), CUTOFF);
    const [field] = featureDefinition(own).profileFields;
    expect(field?.values).toEqual(Array.from({ length: 10 }, (_, i) => `city 0${i}`));
  });
});

describe("outcomes", () => {
  it("count purchase days after the cut-off up to the horizon; a refund is none", () => {
    expect([...outcomesOf(snapshot, 7).orders]).toEqual([0, 1, 0]);
    expect([...outcomesOf(snapshot, 6).lost]).toEqual([1, 1, 1]);
    expect([...outcomesOf(snapshot, 10).orders]).toEqual([0, 2, 0]);
  });
});
