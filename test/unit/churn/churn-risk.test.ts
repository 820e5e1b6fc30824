import { describe, expect, it } from "vitest";
import { CHURN_MODELS } from "../../../src/churn/churn-model.js";
import {
  CHURN_BANDS,
  type ChurnModel,
  type ChurnModelName,
  type ChurnRiskOptions,
  churnRisk,
  customerSpend,
  eventsFromColumns,
  eventsFromRows,
  expectedPurchases,
  expectedSpend,
  type Ledger,
  ledgerFromColumns,
  ledgerFromRows,
  noPurchaseProbability,
  probabilityAlive,
  profilesFromRows,
  repeatPurchases,
  type SilenceCurveRisk,
  simulateOrders,
} from "../../../src/index.js";
import { errorOf, expectRefused, wrong } from "../refused.js";

const DAYS_90 = { value: 90, unit: "day" } as const;
const ledger = ledgerFromColumns(simulateOrders({ customers: 600, seed: 11 }));
const KEYS = { customer: "c", date: "d", amount: "a" } as const;
const ledgerOf = (rows: readonly { c: string; d: string; a: number }[]): Ledger => ledgerFromRows(rows, KEYS);
const plain = (model: ChurnModel): ChurnModel => JSON.parse(JSON.stringify(model)) as ChurnModel;
const codes = (of: { readonly diagnostics: { readonly warnings: readonly { code: string }[] } }): string[] =>
  of.diagnostics.warnings.map(({ code }) => code);

