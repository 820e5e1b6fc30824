import { describe, expect, it } from "vitest";
import {
  aipl,
  type CustomerId,
  classifyStages,
  type EventLog,
  type EventSettings,
  eventsFromRows,
  eventsWithOrders,
  formatDay,
  type Ledger,
  ledgerFromRows,
  type OrderSettings,
} from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

const where = "eventsWithOrders";

type EventTuple = readonly [customer: CustomerId, type: string, day: number, value?: number];
type LineTuple = readonly [customer: CustomerId, order: string, day: number, amount: number];

const date = (day: number): string => `2026-03-${String(day).padStart(2, "0")}`;

function log(events: readonly EventTuple[], settings: EventSettings = {}): EventLog {
  const rows = events.map(([c, t, d, v]) => ({ c, t, d: date(d), v, i: `item of ${t}` }));
  return eventsFromRows(rows, { customer: "c", type: "t", date: "d", value: "v", item: "i", ...settings });
}

function ledger(lines: readonly LineTuple[], settings: OrderSettings = {}): Ledger {
  const rows = lines.map(([c, o, d, a]) => ({ c, o, d: date(d), a }));
  return ledgerFromRows(rows, { customer: "c", order: "o", date: "d", amount: "a", ...settings });
}

/** Everything that the events of a log say, customer by customer. */
function said({ customers, offsets, days, types, typeNames, values, fields }: EventLog): unknown[] {
  return Array.from({ length: customers.size }, (_, code) => [
    customers.id(code),
    ...Array.from(days.subarray(offsets[code], offsets[code + 1]), (day, k) => {
      const i = offsets[code] + k;
      const item = fields["item"] === undefined ? [] : [fields["item"].values[fields["item"].codes[i]]];
      return [Number(formatDay(day).slice(8)), typeNames[types[i]], values?.[i] ?? Number.NaN, ...item];
    }),
  ]);
}

describe("an order", () => {
  it("is one event on the day of its first purchase, worth its lines of that day", () => {
    const orders = ledger([
      ["ann", "X", 3, 10],
      ["ann", "X", 3, 5],
      ["ann", "X", 7, 100],
      ["ann", "X", 9, 100],
      ["ann", "Y", 3, 1],
    ]);
    const merged = eventsWithOrders(null, orders);
    expect(said(merged)).toEqual([["ann", [3, "purchase", 1500], [3, "purchase", 100]]]);
    expect(merged.diagnostics.orders).toEqual([{ type: "purchase", events: 2, laterDays: 2, refunds: 0 }]);
  });

  it("is worth less by what was taken back on that day, whichever line comes first, and not by what came later", () => {
    const lines: LineTuple[] = [
      ["ann", "X", 3, 10],
      ["ann", "X", 3, -4],
      ["ann", "X", 4, -5],
    ];
    for (const some of [lines, [...lines].reverse()]) {
      const merged = eventsWithOrders(null, ledger(some));
      expect(said(merged)).toEqual([["ann", [3, "purchase", 600]]]);
      expect(merged.diagnostics.orders[0]).toMatchObject({ events: 1, laterDays: 0, refunds: 2 });
    }
  });

  it("that is only taken back is no event, and one that is bought after is of the later day", () => {
    const merged = eventsWithOrders(
      null,
      ledger([
        ["ann", "X", 3, -4],
        ["bob", "Y", 2, -1],
        ["bob", "Y", 5, 9],
        ["bob", "Y", 6, -9],
      ]),
    );
    expect(said(merged)).toEqual([["ann"], ["bob", [5, "purchase", 900]]]);
    expect(merged.diagnostics.orders[0]).toMatchObject({ events: 1, refunds: 3 });
  });

  it("may be worth nothing or less, and is an event all the same", () => {
    const merged = eventsWithOrders(
      null,
      ledger([
        ["ann", "X", 3, 0],
        ["ann", "Y", 4, 5],
        ["ann", "Y", 4, -8],
      ]),
    );
    expect(said(merged)).toEqual([["ann", [3, "purchase", 0], [4, "purchase", -300]]]);
  });

  it("is every line where the ledger has no order ids", () => {
    const rows = [5, 6, -1].map((a) => ({ c: 1, d: "2026-03-01", a }));
    const merged = eventsWithOrders(null, ledgerFromRows(rows, { customer: "c", date: "d", amount: "a" }));
    expect([...(merged.values as Float64Array)]).toEqual([500, 600]);
    expect(merged.diagnostics.orders[0]).toMatchObject({ events: 2, laterDays: 0, refunds: 1 });
  });

  it("under an id that customers share is an event of each", () => {
    const shared = ledger(
      [
        ["ann", "X", 3, 1],
        ["bob", "X", 3, 2],
        ["bob", "X", 4, 2],
      ],
      { onInvalid: "skip" },
    );
    const merged = eventsWithOrders(null, shared);
    expect(said(merged)).toEqual([
      ["ann", [3, "purchase", 100]],
      ["bob", [3, "purchase", 200]],
    ]);
    expect(merged.diagnostics.orders[0].laterDays).toBe(1);
  });
});

