import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHURN_MODELS } from "../../src/churn/churn-model.js";
import * as rfmKit from "../../src/index.js";
import {
  type BuyingModel,
  churnRisk,
  eventsFromRows,
  expectedSpend,
  fitBgBb,
  fitBgCnbd,
  fitBgNbd,
  fitGammaGamma,
  fitLifecycle,
  fitLogistic,
  fitMbgCnbd,
  fitMbgNbd,
  fitNbd,
  fitParetoNbd,
  type GammaGammaModel,
  hiatus,
  isRfmError,
  kaplanMeier,
  type LifecycleRule,
  type LogisticModel,
  ledgerFromColumns,
  ledgerFromRows,
  loadBuyingModel,
  loadChurnModel,
  loadLifecycle,
  ownGapShare,
  personalMultiple,
  pooledPercentile,
  predictLogistic,
  profilesFromRows,
  repeatPurchases,
  simulateOrders,
} from "../../src/index.js";
import {
  changedOften,
  type Json,
  OTHER_TYPES,
  type Path,
  pathsOf,
  REMOVED,
  structurallyChanged,
} from "./json-changes.js";
import { expectValid, validator } from "./schema-files.js";

function saved<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

/** What a form is called, who reads it, and what only the reader can know of its fields. */
interface Form {
  readonly schema: string;
  readonly reads: (model: unknown) => unknown;
  /** Fields that must fit others: the reader alone sees where they do not. */
  readonly related: RegExp;
  /** Fields that the reader does not look at. */
  readonly unread: RegExp;
  readonly models: readonly (readonly [name: string, model: unknown])[];
}

const NEVER = /(?!)/;
const orders = simulateOrders({ customers: 60, seed: 11 });
const ledger = ledgerFromColumns(orders);
const nobody = ledgerFromRows<{ c: string; d: string; a: number }>([], { customer: "c", date: "d", amount: "a" });
const once = ledgerFromRows([{ c: "ann", d: "2026-03-01", a: 10 }], { customer: "c", date: "d", amount: "a" });

const RULES: readonly LifecycleRule[] = [
  hiatus({ atRisk: 30, lost: 60 }),
  hiatus({ lost: 60 }),
  pooledPercentile(),
  kaplanMeier({ lapsed: 0.15 }),
  personalMultiple(),
  personalMultiple({ shrinkage: "estimate", lapsed: null }),
  personalMultiple({ cycle: "median", minGaps: 3 }),
  personalMultiple({ cycle: "population" }),
  ownGapShare({ atRisk: null }),
  ...Object.values<unknown>(rfmKit).filter(
    (value): value is LifecycleRule => typeof (value as { method?: unknown; lost?: unknown } | null)?.lost === "number",
  ),
];

const LIFECYCLE: Form = {
  schema: "lifecycle-model",
  reads: loadLifecycle,
  // Thresholds and counts follow from the rule and the gaps; what a rule leaves out has its default.
  related: /^(asOf|shrinkage|thresholds|fittedOn|rule\.(atRisk|lapsed|lost|within|cycle|minGaps|shrinkage))\b/,
  unread: NEVER,
  models: RULES.flatMap((rule, i) =>
    [ledger, once, nobody].map(
      (data, d) => [`${rule.method} ${i} of data ${d}`, fitLifecycle(data, { rule })] as const,
    ),
  ),
};

const purchases = repeatPurchases(ledger);
const whole = { repeats: [0, 1, 3, 2, 0, 5], last: [0, 2, 6, 3, 0, 6], age: [6, 6, 6, 6, 6, 6] };
const none = { repeats: [0, 0], last: [0, 0], age: [6, 6] };
const FITS: readonly ((columns: typeof whole) => BuyingModel)[] = [fitNbd, fitBgNbd, fitMbgNbd, fitParetoNbd, fitBgBb];
const BUYING: Form = {
  schema: "buying-model",
  reads: loadBuyingModel,
  related: /^(kind|fit\.(limit|status))$/,
  unread: NEVER,
  models: [
    ...FITS.flatMap((fitted, i) =>
      [whole, none, { repeats: [], last: [], age: [] }].map(
        (data, d) => [`fit ${i} of data ${d}`, fitted(data)] as const,
      ),
    ),
    ["BG/CNBD", fitBgCnbd(purchases)],
    ["MBG/CNBD", fitMbgCnbd(purchases, { k: 2 })],
  ],
};

const SPEND: Form = {
  schema: "gamma-gamma-model",
  reads: (model) => expectedSpend(model as GammaGammaModel, { count: 1, mean: 5 }),
  related: /^(fit\.(limit|status)|populationMean)$/,
  unread: /^(asOf|fit\.(?!limit))/,
  models: [
    ["of orders", fitGammaGamma(ledger)],
    ["of all purchases", fitGammaGamma(ledger, { purchases: "all" })],
    ["of equal customers", fitGammaGamma({ count: [1, 2, 3, 4], mean: [5, 5.1, 4.9, 5] })],
    ["of equal purchases", fitGammaGamma({ count: [50, 60, 70], mean: [1, 20, 300] })],
    ["of one spend", fitGammaGamma({ count: [3, 4], mean: [5, 5] })],
    ["of nobody", fitGammaGamma({ count: [], mean: [] })],
  ],
};