describe("the risk", () => {
  it.each(["mbg-nbd", "bg-nbd", "pareto-nbd", "nbd"] as const)("by %s is what the model of buying says", (model) => {
    const result = churnRisk(ledger, { model });
    const purchases = repeatPurchases(ledger);
    const { buying, spend } = result.model;
    const { risk, alive, expectedOrders } = result.columns;
    expect(risk).toEqual(noPurchaseProbability(buying, purchases, DAYS_90));
    expect(alive).toEqual(probabilityAlive(buying, purchases));
    const expected = expectedPurchases(buying, purchases, DAYS_90);
    const money = customerSpend(ledger, { purchases: "all" });
    for (let row = 0; row < result.size; row += 7) {
      expect(expectedOrders[row]).toBeCloseTo(expected[row], 10);
      const share = alive?.[row] ?? 0;
      const perOrder = expectedSpend(spend, { count: money.count[row], mean: money.mean[row] }) ?? Number.NaN;
      expect(result.columns.expectedSpend[row]).toBe(perOrder);
      // Risk, times the orders of one who is still there, times money.
      if (share < 1e-6) continue;
      const lost = risk[row] * (expected[row] / share) * perOrder;
      expect(result.columns.valueAtRisk[row] / lost).toBeCloseTo(1, 9);
    }
  });

  it("is not 1 - P(alive): who bought once is certainly alive under the BG/NBD, and yet at risk", () => {
    const { columns } = churnRisk(ledger, { model: "bg-nbd" });
    const once = columns.repeats.findIndex((repeats, row) => repeats === 0 && columns.recency[row] > 300);
    expect(columns.alive?.[once]).toBe(1);
    expect(columns.risk[once]).toBeGreaterThan(0.8);
  });

  it("of other models comes with orders that agree with it, and without P(alive)", () => {
    const result = churnRisk(ledger, { model: "hiatus" });
    const { noPurchase, expected } = {
      noPurchase: noPurchaseProbability(result.model.buying, repeatPurchases(ledger), DAYS_90),
      expected: expectedPurchases(result.model.buying, repeatPurchases(ledger), DAYS_90),
    };
    expect(result.columns.alive).toBeNull();
    expect(result.get("C000001")?.alive).toBeNull();
    for (let row = 0; row < result.size; row += 7) {
      const ofBuyers = expected[row] / (1 - noPurchase[row]);
      expect(result.columns.expectedOrders[row]).toBeCloseTo((1 - result.columns.risk[row]) * ofBuyers, 9);
    }
  });

  it("of the hiatus rule is one rate for the silent and a lower one for the others", () => {
    const { columns, model } = churnRisk(ledger, { model: "hiatus", horizonDays: 60 });
    const rates = model.risk.by === "score" ? model.risk.rates : [];
    expect(rates.length).toBe(2);
    columns.risk.forEach((risk, row) => {
      expect(risk).toBe(rates[columns.recency[row] > 60 ? 1 : 0]);
    });
  });

  it("learns from the horizon before asOf, and says when", () => {
    const { risk } = churnRisk(ledger, { model: "recency", horizonDays: 60, asOf: "2025-06-30" }).model;
    expect(risk.by === "score" && risk.trainedAt).toBe("2025-05-01");
  });

  it("is the same in cents and in dollars, to a billionth, by the regression too", () => {
    const { customer, date, amount } = simulateOrders({ customers: 600, seed: 11 });
    // Some customers have had gifts alone: a mean order of nothing.
    const gifts = new Set(customer.filter((_, i) => i % 97 === 0));
    const amounts = Array.from(amount, (of, i) => (gifts.has(customer[i]) ? 0 : of));
    const [dollars, cents] = [1, 100].map((unit) =>
      churnRisk(ledgerFromColumns({ customer, date, amount: amounts.map((of) => of * unit) }), { model: "logistic" }),
    );
    expect(dollars?.columns.risk.length).toBe(600);
    cents?.columns.risk.forEach((risk, row) => {
      expect(Math.abs(risk - (dollars?.columns.risk[row] ?? Number.NaN))).toBeLessThan(1e-9);
    });
  });

  it("uses events and profiles in the regression", () => {
    const ids = Array.from({ length: ledger.customers.size }, (_, code) => ledger.customers.id(code) as string);
    const events = eventsFromRows(
      ids.flatMap((c, i) => (i % 3 === 0 ? [{ c, t: "view", d: "2025-08-20" }] : [])),
      { customer: "c", type: "t", date: "d" },
    );
    const profiles = profilesFromRows(
      ids.map((id, i) => ({ id, level: i % 2 === 0 ? "gold" : "lead" })),
      { customer: "id", fields: { level: "text" } },
    );
    const result = churnRisk(ledger, { model: "logistic", events, profiles, profileFields: ["level"] });
    const { risk } = result.model;
    const names = risk.by === "logistic" ? risk.regression.features.map(({ name }) => name) : [];
    expect(names).toContain('events "view" in 90 days');
    expect(names).toContain('profile "level" is "lead"');
    const again = churnRisk(ledger, { model: plain(result.model), events, profiles });
    expect(again.columns.risk).toEqual(result.columns.risk);
    expectRefused(() => churnRisk(ledger, { model: result.model, profiles }), "MISSING_OPTION", {
      path: "options.events",
    });
    expectRefused(() => churnRisk(ledger, { model: result.model, events }), "MISSING_OPTION", {
      path: "options.profiles",
    });
    const others = profilesFromRows([{ id: "x", level: 1 }], { customer: "id", fields: { level: "number" } });
    expectRefused(() => churnRisk(ledger, { model: result.model, events, profiles: others }), "MODEL_MISMATCH");
  });

  it("says where events or profiles are given that the model does not look at", () => {
    const events = eventsFromRows([{ c: "C000001", t: "view", d: "2025-08-20" }], {
      customer: "c",
      type: "t",
      date: "d",
    });
    const profiles = profilesFromRows([{ id: "C000001", level: "gold" }], {
      customer: "id",
      fields: { level: "text" },
    });
    const told = (options: ChurnRiskOptions): string[] =>
      churnRisk(ledger, options)
        .diagnostics.warnings.filter(({ code }) => code === "UNUSED_FEATURES")
        .map(({ message }) => message);
    expect(told({ model: "nbd", events })).toEqual([
      "the model, nbd, looks at orders only: the events have no part in these risks",
    ]);
    expect(told({ model: "hiatus", events, profiles, profileFields: ["level"] })).toEqual([
      "the model, hiatus, looks at orders only: the events and profiles have no part in these risks",
    ]);
    expect(told({ model: churnRisk(ledger, { model: "nbd" }).model, profiles })).toEqual([
      "the model, nbd, looks at orders only: the profiles have no part in these risks",
    ]);
    const { diagnostics, model } = churnRisk(ledger, { events });
    expect(diagnostics.chosenBy).toBe("holdout");
    expect(told({ events }).length).toBe(model.name === "logistic" ? 0 : 1);
    expect(told({ model: "logistic", events, profiles, profileFields: ["level"] })).toEqual([]);
    expect(told({ model: "logistic", events, profiles })).toEqual([
      "the model uses no field of profiles: they have no part in these risks; a fit takes the fields that it is told",
    ]);
    const byOrders = churnRisk(ledger, { model: "logistic" }).model;
    expect(told({ model: byOrders, events })).toEqual([
      "the model counts no type of event: the events have no part in these risks",
    ]);
    expect(told({ model: "nbd" })).toEqual([]);
    expect(told({})).toEqual([]);
  });
});

