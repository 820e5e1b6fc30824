import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BinsOption,
  type CustomerId,
  defineSegments,
  type Ledger,
  ledgerFromRows,
  quantiles,
  type RfmModel,
  type RfmResult,
  rfm,
  type SegmentFlow,
  type SegmentFlowCounts,
  type SegmentMap,
  type SegmentTrendPoint,
  type Shape,
  scoreRfm,
  segmentFlow,
  segmentTrend,
  spss,
  thresholds,
} from "../../src/index.js";

/** One order, in whole days and minor units. */
interface Line {
  readonly customer: CustomerId;
  readonly day: number;
  readonly minor: number;
}

/** What is measured and how it is cut. */
interface Setting {
  readonly map: SegmentMap;
  readonly bins: BinsOption;
}

const BASE_DAY = 20_000;
const LAST_DAY = BASE_DAY + 120;
const MS_PER_DAY = 86_400_000;

// The same digits in three types are three customers.
const IDS: readonly CustomerId[] = ["a", "b", "1", 1, 1n, "2", 2, -1, 1.5, "__proto__", "constructor", 2n ** 70n];

const lines = fc.array(
  fc.record({
    customer: fc.constantFrom(...IDS),
    day: fc.integer({ min: BASE_DAY, max: LAST_DAY }),
    minor: fc.oneof(fc.constantFrom(0, 100, -100), fc.integer({ min: -300, max: 5000 })),
  }),
  { maxLength: 60, size: "max" },
);
const shape = fc.constantFrom<Shape>([2, 2, 2], [3, 2, 4], [5, 5, 5]);
const date = fc.integer({ min: BASE_DAY - 5, max: LAST_DAY + 10 });
const window = fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined });

/** A random partition of the cells of a shape, with bins of that shape. */
const setting: fc.Arbitrary<Setting> = shape.chain(([r, f, m]) =>
  fc
    .tuple(
      fc.array(fc.integer({ min: 0, max: 6 }), { minLength: r * f * m, maxLength: r * f * m }),
      fc.constantFrom(quantiles, spss),
      fc.boolean(),
    )
    .map(([owners, method, fixed]) => ({
      map: mapOf([r, f, m], owners),
      bins: {
        recency: fixed ? thresholds(Array.from({ length: r - 1 }, (_, i) => 7 + 20 * i)) : method(r),
        frequency: method(f),
        monetary: method(m),
      },
    })),
);

function mapOf(shape: Shape, owners: readonly number[]): SegmentMap {
  const cells = new Map<number, string[]>();
  owners.forEach((owner, index) => {
    const m = index % shape[2];
    const f = Math.floor(index / shape[2]) % shape[1];
    const r = Math.floor(index / (shape[2] * shape[1]));
    cells.set(owner, [...(cells.get(owner) ?? []), `${r + 1}${f + 1}${m + 1}`]);
  });
  return defineSegments(
    [...cells].map(([owner, own]) => ({ id: `s${owner}`, cells: own })),
    { shape },
  );
}

function ledgerOf(orders: readonly Line[]): Ledger {
  const rows = orders.map(({ customer, day, minor }) => ({ customer, date: day * MS_PER_DAY, minor }));
  return ledgerFromRows(rows, { customer: "customer", date: "date", amount: "minor", amountIn: "minor" });
}

function resultOf(ledger: Ledger, { map, bins }: Setting, day: number, days?: number): RfmResult<string> {
  const measures = { asOf: day * MS_PER_DAY, ...(days === undefined ? {} : { window: days }) };
  return rfm(ledger, { ...measures, bins, segments: map });
}

/** Two results: of one ledger, or of two that share some customers. */
const pair = fc
  .record({
    earlier: lines,
    later: fc.option(lines, { nil: undefined }),
    setting,
    dates: fc.tuple(date, date).map((days) => days.sort((a, b) => a - b)),
    windows: fc.tuple(window, window),
  })
  .map(({ earlier, later, setting, dates, windows }) => {
    const ledger = ledgerOf(earlier);
    const before = resultOf(ledger, setting, dates[0], windows[0]);
    const after = resultOf(later === undefined ? ledger : ledgerOf(later), setting, dates[1], windows[1]);
    return { before, after, map: setting.map };
  });

