import { describe, expect, it } from "vitest";
import {
  type ChurnModelName,
  churnRisk,
  ledgerFromColumns,
  loadChurnModel,
  simulateOrders,
} from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

const ledger = ledgerFromColumns(simulateOrders({ customers: 300, seed: 11 }));
type Plain = { [key: string]: Plain };
const textOf = (name: ChurnModelName): string => JSON.stringify(churnRisk(ledger, { model: name }).model);

describe("loadChurnModel", () => {
  it.each(["mbg-nbd", "survival", "pooled-percentile", "recency", "logistic"] as const)(
    "reads what was saved of %s, as text and as value",
    (name) => {
      const text = textOf(name);
      const model = loadChurnModel(text);
      expect(JSON.stringify(model)).toBe(text);
      expect(loadChurnModel(JSON.parse(text))).toEqual(model);
      expect([Object.isFrozen(model), Object.isFrozen(model.risk), Object.isFrozen(model.buying)]).not.toContain(false);
      expect(churnRisk(ledger, { model }).columns.risk).toEqual(churnRisk(ledger, { model: name }).columns.risk);
    },
  );

  it.each<[ChurnModelName, (model: Plain) => void, string]>([
    ["nbd", (m) => (m["asOf"] = wrong("2025-02-30")), "model.asOf"],
    ["nbd", (m) => (m["asOf"] = wrong("soon")), "model.asOf"],
    ["nbd", (m) => (m["spend"]["purchases"] = wrong("repeat")), "model.spend.purchases"],
    ["nbd", (m) => (m["spend"]["asOf"] = wrong("20250101")), "model.spend.asOf"],
    ["nbd", (m) => (m["buying"]["fit"]["limit"] = wrong("same-spend")), "model.buying.fit.limit"],
    ["nbd", (m) => (m["buying"]["parameters"]["r"] = wrong(-1)), "model.buying.parameters.r"],
    ["nbd", (m) => (m["buying"]["asOf"] = wrong("x")), "model.buying.asOf"],
    ["recency", (m) => (m["risk"]["trainedAt"] = wrong("2025-1-1")), "model.risk.trainedAt"],
    [
      "recency",
      (m) => (m["risk"]["rates"] = wrong([...wrong<number[]>(m["risk"]["rates"])].reverse())),
      "model.risk.rates",
    ],
    ["logistic", (m) => (m["risk"]["trainedAt"] = wrong(7)), "model.risk.trainedAt"],
  ])("refuses a changed %s by the path of the field (%#)", (name, change, path) => {
    const model = JSON.parse(textOf(name)) as Plain;
    change(model);
    expectRefused(() => loadChurnModel(model), "BAD_MODEL", { path, where: "loadChurnModel" });
  });

  it("reads text with the byte order mark that editors write", () => {
    const { model } = churnRisk(ledger, { model: "nbd" });
    expect(loadChurnModel(`\ufeff${JSON.stringify(model)}`)).toEqual(JSON.parse(JSON.stringify(model)));
  });

  it("refuses what is no model", () => {
    for (const bad of [null, undefined, 7, [], "[]", "", "{", '{"__proto__":1}']) {
      expectRefused(() => loadChurnModel(bad), "BAD_MODEL", { where: "loadChurnModel" });
    }
    expect(() => loadChurnModel({})).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: loadChurnModel: model.kind must be "rfm-kit/churn"; received undefined]`,
    );
  });

  it("is what churnRisk tells to use for text", () => {
    expect(() => churnRisk(ledger, { model: wrong(textOf("nbd")) })).toThrow(/read that by loadChurnModel/);
  });
});
