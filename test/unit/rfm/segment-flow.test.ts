import { describe, expect, it } from "vitest";
import {
  connectif11,
  defineSegments,
  isRfmError,
  ledgerFromRows,
  loadModel,
  quantiles,
  type RfmResult,
  rfm,
  type SegmentFlow,
  type SegmentMap,
  scoreRfm,
  segmentFlow,
  tableFromCustomers,
  thresholds,
  update,
} from "../../../src/index.js";

/** Three segments by recency alone: up to 30 days, up to 90, beyond. */
const byRecency = defineSegments(
  [
    { id: "gone", boxes: [{ r: [1, 1] }] },
    { id: "active", boxes: [{ r: [3, 3] }] },
    { id: "asleep", boxes: [{ r: [2, 2] }] },
  ],
  { shape: [3, 2, 2] },
);
const bins = { recency: thresholds([30, 90]), frequency: quantiles(2), monetary: quantiles(2) };
const columns = { customer: "c", date: "d", amount: "a" } as const;

type Order = { c: string | number | bigint; d: string; a: number };

const orders: Order[] = [
  { c: "ann", d: "2026-01-10", a: 10 },
  { c: "ann", d: "2026-06-20", a: 10 },
  { c: "bob", d: "2026-03-20", a: 20 },
  { c: "cid", d: "2026-01-15", a: 30 },
  { c: "dee", d: "2026-03-25", a: 40 },
  { c: "dee", d: "2026-04-25", a: 40 },
  { c: "eve", d: "2026-06-01", a: 50 },
];

function at(asOf: string, source: readonly Order[] = orders, window?: number): RfmResult<"gone" | "active" | "asleep"> {
  return rfm(source, { ...columns, asOf, bins, segments: byRecency, ...(window === undefined ? {} : { window }) });
}

function onOneLedger(from: string, to: string, window?: number): SegmentFlow<"gone" | "active" | "asleep"> {
  const ledger = ledgerFromRows(orders, columns);
  const options = { bins, segments: byRecency, ...(window === undefined ? {} : { window }) };
  return segmentFlow(rfm(ledger, { ...options, asOf: from }), rfm(ledger, { ...options, asOf: to }));
}

function codeOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    if (isRfmError(error)) return error.code;
    throw error;
  }
  return undefined;
}

