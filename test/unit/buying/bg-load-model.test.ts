import { describe, expect, it } from "vitest";
import {
  type BuyingModel,
  fitBgNbd,
  fitMbgCnbd,
  fitMbgNbd,
  ledgerFromColumns,
  loadBuyingModel,
  repeatPurchases,
  simulateOrders,
} from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

const purchases = repeatPurchases(ledgerFromColumns(simulateOrders({ customers: 300, seed: 5, days: 300 })), {
  asOf: "2024-10-31",
});
const model = fitMbgNbd(purchases);

/** The model as JSON with one field changed. */
function changed(path: string, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(model)) as { [key: string]: unknown };
  const keys = path.split(".");
  const parent = keys.slice(0, -1).reduce((at, key) => at[key] as { [key: string]: unknown }, copy);
  parent[keys[keys.length - 1]] = value;
  return copy;
}

describe("loadBuyingModel", () => {
  it("reads what a fit gave, as text or parsed", () => {
    expect(loadBuyingModel(JSON.stringify(model))).toEqual(model);
    expect(loadBuyingModel(model)).toEqual(model);
    expect(model.asOf).toBe("2024-10-31");
    expect(JSON.stringify(model).length).toBeLessThan(1024);
    const regular = fitMbgCnbd(purchases, { k: 2 });
    expect(loadBuyingModel(JSON.stringify(regular))).toEqual(regular);
  });

  it("gives a frozen model and leaves out what it does not know", () => {
    const loaded = loadBuyingModel({ ...model, comment: "mine" });
    expect(loaded).not.toHaveProperty("comment");
    for (const part of [loaded, loaded.parameters, loaded.fit, loaded.fit.standardErrors, loaded.fit.warnings]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
    expect(Object.isFrozen(fitBgNbd(purchases).parameters)).toBe(true);
  });

  it.each([
    ["kind", "rfm-kit/rfm"],
    ["kind", "__proto__"],
    ["version", 2],
    ["timeUnit", "hour"],
    ["asOf", "2024-13-01"],
    ["asOf", 5],
    ["asOf", undefined],
    ["parameters", null],
    ["parameters", [1, 2]],
    ["parameters.r", "1"],
    ["parameters.r", 0],
    ["parameters.alpha", null],
    ["parameters.a", 1e300],
    ["fit", null],
    ["fit.status", "fine"],
    ["fit.limit", "none"],
    ["fit.logLikelihood", "x"],
    ["fit.gradientNorm", -1],
    ["fit.iterations", 1.5],
    ["fit.customers", -1],
    ["fit.standardErrors", []],
    ["fit.standardErrors.a", -1],
    ["fit.standardErrors.b", undefined],
    ["fit.warnings", {}],
    ["fit.warnings", [null]],
    ["fit.warnings", [{ code: 1, message: "" }]],
    ["fit.warnings", [{ code: "" }]],
    ["fit.warnings", new Array(101).fill({ code: "A", message: "" })],
  ])("refuses a model whose %s is %j", (path, value) => {
    const says = path === "fit.warnings" || path === "parameters" ? {} : { path: `model.${path}` };
    expectRefused(() => loadBuyingModel(changed(path, value)), "BAD_MODEL", { where: "loadBuyingModel", ...says });
  });

  it("refuses a parameter more, one less, and those of two forms", () => {
    const { r, alpha, a, b } = model.parameters;
    for (const parameters of [
      { r, alpha, a, b, k: 1 },
      { r, alpha, a },
      { r, alpha, a, b, p: 0 },
      { lambda: 1, r, a, b },
    ]) {
      expectRefused(() => loadBuyingModel(changed("parameters", parameters)), "BAD_MODEL");
    }
    const hostile = JSON.parse('{"r": 1, "alpha": 1, "a": 1, "b": 1, "__proto__": {"p": 1}}') as unknown;
    expectRefused(() => loadBuyingModel(changed("parameters", hostile)), "BAD_MODEL");
  });

  it("refuses text that is no JSON, and what is no object", () => {
    expect(() => loadBuyingModel("{")).toThrow(/^loadBuyingModel: model must be JSON; /);
    for (const bad of ["null", "[]", "5", null, undefined, 7, wrong<BuyingModel>(() => 1)]) {
      expectRefused(() => loadBuyingModel(bad), "BAD_MODEL", { path: "model" });
    }
    expect(() => loadBuyingModel({ ...model, version: 3 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: loadBuyingModel: model.version must be 1, the version that this release reads; received 3]`,
    );
  });

  it.each([
    ["no-dropout", "converged"],
    ["no-dropout", "boundary"],
    ["homogeneous-dropout", "boundary"],
    ["homogeneous-rate", "boundary"],
    ["no-purchases", "boundary"],
    ["polarised-dropout", "converged"],
    ["no-purchases", "no-data"],
    [null, "boundary"],
  ])("refuses the limit %s with the status %s beside r, alpha, a and b", (limit, status) => {
    const fit = { ...model.fit, limit, status };
    expectRefused(() => loadBuyingModel({ ...model, fit }), "BAD_MODEL", { path: "model.fit.limit" });
  });

  it("reads limits beside the parameters that stand for them", () => {
    const report = { ...model.fit, status: "boundary" };
    const errors = (parameters: object) =>
      Object.fromEntries(Object.keys(parameters).map((name) => [name, null] as const));
    for (const [kind, limit, parameters] of [
      ["rfm-kit/mbg-nbd", "polarised-dropout", model.parameters],
      ["rfm-kit/mbg-nbd", "no-dropout", { r: 1, alpha: 9, p: 0 }],
      ["rfm-kit/mbg-nbd", "homogeneous-dropout", { lambda: 1, p: 0.5 }],
      ["rfm-kit/pareto-nbd", "homogeneous-dropout", { r: 1, alpha: 9, mu: 0.5 }],
      ["rfm-kit/pareto-nbd", "polarised-dropout", { r: 1, alpha: 9, pi: 0.5 }],
      ["rfm-kit/bg-bb", "no-purchases", { p: 0, theta: 0 }],
      ["rfm-kit/bg-bb", "homogeneous-rate", { p: 0.5, gamma: 1, delta: 2 }],
    ] as const) {
      const given = { ...model, kind, parameters, fit: { ...report, limit, standardErrors: errors(parameters) } };
      expect(loadBuyingModel(given)).toMatchObject({ kind, parameters, fit: { limit } });
    }
  });
});
