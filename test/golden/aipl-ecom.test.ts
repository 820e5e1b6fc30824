import { expect, it } from "vitest";
import {
  type AiplStage,
  aiplDatabank,
  aiplTechsun,
  classifyStages,
  eventsFromRows,
  type StageFlow,
  type StageModel,
  type StageResult,
  stageFlow,
  stageTrend,
} from "../../src/index.js";
import { describeWithData, once, readCsv } from "./shared-data.js";

const FOLDER = "retentioneering";

/** The shop's own words in those of the presets; what is not named here is no event of theirs. */
const TYPES = {
  home: "store_view",
  catalog: "page_view",
  promo_page: "impression",
  search: "category_search",
  filter_results: "category_search",
  product_view: "product_view",
  add_to_cart: "cart",
  wishlist_add: "favorite",
  purchase: "purchase",
};

const DATES = ["2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31", "2024-06-29"];
const STAGES = ["A", "I", "P", "L"] as const;

const events = once(() =>
  eventsFromRows(readCsv(`${FOLDER}/ecom_events_synthetic.csv.gz`), {
    customer: "user_id",
    type: "event",
    date: "timestamp",
    types: TYPES,
  }),
);

const results = new Map<string, StageResult<AiplStage>>();
function at(asOf: string, model: StageModel<AiplStage> = aiplDatabank): StageResult<AiplStage> {
  const key = `${model.id} ${asOf}`;
  let result = results.get(key);
  if (result === undefined) results.set(key, (result = classifyStages(model, { events: events(), asOf })));
  return result;
}

function flowOf(model: StageModel<AiplStage> = aiplDatabank): StageFlow<AiplStage> {
  return stageFlow(at("2024-04-30", model), at("2024-05-31", model));
}

function sizes(result: StageResult<AiplStage>): number[] {
  return result.summary().map(({ customers }) => customers);
}

