import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BinsOption,
  defineSegments,
  formatDay,
  isRfmError,
  ledgerFromRows,
  loadModel,
  measureRfm,
  type Nesting,
  quantiles,
  type RfmModel,
  rfm,
  rRfm,
  scoreCustomer,
  scoreRfm,
  thresholds,
} from "../../src/index.js";
import { measures, orders, refundPolicy } from "./arbitrary-orders.js";
import { ALL_FIELDS, resultContent, rowOf } from "./forms.js";

const nested = fc.constantFrom<Nesting>(false, false, true, ["monetary", "recency", "frequency"]);
const bins = fc.constantFrom<BinsOption>(quantiles(5), rRfm(5), {
  recency: thresholds([7.5, 30, 30.25, 90]),
  frequency: quantiles(5),
  monetary: thresholds([0.1, 0.29, 2.5, 10], { closed: "left" }),
});

function dayOption(asOf: number | undefined): { asOf?: string } {
  return asOf === undefined ? {} : { asOf: formatDay(asOf) };
}

function fieldsFor(refunds: "net" | "ignore" | "error"): typeof ALL_FIELDS {
  return { ...ALL_FIELDS, refunds };
}

describe("a fitted model", () => {
  it("scores the customers it was fitted on as fitting did, before and after JSON, from rows, a ledger or a table", () => {
    fc.assert(
      fc.property(
        orders(),
        measures(),
        bins,
        nested,
        refundPolicy,
        (lines, { asOf, ...measured }, given, nested, refunds) => {
          const rows = lines.map(rowOf);
          const fields = fieldsFor(refunds);
          const fitted = rfm(rows, { ...fields, ...measured, ...dayOption(asOf), bins: given, nested });
          const ledger = ledgerFromRows(rows, fields);
          const table = measureRfm(ledger, { ...measured, ...dayOption(asOf) });
          const models = [
            fitted.model,
            JSON.parse(JSON.stringify(fitted.model)) as typeof fitted.model,
            loadModel(JSON.stringify(fitted.model)),
            loadModel(JSON.parse(JSON.stringify(fitted.model))),
          ];
          for (const model of models) {
            expect(model).toEqual(fitted.model);
            const expected = { ...(resultContent(fitted) as object), model };
            expect(resultContent(scoreRfm(rows, model, { ...fields, ...dayOption(asOf) }))).toEqual(expected);
            expect(resultContent(scoreRfm(ledger, model, dayOption(asOf)))).toEqual(expected);
            expect(resultContent(scoreRfm(table, model))).toEqual(expected);
          }
        },
      ),
    );
  });

  it("scores one customer by its values as it scores the customer among all", () => {
    fc.assert(
      fc.property(
        orders(),
        orders(),
        measures(),
        bins,
        nested,
        (january, february, { asOf, ...measured }, given, nested) => {
          const { model } = rfm(january.map(rowOf), { ...ALL_FIELDS, ...measured, bins: given, nested });
          fc.pre(model.bins.customers > 0);
          const scored = scoreRfm(february.map(rowOf), model, { ...ALL_FIELDS, ...dayOption(asOf) });
          [...scored].forEach(({ customer: _, recency, frequency, monetary, ...scores }, row) => {
            const exact = centsText(scored.table.monetary[row]);
            expect(scoreCustomer(model, { recency, frequency, monetary: exact })).toEqual(scores);
            // A double has room for the cents only up to here.
            if (Math.abs(monetary) > 2 ** 42) return;
            expect(scoreCustomer(model, { recency, frequency, monetary })).toEqual(scores);
          });
        },
      ),
    );
  });

  it("is plain JSON: nothing is lost on the way", () => {
    fc.assert(
      fc.property(orders(), measures(), bins, (lines, { asOf, ...measured }, given) => {
        const { model } = rfm(lines.map(rowOf), { ...ALL_FIELDS, ...measured, ...dayOption(asOf), bins: given });
        expect(JSON.parse(JSON.stringify(model))).toStrictEqual(model);
      }),
    );
  });

  it("means the same whatever the order of its keys, which JSON does not keep", () => {
    fc.assert(
      fc.property(orders(), measures(), (lines, { asOf, ...measured }) => {
        const { model } = rfm(lines.map(rowOf), { ...ALL_FIELDS, ...measured });
        const reversed = reverseKeys(model) as RfmModel;
        const expected = {
          ...(resultContent(scoreRfm(lines.map(rowOf), model, ALL_FIELDS)) as object),
          model: reversed,
        };
        expect(resultContent(scoreRfm(lines.map(rowOf), loadModel(reversed), ALL_FIELDS))).toEqual(expected);
      }),
    );
  });

  it("fitted on nobody says so when it is asked to score somebody", () => {
    const { model } = rfm([] as ReturnType<typeof rowOf>[], ALL_FIELDS);
    const one = [rowOf({ customer: 1, order: 1, day: 20_000, minor: 5, status: null })];
    expect(scoreRfm([], loadModel(JSON.stringify(model)), ALL_FIELDS).size).toBe(0);
    expect(() => scoreRfm(one, model, ALL_FIELDS)).toThrow(expect.objectContaining({ code: "EMPTY_MODEL" }));
  });
});

