import { describe, expect, it } from "vitest";
import {
  connectif11,
  defineSegments,
  isRfmError,
  ledgerFromRows,
  loadModel,
  quantiles,
  rfm,
  scoreRfm,
  segmentTrend,
  thresholds,
} from "../../../src/index.js";

const halves = defineSegments(
  [
    { id: "active", boxes: [{ r: [2, 2] }] },
    { id: "asleep", boxes: [{ r: [1, 1] }] },
  ],
  { shape: [2, 2, 2] },
);
const bins = { recency: thresholds([30]), frequency: quantiles(2), monetary: quantiles(2) };
const ledger = ledgerFromRows(
  [
    { c: "ann", d: "2026-01-10", a: 10 },
    { c: "bob", d: "2026-02-20", a: 15.5 },
    { c: "bob", d: "2026-03-20", a: 5 },
    { c: "ann", d: "2026-03-25", a: -4 },
  ],
  { customer: "c", date: "d", amount: "a" },
);
const monthEnds = ["2026-01-31", "2026-02-28", "2026-03-31"];

function codeOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    if (isRfmError(error)) return error.code;
    throw error;
  }
  return undefined;
}

describe("segmentTrend", () => {
  it("gives size and revenue of every segment on every date", () => {
    const { segments, points } = segmentTrend(ledger, { dates: monthEnds, bins, segments: halves });
    expect(segments).toEqual(["active", "asleep"]);
    expect(points.map(({ asOf }) => asOf)).toEqual(monthEnds);
    expect(points.map(({ customers, revenue }) => [customers, revenue])).toEqual([
      [1, 10],
      [2, 25.5],
      [2, 26.5],
    ]);
    expect(points[2].segments).toEqual([
      { segment: "active", customers: 1, share: 0.5, revenue: 20.5, revenueShare: 20.5 / 26.5 },
      { segment: "asleep", customers: 1, share: 0.5, revenue: 6, revenueShare: 6 / 26.5 },
    ]);
  });

  it("gives the flow from each date to the next", () => {
    const { points } = segmentTrend(ledger, { dates: monthEnds, bins, segments: halves });
    expect(points[0].flow).toBeNull();
    expect(points[1].flow).toMatchObject({ from: "2026-01-31", to: "2026-02-28" });
    expect(points[1].flow?.count("active", "asleep")).toBe(1);
    expect(points[1].flow?.count(null, "active")).toBe(1);
    expect(points[2].flow?.totals).toMatchObject({ stayed: 2, moved: 0 });
  });

  it("ranks segments as stated", () => {
    const rank = ["asleep", "active"] as const;
    const { points } = segmentTrend(ledger, { dates: monthEnds, bins, segments: halves, rank });
    expect(points[1].flow?.totals).toMatchObject({ improved: 1, worsened: 0 });
  });

  it("has no customers before the first order, and no shares of no revenue", () => {
    const { points } = segmentTrend(ledger, { dates: ["2025-01-01", "2026-01-31"] });
    expect(points[0]).toMatchObject({ customers: 0, revenue: 0 });
    expect(points[0].segments[0]).toEqual({
      segment: "champions",
      customers: 0,
      share: 0,
      revenue: 0,
      revenueShare: null,
    });
    expect(points[0].diagnostics.warnings.map(({ code }) => code)).toEqual(["NO_CUSTOMERS"]);
    expect(points[1].flow?.totals).toMatchObject({ before: 0, gained: 1 });
  });

  it("uses the default bins and map, and the measures that are stated", () => {
    const { segments, points } = segmentTrend(ledger, { dates: ["2026-03-31"], window: 20 });
    expect(segments).toEqual(connectif11.segments.map(({ id }) => id));
    expect(points[0].customers).toBe(1);
    expect(points[0].model.measure.window).toBe(20);
  });

  it("fits the bins at each date, or keeps those of a model", () => {
    const dates = ["2026-01-31", "2026-03-31"];
    const anew = segmentTrend(ledger, { dates, bins, segments: halves }).points;
    expect(anew[0].model.bins).not.toEqual(anew[1].model.bins);
    const model = loadModel(JSON.stringify(anew[0].model));
    const kept = segmentTrend(ledger, { dates, model }).points;
    expect(kept[1].model.bins).toEqual(anew[0].model.bins);
    const scored = scoreRfm(ledger, model, { asOf: "2026-03-31" });
    expect(kept[1].segments.map(({ customers }) => customers)).toEqual(
      scored.summary().map(({ customers }) => customers),
    );
  });

  it("takes dates in every form, in the zone of the ledger", () => {
    const shanghai = ledgerFromRows([{ c: 1, d: "2026-01-10", a: 10 }], {
      customer: "c",
      date: "d",
      amount: "a",
      timeZone: "Asia/Shanghai",
    });
    const dates = ["2026-01-31", new Date("2026-01-31T20:00:00Z"), Date.parse("2026-02-01T20:00:00Z")];
    expect(segmentTrend(shanghai, { dates }).points.map(({ asOf }) => asOf)).toEqual([
      "2026-01-31",
      "2026-02-01",
      "2026-02-02",
    ]);
  });

  it("is frozen", () => {
    const trend = segmentTrend(ledger, { dates: monthEnds });
    const [, point] = trend.points;
    for (const value of [trend, trend.segments, trend.points, point, point.segments, point.segments[0], point.flow]) {
      expect(Object.isFrozen(value)).toBe(true);
    }
  });
});

