import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import {
  checkSegments,
  cn8,
  connectif11,
  ocard3,
  putler11,
  putler11Rounded,
  pymc5,
  pythonRfm10,
  rfGrid10,
  rfm,
  rRfm,
  rRfm02,
  rRfm030,
  type SegmentMap,
  squeezely11,
  type Texts,
  tableFromCustomers,
} from "../../src/index.js";
import { describeWithData, once, readCsv } from "./shared-data.js";

const REFERENCE = resolve(__dirname, "../../../shared/reference/segments.json");
const LANGUAGES = ["en", "zh-Hans", "zh-Hant", "es"];

const presets: readonly SegmentMap[] = [
  connectif11,
  squeezely11,
  rfGrid10,
  putler11,
  putler11Rounded,
  rRfm030,
  rRfm02,
  pythonRfm10,
  pymc5,
  cn8,
  ocard3,
];

type Range = readonly [number, number];

interface OriginalSegment {
  readonly id: string;
  readonly names: Texts;
  readonly cells?: readonly string[];
  readonly box?: { readonly [side in "r" | "f" | "m" | "fm" | "fmRounded"]?: Range };
  readonly size: number;
  readonly won?: number;
}

interface Original {
  readonly id: string;
  readonly dimensions: { readonly r: number; readonly f: number; readonly m?: number };
  readonly unmatched: string | null;
  readonly sources: readonly string[];
  readonly segments: readonly OriginalSegment[];
  readonly check: {
    readonly cells: number;
    readonly uncovered: readonly string[];
    readonly overlapping: readonly string[];
    readonly overlapCount: number;
    readonly dead: readonly string[];
    readonly partition: boolean;
  };
}

interface Reference {
  readonly maps: readonly Original[];
  readonly groupings: readonly {
    readonly over: readonly string[];
    readonly groups: readonly { readonly id: string; readonly names: Texts; readonly segments: readonly string[] }[];
  }[];
  readonly brokenCopies: readonly {
    readonly id: string;
    readonly of: string;
    readonly expect: { readonly [found in "overlapping" | "uncovered" | "invalid"]: readonly string[] };
  }[];
}

const reference = once(() => JSON.parse(readFileSync(REFERENCE, "utf8")) as Reference);
const originalOf = ({ id }: SegmentMap): Original => {
  const original = reference().maps.find((map) => map.id === id);
  if (original === undefined) throw new Error(`no map ${id} in ${REFERENCE}`);
  return original;
};

/** The cells of an original with all its dimensions, and for each the segments that claim it: boxes read word for word. */
function claimsOf({ dimensions, segments }: Original): ReadonlyMap<string, readonly string[]> {
  const claims = new Map<string, string[]>();
  for (let r = 1; r <= dimensions.r; r++) {
    for (let f = 1; f <= dimensions.f; f++) {
      for (let m = 1; m <= (dimensions.m ?? 5); m++) {
        const values = { r, f, m, fm: (f + m) / 2, fmRounded: Math.floor((f + m) / 2 + 0.5) };
        const claimants = segments.filter(({ cells, box }) =>
          cells === undefined
            ? Object.entries(box ?? {}).every(([side, [low, high]]) => {
                const value = values[side as keyof typeof values];
                return low <= value && value <= high;
              })
            : cells.includes(`${r}${f}${m}`),
        );
        claims.set(
          `${r}${f}${m}`,
          claimants.map(({ id }) => id),
        );
      }
    }
  }
  return claims;
}

/** A group of tests that need the reference; where it is absent they are skipped by name, and it is said. */
function describeWithReference(title: string, tests: () => void): void {
  const absent = !existsSync(REFERENCE);
  if (absent) console.warn(`SKIPPED for want of data: "${title}" reads ${REFERENCE}, which is not there`);
  describe.skipIf(absent)(absent ? `${title} (skipped: ${REFERENCE} is not there)` : title, tests);
}

const byName = presets.map((map) => [map.id, map] as const);