const keyOf = (id: CustomerId): string => `${typeof id} ${id}`;

/** Who went from where to where, by a map of everybody: the ids of each pair of segments, "-" for not there. */
function movesOf(before: RfmResult<string>, after: RfmResult<string>): Map<string, string[]> {
  const segments = new Map<string, [string, string]>();
  for (const { customer, segment } of before) segments.set(keyOf(customer), [segment, "-"]);
  for (const { customer, segment } of after) {
    segments.set(keyOf(customer), [segments.get(keyOf(customer))?.[0] ?? "-", segment]);
  }
  const moves = new Map<string, string[]>();
  for (const [key, [from, to]] of segments) {
    const move = `${from}>${to}`;
    moves.set(move, [...(moves.get(move) ?? []), key]);
  }
  return moves;
}

/** The ids of a flow's every cell, in any order. */
function idsOf(flow: SegmentFlow, map: SegmentMap): Map<string, Set<string>> {
  const ids = [...map.segments.map(({ id }) => id), null];
  const moves = new Map<string, Set<string>>();
  for (const from of ids) {
    for (const to of ids) {
      const own = flow.ids(from, to);
      expect(flow.count(from, to)).toBe(own.length);
      if (own.length > 0) moves.set(`${from ?? "-"}>${to ?? "-"}`, new Set(own.map(keyOf)));
    }
  }
  return moves;
}

const plain = (counts: SegmentFlowCounts | null): unknown => JSON.parse(JSON.stringify(counts));

describe("the flow between two results", () => {
  it("is that of a map of everybody, whether they come from one ledger or from two", () => {
    fc.assert(
      fc.property(pair, ({ before, after, map }) => {
        const moves = movesOf(before, after);
        const flow = segmentFlow(before, after);
        expect(idsOf(flow, map)).toEqual(new Map([...moves].map(([move, ids]) => [move, new Set(ids)])));
        map.segments.forEach(({ id: from }, x) => {
          map.segments.forEach(({ id: to }, y) => {
            expect(flow.counts[x][y]).toBe(moves.get(`${from}>${to}`)?.length ?? 0);
          });
        });
      }),
      { numRuns: 3 * (fc.readConfigureGlobal()?.numRuns ?? 100) },
    );
  });

  it("accounts for every customer of both results", () => {
    fc.assert(
      fc.property(pair, ({ before, after }) => {
        const { counts, segments, shares, totals } = segmentFlow(before, after);
        const sizes = (result: RfmResult<string>) => result.summary().map(({ customers }) => customers);
        expect(segments.map((row) => row.before)).toEqual(sizes(before));
        expect(segments.map((row) => row.after)).toEqual(sizes(after));
        segments.forEach((row, x) => {
          expect(row.stayed).toBe(counts[x][x]);
          expect(row.stayed + row.left + row.lost).toBe(row.before);
          expect(row.stayed + row.entered + row.gained).toBe(row.after);
          expect(row.improved + row.worsened + row.sideways).toBe(row.left);
          expect(counts[x].reduce((a, b) => a + b)).toBe(row.stayed + row.left);
          expect(counts.reduce((sum, counted) => sum + counted[x], 0)).toBe(row.stayed + row.entered);
          expect(shares[x]).toEqual(counts[x].map((count) => (row.before === 0 ? null : count / row.before)));
        });
        expect(totals.before).toBe(before.size);
        expect(totals.after).toBe(after.size);
        expect(totals.stayed + totals.moved + totals.lost).toBe(totals.before);
        expect(totals.stayed + totals.moved + totals.gained).toBe(totals.after);
        expect(totals.improved + totals.worsened + totals.sideways).toBe(totals.moved);
      }),
    );
  });

  it("knows each customer's previous segment", () => {
    fc.assert(
      fc.property(pair, ({ before, after, map }) => {
        const flow = segmentFlow(before, after);
        expect(flow.previousSegment.length).toBe(after.size);
        [...after].forEach(({ customer }, row) => {
          const previous = before.get(customer)?.segment;
          expect(flow.previous(customer)).toBe(previous);
          expect(map.segments[flow.previousSegment[row]]?.id).toBe(previous);
        });
        for (const { customer, segment } of before) expect(flow.previous(customer)).toBe(segment);
      }),
    );
  });

  it("is the same from one ledger and from two of the same orders in another order", () => {
    const shuffled = lines.chain((orders) =>
      fc.tuple(fc.constant(orders), fc.shuffledSubarray([...orders], { minLength: orders.length })),
    );
    fc.assert(
      fc.property(shuffled, setting, date, date, window, ([orders, other], setting, a, b, days) => {
        const [then, now] = [Math.min(a, b), Math.max(a, b)];
        const ledger = ledgerOf(orders);
        const before = resultOf(ledger, setting, then, days);
        const same = segmentFlow(before, resultOf(ledger, setting, now, days));
        const apart = segmentFlow(before, resultOf(ledgerOf(other), setting, now, days));
        expect(plain(apart)).toEqual({ ...(plain(same) as object), previousSegment: expect.anything() });
        expect(idsOf(apart, setting.map)).toEqual(idsOf(same, setting.map));
      }),
    );
  });

  it("of a result to itself is all stayed, and the other way round it is transposed", () => {
    fc.assert(
      fc.property(lines, setting, date, window, window, (orders, setting, day, days, others) => {
        const ledger = ledgerOf(orders);
        const one = resultOf(ledger, setting, day, days);
        const other = resultOf(ledger, setting, day, others);
        expect(segmentFlow(one, one).totals.stayed).toBe(one.size);
        const there = segmentFlow(one, other);
        const back = segmentFlow(other, one);
        expect(back.counts).toEqual(there.counts.map((_, x) => there.counts.map((row) => row[x])));
        const { improved, worsened, sideways, gained, lost } = there.totals;
        expect(back.totals).toMatchObject({ improved: worsened, worsened: improved, sideways });
        expect(back.totals).toMatchObject({ gained: lost, lost: gained });
      }),
    );
  });
});