describe("the events of both", () => {
  const events = log([
    ["bob", "view", 5],
    ["ann", "view", 3],
    ["ann", "cart", 3, 7],
    ["ann", "quiz", 3],
  ]);
  const orders = ledger([
    ["cid", "1", 2, 20],
    ["ann", "2", 3, 30],
    ["ann", "3", 1, 40],
  ]);

  it("stand by day and type, customers of the log first", () => {
    const merged = eventsWithOrders(events, orders);
    expect(merged.typeNames).toEqual(["cart", "purchase", "quiz", "view"]);
    const missing = Number.NaN;
    expect(said(merged)).toEqual([
      ["bob", [5, "view", missing, "item of view"]],
      [
        "ann",
        [1, "purchase", 4000, null],
        [3, "cart", 700, "item of cart"],
        [3, "purchase", 3000, null],
        [3, "quiz", missing, "item of quiz"],
        [3, "view", missing, "item of view"],
      ],
      ["cid", [2, "purchase", 2000, null]],
    ]);
    expect(merged.customers.find("cid")).toBe(2);
    expect([formatDay(merged.lastDay as number), merged.decimals]).toEqual(["2026-03-05", 2]);
    expect(merged.diagnostics).toMatchObject({ rows: 4, events: 4, warnings: [] });
    expect(merged.fields["item"].values).toEqual(events.fields["item"].values);
  });

  it("leave the log and the ledger as they were", () => {
    const before = [said(events), [...orders.amounts], [...orders.days]];
    eventsWithOrders(events, orders);
    expect([said(events), [...orders.amounts], [...orders.days]]).toEqual(before);
  });

  it("may be added to again from another ledger under another name", () => {
    const twice = eventsWithOrders(eventsWithOrders(events, orders), orders, { type: "in store" });
    expect(twice.typeNames).toEqual(["cart", "in store", "purchase", "quiz", "view"]);
    expect(twice.diagnostics.orders.map(({ type }) => type)).toEqual(["purchase", "in store"]);
    expect(twice.days.length).toBe(10);
  });

  it("are matched by id and its type, or by text where both are known by it", () => {
    const byNumber = (settings: EventSettings): EventLog => log([[7, "view", 1]], settings);
    const byText = ledger([["7", "1", 2, 1]], { customerIds: "text" });
    const exact = ledger([["7", "1", 2, 1]]);
    const text = { customerIds: "text" } as const;
    expect(eventsWithOrders(byNumber(text), byText).customers).toMatchObject({ size: 1, byText: true });
    expect(eventsWithOrders(byNumber({}), exact).customers).toMatchObject({ size: 2, byText: false });
    expect(eventsWithOrders(byNumber({}), byText).customers).toMatchObject({ size: 2, byText: false });
    expect(eventsWithOrders(byNumber(text), exact).customers).toMatchObject({ size: 1, byText: false });
    expect(eventsWithOrders(log([["7", "view", 1]]), ledger([[7, "1", 2, 1]], text)).customers.size).toBe(1);
  });

  it("that have no customer in common are told of, and so are ids of several types", () => {
    const { diagnostics } = eventsWithOrders(log([[7, "view", 1]]), ledger([["7", "1", 2, 1]]));
    expect(diagnostics.warnings.map(({ code }) => code)).toEqual(["MIXED_ID_TYPES", "NO_SHARED_CUSTOMERS"]);
    expect(diagnostics.customersByIdType).toEqual({ string: 1, number: 1, bigint: 0 });
    expect(eventsWithOrders(null, ledger([["7", "1", 2, 1]])).diagnostics.warnings).toEqual([]);
    expect(eventsWithOrders(events, ledger([])).diagnostics.warnings).toEqual([]);
  });

  it("may be none of either", () => {
    expect(said(eventsWithOrders(events, ledger([])))).toEqual(said(events));
    const nothing = eventsWithOrders(log([]), ledger([]));
    expect(nothing).toMatchObject({ typeNames: [], values: null, lastDay: null });
    expect([nothing.customers.size, ...nothing.offsets]).toEqual([0, 0]);
    const refunds = eventsWithOrders(null, ledger([["ann", "1", 1, -1]]));
    expect(refunds).toMatchObject({ typeNames: [], values: null, lastDay: null });
    expect(refunds.customers.size).toBe(1);
  });
});

