import { describe, expect, it } from "vitest";
import {
  clutch3,
  fitLifecycle,
  hiatus,
  kaplanMeier,
  type LifecycleRule,
  ledgerFromColumns,
  ledgerFromRows,
  lifecycle,
  loadLifecycle,
  nes5,
  ordinary4,
  ownGapShare,
  personalMultiple,
  pooledPercentile,
  simulateOrders,
  statlas3,
  tiquo3,
  vortexIq4,
} from "../../../src/index.js";
import { errorOf, expectRefused } from "../refused.js";

const presets: readonly LifecycleRule[] = [nes5, statlas3, vortexIq4, clutch3, tiquo3, ordinary4];
const ledger = ledgerFromColumns(simulateOrders({ customers: 300, seed: 2 }));
const FIELDS = { customer: "c", date: "d", amount: "a" } as const;

describe("the rules", () => {
  it("have the numbers of their sources by default", () => {
    expect(pooledPercentile()).toEqual({ method: "pooledPercentile", atRisk: 40, lapsed: null, lost: 80 });
    expect(kaplanMeier()).toEqual({ method: "kaplanMeier", atRisk: 0.2, lapsed: null, lost: 0.1, within: 90 });
    expect(personalMultiple()).toEqual({
      method: "personalMultiple",
      atRisk: 1.5,
      lapsed: 2,
      lost: 3,
      cycle: "shrunk",
      shrinkage: 3,
      minGaps: null,
    });
    expect(ownGapShare()).toEqual({ method: "ownGapShare", atRisk: 0.8, lapsed: null, lost: 1, minGaps: 1 });
    expect(Object.isFrozen(kaplanMeier())).toBe(true);
  });

  it("keep the defaults of the steps that are not given, and leave out those that are null", () => {
    expect(personalMultiple({ lost: 5 })).toMatchObject({ atRisk: 1.5, lapsed: 2, lost: 5 });
    expect(personalMultiple({ lapsed: null })).toMatchObject({ atRisk: 1.5, lapsed: null, lost: 3 });
    expect(hiatus({ lost: 10 })).toMatchObject({ atRisk: null, lapsed: null, lost: 10 });
  });

  it.each([
    ["MISSING_OPTION", "options.lost", () => hiatus({} as never)],
    ["OUT_OF_RANGE", "options.lost", () => hiatus({ lost: null as never })],
    ["OUT_OF_RANGE", "options.lost", () => hiatus({ lost: 0 })],
    ["OUT_OF_RANGE", "options.lost", () => hiatus({ lost: 1.5 })],
    ["OUT_OF_RANGE", "options.atRisk", () => hiatus({ atRisk: "30" as never, lost: 90 })],
    ["NOT_INCREASING", "options.lost", () => hiatus({ atRisk: 90, lost: 90 })],
    ["NOT_INCREASING", "options.lapsed", () => hiatus({ atRisk: 90, lapsed: 30, lost: 100 })],
    ["UNKNOWN_OPTION", "options.days", () => hiatus({ days: 90 } as never)],
    ["OUT_OF_RANGE", "options.lost", () => pooledPercentile({ lost: 101 })],
    ["OUT_OF_RANGE", "options.atRisk", () => pooledPercentile({ atRisk: 0 })],
    ["OUT_OF_RANGE", "options.lost", () => pooledPercentile({ lost: Number.NaN })],
    ["NOT_INCREASING", "options.lost", () => pooledPercentile({ lost: 30 })],
    ["OUT_OF_RANGE", "options.atRisk", () => kaplanMeier({ atRisk: 1 })],
    ["NOT_INCREASING", "options.lost", () => kaplanMeier({ atRisk: 0.1, lost: 0.2 })],
    ["OUT_OF_RANGE", "options.within", () => kaplanMeier({ within: 0 })],
    ["OUT_OF_RANGE", "options.lost", () => personalMultiple({ lost: Number.POSITIVE_INFINITY })],
    ["UNKNOWN_NAME", "options.cycle", () => personalMultiple({ cycle: "mode" as never })],
    ["OUT_OF_RANGE", "options.shrinkage", () => personalMultiple({ shrinkage: -1 })],
    ["CONFLICTING_OPTIONS", "options.shrinkage", () => personalMultiple({ cycle: "mean", shrinkage: 1 })],
    ["CONFLICTING_OPTIONS", "options.minGaps", () => personalMultiple({ minGaps: 2 })],
    ["CONFLICTING_OPTIONS", "options.minGaps", () => personalMultiple({ cycle: "population", minGaps: 2 })],
    ["OUT_OF_RANGE", "options.minGaps", () => personalMultiple({ cycle: "median", minGaps: 0 })],
    ["OUT_OF_RANGE", "options.lost", () => ownGapShare({ lost: 1.01 })],
    ["OUT_OF_RANGE", "options.minGaps", () => ownGapShare({ minGaps: 0.5 })],
  ] as const)("refuse with %s at %s: %s", (code, path, make) => {
    expectRefused(make, code, { path });
  });

  it("take null for no state only, and no other option for its default", () => {
    for (const [path, call] of [
      ["options.within", () => kaplanMeier({ within: null as never })],
      ["options.lost", () => kaplanMeier({ lost: null as never })],
      ["options.cycle", () => personalMultiple({ cycle: null as never })],
      ["options.shrinkage", () => personalMultiple({ shrinkage: null as never })],
      ["options.minGaps", () => personalMultiple({ cycle: "mean", minGaps: null as never })],
      ["options.minGaps", () => ownGapShare({ minGaps: null as never })],
    ] as const) {
      const error = errorOf(call);
      expect(["OUT_OF_RANGE", "UNKNOWN_NAME"]).toContain(error.code);
      expect(error.details).toEqual({ path, received: "null" });
    }
  });

  it("name every choice of a shrinkage", () => {
    expect(() => personalMultiple({ shrinkage: "abc" as never })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: personalMultiple: options.shrinkage must be a number from 0 to 1000000, or "estimate"; received "abc"]`,
    );
  });

  it("refuse in these words", () => {
    const messages = [
      () => hiatus({} as never),
      () => pooledPercentile({ lost: 30 }),
      () => kaplanMeier({ lost: 0.3 }),
      () => personalMultiple({ cycle: "mean", shrinkage: 1 }),
      () => ownGapShare({ atRisk: 2 }),
    ].map((make) => errorOf(make).message);
    expect(messages).toMatchInlineSnapshot(`
      [
        "hiatus: options.lost must be a whole number of days from 1 to 3652058; received undefined",
        "pooledPercentile: options.lost must be above options.atRisk, 40; received 30",
        "kaplanMeier: options.lost must be below options.atRisk, 0.2; received 0.3",
        "personalMultiple: options.shrinkage must be left out with cycle "mean"; received 1",
        "ownGapShare: options.atRisk must be a share, above 0 and at most 1, or null for no such state; received 2",
      ]
    `);
  });
});

describe("the rules of vendors", () => {
  it.each(presets.map((rule) => [rule.id, rule] as const))(
    "%s says where it is from, and judges everybody",
    (_, rule) => {
      expect(rule.sources?.every((url) => url.startsWith("https://"))).toBe(true);
      expect(rule.title).toBeTruthy();
      const result = lifecycle(ledger, { rule });
      expect(result.summary().reduce((sum, { customers }) => sum + customers, 0)).toBe(result.size);
      expect(result.model.rule).toEqual(rule);
      expect(loadLifecycle(JSON.stringify(result.model))).toEqual(result.model);
    },
  );

  it.each(presets.map((rule) => [rule.id, rule] as const))("are frozen throughout: %s", (_, rule) => {
    const parts = [rule, rule.labels, rule.sources, rule.notes, rule.unverified].filter((part) => part !== undefined);
    expect(parts.map((part) => Object.isFrozen(part))).toEqual(parts.map(() => true));
  });

  it("have the words of their sources beside the states", () => {
    expect(
      lifecycle(ledger, { rule: nes5 })
        .summary()
        .map(({ label }) => label),
    ).toEqual([null, "N", "E0", "S1", "S2", "S3", "E0"]);
    expect(lifecycle(ledger).summary()[0].label).toBeNull();
  });

  it("flag the day itself where the source does, and the day after where it says beyond", () => {
    const days = [0, 10, 20, 30, 40].map((day) => 20_000 + day);
    const steady = ledgerFromRows(
      days.map((day) => ({ c: "ann", d: day * 864e5, a: 1 })),
      FIELDS,
    );
    expect(fitLifecycle(steady, { rule: statlas3 }).thresholds).toEqual({ atRisk: 10, lapsed: null, lost: 10 });
    expect(fitLifecycle(steady, { rule: nes5 }).thresholds).toEqual({ atRisk: 11, lapsed: 21, lost: 31 });
    expect(fitLifecycle(steady, { rule: vortexIq4 }).thresholds).toEqual({ atRisk: 16, lapsed: 21, lost: 31 });
    expect(fitLifecycle(steady, { rule: clutch3 }).thresholds).toEqual({ atRisk: 11, lapsed: null, lost: 11 });
    expect(fitLifecycle(steady, { rule: tiquo3 }).thresholds).toEqual({ atRisk: 91, lapsed: null, lost: 181 });
  });

  it("have nobody at risk where at risk and lost begin on the same day", () => {
    const same = ledgerFromRows(
      [20_000, 20_010].map((day) => ({ c: "ann", d: day * 864e5, a: 1 })),
      FIELDS,
    );
    const on = (day: number) =>
      lifecycle(same, { asOf: day * 864e5, model: fitLifecycle(same, { rule: statlas3 }) }).get("ann");
    expect(on(20_019)).toMatchObject({ state: "active", expiresAt: "2024-10-24" });
    expect(on(20_020)).toMatchObject({ state: "lost", previous: "active" });
  });
});

describe("loadLifecycle", () => {
  const model = fitLifecycle(ledger, { rule: personalMultiple({ lapsed: null }) });

  it("takes text or what JSON made of it, and copies it", () => {
    expect(loadLifecycle(JSON.stringify(model))).toEqual(model);
    const loaded = loadLifecycle(model);
    expect(loaded).toEqual(model);
    expect(loaded).not.toBe(model);
    expect([Object.isFrozen(loaded), Object.isFrozen(loaded.rule), Object.isFrozen(loaded.thresholds)]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it("keeps the cause where the text is no JSON", () => {
    const error = errorOf(() => loadLifecycle("{"));
    expect([error.code, error.details.path]).toEqual(["BAD_MODEL", "model"]);
    expect(error.cause).toBeInstanceOf(SyntaxError);
  });

  const { rule, thresholds, fittedOn } = model;
  it.each<[string, unknown]>([
    ["model", null],
    ["model", []],
    ["model", 5],
    ["model.kind", { ...model, kind: "rfm-kit/rfm" }],
    ["model.version", { ...model, version: "1" }],
    ["model.asOf", { ...model, asOf: 20_000 }],
    ["model.asOf", { ...model, asOf: "2026-02-30" }],
    ["model.rule", { ...model, rule: "nes-5" }],
    ["model.rule.method", { ...model, rule: { ...rule, method: "constructor" } }],
    ["model.rule.lost", { ...model, rule: { ...rule, lost: 1e300 } }],
    ["model.rule.within", { ...model, rule: { ...rule, within: 90 } }],
    ["model.rule.__proto__", { ...model, rule: JSON.parse(`{"__proto__": 1, "method": "kaplanMeier"}`) }],
    ["model.rule.id", { ...model, rule: { ...rule, id: 5 } }],
    ["model.rule.title", { ...model, rule: { ...rule, title: "x".repeat(10_001) } }],
    ["model.rule.sources", { ...model, rule: { ...rule, sources: "https://example.org" } }],
    ["model.rule.sources[0]", { ...model, rule: { ...rule, sources: ["javascript:alert(1)"] } }],
    ["model.rule.unverified", { ...model, rule: { ...rule, unverified: Array.from({ length: 101 }, () => "x") } }],
    ["model.rule.notes[1]", { ...model, rule: { ...rule, notes: ["x", null] } }],
    ["model.rule.labels", { ...model, rule: { ...rule, labels: [] } }],
    ["model.rule.labels.gone", { ...model, rule: { ...rule, labels: { gone: "x" } } }],
    ["model.rule.labels.lost", { ...model, rule: { ...rule, labels: { lost: 1 } } }],
    ["model.thresholds", { ...model, thresholds: undefined }],
    ["model.thresholds.atRisk", { ...model, thresholds: { ...thresholds, atRisk: 0 } }],
    ["model.thresholds.atRisk", { ...model, thresholds: { ...thresholds, atRisk: 1.5 } }],
    ["model.thresholds.lapsed", { ...model, thresholds: { ...thresholds, lapsed: 100 } }],
    ["model.thresholds.lost", { ...model, thresholds: { ...thresholds, lost: 1 } }],
    ["model.thresholds.lost", { ...model, thresholds: { atRisk: 1, lapsed: null } }],
    ["model.shrinkage", { ...model, shrinkage: null }],
    ["model.shrinkage", { ...model, shrinkage: -1 }],
    ["model.shrinkage", { ...fitLifecycle(ledger), shrinkage: 3 }],
    ["model.fittedOn", { ...model, fittedOn: null }],
    ["model.fittedOn.gaps", { ...model, fittedOn: { ...fittedOn, gaps: -1 } }],
    ["model.fittedOn.repeaters", { ...model, fittedOn: { ...fittedOn, repeaters: 0.5 } }],
    ["model.fittedOn.gapDays", { ...model, fittedOn: { ...fittedOn, gapDays: 1 } }],
  ])("refuses with the path %s", (path, changed) => {
    expectRefused(() => loadLifecycle(changed), "BAD_MODEL", { where: "loadLifecycle", path });
  });

  it("takes a byte order mark before the text", () => {
    expect(loadLifecycle(`\ufeff${JSON.stringify(model)}`)).toEqual(model);
  });

  it.each<[string, LifecycleRule]>([
    ["hiatus", hiatus({ atRisk: 5, lost: 10 })],
    ["pooledPercentile", pooledPercentile()],
    ["kaplanMeier", kaplanMeier({ lapsed: 0.15 })],
    ["a chance that is not reached", kaplanMeier({ atRisk: 0.9, lapsed: 1e-9, lost: 1e-12 })],
    ["ownGapShare", ownGapShare()],
    ["shrunk", personalMultiple({ shrinkage: 0.1 })],
    ["estimate", personalMultiple({ shrinkage: "estimate" })],
    ["mean", personalMultiple({ cycle: "mean", lapsed: null })],
    ["median", personalMultiple({ cycle: "median", atRisk: 0.001, lapsed: 0.7, lost: 1000 })],
    ["population", personalMultiple({ cycle: "population" })],
    ...presets.map((rule): [string, LifecycleRule] => [rule.id as string, rule]),
  ])("takes what was fitted, on much and on nothing: %s", (_, fitted) => {
    const nobody = ledgerFromRows<{ c: string }>([], { customer: "c", date: "c", amount: "c" });
    const one = ledgerFromRows([{ c: "ann", d: "2026-03-01", a: 10 }], FIELDS);
    const early = "0001-01-01";
    for (const made of [
      fitLifecycle(ledger, { rule: fitted }),
      fitLifecycle(ledger, { rule: fitted, asOf: early }),
      fitLifecycle(one, { rule: fitted }),
      fitLifecycle(nobody, { rule: fitted }),
    ]) {
      expect(loadLifecycle(JSON.stringify(made))).toEqual(made);
    }
  });

  const silent = fitLifecycle(ledger, { rule: hiatus({ atRisk: 5, lost: 10 }) });
  const multiple = fitLifecycle(ledger, { rule: personalMultiple({ cycle: "mean" }) });
  const percentile = fitLifecycle(ledger, { rule: pooledPercentile() });
  const chance = fitLifecycle(ledger, { rule: kaplanMeier({ lapsed: 0.15 }) });
  const nothing = fitLifecycle(ledgerFromRows([{ c: "ann", d: "2026-03-01", a: 10 }], FIELDS), { rule: nes5 });
  const withThresholds = (fitted: typeof model, change: object): object => ({
    ...fitted,
    thresholds: { ...fitted.thresholds, ...change },
  });
  const withFit = (fitted: typeof model, change: object): object => ({
    ...fitted,
    fittedOn: { ...fitted.fittedOn, ...change },
  });
  it.each<[string, string, unknown]>([
    ["an unknown field", "model.colour", { ...model, colour: "red" }],
    ["a prototype", "model.__proto__", JSON.parse(`{ "__proto__": {}, ${JSON.stringify(model).slice(1)}`)],
    ["an unknown threshold", "model.thresholds.gone", withThresholds(silent, { gone: 4 })],
    ["an unknown count", "model.fittedOn.orders", withFit(silent, { orders: 4 })],
    ["other days than the rule", "model.thresholds.lost", withThresholds(silent, { lost: 11 })],
    ["no days where the rule has some", "model.thresholds.lost", withThresholds(silent, { lost: null })],
    ["no first days where the rule has some", "model.thresholds.atRisk", withThresholds(silent, { atRisk: null })],
    ["a multiple of another mean", "model.thresholds.lost", withThresholds(multiple, { lost: 9999 })],
    ["no multiple", "model.thresholds.atRisk", withThresholds(multiple, { atRisk: null })],
    ["a mean that is not theirs", "model.thresholds.atRisk", withFit(multiple, { gapDays: 10 ** 9 })],
    ["no percentile", "model.thresholds.lost", withThresholds(percentile, { lost: null })],
    ["a chance that falls again", "model.thresholds.lost", withThresholds(chance, { lapsed: null })],
    ["a threshold without a gap", "model.thresholds.lost", withThresholds(nothing, { lost: 5 })],
    ["another shrinkage than the rule", "model.shrinkage", { ...model, shrinkage: 4 }],
    ["more repeaters than customers", "model.fittedOn.repeaters", withFit(silent, { customers: 1 })],
    ["fewer gaps than repeaters", "model.fittedOn.gaps", withFit(silent, { gaps: 1 })],
    ["gaps without repeaters", "model.fittedOn.gaps", withFit(silent, { repeaters: 0 })],
    ["customers without a day", "model.asOf", { ...silent, asOf: null }],
  ])("refuses what no longer fits together: %s", (_, path, changed) => {
    expectRefused(() => loadLifecycle(changed), "BAD_MODEL", { where: "loadLifecycle", path });
    expectRefused(() => loadLifecycle(JSON.stringify(changed)), "BAD_MODEL", { path });
  });

  it("refuses what throws when it is read", () => {
    const hostile = {
      get kind(): string {
        throw new Error("own");
      },
    };
    expectRefused(() => loadLifecycle(hostile), "BAD_MODEL", { path: "model" });
  });

  it("reads a field once, so that a getter cannot change it afterwards", () => {
    let reads = 0;
    const sly = {
      ...model,
      rule: {
        method: "hiatus",
        get lost() {
          return reads++ === 0 ? 90 : -1;
        },
      },
      thresholds: { atRisk: null, lapsed: null, lost: 90 },
      shrinkage: null,
    };
    expect(loadLifecycle(sly).rule).toEqual({ method: "hiatus", atRisk: null, lapsed: null, lost: 90 });
  });

  it("refuses in these words", () => {
    expect(() => loadLifecycle(withThresholds(silent, { lost: 11 }))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: loadLifecycle: model.thresholds.lost must be 10, as in the rule; received 11]`,
    );
    expect(() => loadLifecycle({ ...model, colour: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: loadLifecycle: model.colour must be left out: a model has no such field; received 1]`,
    );
    expect(() => loadLifecycle({ ...model, version: 2 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: loadLifecycle: model.version must be 1, the version that this release reads; received 2]`,
    );
  });
});
