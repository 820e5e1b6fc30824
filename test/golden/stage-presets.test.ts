import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AiplOptions,
  aipl,
  aiplDatabank,
  aiplTechsun,
  classifyStages,
  deeplink,
  defineStages,
  jd4a,
  kuaishou5r,
  o5a,
  redAips,
  type StageModel,
  tencent5r,
} from "../../src/index.js";
import { type Deed, deeds, logOf, msOf, type Person, people, profilesOf, TODAY } from "../property/arbitrary-stages.js";

/** What one customer did up to today, with the questions that the published tables ask. */
class History {
  readonly #deeds: readonly Deed[];

  constructor(all: readonly Deed[], customer: string | number) {
    this.#deeds = all.filter((deed) => deed.customer === customer && deed.day <= TODAY);
  }

  /** The days on which one of these was done within so many days: age 0 is today. */
  days(types: string, window: number | null, sentiment?: string): number[] {
    const wanted = types.split(" ");
    return this.#deeds
      .filter((deed) => wanted.includes(deed.type) && (window === null || TODAY - deed.day < window))
      .filter((deed) => sentiment === undefined || deed.sentiment === sentiment)
      .map((deed) => deed.day);
  }

  did(types: string, window: number | null, sentiment?: string): boolean {
    return this.days(types, window, sentiment).length > 0;
  }

  onDays(types: string, window: number | null): number {
    return new Set(this.days(types, window)).size;
  }
}

type Classify = (did: History, person: Person) => string | null;

/** Every type that a preset knows, and two that none does. */
const TYPES =
  "impression ad_click page_view store_view product_view category_search brand_search video_view cart favorite interact trial subscribe purchase purchase purchase review review share like comment consult after_sales answer recommend logout Purchase".split(
    " ",
  );

// Nine ladders of seven customers each: half as many histories tell as much.
const half = { numRuns: Math.ceil((fc.readConfigureGlobal()?.numRuns ?? 100) / 2) };

/** Compares a preset with a classifier that was written by hand from the table of its source. */
function expectSame(model: StageModel, windows: readonly number[], classify: Classify, types = TYPES): void {
  fc.assert(
    fc.property(deeds(types, windows), people, (all, everyone) => {
      const result = classifyStages(model, {
        events: logOf(all),
        profiles: profilesOf(everyone),
        asOf: msOf(TODAY),
      });
      expect(result.size).toBe(everyone.length);
      const found = Array.from(result.stage, (position) => model.stages[position]?.id ?? null);
      expect(found).toEqual(everyone.map((person) => classify(new History(all, person.customer), person)));
    }),
    half,
  );
}

const databank: Classify = (h, { isMember, isFan }) => {
  const bought = h.did("purchase", 910);
  if (bought && (h.onDays("purchase", 365) >= 2 || h.did("review", 365, "positive"))) return "L";
  if (bought) return "P";
  if (isMember === true || isFan === true) return "I";
  if (h.did("cart favorite brand_search interact trial", 15) || h.onDays("product_view", 15) >= 2) return "I";
  return h.did("impression ad_click page_view store_view category_search video_view product_view", 15) ? "A" : null;
};

const techsun =
  (a: number | null, i: number | null, p: number | null, l: number | null): Classify =>
  (h) => {
    const bought = h.did("purchase", p);
    if (bought && (h.days("purchase", l).length >= 2 || h.did("review share", l))) return "L";
    if (bought) return "P";
    if (h.did("ad_click store_view product_view brand_search interact subscribe cart favorite", i)) return "I";
    return h.did("impression page_view category_search", a) ? "A" : null;
  };