const LOGISTIC: Form = {
  schema: "logistic-model",
  reads: (model) => {
    const { features } = model as { features?: unknown };
    const names = Array.isArray(features) ? features.map((feature) => (feature as Json | null)?.["name"]) : [];
    predictLogistic(model as LogisticModel, Object.fromEntries(names.map((name) => [String(name), [1]])));
  },
  related: NEVER,
  unread: /^(ridge|fit\.|features\.\d+\.missing$)/,
  models: [
    ["of two features", fitLogistic({ features: { a: [1, 2, 3, Number.NaN], b: [1, 1, 1, 1] }, labels: [0, 1, 0, 1] })],
    ["of one class", fitLogistic({ features: { a: [1, 2] }, labels: [1, 1] })],
    ["of nobody", fitLogistic({ features: { a: [] }, labels: [] })],
  ],
};

const customers = Array.from({ length: ledger.customers.size }, (_, code) => ledger.customers.id(code));
const profiles = profilesFromRows(
  customers.map((c, i) => ({ c, city: i % 3 === 0 ? "Oslo" : "Bergen", age: 20 + (i % 50) })),
  { customer: "c", fields: { city: "text", age: "number" } },
);
const events = eventsFromRows(
  customers.map((c, i) => ({ c, e: i % 2 === 0 ? "cart" : "page_view", d: orders.date[i] })),
  { customer: "c", type: "e", date: "d" },
);
const known = { events, profiles, profileFields: ["city", "age"] };
const CHURN: Form = {
  schema: "churn-model",
  reads: loadChurnModel,
  related: /^(buying\.(kind|fit\.(limit|status))|spend\.(fit\.(limit|status)|populationMean))$/,
  unread: /^(spend\.fit\.(?!limit)|risk\.regression\.(ridge|fit\.|features\.\d+\.missing$))/,
  models: [
    ...CHURN_MODELS.filter((name) => name !== "logistic").map(
      (model) => [model, churnRisk(ledger, { model }).model] as const,
    ),
    ["logistic", churnRisk(ledger, { model: "logistic", ...known }).model],
    ["mbg-nbd of nobody", churnRisk(nobody, { model: "mbg-nbd" }).model],
    ["survival of nobody", churnRisk(nobody, { model: "survival" }).model],
    ["recency of one", churnRisk(once, { model: "recency" }).model],
  ],
};

function isRead(form: Form, model: unknown): boolean {
  try {
    form.reads(model);
    return true;
  } catch (error) {
    if (isRfmError(error)) return false;
    throw error;
  }
}

const FORMS = [LIFECYCLE, BUYING, SPEND, LOGISTIC, CHURN].map((form) => [form.schema, form] as const);

describe.each(FORMS)("the schema %s", (schema, form) => {
  const validate = validator(schema);

  it("takes what the library makes", () => {
    for (const [, model] of form.models) expectValid(validate, saved(model));
  });

  it("judges as the reader does each field that is missing or of another type", () => {
    const judged = form.models.flatMap(([name, model]) =>
      pathsOf(saved(model)).flatMap((path) =>
        [...OTHER_TYPES, REMOVED].flatMap((value) => {
          const place = path.join(".");
          const changed = structurallyChanged(saved(model), path, value);
          if (changed === undefined || form.unread.test(place)) return [];
          const [isValid, isLoaded] = [validate(changed), isRead(form, changed)];
          if (isValid === isLoaded || (isValid && form.related.test(place))) return [];
          return [`${name}: ${place} = ${String(value)}: valid ${isValid}, read ${isLoaded}`];
        }),
      ),
    );
    expect(judged).toEqual([]);
  });

  it("refuses nothing that the reader takes, whatever was changed", () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...VALUES)), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...form.models.map(([, model]) => model)), changes, (model, changes) => {
        const isOfFit = (place: string) => place === "fit" || place.endsWith("regression.fit");
        const mayChange = (path: Path) => !isOfFit(path.join(".")) && !form.unread.test(path.join("."));
        const changed = changedOften(saved(model), changes, mayChange);
        if (!validate(changed)) expect(isRead(form, changed), validate.errors?.[0]?.instancePath).toBe(false);
      }),
    );
  });
});

describe("a model of buying that was fitted to any purchases", () => {
  const customer = fc
    .record({ age: fc.integer({ min: 1, max: 12 }), used: fc.array(fc.nat({ max: 11 })) })
    .map(({ age, used }) => {
      const days = new Set(used.map((day) => 1 + (day % age)));
      return { repeats: days.size, last: Math.max(0, ...days), age };
    });

  it("is valid, its limits too", () => {
    fc.assert(
      fc.property(fc.array(customer, { maxLength: 8 }), fc.constantFrom(...FITS), (people, fitted) => {
        const columns = {
          repeats: people.map(({ repeats }) => repeats),
          last: people.map(({ last }) => last),
          age: people.map(({ age }) => age),
        };
        expectValid(validator("buying-model"), saved(fitted(columns)));
      }),
      { numRuns: 40 },
    );
  });
});

const VALUES: readonly unknown[] = [
  REMOVED,
  ...OTHER_TYPES,
  "",
  -1,
  0,
  0.5,
  1,
  2,
  1e300,
  "nbd",
  "estimate",
  [1],
  ["x"],
];