describe("a result", () => {
  const result = churnRisk(ledger, { model: "mbg-nbd" });

  it("gives the same by iteration, by id and by column", () => {
    const rows = [...result];
    expect(rows.length).toBe(result.size);
    for (const [i, row] of rows.entries()) {
      if (i % 50 !== 0) continue;
      expect(result.get(row.customer)).toEqual(row);
      expect(result.columns.customer[i]).toBe(row.customer);
      expect([row.risk, row.valueAtRisk]).toEqual([result.columns.risk[i], result.columns.valueAtRisk[i]]);
    }
    expect(result.get("nobody")).toBeUndefined();
  });

  it("puts a risk on a cut into the band above it", () => {
    const [medium = 0, high = 0] = [...result.columns.risk].sort().slice(100);
    const own = churnRisk(ledger, { model: result.model, bands: [medium, high] });
    own.columns.risk.forEach((risk, row) => {
      expect(CHURN_BANDS[own.columns.band[row]]).toBe(risk >= high ? "high" : risk >= medium ? "medium" : "low");
    });
    expect(own.customersIn("medium").length).toBeGreaterThan(0);
  });

  it("sums up the bands", () => {
    const summary = result.summary();
    expect(summary.map(({ band }) => band)).toEqual(["low", "medium", "high"]);
    expect(summary.map(({ band, customers }) => result.customersIn(band).length === customers)).not.toContain(false);
    expect(summary.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    const all = result.columns.valueAtRisk.reduce((sum, value) => sum + value, 0);
    expect(summary.reduce((sum, { valueAtRisk }) => sum + valueAtRisk, 0)).toBeCloseTo(all, 2);
  });

  it("lists whom to save first by value at risk, without those who are as good as lost", () => {
    const near90 = [...result].filter(({ risk }) => risk <= 0.9);
    const values = near90.map(({ valueAtRisk }) => valueAtRisk).sort((a, b) => b - a);
    expect(result.saveFirst(5).map(({ valueAtRisk }) => valueAtRisk)).toEqual(values.slice(0, 5));
    expect(result.saveFirst(1e6).length).toBe(near90.length);
    expect(near90.length).toBeLessThan(result.size);
    expect(result.saveFirst(1e6, { maxRisk: 1 }).length).toBe(result.size);
    expect(result.saveFirst(0)).toEqual([]);
    const near = result.saveFirst(1e6, { maxRisk: 0.5 });
    expect(near.length).toBe([...result].filter(({ risk }) => risk <= 0.5).length);
  });

  it("lists equal ones in first-seen order", () => {
    const same = ["zoe", "ann", "bob"].flatMap((c) => [
      { c, d: "2026-01-01", a: 10 },
      { c, d: "2026-02-01", a: 20 },
    ]);
    const { customer } = churnRisk(ledgerOf(same), { model: "nbd" }).columns;
    expect(customer).toEqual(["zoe", "ann", "bob"]);
    const saved = churnRisk(ledgerOf(same), { model: "nbd" }).saveFirst(2);
    expect(saved.map((row) => row.customer)).toEqual(["zoe", "ann"]);
  });

  it("says why, in English and Chinese", () => {
    const orders = [
      { c: "ann", d: "2026-01-01", a: 10 },
      { c: "ann", d: "2026-01-22", a: 10 },
      { c: "bob", d: "2026-04-13", a: 10 },
    ];
    const options = { model: "pooled-percentile", asOf: "2026-04-14" } as const;
    expect([...churnRisk(ledgerOf(orders), options)].map(({ reasons }) => reasons)).toEqual([
      ["82 days since the last order; own cycle 21 days", "orders on 2 days since 2026-01-01"],
      ["1 day since the only order", "customers who buy again do so every 21 days on average"],
    ]);
    const chinese = [...churnRisk(ledgerOf(orders), { ...options, language: "zh-Hans" })];
    expect(chinese.map(({ reasons }) => reasons)).toEqual([
      ["距上次下单已82天；自身购买周期21天", "自2026-01-01以来共有2个下单日"],
      ["仅下过一次单，距今1天", "复购客户平均每21天购买一次"],
    ]);
  });

  it("says where a silence is longer than the gaps tell of, and counts them", () => {
    const options = { model: "survival", horizonDays: 365 } as const;
    const own = churnRisk(ledger, options);
    const { until } = own.model.risk as SilenceCurveRisk;
    const longest = until - 365;
    expect(longest).toBeGreaterThan(0);
    const silent = own.columns.recency.reduce((count, days) => count + (days > longest ? 1 : 0), 0);
    expect(silent).toBeGreaterThan(0);
    expect(own.diagnostics.beyondCurve).toBe(silent);
    expect(own.diagnostics.warnings).toContainEqual({
      code: "BEYOND_CURVE",
      message: `${silent} customers are silent for more than ${longest} days, the longest silence that the gaps tell of: their risk is that of it`,
    });
    const text = `silent for longer than the data can tell of; the risk is that after ${longest} days`;
    const last = [...own].find((_, row) => own.columns.recency[row] === longest);
    for (const [row, { reasons, risk }] of [...own].entries()) {
      expect(reasons.at(-1) === text).toBe(own.columns.recency[row] > longest);
      if (reasons.at(-1) === text && last !== undefined) expect(risk).toBe(last.risk);
    }
    const chinese = [...churnRisk(ledger, { ...options, language: "zh-Hans" })];
    const same = `沉默时间超出数据所能判断的范围；风险按沉默${longest}天计`;
    expect(chinese.filter(({ reasons }) => reasons.at(-1) === same).length).toBe(silent);
    for (const model of ["pooled-percentile", "recency", "nbd"] as const) {
      const other = churnRisk(ledger, { ...options, model });
      expect([other.diagnostics.beyondCurve, codes(other)]).toEqual([0, []]);
    }
  });

  it("says that a customer may be gone where that is likelier than not", () => {
    const rows = [...churnRisk(ledger, { model: "mbg-nbd" })];
    const doubted = rows.filter(({ reasons }) =>
      /^still a customer with a probability of \d+%$/.test(reasons.at(-1) ?? ""),
    );
    expect(doubted).toEqual(rows.filter(({ alive }) => (alive ?? 1) < 0.5));
    expect(doubted.length).toBeGreaterThan(0);
  });
});

describe("a model", () => {
  it.each(CHURN_MODELS)("%s scores the same after JSON", (model) => {
    const first = churnRisk(ledger, { model, asOf: "2025-09-30" });
    const again = churnRisk(ledger, { model: plain(first.model), asOf: "2025-09-30" });
    expect(again.columns.risk).toEqual(first.columns.risk);
    expect(again.columns.valueAtRisk).toEqual(first.columns.valueAtRisk);
    expect(again.model).toEqual(first.model);
    expect(JSON.stringify(first.model).length).toBeLessThan(20_000);
  });

  it("is found on the last horizon where the data allow it", () => {
    const { model, diagnostics } = churnRisk(ledger);
    expect(diagnostics.chosenBy).toBe("holdout");
    expect(model.name).toBe(diagnostics.evaluation?.winner);
    expect(diagnostics.evaluation?.until).toBe(model.asOf);
    // The orders come from this process.
    expect(["bg-nbd", "mbg-nbd", "pareto-nbd"]).toContain(model.name);
  });

  it("is the MBG/NBD where they do not", () => {
    const few = ledgerFromColumns(simulateOrders({ customers: 60, seed: 1 }));
    const { model, diagnostics } = churnRisk(few);
    expect([model.name, diagnostics.chosenBy, diagnostics.evaluation]).toEqual(["mbg-nbd", "default", null]);
    expect(codes({ diagnostics })).toContain("NO_HOLDOUT");
  });

  it("answers for its own horizon by default, and models of buying for others", () => {
    const { model } = churnRisk(ledger, { model: "mbg-nbd", horizonDays: 30 });
    expect(churnRisk(ledger, { model }).horizonDays).toBe(30);
    expect(churnRisk(ledger, { model, horizonDays: 60 }).horizonDays).toBe(60);
    const learnt = churnRisk(ledger, { model: "recency", horizonDays: 30 }).model;
    expect(churnRisk(ledger, { model: learnt, horizonDays: 30 }).horizonDays).toBe(30);
    expectRefused(() => churnRisk(ledger, { model: learnt, horizonDays: 60 }), "CONFLICTING_OPTIONS", {
      path: "options.horizonDays",
    });
    expectRefused(() => churnRisk(ledger, { model, eventTypes: ["view"] }), "CONFLICTING_OPTIONS");
  });

  it("is refused beside money of another currency", () => {
    const orders = [{ c: "ann", d: "2026-01-01", a: 5 }];
    const [euros, yen] = ["EUR", "JPY"].map((currency) => ledgerFromRows(orders, { ...KEYS, currency }));
    const { model, currency } = churnRisk(euros, { model: "nbd" });
    expect(currency).toBe("EUR");
    expectRefused(() => churnRisk(yen, { model }), "MODEL_MISMATCH", { path: "options.model.spend.currency" });
    expect(churnRisk(ledgerOf(orders), { model }).size).toBe(1);
  });

  it("is refused where JSON was changed, by the path of the field", () => {
    const changed = (name: ChurnModelName, change: (model: Record<string, unknown>) => void): (() => unknown) => {
      const model = JSON.parse(JSON.stringify(churnRisk(ledger, { model: name }).model)) as Record<string, unknown>;
      change(model);
      return () => churnRisk(ledger, { model: wrong(model) });
    };
    const risk = (model: Record<string, unknown>): Record<string, unknown> => model["risk"] as Record<string, unknown>;
    const refused = (call: () => unknown, path: string): void => expectRefused(call, "BAD_MODEL", { path });
    refused(
      changed("nbd", (m) => (m["kind"] = "x")),
      "options.model.kind",
    );
    refused(
      changed("nbd", (m) => (m["version"] = 2)),
      "options.model.version",
    );
    refused(
      changed("nbd", (m) => (m["name"] = "__proto__")),
      "options.model.name",
    );
    refused(
      changed("nbd", (m) => (m["name"] = "mbg-nbd")),
      "options.model.buying.kind",
    );
    refused(
      changed("nbd", (m) => (m["horizonDays"] = 0)),
      "options.model.horizonDays",
    );
    refused(
      changed("nbd", (m) => (risk(m)["by"] = "score")),
      "options.model.risk.by",
    );
    refused(
      changed("nbd", (m) => (m["risk"] = null)),
      "options.model.risk",
    );
    refused(
      changed("recency", (m) => (risk(m)["rates"] = [2])),
      "options.model.risk.rates",
    );
    refused(
      changed("recency", (m) => (risk(m)["edges"] = [2, 1])),
      "options.model.risk.edges",
    );
    refused(
      changed("recency", (m) => (risk(m)["meanGap"] = 0)),
      "options.model.risk.meanGap",
    );
    refused(
      changed("survival", (m) => (risk(m)["days"] = [1])),
      "options.model.risk.values",
    );
    refused(
      changed("survival", (m) => (risk(m)["until"] = 1e300)),
      "options.model.risk.until",
    );
    refused(
      changed("logistic", (m) => (risk(m)["profileFields"] = [1])),
      "options.model.risk.profileFields",
    );
    refused(
      changed("logistic", (m) => (risk(m)["regression"] = {})),
      "model.kind",
    );
    refused(
      changed("logistic", (m) => (m["spend"] = [])),
      "options.model.spend",
    );
    const cyclic: Record<string, unknown> = {};
    cyclic["self"] = cyclic;
    expectRefused(() => churnRisk(ledger, { model: wrong(cyclic) }), "BAD_MODEL");
    expectRefused(() => churnRisk(ledger, { model: wrong(7) }), "WRONG_TYPE", { path: "options.model" });
  });
});

describe("small data", () => {
  const tables: { readonly [what: string]: readonly { c: string; d: string; a: number }[] } = {
    nobody: [],
    refunds: [{ c: "ann", d: "2026-01-01", a: -5 }],
    one: [{ c: "ann", d: "2026-01-01", a: 5 }],
    free: [{ c: "ann", d: "2026-01-01", a: 0 }],
    today: ["ann", "bob", "cid"].map((c, i) => ({ c, d: "2026-01-01", a: 5 + i })),
    once: ["ann", "bob", "cid"].map((c, i) => ({ c, d: `2026-0${1 + i}-01`, a: 5 + i })),
    twins: ["ann", "bob"].flatMap((c) => [
      { c, d: "2026-01-01", a: 5 },
      { c, d: "2026-01-08", a: 5 },
    ]),
  };

  it.each(Object.keys(tables).flatMap((what) => CHURN_MODELS.map((model) => [what, model] as const)))(
    "of %s gives numbers by %s",
    (what, model) => {
      const own = ledgerOf(tables[what] ?? []);
      const result = churnRisk(own, { model });
      const { risk, alive, expectedOrders, expectedSpend: spend, valueAtRisk } = result.columns;
      for (const column of [risk, alive ?? [], expectedOrders, spend, valueAtRisk]) {
        for (const value of column) expect(value >= 0 && Number.isFinite(value)).toBe(true);
      }
      expect([...risk].every((p) => p <= 1)).toBe(true);
      expect(result.size).toBe(what === "nobody" || what === "refunds" ? 0 : own.customers.size);
      expect(churnRisk(own, { model: plain(result.model) }).columns.risk).toEqual(risk);
    },
  );

  it("is warned of, one code for each thing that is missing", () => {
    expect(codes(churnRisk(ledgerOf(tables["one"] ?? []), { asOf: "2026-01-31" }))).toEqual([
      "FEW_BUYERS",
      "SHORT_HISTORY",
      "NO_RECENT_ORDER",
      "FEW_REPEATERS",
      "NO_HOLDOUT",
      "NO_PURCHASES",
      expect.any(String),
    ]);
    expect(codes(churnRisk(ledgerOf([]))).slice(0, 3)).toEqual(["FEW_BUYERS", "NO_HOLDOUT", "NO_DATA"]);
    expect(codes(churnRisk(ledgerOf(tables["one"] ?? []), { asOf: "2026-01-30" }))).not.toContain("NO_RECENT_ORDER");
    expect(codes(churnRisk(ledger, { model: "mbg-nbd" }))).toEqual([]);
    expect(codes(churnRisk(ledgerOf(tables["one"] ?? []), { model: "logistic" }))).toContain("NO_TRAINING_DATA");
    expect(codes(churnRisk(ledgerOf(tables["one"] ?? []), { model: "survival" }))).toContain("SHORT_FOLLOW_UP");
  });

  it("counts customers without a purchase by asOf", () => {
    const result = churnRisk(ledgerOf(tables["once"] ?? []), { model: "nbd", asOf: "2026-02-15" });
    expect([result.size, result.diagnostics.withoutPurchases]).toEqual([2, 1]);
    expect(result.get("cid")).toBeUndefined();
  });
});

describe("options", () => {
  it("are refused with what to do", () => {
    expect(() => churnRisk(ledger, { horizonDays: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: churnRisk: options.horizonDays must be an integer from 1 to 3650; received 0]`,
    );
    expectRefused(() => churnRisk(ledger, { horizonDays: 90.5 }), "OUT_OF_RANGE", { path: "options.horizonDays" });
    expectRefused(() => churnRisk(ledger, { model: wrong("bgnbd") }), "UNKNOWN_NAME", { path: "options.model" });
    expectRefused(() => churnRisk(ledger, { bands: wrong([0.5]) }), "WRONG_TYPE", { path: "options.bands" });
    expectRefused(() => churnRisk(ledger, { bands: [Number.NaN, 1] }), "WRONG_TYPE", { path: "options.bands" });
    expectRefused(() => churnRisk(ledger, { bands: [0.5, 0.4] }), "NOT_INCREASING", { path: "options.bands[1]" });
    expectRefused(() => churnRisk(ledger, { language: wrong("de") }), "UNKNOWN_NAME", { path: "options.language" });
    expectRefused(() => churnRisk(ledger, wrong({ horizon: 90 })), "UNKNOWN_OPTION");
    expectRefused(() => churnRisk(wrong({}), {}), "WRONG_TYPE", { path: "ledger" });
    const lost = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
    expectRefused(() => churnRisk(lost(ledger), {}), "WRONG_TYPE", { path: "ledger" });
    const columns = { customer: ["ann"], type: ["view"], date: ["2026-01-01"] };
    const events = lost(eventsFromColumns(columns));
    expectRefused(() => churnRisk(ledger, { events }), "WRONG_TYPE", { path: "options.events" });
    const own = lost(profilesFromRows([{ id: "ann", x: 1 }], { customer: "id", fields: { x: "number" } }));
    expectRefused(() => churnRisk(ledger, { profiles: own, profileFields: ["x"] }), "WRONG_TYPE");
    expectRefused(() => churnRisk(ledger, { events: wrong({}) }), "WRONG_TYPE", { path: "options.events" });
    expectRefused(() => churnRisk(ledger, { profiles: wrong([]) }), "WRONG_TYPE", { path: "options.profiles" });
    expectRefused(() => churnRisk(ledger, { eventTypes: ["view"] }), "MISSING_OPTION", { path: "options.events" });
    expectRefused(() => churnRisk(ledger, { profileFields: ["x"] }), "MISSING_OPTION", { path: "options.profiles" });
    expectRefused(() => churnRisk(ledger, { profileFields: wrong("x") }), "WRONG_TYPE");
    const profiles = profilesFromRows([{ id: 1 }], { customer: "id", fields: {} });
    expectRefused(() => churnRisk(ledger, { profiles, profileFields: ["__proto__"] }), "UNKNOWN_NAME");
  });

  it("of a result too", () => {
    const result = churnRisk(ledger, { model: "nbd" });
    expectRefused(() => result.customersIn(wrong("lost")), "UNKNOWN_NAME", { path: "band" });
    expectRefused(() => result.saveFirst(-1), "OUT_OF_RANGE", { path: "count" });
    expectRefused(() => result.saveFirst(1, { maxRisk: 2 }), "OUT_OF_RANGE", { path: "options.maxRisk" });
    expect(errorOf(() => result.saveFirst(1, wrong({ max: 1 }))).code).toBe("UNKNOWN_OPTION");
  });
});