describe("a preset agrees with its source's table, read by hand", () => {
  it("AIPL of the Brand Databank", () => {
    expectSame(aiplDatabank, [15, 365, 910], databank);
  });

  it("AIPL of Techsun, with the suggested windows and with others", () => {
    expectSame(aiplTechsun(), [15, 365, 910], techsun(15, 15, 910, 365));
    expectSame(aiplTechsun({ windows: { A: 3, I: 7, P: null, L: 2 } }), [2, 3, 7], techsun(3, 7, null, 2));
  });

  it("AIPL by every choice", () => {
    const choices = fc.record<Required<AiplOptions>>({
      adClick: fc.constantFrom("A", "I"),
      storeView: fc.constantFrom("A", "I"),
      productView: fc.constantFrom("first-view", "two-days"),
      videoView: fc.boolean(),
      trial: fc.boolean(),
      members: fc.constantFrom("attribute", "event"),
      review: fc.constantFrom("positive", "any"),
      share: fc.boolean(),
      repurchase: fc.constantFrom("days", "orders"),
      loyalNeedsPurchase: fc.boolean(),
      windows: fc.constantFrom({ A: 3, I: 5, P: 9, L: 7 }, { A: 1, I: null, P: null, L: 9 }),
    });
    const all = deeds(TYPES, [3, 5, 7, 9]);
    fc.assert(
      fc.property(choices, all, people, (options, done, everyone) => {
        const { windows } = options as { windows: Record<"A" | "I" | "P" | "L", number | null> };
        const events = logOf(done);
        const result = classifyStages(aipl(options), { events, profiles: profilesOf(everyone), asOf: msOf(TODAY) });
        for (const { customer, isMember, isFan } of everyone) {
          const h = new History(done, customer);
          const stages = new Map<string, boolean>();
          stages.set(
            "A",
            h.did("impression page_view category_search", windows.A) ||
              (options.adClick === "A" && h.did("ad_click", windows.A)) ||
              (options.storeView === "A" && h.did("store_view", windows.A)) ||
              (options.videoView === true && h.did("video_view", windows.A)) ||
              (options.productView === "two-days" && h.did("product_view", windows.A)),
          );
          const views = options.productView === "first-view" ? 1 : 2;
          stages.set(
            "I",
            h.did("cart favorite brand_search interact", windows.I) ||
              (options.adClick === "I" && h.did("ad_click", windows.I)) ||
              (options.storeView === "I" && h.did("store_view", windows.I)) ||
              h.onDays("product_view", windows.I) >= views ||
              (options.trial === true && h.did("trial", windows.I)) ||
              (options.members === "event" ? h.did("subscribe", windows.I) : isMember === true || isFan === true),
          );
          stages.set("P", h.did("purchase", windows.P));
          const times =
            options.repurchase === "days" ? h.onDays("purchase", windows.L) : h.days("purchase", windows.L).length;
          const isLoyal =
            times >= 2 ||
            h.did("review", windows.L, options.review === "positive" ? "positive" : undefined) ||
            (options.share === true && h.did("share", windows.L));
          stages.set("L", isLoyal && (!options.loyalNeedsPurchase || stages.get("P") === true));
          const deepest = ["L", "P", "I", "A"].find((stage) => stages.get(stage)) ?? null;
          const position = result.stage[result.customers.find(customer)];
          expect(result.model.stages[position]?.id ?? null).toBe(deepest);
        }
      }),
    );
  });

  it("4A of JD", () => {
    const model = jd4a({ windows: { aware: 4, appeal: 6, act: 30, advocate: 12 } });
    expectSame(model, [4, 6, 12, 30], (h) => {
      if (h.onDays("purchase", 12) >= 2 || h.did("review", 12, "positive")) return "advocate";
      if (h.did("answer recommend share", 12)) return "advocate";
      if (h.did("purchase review after_sales", 30)) return "act";
      if (h.did("brand_search category_search subscribe cart consult", 6)) return "appeal";
      if (h.onDays("page_view store_view product_view", 6) >= 2) return "appeal";
      return h.did("impression ad_click page_view store_view product_view", 4) ? "aware" : null;
    });
  });

  it("O-5A of ByteDance, in which repurchase is within a year", () => {
    const model = o5a({ windows: { A1: 4, A2: 6, A3: 8, A4: null } });
    expectSame(model, [4, 6, 8, 365], (h, { isFan }) => {
      if (isFan === true || h.onDays("purchase", 365) >= 2) return "A5";
      if (h.did("purchase", null)) return "A4";
      if (h.did("store_view product_view brand_search category_search", 8)) return "A3";
      if (h.did("like comment subscribe", 6)) return "A2";
      return h.did("impression video_view", 4) ? "A1" : null;
    });
  });

  it("5R of Tencent, with behaviours of one's own where none are public", () => {
    const windows = { R1: 3, R2: 5, R3: 7, R4: 20, R5: 9 };
    const model = tencent5r({ windows, behaviours: { R1: ["impression", "page_view"], R2: ["ad_click"] } });
    expectSame(model, [3, 5, 7, 9, 20], (h) => {
      if (h.onDays("purchase", 9) >= 2) return "R5";
      if (h.did("purchase", 20)) return "R4";
      if (h.did("subscribe", 7)) return "R3";
      if (h.did("ad_click", 5)) return "R2";
      return h.did("impression page_view", 3) ? "R1" : null;
    });
  });

  it("5R of Kuaishou, with behaviours of one's own", () => {
    const windows = { R1: 3, R2: 5, R3: 7, R4: 20, R5: 9 };
    const behaviours = { R1: ["impression"], R2: ["video_view"], R3: ["interact", "cart"] };
    expectSame(kuaishou5r({ windows, behaviours }), [3, 5, 7, 9, 20], (h) => {
      if (h.onDays("purchase", 9) >= 2) return "R5";
      if (h.did("purchase", 20)) return "R4";
      if (h.did("interact cart", 7)) return "R3";
      if (h.did("video_view", 5)) return "R2";
      return h.did("impression", 3) ? "R1" : null;
    });
  });

  it("DEEPLINK of Alimama, with behaviours of one's own, one of them a rule", () => {
    const model = deeplink({
      windows: { discover: 3, engage: 4, enthuse: 5, perform: 6, initial: 20, numerous: 12, keen: null },
      behaviours: {
        discover: ["impression"],
        engage: ["page_view", "product_view"],
        enthuse: ["interact"],
        perform: ["cart"],
        keen: { event: "purchase", measure: { fn: "count" }, operator: ">=", value: 4, within: { days: 8 } },
      },
    });
    expectSame(model, [3, 4, 5, 6, 8, 12, 20], (h) => {
      if (h.days("purchase", 8).length >= 4) return "keen";
      if (h.onDays("purchase", 12) >= 2) return "numerous";
      if (h.did("purchase", 20)) return "initial";
      if (h.did("cart", 6)) return "perform";
      if (h.did("interact", 5)) return "enthuse";
      if (h.did("page_view product_view", 4)) return "engage";
      return h.did("impression", 3) ? "discover" : null;
    });
  });

  it("AIPS of RED, with behaviours of one's own", () => {
    const model = redAips({
      windows: { A: 3, I: 4, TI: 5, P: 9, S: 7 },
      behaviours: { A: ["impression"], I: ["page_view"], TI: ["brand_search", "like"] },
    });
    expectSame(model, [3, 4, 5, 7, 9], (h) => {
      if (h.did("share", 7)) return "S";
      if (h.did("purchase", 9)) return "P";
      if (h.did("brand_search like", 5)) return "TI";
      if (h.did("page_view", 4)) return "I";
      return h.did("impression", 3) ? "A" : null;
    });
  });
});