describeWithData("AIPL of the shop, as a Python script counted it", FOLDER, () => {
  it("has the published number of customers and of events", () => {
    const { diagnostics, customers } = events();
    expect(customers.size).toBe(600);
    expect(diagnostics.rows).toBe(31_106);
    expect(diagnostics.events + diagnostics.unknownTypes).toBe(31_106);
    expect(at("2024-04-30").diagnostics).toMatchObject({ customers: 600, unusedTypes: [] });
    expect(at("2024-06-29").diagnostics.eventsAfterAsOf).toBe(0);
    expect(at("2024-04-30").diagnostics.withoutEvents).toBeGreaterThanOrEqual(65);
  });

  it("has the counts of every date", () => {
    const rows = readCsv(`${FOLDER}/oracle_aipl_stage_counts_by_date.csv`);
    expect(rows.map((row) => row["as_of"])).toEqual(DATES);
    for (const row of rows) {
      const expected = ["O", ...STAGES].map((stage) => Number(row[stage]));
      expect(sizes(at(row["as_of"])), row["as_of"]).toEqual(expected);
    }
    expect(sizes(at("2024-05-31"))).toEqual([160, 86, 119, 173, 62]);
  });

  it("has every customer in the oracle's stage", () => {
    const rows = readCsv(`${FOLDER}/oracle_aipl_stage_by_user.csv`);
    expect(rows.length).toBe(600);
    for (const date of ["2024-03-31", "2024-04-30", "2024-05-31"]) {
      const result = at(date);
      const wrong = rows.filter((row) => (result.get(row["user_id"])?.stage ?? "O") !== row[`stage_${date}`]);
      expect(wrong, date).toEqual([]);
    }
  });

  it("has the oracle's flow and the rates that follow from it", () => {
    const rows = readCsv(`${FOLDER}/oracle_aipl_flow_2024-04-30_to_2024-05-31.csv`);
    const expected = rows.map((row) => ["O", ...STAGES].map((stage) => Number(row[`to_${stage}`])));
    const flow = flowOf();
    expect(rows.map((row) => row["from_stage"])).toEqual(["O", ...STAGES]);
    expect(flow.counts).toEqual(expected);
    expect(flow.stages.map(({ stage, deepened, regressed, lost }) => [stage, deepened, regressed, lost])).toEqual([
      ["A", 60, 0, 39],
      ["I", 15, 27, 46],
      ["P", 26, 0, 0],
      ["L", 0, 0, 0],
    ]);
    const rates = flow.stages.map(({ deepeningRate }) => deepeningRate?.toFixed(4));
    expect(rates).toEqual(["0.5310", "0.1339", "0.1818", undefined]);
    expect(flow.totals).toMatchObject({ customers: 600, before: 397, after: 440, gained: 128, deepened: 101 });
    expect(flow.totals.deepeningRate).toBe(101 / 368);
    expect(flow.stages[1].conversionRate).toBe(42 / 112);
    expect(flow.rate("A", "I")).toBe(44 / 113);
    expect(flow.rate(null, "I")).toBe(51 / 203);
  });

  it("names the customers of every cell of the flow", () => {
    const flow = flowOf();
    const before = at("2024-04-30");
    const after = at("2024-05-31");
    for (const [x, from] of flow.order.entries()) {
      for (const [y, to] of flow.order.entries()) {
        const ids = flow.ids(from, to);
        expect(ids.length).toBe(flow.counts[x][y]);
        expect(ids.every((id) => before.get(id)?.stage === from && after.get(id)?.stage === to)).toBe(true);
      }
    }
  });

  it("knows when each stage expires", () => {
    const result = at("2024-05-31");
    const assignments = [...result];
    const inStage = (stage: AiplStage) => assignments.filter((customer) => customer.stage === stage);
    const within = (stage: AiplStage, lastDay: string) =>
      inStage(stage).filter(({ expiresAt }) => expiresAt !== null && expiresAt <= lastDay);
    expect([within("A", "2024-06-15").length, within("I", "2024-06-15").length]).toEqual([86, 119]);
    expect([within("A", "2024-06-07").length, within("I", "2024-06-07").length]).toEqual([40, 49]);
    expect(inStage("A").map(({ expiresTo }) => expiresTo)).toEqual(Array(86).fill(null));
    const afterInterest = inStage("I").map(({ expiresTo }) => expiresTo);
    expect(afterInterest.filter((stage) => stage === null).length).toBe(87);
    expect(afterInterest.filter((stage) => stage === "A").length).toBe(32);
    const days = (stage: AiplStage) =>
      inStage(stage)
        .map(({ expiresAt }) => expiresAt ?? "never")
        .sort();
    expect([days("P")[0], days("P").at(-1)]).toEqual(["2026-07-22", "2026-11-26"]);
    expect([days("L")[0], days("L").at(-1)]).toEqual(["2025-01-20", "2025-05-20"]);
    expect(new Set(inStage("L").map(({ expiresTo }) => expiresTo))).toEqual(new Set(["P"]));
  });

  it("differs by Techsun's reading in A and I alone, as the oracle says", () => {
    const techsun = aiplTechsun();
    const found = DATES.map((date) => sizes(at(date, techsun)));
    const expected = [
      [468, 5, 88, 36, 3],
      [358, 9, 147, 77, 9],
      [203, 14, 211, 143, 29],
      [160, 9, 196, 173, 62],
      [125, 9, 138, 224, 104],
    ];
    expect(found).toEqual(expected);
    expect(flowOf(techsun).counts).toEqual([
      [75, 5, 91, 29, 3],
      [4, 1, 7, 2, 0],
      [81, 3, 98, 25, 4],
      [0, 0, 0, 117, 26],
      [0, 0, 0, 0, 29],
    ]);
  });

  it("is the same as a trend over the dates", () => {
    const trend = stageTrend(aiplDatabank, { events: events() }, { dates: DATES });
    expect(trend.points.map(({ stages }) => stages.map(({ customers }) => customers))).toEqual(
      DATES.map((date) => sizes(at(date))),
    );
    expect(trend.points[0].flow).toBeNull();
    expect(trend.points[3].flow?.counts).toEqual(flowOf().counts);
  });
});