describe("what would count twice or not compare", () => {
  const orders = ledger([["ann", "1", 2, 1]]);
  const bought = log([["ann", "purchase", 2, 1]]);

  it("is refused: a type that the events have already", () => {
    expectRefused(() => eventsWithOrders(bought, orders), "CONFLICTING_OPTIONS", {
      where,
      path: "options.type",
      received: '"purchase"',
    });
    expect(() => eventsWithOrders(bought, orders)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: eventsWithOrders: options.type must be a type that the events do not have, or purchases could count twice; give another name, or allowBoth: true if they are different purchases; received "purchase"]`,
    );
  });

  it("is allowed under another name, or by saying so: then the event of the log comes first", () => {
    expect(eventsWithOrders(bought, orders, { type: "order" }).typeNames).toEqual(["order", "purchase"]);
    const both = eventsWithOrders(bought, orders, { allowBoth: true });
    expect(said(both)).toEqual([["ann", [2, "purchase", 100, "item of purchase"], [2, "purchase", 100, null]]]);
  });

  it("is refused: other decimals, currencies and zones", () => {
    const yen = ledger([["ann", "1", 2, 1]], { decimals: 0 });
    expectRefused(() => eventsWithOrders(bought, yen, { type: "o" }), "CONFLICTING_OPTIONS", {
      where,
      path: "ledger.decimals",
      received: "0",
    });
    const euro = log([["ann", "view", 2, 1]], { currency: "EUR" });
    expectRefused(() => eventsWithOrders(euro, ledger([], { currency: "USD" })), "CONFLICTING_OPTIONS", {
      path: "ledger.currency",
    });
    expectRefused(() => eventsWithOrders(euro, ledger([], { timeZone: "Asia/Shanghai" })), "CONFLICTING_OPTIONS", {
      path: "ledger.timeZone",
    });
    expect(() => eventsWithOrders(euro, yen)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: eventsWithOrders: ledger.decimals must be that of the events, 2; state one for both when they are read; received 0]`,
    );
  });

  it("is allowed: decimals that no value of the events has, a currency that one of them does not state", () => {
    const yen = ledger([["ann", "1", 2, 1]], { currency: "JPY" });
    const merged = eventsWithOrders(log([["ann", "view", 2]]), yen);
    expect(merged).toMatchObject({ decimals: 0, currency: "JPY", values: Float64Array.of(1, Number.NaN) });
    expect(eventsWithOrders(log([["ann", "view", 2, 1]], { currency: "EUR" }), orders).currency).toBe("EUR");
  });

  it("is refused: values of a customer beyond 2^53 in all", () => {
    const large = 2 ** 53 - 1;
    const events = log([["ann", "view", 2, large]], { valueIn: "minor" });
    expectRefused(() => eventsWithOrders(events, orders), "TOTAL_TOO_LARGE", { where, received: '"ann"' });
  });

  it("is refused: one type more than a log can hold", () => {
    const events = log(Array.from({ length: 65_535 }, (_, i) => ["ann", `t${i}`, 1] as const));
    expectRefused(() => eventsWithOrders(events, orders), "OUT_OF_RANGE", { where, path: "type" });
    expect(eventsWithOrders(events, orders, { type: "t9", allowBoth: true }).typeNames.length).toBe(65_535);
    expect(eventsWithOrders(events, ledger([])).typeNames.length).toBe(65_535);
  });
});

describe("the arguments", () => {
  const orders = ledger([["ann", "1", 2, 1]]);
  const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

  it("must be as the library made them, which JSON does not keep", () => {
    const seen = log([["ann", "view", 2]]);
    expectRefused(() => eventsWithOrders(throughJson(seen), orders), "WRONG_TYPE", { where, path: "events" });
    expectRefused(() => eventsWithOrders(seen, throughJson(orders)), "WRONG_TYPE", { where, path: "ledger" });
    expectRefused(() => eventsWithOrders(wrong({ kind: seen.kind }), orders), "WRONG_TYPE", { path: "events" });
    expectRefused(() => eventsWithOrders(null, wrong({ kind: orders.kind })), "WRONG_TYPE", { path: "ledger" });
    const data = { ledger: throughJson(orders) };
    expectRefused(() => classifyStages(aipl(), data), "WRONG_TYPE", { path: "options.ledger" });
    expect(() => eventsWithOrders(seen, throughJson(orders))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: eventsWithOrders: ledger must be a ledger as this library made it (JSON does not keep one); received an object]`,
    );
    expect(() => eventsWithOrders(throughJson(seen), orders)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: eventsWithOrders: events must be a log of events as this library made it (JSON does not keep one), or null; received an object]`,
    );
  });

  it.each([undefined, 5, {}, [], orders])("must be a log or null: %s", (events) => {
    expectRefused(() => eventsWithOrders(wrong(events), orders), "WRONG_TYPE", { where, path: "events" });
  });

  it.each([undefined, null, 5, {}, []])("must be a ledger: %s", (given) => {
    expectRefused(() => eventsWithOrders(null, wrong(given)), "WRONG_TYPE", { where, path: "ledger" });
  });

  it.each([
    [null, "WRONG_TYPE", "options"],
    [{ typ: "x" }, "UNKNOWN_OPTION", "options.typ"],
    [{ type: "" }, "WRONG_TYPE", "options.type"],
    [{ type: 5 }, "WRONG_TYPE", "options.type"],
    [{ allowBoth: 1 }, "WRONG_TYPE", "options.allowBoth"],
  ] as const)("must be options: %o", (options, code, path) => {
    expectRefused(() => eventsWithOrders(null, orders, wrong(options)), code, { where, path });
  });

  it("may name the type like what every object inherits", () => {
    expect(eventsWithOrders(null, orders, { type: "__proto__" }).typeNames).toEqual(["__proto__"]);
  });
});