const ALL: readonly StageModel[] = [
  aipl(),
  aipl({ review: 4, loyalNeedsPurchase: false }),
  aiplDatabank,
  aiplTechsun(),
  jd4a({ windows: { aware: 15, appeal: 15, act: 365, advocate: 365 } }),
  o5a({ windows: { A1: 15, A2: 15, A3: 15, A4: null } }),
  tencent5r({ windows: { R1: 1, R2: 1, R3: 1, R4: 1, R5: 1 }, behaviours: { R1: ["x"], R2: ["y"] } }),
  kuaishou5r({ windows: { R1: 1, R2: 1, R3: 1, R4: 1, R5: 1 }, behaviours: { R1: ["x"], R2: ["y"], R3: ["z"] } }),
  deeplink({
    windows: { discover: 1, engage: 1, enthuse: 1, perform: 1, initial: 1, numerous: 1, keen: 1 },
    behaviours: { discover: ["a"], engage: ["b"], enthuse: ["c"], perform: ["d"], keen: ["e"] },
  }),
  redAips({ windows: { A: 1, I: 1, TI: 1, P: 1, S: 1 }, behaviours: { A: ["x"], I: ["y"], TI: ["z"] } }),
];

describe("every preset", () => {
  it("has names in four languages and is plain JSON that defines it again", () => {
    for (const model of ALL) {
      const saved: unknown = JSON.parse(JSON.stringify(model));
      expect(defineStages(saved as StageModel)).toEqual(model);
      expect(saved).toEqual(model);
      for (const { id, names } of model.stages) {
        expect(Object.keys(names ?? {}), `${model.id} ${id}`).toEqual(["en", "zh-Hans", "zh-Hant", "es"]);
        expect(Object.values(names ?? {}).every((text) => text.trim() === text && text !== "")).toBe(true);
      }
    }
  });

  it("says which of its rules have no first-hand source", () => {
    for (const model of ALL.filter(({ id }) => id !== "aipl")) {
      expect(model.unverified?.length, model.id).toBeGreaterThan(0);
      expect([...(model.notes ?? []), ...(model.unverified ?? [])].every((text) => text.endsWith("."))).toBe(true);
    }
  });

  it("has an id of its own and stages with different ids", () => {
    const ids = ALL.slice(1).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("the schema of stage models", () => {
  const folder = join(__dirname, "..", "..", "schemas");
  const files = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as object);
  const ajv = new Ajv2020({ strictTypes: true, strictTuples: true, schemas: files });
  const isModel = ajv.getSchema("rfm-kit/schemas/stages.schema.json");

  function faultsOf(value: unknown): unknown {
    isModel?.(value);
    return isModel?.errors ?? null;
  }

  it("takes every preset", () => {
    expect(isModel).toBeDefined();
    for (const model of ALL) expect(faultsOf(JSON.parse(JSON.stringify(model))), model.id).toBeNull();
  });

  it("refuses what defineStages refuses", () => {
    const [first, ...rest] = aiplDatabank.stages;
    const bad: unknown[] = [
      null,
      {},
      { ...aiplDatabank, kind: "rfm-kit/segments" },
      { ...aiplDatabank, format: 2 },
      { ...aiplDatabank, id: "" },
      { ...aiplDatabank, stages: [] },
      { ...aiplDatabank, sources: ["javascript:alert(1)"] },
      { ...aiplDatabank, label: "AIPL" },
      { ...aiplDatabank, stages: [{ ...first, require: "P" }, ...rest] },
      { ...aiplDatabank, stages: [{ ...first, when: { event: "x" } }, ...rest] },
      { ...aiplDatabank, stages: [{ ...first, names: { en: 1 } }, ...rest] },
      { ...aiplDatabank, stages: Array.from({ length: 31 }, (_, i) => ({ id: `s${i}`, when: first.when })) },
    ];
    for (const value of bad) {
      expect(faultsOf(value), JSON.stringify(value)?.slice(0, 80)).not.toBeNull();
      expect(() => defineStages(value as StageModel), JSON.stringify(value)?.slice(0, 80)).toThrow(/^defineStages: /);
    }
  });
});