describe("segmentFlow", () => {
  it("counts who stayed, moved, came and went, with the rows of the map's order", () => {
    const flow = onOneLedger("2026-03-31", "2026-06-30");
    expect(flow.counts).toEqual([
      [0, 0, 0],
      [1, 0, 1],
      [1, 1, 0],
    ]);
    expect(flow.totals).toEqual({
      before: 4,
      after: 5,
      stayed: 0,
      moved: 4,
      lost: 0,
      gained: 1,
      improved: 1,
      worsened: 3,
      sideways: 0,
    });
    expect(flow.segments.map(({ segment }) => segment)).toEqual(["gone", "active", "asleep"]);
    expect([flow.from, flow.to]).toEqual(["2026-03-31", "2026-06-30"]);
  });

  it("counts as lost whose last order fell out of the window", () => {
    const flow = onOneLedger("2026-03-31", "2026-06-30", 100);
    expect(flow.ids("asleep", null)).toEqual(["cid"]);
    expect(flow.ids("active", null)).toEqual(["bob"]);
    expect(flow.totals).toMatchObject({ before: 4, lost: 2, gained: 1, after: 3 });
    expect(flow.previous("cid")).toBe("asleep");
  });

  it("matches customers of two ledgers by id and type", () => {
    const before = at("2026-03-31", [
      { c: 1, d: "2026-03-30", a: 5 },
      { c: "1", d: "2026-01-20", a: 5 },
      { c: 1n, d: "2025-01-20", a: 5 },
    ]);
    const after = at("2026-04-30", [
      { c: 1n, d: "2026-04-29", a: 5 },
      { c: "1", d: "2026-01-20", a: 5 },
      { c: 2, d: "2026-01-20", a: 5 },
    ]);
    const flow = segmentFlow(before, after);
    expect(flow.ids("active", null)).toEqual([1]);
    expect(flow.ids("gone", "active")).toEqual([1n]);
    expect(flow.ids("asleep", "gone")).toEqual(["1"]);
    expect(flow.ids(null, "gone")).toEqual([2]);
  });

  it("does not take 1 for the text of a ledger whose ids are text", () => {
    const rows: Order[] = [{ c: 1, d: "2026-03-30", a: 5 }];
    const asText = rfm(rows, { ...columns, customerIds: "text", bins, segments: byRecency });
    const exact = rfm(rows, { ...columns, bins, segments: byRecency });
    expect(segmentFlow(asText, exact).totals).toMatchObject({ stayed: 0, lost: 1, gained: 1 });
    expect(segmentFlow(exact, asText).totals).toMatchObject({ stayed: 0, lost: 1, gained: 1 });
    expect(segmentFlow(asText, asText).totals.stayed).toBe(1);
  });

  it("knows nobody of neither result", () => {
    const flow = onOneLedger("2026-03-31", "2026-06-30");
    expect(flow.count(null, null)).toBe(0);
    expect(flow.ids(null, null)).toEqual([]);
    expect(flow.previous("zoe")).toBeUndefined();
    expect(flow.previous("eve")).toBeUndefined();
  });

  it("gives zeros for two empty results, and null shares for a segment that nobody was in", () => {
    const none = at("2026-03-31", []);
    const flow = segmentFlow(none, none);
    expect(Object.values(flow.totals)).toEqual(Array(9).fill(0));
    expect(flow.shares).toEqual(Array(3).fill([null, null, null]));
    expect(flow.previousSegment).toEqual(new Uint8Array(0));
  });

  it("gains everybody after an empty result and loses everybody to one", () => {
    const full = at("2026-06-30");
    const none = at("2026-06-30", []);
    expect(segmentFlow(none, full).totals).toMatchObject({ before: 0, gained: 5, after: 5, moved: 0 });
    expect(segmentFlow(full, none).totals).toMatchObject({ before: 5, lost: 5, after: 0, moved: 0 });
    expect([...segmentFlow(none, full).previousSegment]).toEqual(Array(5).fill(255));
  });

  it("takes results of customer tables, whose day is not known", () => {
    const rows = [{ id: 1, days: 3, visits: 2, spent: 9 }];
    const table = tableFromCustomers(rows, { customer: "id", recency: "days", frequency: "visits", monetary: "spent" });
    const result = rfm(table, { bins, segments: byRecency });
    const flow = segmentFlow(result, at("2026-03-31"));
    expect([flow.from, flow.to]).toEqual([null, "2026-03-31"]);
    expect(flow.totals).toMatchObject({ lost: 1, gained: 4 });
  });

  it("takes a model that was loaded, whose map is another object", () => {
    const before = at("2026-03-31");
    const after = scoreRfm(orders, loadModel(JSON.stringify(before.model)), { ...columns, asOf: "2026-06-30" });
    expect(segmentFlow<string | null, string | null>(before, after).totals.moved).toBe(4);
  });

  it("takes maps that differ in names alone", () => {
    const renamed: SegmentMap<"gone" | "active" | "asleep"> = {
      ...byRecency,
      segments: byRecency.segments.map((segment) => ({ ...segment, names: { en: segment.id.toUpperCase() } })),
    };
    const after = rfm(orders, { ...columns, bins, segments: renamed });
    expect(segmentFlow(at("2026-03-31"), after).totals.after).toBe(5);
  });

  it("is frozen, all of it", () => {
    const flow = onOneLedger("2026-03-31", "2026-06-30");
    for (const value of [flow, flow.counts, flow.counts[0], flow.shares, flow.shares[0], flow.segments, flow.totals]) {
      expect(Object.isFrozen(value)).toBe(true);
    }
    expect(Object.isFrozen(flow.segments[0]) && Object.isFrozen(flow.rank) && Object.isFrozen(flow.rank[0])).toBe(true);
  });

  it("does not change the results", () => {
    const before = at("2026-03-31");
    const after = at("2026-06-30");
    const copy = [[...before], [...after]];
    segmentFlow(before, after).ids("active", null);
    expect([[...before], [...after]]).toEqual(copy);
  });
});

