import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Accumulator,
  accumulate,
  type BinsOption,
  type CustomerId,
  type CustomerRfm,
  type CustomerUpdate,
  connectif11,
  cumeDist,
  formatDay,
  type Ledger,
  ledgerFromRows,
  measureRfm,
  ntile,
  type OrderFields,
  type OrderSettings,
  quantiles,
  type RfmResult,
  type RfmTable,
  type RfmUpdate,
  rfm,
  type SegmentMap,
  scoreRfm,
  tableFromCustomers,
  thresholds,
  update,
} from "../../src/index.js";
import { type Line, orders } from "./arbitrary-orders.js";
import { keyOf } from "./brute-force.js";

const MS_PER_DAY = 86_400_000;
const LAST_DAY = 2_932_896;

/** How orders are read and measured, and how customers are scored. */
interface Setting {
  readonly settings: Required<Pick<OrderSettings, "amountIn" | "onInvalid" | "refunds" | "customerIds">>;
  readonly byOrder: boolean;
  readonly frequency: "orders" | "days";
  readonly monetary: "total" | "mean" | "max";
  readonly bins: BinsOption;
  readonly nested: boolean;
  readonly segments: SegmentMap | null;
}

const fives: fc.Arbitrary<BinsOption> = fc.constantFrom<BinsOption>(quantiles(5), ntile(5), cumeDist(5), {
  recency: thresholds([1, 3, 30, 90]),
  frequency: thresholds([1, 2, 3, 5]),
  monetary: thresholds([0, 1, 2.5, 50]),
});
const scoring = fc.oneof(
  fc.record({ bins: fives, segments: fc.constantFrom(connectif11, null), nested: fc.boolean() }),
  fc.record({
    bins: fc.constantFrom<BinsOption>(quantiles(3), {
      recency: quantiles(12),
      frequency: quantiles(2),
      monetary: quantiles(4),
    }),
    segments: fc.constant(null),
    nested: fc.boolean(),
  }),
);

const setting: fc.Arbitrary<Setting> = fc
  .record({
    refunds: fc.constantFrom("net" as const, "net" as const, "ignore" as const),
    customerIds: fc.constantFrom("exact" as const, "text" as const),
    byOrder: fc.boolean(),
    measure: fc.constantFrom(
      { frequency: "orders", monetary: "total" } as const,
      { frequency: "orders", monetary: "mean" } as const,
      { frequency: "orders", monetary: "max" } as const,
      { frequency: "days", monetary: "total" } as const,
      { frequency: "days", monetary: "max" } as const,
    ),
    scoring,
  })
  .map(({ refunds, customerIds, byOrder, measure, scoring: { bins, nested, segments } }) => ({
    settings: { amountIn: "minor", onInvalid: "skip", refunds, customerIds } as const,
    byOrder,
    ...measure,
    bins,
    // ntile splits ties by id, which a nesting does not.
    nested: nested && (bins as { method?: string }).method === "quantiles",
    segments: segments as SegmentMap | null,
  }));

const COLUMNS = {
  customer: "customer",
  date: (line: Line) => line.day * MS_PER_DAY,
  amount: "minor",
  status: "status",
} as const;

function columnsOf(byOrder: boolean): OrderFields<Line> {
  return byOrder ? { ...COLUMNS, order: "order" } : COLUMNS;
}

function ledgerOf(lines: readonly Line[], { settings, byOrder }: Setting): Ledger {
  return ledgerFromRows(lines, { ...settings, ...columnsOf(byOrder) });
}

/** Lines that are kept and count as entries. */
function kept(lines: readonly Line[], { settings }: Setting): Line[] {
  return lines.filter(
    ({ status, minor }) => (status === null || status === "paid") && (minor >= 0 || settings.refunds === "net"),
  );
}

function idOf(id: CustomerId, { settings }: Setting): CustomerId {
  return settings.customerIds === "text" ? String(id) : Object.is(id, -0) ? 0 : id;
}

