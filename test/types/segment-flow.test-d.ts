import { describe, expectTypeOf, it } from "vitest";
import {
  type Connectif11Id,
  type CustomerId,
  defineSegments,
  ledgerFromRows,
  loadModel,
  rfm,
  type SegmentFlow,
  type SegmentTrend,
  scoreRfm,
  segmentFlow,
  segmentTrend,
} from "../../src/index.js";

const orders: { c: string; d: string; a: number }[] = [];
const columns = { customer: "c", date: "d", amount: "a" } as const;
const ledger = ledgerFromRows(orders, columns);
const mine = defineSegments([{ id: "vip", cells: ["555"] }], { otherwise: "rest" });

describe("the segments of a flow", () => {
  it("have the literal ids of the map", () => {
    const before = rfm(ledger);
    const flow = segmentFlow(before, scoreRfm(ledger, before.model));
    expectTypeOf(flow).toEqualTypeOf<SegmentFlow<Connectif11Id>>();
    expectTypeOf(flow.segments[0].segment).toEqualTypeOf<Connectif11Id>();
    expectTypeOf(flow.rank[0][0]).toEqualTypeOf<Connectif11Id>();
    expectTypeOf(flow.previous("a")).toEqualTypeOf<Connectif11Id | undefined>();
    expectTypeOf(flow.ids("champions", null)).toEqualTypeOf<CustomerId[]>();
  });

  it("have those of a map of one's own", () => {
    const result = rfm(ledger, { segments: mine });
    expectTypeOf(segmentFlow(result, result, { rank: ["vip", "rest"] })).toEqualTypeOf<SegmentFlow<"vip" | "rest">>();
  });

  it("are any text where the model was loaded, or those of the later result where it was not", () => {
    const loaded = scoreRfm(ledger, loadModel("{}"));
    expectTypeOf(segmentFlow(loaded, loaded)).toEqualTypeOf<SegmentFlow<string>>();
    expectTypeOf(segmentFlow(loaded, rfm(ledger))).toEqualTypeOf<SegmentFlow<Connectif11Id>>();
  });
});

describe("the segments of a trend", () => {
  it("have the literal ids of the default map, of one's own and of a model", () => {
    const dates = ["2026-01-31"];
    expectTypeOf(segmentTrend(ledger, { dates })).toEqualTypeOf<SegmentTrend<Connectif11Id>>();
    expectTypeOf(segmentTrend(ledger, { dates, segments: mine })).toEqualTypeOf<SegmentTrend<"vip" | "rest">>();
    expectTypeOf(segmentTrend(ledger, { dates, segments: mine, rank: [["vip", "rest"]] })).toEqualTypeOf<
      SegmentTrend<"vip" | "rest">
    >();
    const { model } = rfm(ledger, { segments: mine });
    const trend = segmentTrend(ledger, { dates, model });
    expectTypeOf(trend).toEqualTypeOf<SegmentTrend<"vip" | "rest">>();
    expectTypeOf(trend.points[0].flow?.rank[0][0]).toEqualTypeOf<"vip" | "rest" | undefined>();
    expectTypeOf(segmentTrend(ledger, { dates, model: loadModel("{}") })).toEqualTypeOf<SegmentTrend<string>>();
  });
});

describe("what must not compile", () => {
  it("results of different maps", () => {
    // @ts-expect-error [ts2345] - the segments differ
    segmentFlow(rfm(ledger), rfm(ledger, { segments: mine }));
    // @ts-expect-error [ts2345] - the second has no segments
    segmentFlow(rfm(ledger), rfm(ledger, { segments: null }));
  });

  it("a segment that does not exist", () => {
    const flow = segmentFlow(rfm(ledger), rfm(ledger));
    // @ts-expect-error [ts2345] - no such segment
    flow.count("champion", "lost");
    // @ts-expect-error [ts2345] - no such segment
    flow.ids(null, "gone");
    // @ts-expect-error [ts2322] - no such segment
    segmentFlow(rfm(ledger, { segments: mine }), rfm(ledger, { segments: mine }), { rank: ["vip", "others"] });
    // @ts-expect-error [ts2769] - no such segment
    segmentTrend(ledger, { dates: [], segments: mine, rank: ["vip", "others"] });
  });

  it("options of a trend that contradict each other or are missing", () => {
    const { model } = rfm(ledger);
    // @ts-expect-error [ts2769] - the window comes from the model
    segmentTrend(ledger, { dates: [], model, window: 30 });
    // @ts-expect-error [ts2769] - dates are required
    segmentTrend(ledger, { window: 30 });
    // @ts-expect-error [ts2769] - a trend needs segments
    segmentTrend(ledger, { dates: [], segments: null });
    // @ts-expect-error [ts2769] - the days are the dates
    segmentTrend(ledger, { dates: [], asOf: "2026-01-01" });
  });

  it("writing to a flow", () => {
    const flow = segmentFlow(rfm(ledger), rfm(ledger));
    // @ts-expect-error [ts2542] - counts are read-only
    flow.counts[0][0] = 1;
  });
});