describe("the rank of segments", () => {
  it("decides what improved and worsened are", () => {
    fc.assert(
      fc.property(pair, fc.func(fc.integer({ min: 0, max: 3 })), ({ before, after, map }, levelOf) => {
        const ids = map.segments.map(({ id }) => id);
        const rank = [0, 1, 2, 3].map((level) => ids.filter((id) => levelOf(id) === level)).filter((g) => g.length > 0);
        const flow = segmentFlow(before, after, { rank });
        expect(flow.rank).toEqual(rank);
        let improved = 0;
        let worsened = 0;
        for (const { customer, segment } of after) {
          const previous = before.get(customer)?.segment;
          if (previous === undefined) continue;
          if (levelOf(segment) < levelOf(previous)) improved++;
          if (levelOf(segment) > levelOf(previous)) worsened++;
        }
        expect([flow.totals.improved, flow.totals.worsened]).toEqual([improved, worsened]);
        expect(segmentFlow(before, after, { rank: [ids] }).totals.sideways).toBe(flow.totals.moved);
      }),
    );
  });

  it("is by default the mean of r + fm over the cells, scaled, whatever the order of the map", () => {
    fc.assert(
      fc.property(setting, ({ map }) => {
        const [r, f, m] = map.shape.map((bins) => bins - 1) as [number, number, number];
        const worth = map.segments.map(({ id, cells }) => {
          const sum = cells.reduce((total, code) => {
            const [a, b, c] = [...code].map((score) => Number(score) - 1) as [number, number, number];
            return total + a / r + (b / f + c / m) / 2;
          }, 0);
          return { id, mean: sum / cells.length };
        });
        const meanOf = (id: string): number => worth.find((entry) => entry.id === id)?.mean as number;
        const none = resultOf(ledgerOf([]), { map, bins: binsOf(map) }, BASE_DAY);
        const { rank } = segmentFlow(none, none);
        expect(rank.flat().sort()).toEqual(map.segments.map(({ id }) => id).sort());
        rank.forEach((group, level) => {
          for (const id of group) expect(meanOf(id)).toBeCloseTo(meanOf(group[0]), 12);
          if (level > 0) expect(meanOf(group[0])).toBeLessThan(meanOf(rank[level - 1][0]));
        });
        const turned: SegmentMap = { ...map, segments: [...map.segments].reverse() };
        const other = resultOf(ledgerOf([]), { map: turned, bins: binsOf(map) }, BASE_DAY);
        const sorted = (groups: readonly (readonly string[])[]) => groups.map((group) => [...group].sort());
        expect(sorted(segmentFlow(other, other).rank)).toEqual(sorted(rank));
      }),
    );
  });
});