/** Batches of which the first is the base, such that an update can carry on from each to the next. */
function batchesOf(lines: readonly Line[], setting: Setting, numbers: readonly number[], count: number): Line[][] {
  const usable = lines.filter(({ minor }) => setting.monetary !== "max" || minor >= 0);
  const batches: Line[][] = Array.from({ length: count }, () => []);
  if (setting.frequency === "days") {
    // Whole days in order, and a day may be cut.
    const sorted = [...usable].sort((a, b) => a.day - b.day);
    const cuts = numbers
      .slice(0, count - 1)
      .map((n) => n % (sorted.length + 1))
      .sort((a, b) => a - b);
    for (const [i, line] of sorted.entries()) batches[cuts.filter((cut) => cut <= i).length].push(line);
    // An order stays whole only if its days do.
    return setting.byOrder
      ? batches.map((batch, b) => batch.map((line) => ({ ...line, order: `${b} ${keyOf(line.order)}` })))
      : batches;
  }
  const batchOf = new Map<string, number>();
  usable.forEach((line, i) => {
    const key = setting.byOrder && line.minor >= 0 ? keyOf(line.order) : `line ${i}`;
    if (!batchOf.has(key)) batchOf.set(key, numbers[i % numbers.length] % count);
    batches[batchOf.get(key) as number].push(line);
  });
  return batches;
}

const numbers = fc.array(fc.nat(1000), { minLength: 60, maxLength: 60 });
const shift = fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined });

/** The day as of which nothing is left out, or so many days later. */
function dayOf(lines: readonly Line[], setting: Setting, later: number): { asOf?: string } {
  const days = kept(lines, setting).map(({ day }) => day);
  return days.length === 0 ? {} : { asOf: formatDay(Math.min(LAST_DAY, Math.max(...days) + later)) };
}

function baseOf(lines: readonly Line[], setting: Setting, later: number): RfmResult {
  const { frequency, monetary, bins, nested, segments } = setting;
  const asOf = dayOf(lines, setting, later);
  return rfm(ledgerOf(lines, setting), { frequency, monetary, bins, nested, segments, ...asOf });
}

const isEmptyModel = ({ model }: RfmResult): boolean =>
  Object.values({ r: model.bins.recency, f: model.bins.frequency, m: model.bins.monetary }).some(
    ({ edges, bins }) => edges.length !== bins - 1,
  );

/** All orders measured anew, on the model and as of the day of an update. */
function anew(lines: readonly Line[], setting: Setting, { model, asOf }: Pick<RfmUpdate, "model" | "asOf">): RfmResult {
  return scoreRfm(ledgerOf(lines, setting), model, asOf === null ? {} : { asOf });
}

/** Numbers and bigints by size, then text by code point. */
function byId(a: CustomerId, b: CustomerId): number {
  if (typeof a === "string" || typeof b === "string") {
    if (typeof a !== typeof b) return typeof a === "string" ? 1 : -1;
    return unitsOf(a as string) < unitsOf(b as string) ? -1 : 1;
  }
  if (a < b || a > b) return a < b ? -1 : 1;
  return typeof a === "number" ? -1 : 1;
}

/** UTF-16 units of one width, surrogates above the rest: the order of code points. */
function unitsOf(text: string): string {
  return Array.from({ length: text.length }, (_, i) => {
    const unit = text.charCodeAt(i);
    return (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit).toString(16).padStart(5, "0");
  }).join("");
}

/** Whether the second of two customers is better, by the mean of r + (f + m) / 2 over the cells of their segments. */
function moveOf({ segments }: Setting, before: CustomerRfm | null, after: CustomerRfm): CustomerUpdate["move"] {
  if (before === null) return "gained";
  if (segments === null || before.segment === after.segment) return "stayed";
  const worth = ({ segment }: CustomerRfm): number => {
    const { cells } = segments.segments.find(({ id }) => id === segment) as { readonly cells: readonly string[] };
    const scaled = cells.map((cell) => {
      const scores = cell.includes("-") ? cell.split("-").map(Number) : [...cell].map(Number);
      const [r, f, m] = scores.map((score, d) => (score - 1) / (segments.shape[d] - 1));
      return r + (f + m) / 2;
    });
    return scaled.reduce((sum, value) => sum + value, 0) / cells.length;
  };
  const [then, now] = [worth(before), worth(after)];
  if (Math.abs(then - now) < 1e-9) return "sideways";
  return now > then ? "improved" : "worsened";
}