describe("the rank of segments", () => {
  it("is that of their cells, not of the order of the map", () => {
    expect(onOneLedger("2026-03-31", "2026-06-30").rank).toEqual([["active"], ["asleep"], ["gone"]]);
  });

  it("ranks the default map from champions to lost", () => {
    const result = rfm(orders, columns);
    expect(segmentFlow(result, result).rank).toEqual([
      ["champions"],
      ["loyal"],
      ["need-attention"],
      ["potential-loyalist"],
      ["promising"],
      ["new"],
      ["at-risk"],
      ["cant-lose"],
      ["about-to-sleep"],
      ["hibernating"],
      ["lost"],
    ]);
  });

  it("puts segments of equal worth together: a move between them is sideways", () => {
    const crossed = defineSegments(
      [
        { id: "frequent", where: ({ f, m }) => f > m },
        { id: "generous", where: ({ f, m }) => f < m },
        { id: "even", where: ({ f, m }) => f === m },
      ],
      { shape: [2, 2, 2] },
    );
    const result = rfm(orders, { ...columns, bins: quantiles(2), segments: crossed });
    expect(segmentFlow(result, result).rank).toEqual([["frequent", "generous", "even"]]);
  });

  it("puts a segment that has no cells last, where nobody can be", () => {
    const [gone, active, asleep] = byRecency.segments;
    const never = { ...byRecency, segments: [{ id: "never", cells: [] }, gone, active, asleep] };
    const result = rfm(orders, { ...columns, bins, segments: never });
    expect(segmentFlow(result, result).rank).toEqual([["active"], ["asleep"], ["gone"], ["never"]]);
  });

  it("compares exactly in maps of many cells", () => {
    const wide = defineSegments(
      [
        { id: "even", where: ({ r, f, m }) => (r + f + m) % 2 === 0 },
        { id: "odd", where: ({ r, f, m }) => (r + f + m) % 2 === 1 },
      ],
      { shape: [20, 20, 20] },
    );
    const result = rfm(orders, { ...columns, bins: quantiles(20), segments: wide });
    expect(segmentFlow(result, result).rank).toEqual([["even", "odd"]]);
  });

  it("can be stated, with equally good segments in an inner array", () => {
    const before = at("2026-03-31");
    const after = at("2026-06-30");
    const order = segmentFlow(before, after, { rank: byRecency.segments.map(({ id }) => id) });
    expect(order.rank).toEqual([["gone"], ["active"], ["asleep"]]);
    expect(order.totals).toMatchObject({ improved: 3, worsened: 1, sideways: 0 });
    const two = segmentFlow(before, after, { rank: [["active", "asleep"], "gone"] });
    expect(two.totals).toMatchObject({ improved: 0, worsened: 2, sideways: 2 });
    expect(segmentFlow(before, after, { rank: two.rank }).totals).toEqual(two.totals);
  });

  it("must name every segment once", () => {
    const result = at("2026-06-30");
    const rankedBy = (rank: unknown) => () => segmentFlow(result, result, { rank: rank as never });
    expect(codeOf(rankedBy("active"))).toBe("WRONG_TYPE");
    expect(codeOf(rankedBy(["active", "asleep"]))).toBe("MISSING_OPTION");
    expect(codeOf(rankedBy(["active", "asleep", "gone", "active"]))).toBe("DUPLICATE");
    expect(codeOf(rankedBy([["active", "asleep", "lost"], "gone"]))).toBe("UNKNOWN_NAME");
    expect(codeOf(rankedBy(["active", "asleep", [], "gone"]))).toBe("OUT_OF_RANGE");
    expect(codeOf(rankedBy(["active", null]))).toBe("UNKNOWN_NAME");
  });
});

