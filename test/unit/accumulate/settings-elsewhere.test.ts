import { describe, expect, it } from "vitest";
import { refuseRowSettings } from "../../../src/accumulate/refuse-row-settings.js";
import { accumulate, ledgerFromRows, restoreAccumulator, rfm } from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

const saved = accumulate().snapshot();

describe("settings in the wrong place", () => {
  it.each(["currency", "decimals", "timeZone", "refunds", "customerIds", "buckets"])(
    "say that the snapshot carries %s",
    (name) => {
      const call = () => restoreAccumulator(saved, { [name]: 1 });
      expectRefused(call, "UNKNOWN_OPTION", { path: `options.${name}` });
      expect(call).toThrow("the snapshot carries it");
    },
  );

  it("beside rows belong to the accumulator", () => {
    expect(() => refuseRowSettings("addRows", { customer: "c", onInvalid: "skip" })).toThrow(
      "accumulate({ onInvalid }) or restoreAccumulator(bytes, { onInvalid })",
    );
    expect(() => refuseRowSettings("addRows", { currency: "EUR" })).toThrow(/accumulate\(\{ currency \}\)$/);
    expect(() => refuseRowSettings("addRows", { customer: "c" })).not.toThrow();
  });

  it("given with a ledger belong where it is made", () => {
    const ledger = ledgerFromRows<{ c: string }>([], { customer: "c", date: "c", amount: "c" });
    expect(() => rfm(ledger, wrong<object>({ customer: "c" }))).toThrow("give { customer } to ledgerFromRows()");
  });
});

describe("what is no snapshot", () => {
  it("is told how to become bytes", () => {
    expect(() => restoreAccumulator(wrong(saved.slice().buffer))).toThrow("new Uint8Array(buffer)");
    expect(() => restoreAccumulator(wrong("RFM\u0000\u0085"))).toThrow(
      "received a text of 5 characters; read the file",
    );
    expect(() => restoreAccumulator(wrong([1, 2]))).toThrow(/bytes\[0\] must be a Uint8Array; received 1$/);
  });
});
