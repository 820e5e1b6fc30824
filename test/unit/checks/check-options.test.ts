import { describe, expect, it } from "vitest";
import { checkOptions } from "../../../src/checks/check-options.js";
import { customerMaturity, hiatus, ledgerFromRows, lifecycle, planGmv } from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

const none = ledgerFromRows<{ c: string }>([], { customer: "c", date: "c", amount: "c" });

class Options {
  readonly lost = 90;
}

describe("options", () => {
  it.each<[string, unknown]>([
    ["a Date", new Date(0)],
    ["a Map", new Map([["asOf", "2026-01-01"]])],
    ["a Set", new Set()],
    ["a RegExp", /x/],
    ["a Promise", Promise.resolve({})],
    ["a DataView", new DataView(new ArrayBuffer(1))],
    ["a typed array", new Uint8Array(1)],
    ["an Error", new Error("x")],
    ["text in an object", new String("x")],
    ["a generator", (function* () {})()],
  ])("are not %s", (_, options) => {
    expectRefused(() => checkOptions("f", options, ["asOf"]), "WRONG_TYPE", { where: "f", path: "options" });
    expectRefused(() => lifecycle(none, wrong(options)), "WRONG_TYPE", { where: "lifecycle", path: "options" });
    expectRefused(() => customerMaturity(none, wrong(options)), "WRONG_TYPE", { path: "options" });
    expectRefused(() => planGmv(wrong(options)), "WRONG_TYPE", { path: "plan" });
  });

  it("may have no prototype, or be of a class", () => {
    expect(hiatus(Object.assign(Object.create(null), { lost: 90 })).lost).toBe(90);
    expect(hiatus(new Options()).lost).toBe(90);
  });

  it("are refused in these words", () => {
    expect(() => lifecycle(none, wrong(new Map()))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: lifecycle: options must be a plain object, no Map; received an object]`,
    );
    expect(() => lifecycle(none, wrong(Promise.resolve({})))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: lifecycle: options must be a plain object, no Promise (await it first); received an object]`,
    );
  });
});