/** What a list of customers must be, from what was listed last. */
function expectList(
  own: RfmUpdate,
  fresh: readonly Line[],
  expected: RfmResult,
  last: ReadonlyMap<CustomerId, CustomerRfm>,
  setting: Setting,
): void {
  const touched = new Set(kept(fresh, setting).map(({ customer }) => idOf(customer, setting)));
  const listed = [...touched].filter((id) => expected.get(id) !== undefined).sort(byId);
  const rows: CustomerUpdate[] = listed.map((customer) => {
    const before = last.get(customer) ?? null;
    const after = expected.get(customer) as CustomerRfm;
    const [from, to] = [before === null ? null : before.segment, after.segment];
    return { customer, from, to, move: moveOf(setting, before, after), before, after };
  });
  expect([...own]).toStrictEqual(rows);
  expect(own.size).toBe(rows.length);
  expect(own.gained).toBe(rows.filter(({ before }) => before === null).length);
  const isScored = setting.segments !== null;
  const moved = rows.filter(({ before, from, to }) => before !== null && from !== to);
  expect(own.moved).toBe(moved.length);
  expect([...own.changes]).toStrictEqual(
    isScored ? rows.filter(({ before, from, to }) => before === null || from !== to) : [],
  );
  expectColumns(own, rows, setting);
  if (!isScored) {
    expect(own.flow).toBe(null);
    return;
  }
  for (const from of [null, ...(setting.segments as SegmentMap).segments.map(({ id }) => id)]) {
    for (const { id: to } of (setting.segments as SegmentMap).segments) {
      expect(own.flow?.count(from, to)).toBe(rows.filter((row) => row.from === from && row.to === to).length);
    }
  }
  const counts = (["stayed", "improved", "worsened", "sideways"] as const).map((move) => [
    move,
    rows.filter((row) => row.move === move).length,
  ]);
  expect(own.flow?.totals).toMatchObject({
    lost: 0,
    gained: own.gained,
    moved: own.moved,
    ...Object.fromEntries(counts),
  });
}

function expectColumns({ columns }: RfmUpdate, rows: readonly CustomerUpdate[], { segments }: Setting): void {
  expect(columns.customer).toStrictEqual(rows.map(({ customer }) => customer));
  const position = (id: string | null): number =>
    segments === null ? 0 : segments.segments.findIndex((s) => s.id === id);
  for (const when of ["before", "after"] as const) {
    const { segment, ...values } = columns[when];
    expect([...segment]).toEqual(rows.map((row) => (row[when] === null ? 255 : position(row[when].segment))));
    const none = { recency: -1, frequency: 0, monetary: 0, r: 0, f: 0, m: 0 };
    for (const name of ["recency", "frequency", "monetary", "r", "f", "m"] as const) {
      expect([...values[name]]).toStrictEqual(rows.map((row) => (row[when] ?? none)[name]));
    }
  }
}

/** Everybody who is known, listed or not. */
function expectAll(own: RfmUpdate, lines: readonly Line[], expected: RfmResult, setting: Setting): void {
  for (const { customer } of lines) {
    const id = idOf(customer, setting);
    expect(own.get(id)).toStrictEqual(expected.get(id));
  }
  expect(own.get("nobody at all")).toBe(undefined);
}

const listOf = (result: Iterable<CustomerRfm>): Map<CustomerId, CustomerRfm> =>
  new Map([...result].map((row) => [row.customer, row]));

