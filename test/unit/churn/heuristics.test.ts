import { describe, expect, it } from "vitest";
import { calibrateScore, ratesOf } from "../../../src/churn/heuristics/calibrate-score.js";
import {
  curveRisks,
  percentileCurve,
  riskBySilence,
  survivalCurve,
} from "../../../src/churn/heuristics/silence-curve.js";
import { meanGapOf, silenceScore } from "../../../src/churn/heuristics/silence-score.js";
import {
  gapSurvival,
  ledgerFromColumns,
  ledgerFromRows,
  parseDay,
  repeatPurchases,
  simulateOrders,
} from "../../../src/index.js";

const orders = [
  { c: "ann", d: "2026-01-01", a: 10 },
  { c: "ann", d: "2026-01-11", a: 30 },
  { c: "ann", d: "2026-01-31", a: 30 },
  { c: "bob", d: "2026-01-21", a: 99 },
  { c: "cid", d: "2026-01-01", a: 99 },
  { c: "cid", d: "2026-02-10", a: 99 },
];
const ledger = ledgerFromRows(orders, { customer: "c", date: "d", amount: "a" });
const purchases = repeatPurchases(ledger, { asOf: "2026-03-02" });

describe("a score of silence", () => {
  it("is the days since the last purchase", () => {
    expect([...silenceScore("recency", purchases, 1, 90)]).toEqual([30, 40, 20]);
  });

  it("is these over the own cycle, and over that of all for one purchase", () => {
    const mean = meanGapOf(purchases);
    expect(mean).toBe((30 + 40) / 3);
    expect([...silenceScore("recency-over-cycle", purchases, mean, 90)]).toEqual([2, 40 / mean, 0.5]);
    const shrunk = [30 / ((30 + 70) / 5), 40 / (70 / 3), 20 / ((40 + 70) / 4)];
    const scores = silenceScore("recency-over-shrunk-cycle", purchases, mean, 90);
    for (const [i, score] of shrunk.entries()) expect(scores[i]).toBeCloseTo(score, 12);
  });

  it("is 1 for a silence that is longer than the horizon", () => {
    expect([...silenceScore("hiatus", purchases, 1, 30)]).toEqual([0, 1, 0]);
  });

  it("is over one day where nobody has a gap", () => {
    const once = ledgerFromRows([{ c: 1, d: "2026-01-01", a: 1 }], { customer: "c", date: "d", amount: "a" });
    expect(meanGapOf(repeatPurchases(once))).toBe(1);
  });
});

describe("rates by score", () => {
  it("are those of groups of a twentieth, with half a customer more on each side", () => {
    const scores = Float64Array.from({ length: 40 }, (_, i) => i);
    const lost = Uint8Array.from(scores, (score) => (score >= 20 ? 1 : 0));
    const { edges, rates } = calibrateScore("test", scores, lost);
    expect(edges).toEqual([20]);
    // The groups of nobody lost are pooled, as are those of everybody.
    expect(rates).toEqual([0.5 / 21, 20.5 / 21]);
  });

  it("never fall: neighbours are pooled until they rise", () => {
    const scores = Float64Array.of(1, 2, 3);
    const { edges, rates } = calibrateScore("test", scores, Uint8Array.of(1, 0, 1));
    expect(edges).toEqual([3]);
    expect(rates).toEqual([1.5 / 3, 1.5 / 2]);
  });

  it("keep customers of equal score together, however many they are", () => {
    const scores = Float64Array.from({ length: 100 }, (_, i) => (i < 90 ? 5 : 7));
    const lost = Uint8Array.from({ length: 100 }, (_, i) => (i < 45 || i >= 92 ? 1 : 0));
    expect(calibrateScore("test", scores, lost)).toEqual({ edges: [7], rates: [45.5 / 91, 8.5 / 11] });
  });

  it("say one half where nobody was there to learn from", () => {
    expect(calibrateScore("test", new Float64Array(), new Uint8Array())).toEqual({ edges: [], rates: [0.5] });
  });

  it("hold from their edge on, and beyond what was seen", () => {
    const rates = ratesOf({ edges: [1, 2], rates: [0.1, 0.2, 0.3] }, Float64Array.of(-5, 0.999, 1, 1.5, 2, 1e9));
    expect([...rates]).toEqual([0.1, 0.1, 0.2, 0.2, 0.3, 0.3]);
  });
});

describe("a curve of silence", () => {
  const many = ledgerFromColumns(simulateOrders({ customers: 300, seed: 2, days: 200 }));
  const { lastOrderDay } = many;

  it("by survival is 1 less the chance to return of gapSurvival, as far as there are data", () => {
    const survival = gapSurvival(many);
    const curve = survivalCurve(many, lastOrderDay);
    const risks = riskBySilence(curve, 60);
    expect(risks.length).toBe(curve.until - 60 + 1);
    risks.forEach((risk, silence) => {
      expect(risk).toBeCloseTo(1 - (survival.returnProbability(silence, 60) ?? Number.NaN), 12);
    });
  });

  it("by survival takes a longer silence for the longest that it can tell of", () => {
    const curve = survivalCurve(many, lastOrderDay);
    const known = repeatPurchases(many);
    const risks = curveRisks(curve, known, 60);
    const bySilence = riskBySilence(curve, 60);
    const last = bySilence.length - 1;
    const silences = Array.from(known.ageDays, (age, i) => age - known.lastDays[i]);
    expect(silences.some((silence) => silence > last)).toBe(true);
    expect([...risks]).toEqual(silences.map((silence) => bySilence[Math.min(silence, last)]));
  });

  it("by percentile is the share of gaps that are no longer", () => {
    const curve = percentileCurve(ledger, parseDay("2026-03-02"));
    expect(curve).toEqual({ by: "percentile", days: [10, 20, 40], values: [1 / 3, 2 / 3, 1], until: 40 });
    const risks = riskBySilence(curve, 90);
    expect([risks[9], risks[10], risks[39], risks[40]]).toEqual([0, 1 / 3, 2 / 3, 1]);
    expect([...curveRisks(curve, purchases, 90)]).toEqual([2 / 3, 1, 2 / 3]);
  });

  it("says of nobody that they return where nobody ever did, and knows no percentile", () => {
    const empty = ledgerFromRows([] as typeof orders, { customer: "c", date: "d", amount: "a" });
    expect([...riskBySilence(survivalCurve(empty, null), 90)]).toEqual([1]);
    expect([...riskBySilence(percentileCurve(empty, null), 90)]).toEqual([0]);
  });
});