function binsOf({ shape }: SegmentMap): BinsOption {
  return { recency: quantiles(shape[0]), frequency: quantiles(shape[1]), monetary: quantiles(shape[2]) };
}

describe("a trend", () => {
  const dates = fc.uniqueArray(date, { minLength: 1, maxLength: 5 }).map((days) => days.sort((a, b) => a - b));

  it("is at each date what rfm gives, and from date to date what segmentFlow gives", () => {
    fc.assert(
      fc.property(lines, setting, dates, window, (orders, setting, days, width) => {
        const ledger = ledgerOf(orders);
        const results = days.map((day) => resultOf(ledger, setting, day, width));
        const { points } = segmentTrend(ledger, {
          dates: days.map((day) => day * MS_PER_DAY),
          bins: setting.bins,
          segments: setting.map,
          ...(width === undefined ? {} : { window: width }),
        });
        expectPoints(points, results);
      }),
    );
  });

  it("on the scale of a model is at each date what scoring by it gives", () => {
    fc.assert(
      fc.property(lines, setting, dates, window, (orders, setting, days, width) => {
        const ledger = ledgerOf(orders);
        const { model } = resultOf(ledger, setting, LAST_DAY, width);
        // A model that was fitted on nobody scores nobody, and says so.
        fc.pre(model.bins.recency.sizes.some((size) => size > 0));
        const { points } = segmentTrend(ledger, { dates: days.map((day) => day * MS_PER_DAY), model });
        const results = days.map((day) => scoreAt(ledger, model, day));
        expectPoints(points, results);
      }),
    );
  });

  it("does not change when all days move by the same number", () => {
    fc.assert(
      fc.property(
        lines,
        setting,
        dates,
        window,
        fc.integer({ min: -400, max: 400 }),
        (orders, setting, days, w, by) => {
          const trendOf = (shift: number) =>
            segmentTrend(ledgerOf(orders.map((line) => ({ ...line, day: line.day + shift }))), {
              dates: days.map((day) => (day + shift) * MS_PER_DAY),
              bins: setting.bins,
              segments: setting.map,
              ...(w === undefined ? {} : { window: w }),
            }).points.map(({ customers, revenue, segments, flow }) => ({
              customers,
              revenue,
              segments,
              counts: flow?.counts,
              totals: flow?.totals,
            }));
          expect(trendOf(by)).toEqual(trendOf(0));
        },
      ),
    );
  });
});

function scoreAt(ledger: Ledger, model: RfmModel<string>, day: number): RfmResult<string> {
  return scoreRfm(ledger, model, { asOf: day * MS_PER_DAY });
}

function expectPoints(points: readonly SegmentTrendPoint[], results: readonly RfmResult<string>[]): void {
  expect(points.map(({ asOf }) => asOf)).toEqual(results.map(({ asOf }) => asOf));
  results.forEach((result, i) => {
    const rows = result.summary().map(({ segment, customers, share, revenue, revenueShare }) => ({
      segment,
      customers,
      share,
      revenue,
      revenueShare,
    }));
    expect(points[i].segments).toEqual(rows);
    expect(points[i].customers).toBe(result.size);
    expect(points[i].model).toEqual(result.model);
    expect(points[i].diagnostics).toEqual(result.diagnostics);
    if (i === 0) expect(points[i].flow).toBeNull();
    else {
      const { previousSegment: _, ...counts } = plain(segmentFlow(results[i - 1], result)) as Record<string, unknown>;
      expect(plain(points[i].flow)).toEqual(counts);
    }
  });
}
