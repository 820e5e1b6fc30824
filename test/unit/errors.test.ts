import { runInNewContext } from "node:vm";
import { describe, expect, it, vi } from "vitest";
import { spell } from "../../src/errors.js";
import { isRfmError, quantiles, RfmError } from "../../src/index.js";
import { errorOf } from "./refused.js";

describe("RfmError", () => {
  it("is an Error with a name, a code and frozen details", () => {
    const error = errorOf(() => quantiles(1));
    expect(error).toBeInstanceOf(RfmError);
    expect(error).toBeInstanceOf(Error);
    expect([error.name, error.code]).toEqual(["RfmError", "OUT_OF_RANGE"]);
    expect(error.details).toEqual({ path: "bins", received: "1" });
    expect(Object.isFrozen(error.details)).toBe(true);
    expect(error.stack).toContain("RfmError");
  });

  it("copies the details, so that changing the given object changes nothing", () => {
    const details = { path: "a" };
    const error = new RfmError("WRONG_TYPE", "f: a must be b", details);
    details.path = "changed";
    expect(error.details.path).toBe("a");
  });

  it("shows no brand among its keys", () => {
    expect(Object.keys(new RfmError("WRONG_TYPE", "f: a must be b")).sort()).toEqual(["code", "details", "name"]);
  });
});

describe("isRfmError", () => {
  it("knows an error of another copy of the module, where instanceof does not", async () => {
    vi.resetModules();
    const other = await import("../../src/errors.js");
    const error = new other.RfmError("WRONG_TYPE", "f: a must be b");
    expect(other.RfmError).not.toBe(RfmError);
    expect(error instanceof RfmError).toBe(false);
    expect(isRfmError(error)).toBe(true);
    expect(other.isRfmError(new RfmError("WRONG_TYPE", "f: a must be b"))).toBe(true);
  });

  it("knows an error of another realm by the shared brand", () => {
    const foreign: unknown = runInNewContext(
      'Object.defineProperty(new Error("x"), Symbol.for("rfm-kit/error"), { value: true })',
    );
    expect(foreign instanceof Error).toBe(false);
    expect(isRfmError(foreign)).toBe(true);
  });

  it.each([undefined, null, 0, "RfmError", new Error("x"), {}, { name: "RfmError", code: "WRONG_TYPE" }, () => 1])(
    "says no to %s",
    (value) => {
      expect(isRfmError(value)).toBe(false);
    },
  );
});

describe("a received value in a message", () => {
  it.each([
    ["text", '"text"'],
    ['with "quotes"\n', '"with \\"quotes\\"\\n"'],
    ["", '""'],
    [1.5, "1.5"],
    [Number.NaN, "NaN"],
    [-0, "0"],
    [12n, "12n"],
    [true, "true"],
    [null, "null"],
    [undefined, "undefined"],
    [Symbol("s"), "Symbol(s)"],
    [[1, 2], "an array of 2"],
    [{ customer: "secret" }, "an object"],
    [() => 1, "a function"],
    [new Date(0), "Date 1970-01-01T00:00:00.000Z"],
    [new Date(Number.NaN), "an invalid Date"],
  ])("%s is spelt %s", (value, text) => {
    expect(spell(value)).toBe(text);
  });

  it("is cut where it is long", () => {
    expect(spell("x".repeat(500))).toBe(`"${"x".repeat(57)}..."`);
    expect(spell(10n ** 400n).length).toBe(60);
    expect(spell(Symbol("s".repeat(100))).length).toBe(60);
  });
});
