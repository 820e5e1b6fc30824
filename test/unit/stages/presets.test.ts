import { describe, expect, it } from "vitest";
import {
  aipl,
  aiplDatabank,
  aiplTechsun,
  and,
  deeplink,
  jd4a,
  o5a,
  or,
  redAips,
  tencent5r,
} from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

describe("AIPL", () => {
  it("by default has the rules of the Brand Databank", () => {
    expect(aipl().stages).toEqual(aiplDatabank.stages);
    expect(aipl({ windows: {} }).stages).toEqual(aiplDatabank.stages);
  });

  it("has a window only where a number of days is given", () => {
    const { stages } = aipl({ windows: { P: null, A: 30 } });
    expect(stages[0].when).toMatchObject({ within: { days: 30 } });
    expect(stages[2].when).toEqual({ event: "purchase", measure: { fn: "count" }, operator: ">=", value: 1 });
  });

  it("takes a review by its rating", () => {
    const { stages } = aipl({ review: 4 });
    expect(JSON.stringify(stages[3].when)).toContain('{"field":"sentiment","operator":">=","value":4}');
  });

  it("refuses choices that do not exist", () => {
    expectRefused(() => aipl(wrong({ adClick: "P" })), "UNKNOWN_NAME", { where: "aipl", path: "options.adClick" });
    expectRefused(() => aipl(wrong({ review: "good" })), "UNKNOWN_NAME", { path: "options.review" });
    expectRefused(() => aipl({ review: Number.NaN }), "UNKNOWN_NAME", { path: "options.review" });
    expectRefused(() => aipl(wrong({ share: "yes" })), "WRONG_TYPE", { path: "options.share" });
    expectRefused(() => aipl(wrong({ click: "A" })), "UNKNOWN_OPTION", { path: "options.click" });
    expectRefused(() => aipl({ windows: { P: 0 } }), "OUT_OF_RANGE", { path: "options.windows.P" });
    expectRefused(() => aipl({ windows: { P: 1.5 } }), "OUT_OF_RANGE", { path: "options.windows.P" });
    expectRefused(() => aipl(wrong({ windows: { O: 5 } })), "UNKNOWN_OPTION", { path: "options.windows.O" });
    expectRefused(() => aipl(wrong({ windows: 15 })), "WRONG_TYPE", { path: "options.windows" });
    expect(() => aipl(wrong({ repurchase: "items" }))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: aipl: options.repurchase must be "days" or "orders"; received "items"]`,
    );
  });

  it("of Techsun fills in the windows that are left out", () => {
    expect(aiplTechsun({ windows: { P: 365 } }).stages[2].when).toMatchObject({ within: { days: 365 } });
    expect(aiplTechsun({ windows: { P: 365 } }).stages[0].when).toMatchObject({ within: { days: 15 } });
    expectRefused(() => aiplTechsun(wrong({ days: 1 })), "UNKNOWN_OPTION", { where: "aiplTechsun" });
    expectRefused(() => aiplTechsun({ windows: { A: -1 } }), "OUT_OF_RANGE", { where: "aiplTechsun" });
  });
});

describe("a ladder", () => {
  const windows = { R1: 1, R2: 1, R3: 1, R4: 1, R5: 1 };
  const behaviours = { R1: ["a"], R2: ["b"] };

  it("needs every window that no source gives", () => {
    expectRefused(() => jd4a(wrong({ windows: { aware: 1, appeal: 1, act: 1 } })), "MISSING_OPTION", {
      where: "jd4a",
      path: "options.windows.advocate",
    });
    expectRefused(() => o5a(wrong({})), "MISSING_OPTION", { path: "options.windows.A1" });
    expectRefused(() => o5a(wrong(undefined)), "WRONG_TYPE", { path: "options" });
    const year = o5a({ windows: { A1: 1, A2: 1, A3: 1, A4: 1 } }).stages[4].when;
    expect(JSON.stringify(year)).toContain('"within":{"days":365}');
    const longer = o5a({ windows: { A1: 1, A2: 1, A3: 1, A4: 1, A5: null } }).stages[4].when;
    expect(JSON.stringify(longer)).not.toContain("within");
  });

  it("needs the behaviours that are not public, and takes no others", () => {
    expectRefused(() => tencent5r(wrong({ windows })), "MISSING_OPTION", { path: "options.behaviours.R1" });
    expectRefused(() => tencent5r({ windows, behaviours: { R1: ["a"], R2: [] } }), "WRONG_TYPE", {
      path: "options.behaviours.R2",
    });
    expectRefused(() => tencent5r({ windows, behaviours: { R1: ["a"], R2: [""] } }), "WRONG_TYPE", {
      path: "options.behaviours.R2",
    });
    expectRefused(() => tencent5r({ windows, behaviours: wrong({ ...behaviours, R4: ["c"] }) }), "UNKNOWN_OPTION", {
      path: "options.behaviours.R4",
    });
    expectRefused(() => jd4a(wrong({ windows, behaviours })), "UNKNOWN_OPTION", { path: "options.behaviours" });
    expect(() => redAips(wrong({ windows: { A: 1, I: 1, TI: 1, P: 1, S: 1 } }))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: redAips: options.behaviours.A must be event types, or a rule: its owner has not published it; received undefined]`,
    );
  });

  it("takes a rule as it is, with windows of its own", () => {
    const rule = { field: "level", operator: "=", value: "gold" } as const;
    const { stages } = tencent5r({ windows, behaviours: { R1: ["a", "b"], R2: rule } });
    expect(stages[1].when).toEqual(rule);
    expect(stages[0].when).toMatchObject({ event: ["a", "b"], within: { days: 1 } });
    const days = { discover: 1, engage: 1, enthuse: 1, perform: 1, initial: 1, numerous: 1, keen: 1 };
    const open = { discover: ["a"], engage: ["b"], enthuse: ["c"], perform: ["d"], keen: { field: "x" } };
    expectRefused(() => deeplink(wrong({ windows: days, behaviours: open })), "BAD_RULE", {
      where: "deeplink",
      path: "options.behaviours.keen.operator",
    });
  });

  it("says where a rule of the caller's has no condition", () => {
    const muted = { field: "level", operator: "=", value: "gold", muted: true } as const;
    for (const rule of [muted, and(), or(muted, and())]) {
      expectRefused(() => tencent5r({ windows, behaviours: { R1: ["a"], R2: rule } }), "BAD_RULE", {
        where: "tencent5r",
        path: "options.behaviours.R2",
      });
    }
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    const hole = wrong<string[]>(["a", , "b"]);
    expectRefused(() => tencent5r({ windows, behaviours: { R1: ["a"], R2: hole } }), "WRONG_TYPE", {
      where: "tencent5r",
      path: "options.behaviours.R2",
    });
  });
});