describeWithReference("the presets", () => {
  it("are all the maps of the reference, in its order", () => {
    expect(presets.map(({ id }) => id)).toEqual(reference().maps.map(({ id }) => id));
  });

  it.each(byName)("%s gives every cell to the first segment of the original that claims it", (_, map) => {
    const owner = new Map(map.segments.flatMap(({ id, cells }) => cells.map((cell) => [cell, id])));
    const claims = claimsOf(originalOf(map));
    expect(owner.size).toBe(claims.size);
    for (const [cell, claimants] of claims) expect([cell, owner.get(cell)]).toEqual([cell, claimants[0] ?? "others"]);
  });

  it.each(byName)("%s keeps the order, the sizes and the sources of the original", (_, map) => {
    const { segments, sources, dimensions, check } = originalOf(map);
    const free = dimensions.m === undefined ? 5 : 1;
    const alive = segments.filter(({ won }) => won !== 0);
    const sizes = alive.map(({ id, size, won }) => [id, (won ?? size) * free]);
    if (check.uncovered.length > 0) sizes.push(["others", check.uncovered.length]);
    expect(map.segments.map(({ id, cells }) => [id, cells.length])).toEqual(sizes);
    expect(map.sources).toEqual(sources);
  });

  it.each(byName)(
    "%s marks the holes, overlaps and dead segments that the reference counts, and no others",
    (_, map) => {
      const { check } = originalOf(map);
      expect(map.resolved?.uncovered?.cells ?? []).toEqual(check.uncovered);
      expect(map.resolved?.overlapping ?? []).toEqual(check.overlapping);
      expect(map.resolved?.overlapping ?? []).toHaveLength(check.overlapCount);
      expect(map.resolved?.dead ?? []).toEqual(check.dead);
      expect(map.resolved === undefined).toBe(check.partition);
    },
  );

  it.each(byName)("%s has the names of the reference, and a name and an action in every language", (_, map) => {
    const { segments, unmatched } = originalOf(map);
    for (const { id, names, actions } of map.segments) {
      const original = id === "others" ? { en: unmatched } : segments.find((segment) => segment.id === id)?.names;
      expect(names).toMatchObject(original ?? {});
      for (const texts of [names, actions]) {
        expect(Object.keys(texts ?? {})).toEqual(LANGUAGES);
        for (const text of Object.values(texts ?? {})) expect(text.trim()).toMatch(/^.{2,}$/u);
      }
    }
    const distinct = new Set(map.segments.map(({ names }) => names?.["zh-Hans"]));
    expect(distinct.size).toBe(map.segments.length);
  });

  it("have the groups of the reference where it has any, and none elsewhere", () => {
    for (const map of presets) {
      const groups = reference().groupings.find(({ over }) => over.includes(map.id))?.groups;
      expect(map.groups?.map(({ id }) => id)).toEqual(groups?.map(({ id }) => id));
      for (const segment of map.segments) {
        expect(segment.group).toBe(groups?.find(({ segments }) => segments.includes(segment.id))?.id);
      }
      map.groups?.forEach(({ names }, g) => {
        expect(names).toMatchObject(groups?.[g]?.names ?? {});
        expect(Object.keys(names)).toEqual(LANGUAGES);
      });
    }
  });

  it.each(byName)("%s is a partition without faults", (_, map) => {
    const report = checkSegments(map);
    expect(report).toMatchObject({ id: map.id, isPartition: true, faults: [], invalid: [], otherwise: null });
  });
});

describeWithReference("checkSegments on the originals", () => {
  const withM = presets.filter((map) => map !== rfGrid10);

  it.each(withM.map((map) => [map.id, map] as const))("finds in %s what the reference counts", (_, map) => {
    const { segments, check } = originalOf(map);
    const report = checkSegments(
      segments.map(({ id, cells, box }) => (cells === undefined ? { id, boxes: [boxOf(box)] } : { id, cells })),
      { shape: map.shape, match: "first" },
    );
    expect(report.cells).toBe(check.cells);
    expect(report.segments).toEqual(segments.map(({ id, size, won }) => ({ id, claims: size, wins: won ?? size })));
    expect(report.uncovered).toEqual(check.uncovered);
    expect(report.overlapping.map(({ cell }) => cell)).toEqual(check.overlapping);
    expect(report.dead).toEqual(check.dead);
    expect(report.isPartition).toBe(check.partition);
  });

  /** A box of the reference, whose ranges start at 0 in places and may be over the rounded mean of F and M. */
  function boxOf(box: OriginalSegment["box"] = {}): { readonly [side: string]: Range } {
    const { fm, fmRounded, ...scores } = box;
    const clamped = Object.entries(scores).map(([side, [low, high]]) => [side, [Math.max(1, low), high]] as const);
    if (fm !== undefined) clamped.push(["fm", [Math.max(1, fm[0]), fm[1]]]);
    if (fmRounded !== undefined) clamped.push(["fm", [Math.max(1, fmRounded[0] - 0.5), fmRounded[1]]]);
    return Object.fromEntries(clamped);
  }
});