describe("a model that was tampered with", () => {
  const lines = [3, 1, 4, 1, 5, 9, 2, 6].map((n, i) => ({
    customer: `C${i % 5}`,
    order: i,
    day: 20_000 + 10 * n,
    minor: 100 * n * n,
    status: null,
  }));
  const rows = lines.map(rowOf);
  const models: [string, RfmModel][] = [
    ["by default", rfm(rows, ALL_FIELDS).model],
    [
      "of rates, a window and money in yuan",
      rfm(rows, { ...ALL_FIELDS, frequency: { of: "days", per: 30 }, window: 70, monetary: "median", currency: "CNY" })
        .model,
    ],
    [
      "without segments",
      rfm(rows, {
        ...ALL_FIELDS,
        bins: { recency: thresholds([10, 20.5]), frequency: rRfm(2), monetary: quantiles(12) },
        segments: null,
      }).model,
    ],
    ["of nested bins", rfm(rows, { ...ALL_FIELDS, bins: quantiles(2), nested: true, segments: null }).model],
    [
      "of segments with names and wide cells",
      rfm(rows, {
        ...ALL_FIELDS,
        bins: { recency: quantiles(2), frequency: quantiles(2), monetary: quantiles(10) },
        segments: defineSegments(
          [
            { id: "a", where: ({ m }) => m > 3, group: "best", names: { en: "A", zh: "甲" } },
            { id: "b", where: ({ m }) => m <= 3 },
          ],
          { shape: [2, 2, 10] },
        ),
      }).model,
    ],
  ];

  it.each(models)(
    "%s, in any one field, is refused with the path of a field or scores without an exception",
    (_, model) => {
      const faults: string[] = [];
      for (const path of pathsOf(model)) {
        for (const [name, mutate] of MUTATIONS) {
          const changed = changedAt(model, path, mutate);
          if (changed === undefined) continue;
          const fault = faultOf(changed);
          if (fault !== undefined) faults.push(`${path.join(".")} ${name}: ${fault}`);
        }
      }
      expect(faults).toEqual([]);
    },
  );

  it("in several fields is refused or scores too", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...models.map(([, model]) => model)),
        fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 3 }),
        (model, changes) => {
          let changed: unknown = model;
          for (const [where, what] of changes) {
            const paths = pathsOf(changed);
            if (paths.length === 0) continue;
            const path = paths[where % paths.length];
            const [, mutate] = MUTATIONS[what % MUTATIONS.length] as Mutation;
            changed = changedAt(changed, path, mutate) ?? changed;
          }
          expect(faultOf(changed)).toBeUndefined();
        },
      ),
    );
  });

  it.each([
    ["no JSON", "{"],
    ["an empty text", ""],
    ["null", null],
    ["nothing", undefined],
    ["a number", 5],
    ["an array", []],
    ["a segment map", models[0]?.[1].segments],
    ["the bins alone", models[0]?.[1].bins],
  ])("is refused as %s", (_, value) => {
    expect(() => loadModel(value)).toThrow(expect.objectContaining({ code: "BAD_MODEL" }));
  });

  /** What is wrong with how the library treats the model, or nothing. */
  function faultOf(changed: unknown): string | undefined {
    let model: RfmModel;
    try {
      model = loadModel(JSON.stringify(changed));
    } catch (error) {
      if (!isRfmError(error) || error.code !== "BAD_MODEL") return `threw ${String(error)}`;
      return /^model\b/.test(error.details.path ?? "") ? undefined : `refused with the path ${error.details.path}`;
    }
    try {
      const result = scoreRfm(rows, model, ALL_FIELDS);
      for (const { recency, frequency, monetary } of result) scoreCustomer(model, { recency, frequency, monetary });
      result.summary();
      return undefined;
    } catch (error) {
      return `was loaded, but scoring threw ${String(error)}`;
    }
  }
});