describe("an update", () => {
  it("lists the customers of new orders as all orders measured anew have them, and finds everybody else so", () => {
    fc.assert(
      fc.property(orders(), setting, numbers, fc.nat(40), shift, (lines, how, random, later, further) => {
        const [known, fresh] = batchesOf(lines, how, random, 2);
        const base = baseOf(known, how, later);
        const last = Math.max(
          ...[...kept(fresh, how), ...kept(known, how)].map(({ day }) => day),
          base.table.asOf ?? -Infinity,
        );
        const asOf =
          further === undefined || !Number.isFinite(last)
            ? {}
            : { asOf: formatDay(Math.min(LAST_DAY, last + further)) };
        const isBuying = kept(fresh, how).some(({ minor }) => minor >= 0);
        if (isBuying && isEmptyModel(base)) {
          expect(() => update(base, ledgerOf(fresh, how), asOf)).toThrow(/was fitted on no customer/);
          return;
        }
        const own = update(base, ledgerOf(fresh, how), asOf);
        expect(own.asOf).toBe(asOf.asOf ?? (Number.isFinite(last) ? formatDay(last) : null));
        const all = [...known, ...fresh];
        const expected = anew(all, how, own);
        expectList(own, fresh, expected, listOf(base), how);
        expectAll(own, all, expected, how);
        expect(own.model).toBe(base.model);
        const ofNew = scoreRfm(ledgerOf(fresh, how), base.model).diagnostics.ledger;
        expect(own.diagnostics.ledger).toEqual(ofNew);
      }),
    );
  });

  it("does not depend on the order of the rows, nor on whether they come as rows or a ledger", () => {
    fc.assert(
      fc.property(orders(), setting, numbers, fc.nat(), (lines, how, random, turn) => {
        const [known, fresh] = batchesOf(lines, how, random, 2);
        const base = baseOf([...known].reverse(), how, 0);
        const isBuying = kept(fresh, how).some(({ minor }) => minor >= 0);
        if (isBuying && isEmptyModel(base)) return;
        const cut = fresh.length === 0 ? 0 : turn % fresh.length;
        const turned = [...fresh.slice(cut), ...fresh.slice(0, cut)].reverse();
        const a = update(base, ledgerOf(fresh, how));
        const { amountIn, onInvalid } = how.settings;
        const b = update(base, turned, { ...columnsOf(how.byOrder), amountIn, onInvalid });
        expect([...b]).toStrictEqual([...a]);
        expect(b.columns.after).toStrictEqual(a.columns.after);
        expect(b.diagnostics.withoutOrders).toEqual(a.diagnostics.withoutOrders);
        expect(b.diagnostics.outOfRange).toEqual(a.diagnostics.outOfRange);
        expect(b.flow?.counts).toEqual(a.flow?.counts);
      }),
    );
  });

  it("can be updated again and again, and stays as it was", () => {
    fc.assert(
      fc.property(orders(), setting, numbers, fc.integer({ min: 3, max: 8 }), (lines, how, random, count) => {
        const [known, ...others] = batchesOf(lines, how, random, count);
        const base = baseOf(known, how, 0);
        if (isEmptyModel(base)) return;
        const listed = listOf(base);
        const seen = [...known];
        const stages: { own: RfmUpdate; rows: CustomerUpdate[]; all: Line[] }[] = [];
        let own: RfmUpdate | RfmResult = base;
        for (const fresh of others) {
          own = update(own, ledgerOf(fresh, how)) as RfmUpdate;
          seen.push(...fresh);
          const expected = anew(seen, how, own);
          expectList(own, fresh, expected, listed, how);
          for (const { customer, after } of own) listed.set(customer, after);
          stages.push({ own, rows: [...own], all: [...seen] });
        }
        // From a stage in the middle another way, which changes nothing of the first.
        const middle = stages[random[0] % stages.length];
        update(
          middle.own,
          ledgerOf(
            known.filter(({ minor }) => minor >= 0 && how.frequency !== "days"),
            how,
          ),
        );
        for (const { own: each, rows, all } of stages) {
          expect([...each]).toStrictEqual(rows);
          expectAll(each, all, anew(all, how, each), how);
        }
        // At once: the same customers, and the day before is the same for all.
        const once = update(base, ledgerOf(others.flat(), how), own.asOf === null ? {} : { asOf: own.asOf });
        for (const { customer, after } of once) expect((own as RfmUpdate).get(customer)).toStrictEqual(after);
        const froms = new Map<CustomerId, string | null>();
        for (const { rows } of stages)
          for (const { customer, from } of rows) if (!froms.has(customer)) froms.set(customer, from);
        for (const { customer, from } of once) expect(froms.get(customer)).toBe(from);
      }),
    );
  });

  it("carries on from an accumulator's table and from given totals as from a ledger", () => {
    const measure = fc.constantFrom("total" as const, "mean" as const);
    const sums = setting.filter(({ settings }) => settings.customerIds === "exact");
    fc.assert(
      fc.property(
        orders(),
        sums,
        measure,
        numbers,
        fc.boolean(),
        (lines, arbitrary, monetary, random, isAccumulated) => {
          const how: Setting = {
            ...arbitrary,
            byOrder: false,
            frequency: "orders",
            monetary: isAccumulated ? monetary : "total",
          };
          const [known, fresh] = batchesOf(lines, how, random, 2);
          const { bins, nested, segments } = how;
          const asOf = dayOf(known, how, 0);
          const table = isAccumulated ? accumulated(known, how).table({ monetary, ...asOf }) : totalsOf(known, how);
          if (table === null) return;
          const base = rfm(table, { bins, nested, segments });
          if (isEmptyModel(base)) return;
          const own = update(base, ledgerOf(fresh, how));
          const byLedger = update(baseOf(known, how, 0), ledgerOf(fresh, how));
          expect([...own]).toStrictEqual([...byLedger]);
          for (const { customer } of lines) expect(own.get(customer)).toStrictEqual(byLedger.get(customer));
          expect(own.diagnostics.withoutOrders).toEqual(byLedger.diagnostics.withoutOrders);
        },
      ),
    );
  });
});