describeWithReference("checkSegments on copies with mistakes", () => {
  const copies: { readonly [id: string]: (map: SegmentMap) => readonly [string, readonly string[]][] } = {
    "broken-duplicate-and-typo": (map) =>
      cellsOf(map, (id, cells) => {
        if (id === "about-to-sleep") return [...cells, "231", "241", "251"];
        return cells.map((cell) => (id === "at-risk" && cell === "125" ? "12" : cell));
      }),
    "broken-missing-codes": (map) =>
      cellsOf(map, (_, cells) => cells.filter((c) => !["544", "431", "232"].includes(c))),
    "broken-joined-codes": (map) =>
      cellsOf(map, (_, cells) => cells.filter((c) => c !== "412").map((c) => (c === "421" ? "421 412" : c))),
  };

  function cellsOf(map: SegmentMap, change: (id: string, cells: readonly string[]) => readonly string[]) {
    return map.segments.map(({ id, cells }) => [id, change(id, cells)] as [string, readonly string[]]);
  }

  const broken = Object.keys(copies);

  it("knows every copy of the reference", () => {
    expect(reference().brokenCopies.map(({ id }) => id)).toEqual(broken);
  });

  it.each(broken)("finds the mistakes of %s and proposes the segment that each cell was lost from", (id) => {
    const copy = reference().brokenCopies.find((one) => one.id === id);
    const map = presets.find((preset) => preset.id === copy?.of) as SegmentMap;
    const report = checkSegments(copies[id](map).map(([segment, cells]) => ({ id: segment, cells })));
    expect(report.uncovered).toEqual(copy?.expect.uncovered);
    expect(report.overlapping.map(({ cell }) => cell)).toEqual(copy?.expect.overlapping);
    expect(report.invalid.map(({ received }) => received)).toEqual(copy?.expect.invalid);
    for (const { cell, segment, distance } of report.nearest) {
      expect(map.segments.find(({ cells }) => cells.includes(cell))?.id).toBe(segment);
      expect(distance).toBe(1);
    }
    expect(report.nearest.map(({ cell }) => cell)).toEqual(report.uncovered);
  });
});

describeWithData("the maps of the R package rfm on its own data", "rfm-r", () => {
  const orders = once(() => readCsv("rfm-r/orders.csv"));
  const fields = { customer: "customer_id", date: "order_date", amount: "revenue" } as const;
  const names = new Map(rRfm030.segments.map(({ id, names }) => [id, names?.["en"]]));

  it("rRfm030 with the package's bins gives each of the 995 customers the segment that the package gives", () => {
    const result = rfm(orders(), { ...fields, asOf: "2007-01-01", bins: rRfm(5), segments: rRfm030 });
    const oracle = readCsv("rfm-r/oracle_r_rfm_orders_scores_and_segments.csv");
    expect(oracle).toHaveLength(995);
    for (const row of oracle) {
      const { customer, segment } = result.get(row["customer_id"]) ?? {};
      expect([customer, segment && names.get(segment)]).toEqual([row["customer_id"], row["segment"]]);
    }
  });

  it("rRfm030 gives the segment sizes that the reference prints for its 39,999 customers", () => {
    const table = tableFromCustomers(readCsv("rfm-r/customers.csv.gz"), {
      customer: "customer_id",
      frequency: "number_of_orders",
      monetary: "revenue",
      recency: "recency_days",
    });
    const sizes = rfm(table, { bins: rRfm(5), segments: rRfm030 }).summary();
    expect(Object.fromEntries(sizes.map(({ segment, customers }) => [names.get(segment), customers]))).toEqual({
      "Potential Loyalist": 12762,
      "Loyal Customers": 6965,
      Lost: 5535,
      "New Customers": 4475,
      "About To Sleep": 4095,
      "At Risk": 2081,
      Champions: 1571,
      "Can't Lose Them": 1471,
      "Need Attention": 679,
      Promising: 297,
      Others: 68,
    });
  });

  it("rRfm02 has the champions that the reference prints for its orders", () => {
    const result = rfm(orders(), { ...fields, asOf: "2006-12-31", bins: rRfm(5), segments: rRfm02 });
    const champions = result.summary()[0];
    expect(champions).toMatchObject({ segment: "champions", customers: 158, revenue: 120_178 });
    const count = [...result].filter(({ segment }) => segment === "champions");
    expect(count.reduce((sum, { frequency }) => sum + frequency, 0)).toBe(1234);
  });
});