type Path = readonly (string | number)[];
type Mutation = readonly [string, (value: unknown) => unknown];

const NOT_CHANGED = Symbol("not changed");
const REMOVED = Symbol("removed");

const only =
  <T>(holds: (value: unknown) => value is T, change: (value: T) => unknown) =>
  (value: unknown): unknown =>
    holds(value) ? change(value) : NOT_CHANGED;
const isNumber = (value: unknown): value is number => typeof value === "number";
const isText = (value: unknown): value is string => typeof value === "string";
const isList = (value: unknown): value is unknown[] => Array.isArray(value);

const MUTATIONS: readonly Mutation[] = [
  ["removed", () => REMOVED],
  ["made null", () => null],
  ["made true", () => true],
  ["made text", () => "x"],
  ["made an empty text", () => ""],
  ["made a number", () => 7],
  ["made negative", () => -1],
  ["made a fraction", () => 0.5],
  ["made huge", () => 1e300],
  ["made an array", () => []],
  ["made an object", () => ({})],
  ["increased", only(isNumber, (value) => value + 1)],
  ["decreased", only(isNumber, (value) => value - 1)],
  ["made text of the number", only(isNumber, String)],
  ["lengthened", only(isText, (value) => `${value}x`)],
  [
    "in another case",
    only(isText, (value) => (value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase())),
  ],
  ["without its last", only(isList, (value) => value.slice(0, -1))],
  ["with its last twice", only(isList, (value) => [...value, value.at(-1)])],
  ["reversed", only(isList, (value) => [...value].reverse())],
];

/** Every path into a JSON value; of long lists the first and the last element stand for all. */
function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [];
  const keys = Array.isArray(value)
    ? [...value.keys()].filter((i) => i < 2 || i === value.length - 1)
    : Object.keys(value);
  return keys.flatMap((key) => [[...at, key], ...pathsOf((value as Record<string, unknown>)[key], [...at, key])]);
}

/** A copy with one place changed; `undefined` where the change does not apply. */
function changedAt(value: unknown, path: Path, mutate: (value: unknown) => unknown): unknown {
  const copy = shallowCopy(value);
  let parent = copy;
  for (const key of path.slice(0, -1)) {
    const inner = shallowCopy(parent[key]);
    parent[key] = inner;
    parent = inner;
  }
  const last = path.at(-1) as string;
  const changed = mutate(parent[last]);
  if (changed === NOT_CHANGED) return undefined;
  if (changed !== REMOVED) parent[last] = changed;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return copy;
}

function shallowCopy(value: unknown): Record<string, unknown> {
  return (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
}

function reverseKeys(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(reverseKeys);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reverseKeys(inner)]),
  );
}

function centsText(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, "0");
  return `${cents < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