describe("what segmentTrend refuses", () => {
  const { model } = rfm(ledger);

  it("dates that are none, too few, equal or descending", () => {
    const on = (dates: unknown) => () => segmentTrend(ledger, { dates: dates as never });
    expect(codeOf(on(undefined))).toBe("MISSING_OPTION");
    expect(codeOf(on("2026-01-31"))).toBe("WRONG_TYPE");
    expect(codeOf(on([]))).toBe("OUT_OF_RANGE");
    expect(codeOf(on(["2026-01-31", "soon"]))).toBe("WRONG_TYPE");
    expect(codeOf(on(["2026-02-28", "2026-01-31"]))).toBe("NOT_INCREASING");
    expect(codeOf(on(["2026-01-31", "2026-01-31T08:00:00Z"]))).toBe("NOT_INCREASING");
  });

  it("options that come from the model", () => {
    for (const option of [{ window: 30 }, { bins }, { segments: connectif11 }, { nested: true }]) {
      expect(codeOf(() => segmentTrend(ledger, { dates: monthEnds, model, ...option } as never))).toBe(
        "CONFLICTING_OPTIONS",
      );
    }
  });

  it("scores without segments, and what is no model", () => {
    const { model: scores } = rfm(ledger, { segments: null });
    expect(codeOf(() => segmentTrend(ledger, { dates: monthEnds, model: scores }))).toBe("MODEL_MISMATCH");
    expect(codeOf(() => segmentTrend(ledger, { dates: monthEnds, model: null as never }))).toBe("BAD_MODEL");
    expect(codeOf(() => segmentTrend(ledger, { dates: monthEnds, segments: null as never }))).toBe("WRONG_TYPE");
    const yearly = { ...model, measure: { ...model.measure, decimals: 0 } };
    expect(codeOf(() => segmentTrend(ledger, { dates: monthEnds, model: yearly }))).toBe("BAD_MODEL");
  });

  it("what is no ledger, and options that it does not have", () => {
    expect(codeOf(() => segmentTrend([] as never, { dates: monthEnds }))).toBe("WRONG_TYPE");
    expect(codeOf(() => segmentTrend(ledger, { dates: monthEnds, asOf: "2026-01-01" } as never))).toBe(
      "UNKNOWN_OPTION",
    );
    expect(codeOf(() => segmentTrend(ledger, undefined as never))).toBe("WRONG_TYPE");
    expect(codeOf(() => segmentTrend(ledger, { dates: monthEnds, rank: ["champions"] }))).toBe("MISSING_OPTION");
  });

  it("in words that name the function, the place, what must hold and what was found", () => {
    const messages = [
      () => segmentTrend(ledger, { dates: [] }),
      () => segmentTrend(ledger, { dates: ["2026-02-28", "2026-01-31"] }),
      () => segmentTrend(ledger, { dates: monthEnds, model, window: 3 } as never),
    ].map((act) => {
      try {
        return act();
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(messages).toMatchInlineSnapshot(`
      [
        "segmentTrend: options.dates must have at least one date; received an array of 0",
        "segmentTrend: options.dates[1] must be after options.dates[0], 2026-02-28; received "2026-01-31"",
        "segmentTrend: options.window comes from the model; leave it out",
      ]
    `);
  });
});