describe("what segmentFlow refuses", () => {
  const other = (change: Partial<SegmentMap>): RfmResult<string> =>
    rfm(orders, { ...columns, bins, segments: { ...byRecency, ...change } as SegmentMap });
  const against = (after: RfmResult<string | null>) => (): unknown =>
    segmentFlow<string | null, string | null>(at("2026-03-31"), after);

  it("maps that differ in id, segments, their order or their cells", () => {
    const [gone, active, asleep] = byRecency.segments;
    expect(codeOf(against(other({ id: "mine" })))).toBe("MODEL_MISMATCH");
    expect(codeOf(against(other({ segments: [active, gone, asleep] })))).toBe("MODEL_MISMATCH");
    expect(codeOf(against(other({ segments: [gone, active, { ...asleep, id: "x" }] })))).toBe("MODEL_MISMATCH");
    const swapped = [gone, { ...active, cells: asleep.cells }, { ...asleep, cells: active.cells }];
    expect(codeOf(against(other({ segments: swapped })))).toBe("MODEL_MISMATCH");
    const cut = gone.cells.slice(1);
    const moved = [{ ...gone, cells: cut }, { ...active, cells: [...active.cells, gone.cells[0]] }, asleep];
    expect(codeOf(against(other({ segments: moved })))).toBe("MODEL_MISMATCH");
  });

  it("maps that differ in shape", () => {
    expect(codeOf(against(rfm(orders, { ...columns, segments: { ...connectif11, id: "custom" } })))).toBe(
      "MODEL_MISMATCH",
    );
  });

  it("results without segments", () => {
    const scores = rfm(orders, { ...columns, segments: null });
    expect(codeOf(against(scores))).toBe("MODEL_MISMATCH");
    expect(codeOf(() => segmentFlow(scores, scores))).toBe("MODEL_MISMATCH");
  });

  it("results in the wrong order of days", () => {
    expect(codeOf(() => segmentFlow(at("2026-06-30"), at("2026-03-31")))).toBe("NOT_INCREASING");
  });

  it("what is no result, no option and no segment", () => {
    const result = at("2026-06-30");
    expect(codeOf(() => segmentFlow(null as never, result))).toBe("WRONG_TYPE");
    expect(codeOf(() => segmentFlow(result, result.table as never))).toBe("WRONG_TYPE");
    const day = update(result, [], columns);
    expect(() => segmentFlow(result, day as never)).toThrow(
      "segmentFlow: after must be a result of rfm or scoreRfm; an update has its own flow, and the move of each customer in its changes; received",
    );
    expect(codeOf(() => segmentFlow(result, result, { order: [] } as never))).toBe("UNKNOWN_OPTION");
    const flow = segmentFlow(result, result);
    expect(codeOf(() => flow.count("x" as never, "gone"))).toBe("UNKNOWN_NAME");
    expect(codeOf(() => flow.count("gone", undefined as never))).toBe("UNKNOWN_NAME");
    expect(codeOf(() => flow.ids("x" as never, null))).toBe("UNKNOWN_NAME");
  });

  it("in words that name the function, the place, what must hold and what was found", () => {
    const messages = [
      against(other({ id: "mine" })),
      against(rfm(orders, { ...columns, segments: { ...connectif11, id: "custom" } })),
      against(rfm(orders, { ...columns, segments: null })),
      () => segmentFlow(at("2026-06-30"), at("2026-03-31")),
      () => segmentFlow(at("2026-06-30"), at("2026-06-30"), { rank: ["active", "asleep"] }),
      () => segmentFlow(at("2026-06-30"), at("2026-06-30")).ids("lost" as never, null),
    ].map((act) => {
      try {
        return act();
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(messages).toMatchInlineSnapshot(`
      [
        "segmentFlow: after.model.segments.id must be that of before, "custom"; received "mine"",
        "segmentFlow: after.model.segments.shape must be that of before, "3 x 2 x 2"; received "5 x 5 x 5"",
        "segmentFlow: after.model.segments must be a segment map; received null",
        "segmentFlow: after.asOf must not be earlier than that of before, 2026-06-30; received "2026-03-31"",
        "segmentFlow: options.rank must name every segment of "custom"; "gone" is missing",
        "segmentFlow.ids: from must be a segment of "custom", or null; received "lost"",
      ]
    `);
  });
});
