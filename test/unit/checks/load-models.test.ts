import { describe, expect, it } from "vitest";
import {
  churnRisk,
  connectif11,
  expectedSpend,
  fitGammaGamma,
  fitLifecycle,
  fitLogistic,
  fitNbd,
  hiatus,
  ledgerFromRows,
  lifecycle,
  loadBuyingModel,
  loadChurnModel,
  loadLifecycle,
  loadModel,
  predictLogistic,
  type RfmModel,
  rfm,
  scoreRfm,
} from "../../../src/index.js";
import { errorOf, expectRefused, wrong } from "../refused.js";

const fields = { customer: "c", date: "d", amount: "a" } as const;
const orders = Array.from({ length: 40 }, (_, i) => ({
  c: i % 9,
  d: `2026-0${1 + (i % 6)}-1${i % 7}`,
  a: 5 + (i % 11),
}));
const ledger = ledgerFromRows(orders, fields);
const buying = fitNbd({ repeats: [0, 0, 1, 4, 9], last: [0, 0, 20, 28, 30], age: [30, 31, 33, 32, 30] });
const spend = fitGammaGamma(ledger);
const logistic = fitLogistic({ features: { x: [1, 2, 3, 4] }, labels: [0, 1, 0, 1] });

/** Each loader, and a model that it takes. */
const LOADERS: readonly (readonly [string, (json: unknown) => object, object])[] = [
  ["loadModel", loadModel, rfm(orders, fields).model],
  ["loadLifecycle", loadLifecycle, fitLifecycle(ledger, { rule: hiatus({ atRisk: 30, lost: 60 }) })],
  ["loadBuyingModel", loadBuyingModel, buying],
  ["loadChurnModel", loadChurnModel, churnRisk(ledger, { model: "nbd" }).model],
];

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe.each(LOADERS)("%s", (where, load, model) => {
  const text = JSON.stringify(model);
  const expected = JSON.parse(text) as object;

  it.each<[string, unknown]>([
    ["text", text],
    ["text with a byte order mark", `\ufeff${text}`],
    ["text in lines", `\n${JSON.stringify(model, null, 2)}\r\n`],
    ["bytes", bytesOf(text)],
    ["bytes with a byte order mark", bytesOf(`\ufeff${text}`)],
    ["a part of a buffer", bytesOf(`xx${text}`).subarray(2)],
    ["a Buffer", Buffer.from(text)],
    ["an ArrayBuffer", bytesOf(text).buffer],
    ["a view of a buffer", new DataView(bytesOf(text).buffer)],
    ["what was parsed", expected],
    ["the model itself", model],
    ["text in which a key comes twice, of which the last counts", text.replace("{", '{"kind":"rfm-kit/other",')],
  ])("takes %s", (_, json) => {
    expect(JSON.parse(JSON.stringify(load(json)))).toEqual(expected);
  });

  it.each<[string, unknown, RegExp]>([
    ["text that was cut off", text.slice(0, -9), /model must be JSON; /],
    ["bytes that were cut off", bytesOf(text.slice(0, 30)), /model must be JSON; /],
    ["no text", "", /model must be JSON; /],
    ["two byte order marks", `\ufeff\ufeff${text}`, /model must be JSON; /],
    ["one model after the other", `${text}\n${text}`, /model must be JSON; /],
    ["the name of a file", "model.json", /model must be JSON; /],
    ["bytes in UTF-16", Buffer.from(`\ufeff${text}`, "utf16le"), /model must be JSON in UTF-8; the bytes are/],
    ["bytes of no text", Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d), /model must be JSON in UTF-8; the bytes are/],
    ["a promise", Promise.resolve(text), /model must be JSON, no Promise \(await it first\)$/],
    ["null", "null", /model must be an object; received null$/],
    ["a list", `[${text}]`, /model must be an object; received an array of 1$/],
    ["a number", 7, /model must be an object; received 7$/],
    ["nothing", undefined, /model must be an object; received undefined$/],
    ["a function", () => model, /model must be an object; received a function$/],
    ["an object without a kind", {}, /model\.kind must be .*; received undefined$/],
    ["a prototype", '{"__proto__":{"kind":"rfm-kit/rfm","version":1}}', /model\.kind must be .*; received undefined$/],
    ["a kind that is none", '{"kind":"constructor"}', /model\.kind must be .*; received "constructor"$/],
    ["a later version", { ...model, version: 2 }, /model\.version must be 1, the version that this release reads; /],
  ])("refuses %s", (_, json, words) => {
    const error = errorOf(() => load(json));
    expectRefused(() => load(json), "BAD_MODEL", { where });
    expect(error.message).toMatch(words);
    expect(error.details.path).toMatch(/^model/);
  });

  it("refuses an accessor that throws, as it would any other field", () => {
    const trap = { ...model };
    Object.defineProperty(trap, "version", {
      enumerable: true,
      get: () => {
        throw new TypeError("no");
      },
    });
    expectRefused(() => load(trap), "BAD_MODEL", { where, path: "model" });
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    expectRefused(() => load(revoked.proxy), "BAD_MODEL", { where, path: "model" });
  });

  it("refuses a text that is nested too deeply", () => {
    const depth = 200_000;
    expectRefused(() => load(`${'{"kind":'.repeat(depth)}1${"}".repeat(depth)}`), "BAD_MODEL", { where });
  });

  it.each(LOADERS.filter(([other]) => other !== where))(
    "says what a model of %s is and that it takes it",
    (taker, _, other) => {
      const { kind } = other as { readonly kind: string };
      const message = errorOf(() => load(JSON.stringify(other))).message;
      expect(message).toContain(`received "${kind}", a `);
      expect(message.endsWith(`, which ${taker} takes`), message).toBe(true);
    },
  );

  it.each([
    [spend, "a model of spend, which expectedSpend takes"],
    [logistic, "a logistic regression, which predictLogistic takes"],
    [connectif11, "a segment map, which rfm takes"],
  ])("says what other models are (%#)", (other, words) => {
    expect(errorOf(() => load(other)).message).toMatch(new RegExp(`; received "rfm-kit/[a-z-]+", ${words}$`));
  });
});

describe("a function that takes a model", () => {
  const model = LOADERS[0][2];

  it.each<[string, () => unknown, string]>([
    ["scoreRfm", () => scoreRfm(ledger, wrong<RfmModel>(buying)), "a model of buying, which loadBuyingModel takes"],
    ["lifecycle", () => lifecycle(ledger, { model: wrong(model) }), "a model of rfm, which loadModel takes"],
    ["churnRisk", () => churnRisk(ledger, { model: wrong(buying) }), "a model of buying, which loadBuyingModel takes"],
    [
      "expectedSpend",
      () => expectedSpend(wrong(buying), { count: 1, mean: 1 }),
      "a model of buying, which loadBuyingModel takes",
    ],
    [
      "predictLogistic",
      () => predictLogistic(wrong<typeof logistic>(model), { x: [1] }),
      "a model of rfm, which loadModel takes",
    ],
  ])("%s says what it was given instead", (where, call, words) => {
    const { message, code } = errorOf(call);
    expect(code).toBe("BAD_MODEL");
    expect(message.startsWith(`${where}: `), message).toBe(true);
    expect(message).toContain(words);
  });
});