describe("a stray day of new orders", () => {
  it("is told only where all orders at once tell of it, and always where nobody else could be that late", () => {
    const day = fc.integer({ min: 20_000, max: 20_090 });
    const stray = fc.integer({ min: 20_000, max: 20_600 });
    const customers = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 15, maxLength: 50 });
    const isTold = ({ diagnostics }: RfmResult | RfmUpdate): boolean =>
      diagnostics.warnings.some(({ code }) => code === "SPARSE_END");
    fc.assert(
      fc.property(
        customers.chain((ids) => fc.tuple(...ids.map((c) => fc.record({ c: fc.constant(c), d: day })))),
        fc.array(fc.record({ c: fc.integer({ min: 0, max: 70 }), d: stray }), { minLength: 1, maxLength: 6 }),
        (known, fresh) => {
          const read = (lines: readonly { c: number; d: number }[]): Ledger =>
            ledgerFromRows(lines, { customer: "c", date: ({ d }) => d * MS_PER_DAY, amount: () => 1 });
          const own = update(rfm(read(known)), read(fresh));
          const all = rfm(read([...known, ...fresh]));
          if (isTold(own)) expect(isTold(all)).toBe(true);
          const ends = [...new Map([...fresh].sort((a, b) => a.d - b.d).map(({ c, d }) => [c, d])).values()];
          const late = ends.filter((end) => end > 20_090 + 182);
          if (
            all.size >= 20 &&
            late.length > 0 &&
            late.length <= 3 &&
            ends.every((end) => late.includes(end) || end <= 20_090)
          )
            expect(isTold(own)).toBe(true);
        },
      ),
    );
  });
});

describe("a table", () => {
  it("says who has refunds that count and no order, and how much", () => {
    fc.assert(
      fc.property(
        orders(),
        setting,
        fc.option(fc.nat(60)),
        fc.option(fc.integer({ min: 1, max: 60 })),
        (lines, arbitrary, day, window) => {
          const how: Setting = { ...arbitrary, byOrder: false };
          const options = {
            ...(day === null ? {} : { asOf: formatDay(20_000 + day) }),
            ...(window === null ? {} : { window }),
          };
          const table = measureRfm(ledgerOf(lines, how), options);
          expectRefunded(table, lines, how, window);
          const late = accumulated(lines, how).table();
          expectRefunded(late, lines, how, null);
        },
      ),
    );
  });
});

function expectRefunded(
  { customers, asOf, refundedCodes, refundedAmounts }: RfmTable,
  lines: readonly Line[],
  how: Setting,
  window: number | null,
): void {
  const sums = new Map<CustomerId, number>();
  const counted = kept(lines, how).filter(
    ({ day }) => asOf === null || (day <= asOf && (window === null || day > asOf - window)),
  );
  for (const { customer, minor } of counted) {
    const id = idOf(customer, how);
    sums.set(id, minor >= 0 ? Number.NaN : (sums.get(id) ?? 0) + minor);
  }
  const expected = [...sums].filter(([, sum]) => sum < 0);
  const found = Array.from(refundedCodes, (code, i) => [customers.id(code), refundedAmounts[i]] as const);
  expect(new Map(found)).toEqual(new Map(expected));
  expect(found.length).toBe(expected.length);
  expect([...refundedCodes]).toEqual([...refundedCodes].sort((a, b) => a - b));
}

function accumulated(lines: readonly Line[], { settings }: Setting): Accumulator {
  return accumulate(settings).addRows(lines, COLUMNS);
}

/** The same customers as totals; `null` where totals do not say it all. */
function totalsOf(lines: readonly Line[], how: Setting): RfmTable | null {
  const { table } = baseOf(lines, how, 0);
  if (table.refundedCodes.length > 0 || table.asOf === null) return null;
  const rows = Array.from(table.codes, (code, i) => ({
    id: table.customers.id(code),
    last: ((table.asOf as number) - table.recency[i]) * MS_PER_DAY,
    count: table.frequency[i],
    sum: table.monetary[i],
  }));
  return tableFromCustomers(rows, {
    customer: "id",
    lastOrder: "last",
    frequency: "count",
    monetary: "sum",
    amountIn: "minor",
    asOf: formatDay(table.asOf),
  });
}
