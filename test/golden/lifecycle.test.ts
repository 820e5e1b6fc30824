import { expect, it } from "vitest";
import {
  clutch3,
  fitLifecycle,
  formatDay,
  gapSurvival,
  kaplanMeier,
  type Ledger,
  LIFECYCLE_STATES,
  type LifecycleRule,
  type LifecycleState,
  ledgerFromRows,
  lifecycle,
  lifecycleFlow,
  lifecycleTrend,
  nes5,
  parseDay,
  personalMultiple,
  pooledPercentile,
  purchaseCycle,
  purchaseGaps,
  statlas3,
  vortexIq4,
} from "../../src/index.js";
import { describeWithData, once, readCsv, readShared } from "./shared-data.js";

/** Everything about gaps, computed from the purchase days alone, day by day and value by value. */
class NaiveGaps {
  readonly closed: number[] = [];
  readonly open: number[] = [];
  readonly own: number[][] = [];

  constructor(days: ReadonlyMap<string, ReadonlySet<number>>, asOf: number) {
    for (const set of days.values()) {
      const known = [...set].filter((day) => day <= asOf).sort((a, b) => a - b);
      if (known.length === 0) continue;
      const gaps = known.slice(1).map((day, i) => day - known[i]);
      this.closed.push(...gaps);
      this.own.push(gaps);
      this.open.push(asOf - known[known.length - 1]);
    }
  }

  /** The shortest gap that at least so many percent do not exceed. */
  percentile(percent: number): number {
    const sorted = [...this.closed].sort((a, b) => a - b);
    return sorted[Math.ceil((sorted.length * percent) / 100) - 1];
  }

  /** The Kaplan-Meier survival after 0, 1, 2 ... days. */
  survival(): number[] {
    const longest = Math.max(...this.closed, ...this.open);
    const ended = Array.from({ length: longest + 1 }, () => 0);
    const left = Array.from({ length: longest + 1 }, () => 0);
    for (const gap of this.closed) ended[gap]++;
    for (const gap of [...this.closed, ...this.open]) left[gap]++;
    let atRisk = this.closed.length + this.open.length;
    let share = 1;
    return ended.map((count, day) => {
      share *= 1 - count / atRisk;
      atRisk -= left[day];
      return share;
    });
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

function daysBy(rows: readonly (readonly [customer: string, day: number])[]): Map<string, Set<number>> {
  const days = new Map<string, Set<number>>();
  for (const [customer, day] of rows) {
    const own = days.get(customer) ?? new Set();
    days.set(customer, own.add(day));
  }
  return days;
}

const cdnowRows = once(() =>
  readShared("cdnow/cdnow_sample_purchases.txt")
    .trim()
    .split(/\r?\n/)
    .map((line) => {
      const [, sample, day, , dollars] = line.trim().split(/\s+/) as [string, string, string, string, string];
      return { sample, day, dollars };
    }),
);
const cdnow = once(() => ledgerFromRows(cdnowRows(), { customer: "sample", date: "day", amount: "dollars" }));
const asOf = "1998-06-30";
const cdnowDays = once(() =>
  daysBy(
    cdnowRows().map(({ sample, day: text }) => {
      const day = Date.UTC(Number(text.slice(0, 4)), Number(text.slice(4, 6)) - 1, Number(text.slice(6)));
      return [sample, day / 86_400_000];
    }),
  ),
);
const cdnowGaps = once(() => new NaiveGaps(cdnowDays(), parseDay(asOf)));

/** How many customers a rule has in each band of silence: with a purchase, at risk, lapsed, lost. */
function bandsOf(ledger: Ledger, rule: LifecycleRule): number[] {
  const size = (...states: LifecycleState[]): number =>
    lifecycle(ledger, { asOf, rule })
      .summary()
      .filter(({ state }) => states.includes(state))
      .reduce((sum, { customers }) => sum + customers, 0);
  return [size("new", "active", "reactivated"), size("atRisk"), size("lapsed"), size("lost")];
}

describeWithData("the purchase cycle of the CDNOW sample", "cdnow", () => {
  it("has 4,339 gaps of 1,139 repeaters with a mean of 70.86 days", () => {
    const gaps = purchaseGaps(cdnow(), { asOf });
    const { population } = purchaseCycle(cdnow(), { asOf });
    expect([...gaps.gaps].sort((a, b) => a - b)).toEqual(cdnowGaps().closed.sort((a, b) => a - b));
    expect(population).toEqual({
      customers: 2357,
      repeaters: 1139,
      gaps: 4339,
      meanGap: mean(cdnowGaps().closed),
      medianGap: median(cdnowGaps().closed),
      medianOfMedians: 60,
    });
    expect(population.meanGap).toBeCloseTo(70.86, 2);
    expect(
      median(
        cdnowGaps()
          .own.filter((own) => own.length > 0)
          .map(median),
      ),
    ).toBe(60);
  });

  it("has the overdue customers of the published table, by the mean of all and by shrunk means", () => {
    const { columns, population } = purchaseCycle(cdnow(), { asOf });
    const bands = (ratios: readonly number[]): number[] => {
      const counts = [0, 0, 0, 0];
      for (const ratio of ratios) counts[ratio <= 1 ? 0 : ratio <= 2 ? 1 : ratio <= 3 ? 2 : 3]++;
      return counts;
    };
    const byMean = Array.from(columns.openGap, (gap) => gap / (population.meanGap as number));
    expect(bands(byMean)).toEqual([249, 203, 130, 1775]);
    expect(bands(Array.from(columns.overdue))).toEqual([319, 191, 119, 1728]);
    // The same as states.
    expect(bandsOf(cdnow(), nes5)).toEqual([249, 203, 130, 1775]);
    expect(bandsOf(cdnow(), personalMultiple({ atRisk: 1, lapsed: 2, lost: 3 }))).toEqual([319, 191, 119, 1728]);
  });

  it("has a shrinkage of its own of about 1.42, by the components of variance", () => {
    const groups = cdnowGaps().own.filter((own) => own.length > 0);
    const n = groups.flat().length;
    const centre = mean(groups.flat());
    const within = groups.reduce((sum, own) => sum + own.reduce((s, gap) => s + (gap - mean(own)) ** 2, 0), 0);
    const among = groups.reduce((sum, own) => sum + own.length * (mean(own) - centre) ** 2, 0);
    const size = (n - groups.reduce((sum, own) => sum + own.length ** 2, 0) / n) / (groups.length - 1);
    const withinMean = within / (n - groups.length);
    const expected = withinMean / ((among / (groups.length - 1) - withinMean) / size);
    const { shrinkage } = purchaseCycle(cdnow(), { asOf, shrinkage: "estimate" });
    expect(shrinkage).toBeCloseTo(expected, 9);
    expect(shrinkage).toBeCloseTo(1.424, 3);
  });
});

describeWithData("the survival of gaps of the CDNOW sample", "cdnow", () => {
  it.each([
    [30, 0.3112],
    [60, 0.436],
    [90, 0.4968],
    [120, 0.5379],
    [180, 0.5963],
    [365, 0.6705],
    [500, 0.6883],
  ])("has a share of customers who bought again within %i days of %d", (days, share) => {
    const survival = gapSurvival(cdnow(), { asOf });
    expect(1 - (survival.survivalAt(days) as number)).toBeCloseTo(share, 4);
    expect(survival.survivalAt(days)).toBeCloseTo(cdnowGaps().survival()[days], 12);
  });

  it("is the naive product on every day", () => {
    const survival = gapSurvival(cdnow(), { asOf });
    cdnowGaps()
      .survival()
      .forEach((share, day) => {
        expect(survival.survivalAt(day)).toBeCloseTo(share, 12);
      });
    expect(survival.survivalAt(cdnowGaps().survival().length)).toBeNull();
    expect([survival.closedGaps, survival.openGaps]).toEqual([4339, 2357]);
  });

  it.each([
    [0, 0.4968],
    [30, 0.3292],
    [60, 0.2367],
    [90, 0.1977],
    [120, 0.1645],
    [180, 0.111],
    [240, 0.0863],
    [300, 0.0729],
    [365, 0.0442],
  ])("has a chance of a purchase within 90 days after %i silent ones of %d", (silence, chance) => {
    const found = gapSurvival(cdnow(), { asOf }).returnProbability(silence, 90);
    const share = cdnowGaps().survival();
    expect(found).toBeCloseTo(chance, 4);
    expect(found).toBeCloseTo(1 - share[silence + 90] / share[silence], 12);
  });

  it("falls below one in five after 89 silent days and below one in ten after 205", () => {
    const survival = gapSurvival(cdnow(), { asOf });
    expect([survival.silenceUntil(0.2, 90), survival.silenceUntil(0.1, 90)]).toEqual([89, 205]);
    const share = cdnowGaps().survival();
    const first = (probability: number): number =>
      share.findIndex((_, day) => 1 - share[day + 90] / share[day] < probability);
    expect([first(0.2), first(0.1)]).toEqual([89, 205]);
    expect(fitLifecycle(cdnow(), { asOf }).thresholds).toEqual({ atRisk: 89, lapsed: null, lost: 205 });
  });
});

describeWithData("percentiles of the gaps of the CDNOW sample", "cdnow", () => {
  it("are 23, 34, 117, 196 and 279 days at 40, 50, 80, 90 and 95 %", () => {
    for (const [percent, days] of [
      [40, 23],
      [50, 34],
      [80, 117],
      [90, 196],
      [95, 279],
    ] as const) {
      const rule = pooledPercentile({ atRisk: null, lost: percent });
      expect(fitLifecycle(cdnow(), { asOf, rule }).thresholds.lost).toBe(days);
      expect(cdnowGaps().percentile(percent)).toBe(days);
    }
    expect(fitLifecycle(cdnow(), { asOf, rule: statlas3 }).thresholds).toEqual({ atRisk: 23, lapsed: null, lost: 117 });
  });

  it("are too short: by the 80th only 53 % of gaps have ended, and one in six of those who are silent still comes back", () => {
    const survival = gapSurvival(cdnow(), { asOf });
    expect(1 - (survival.survivalAt(117) as number)).toBeCloseTo(0.5336, 4);
    expect(survival.returnProbability(117, 90)).toBeCloseTo(0.1688, 4);
    // 80 % of gaps have not ended by the last day that was seen: the percentile that was asked for lies beyond 545 days.
    expect(Math.min(...survival.survival)).toBeGreaterThan(0.2);
  });
});

describeWithData("the lifecycle of the CDNOW sample", "cdnow", () => {
  const rules: [string, LifecycleRule][] = [
    ["kaplanMeier", kaplanMeier()],
    ["statlas3", statlas3],
    ["nes5", nes5],
    ["vortexIq4", vortexIq4],
    ["clutch3", clutch3],
  ];

  it.each(rules)("has every customer in one state: %s", (_, rule) => {
    const summary = lifecycle(cdnow(), { asOf, rule }).summary();
    expect(summary.map(({ state }) => state)).toEqual(LIFECYCLE_STATES);
    expect(summary.reduce((sum, { customers }) => sum + customers, 0)).toBe(2357);
  });

  it("has the states that 89 and 205 days make of the purchase days", () => {
    const last = parseDay(asOf);
    const result = lifecycle(cdnow(), { asOf });
    for (const [customer, set] of cdnowDays()) {
      const days = [...set].sort((a, b) => a - b);
      const silence = last - days[days.length - 1];
      const gap = days.length < 2 ? 0 : days[days.length - 1] - days[days.length - 2];
      const early = days.length === 1 ? "new" : gap > 205 ? "reactivated" : "active";
      const state = silence >= 205 ? "lost" : silence >= 89 ? "atRisk" : early;
      expect(result.get(customer)?.state).toBe(state);
      if (state === "lost") expect(result.get(customer)?.since).toBe(formatDay(days[days.length - 1] + 205));
    }
    expect(result.summary().map(({ customers }) => customers)).toEqual([0, 0, 221, 265, 0, 1795, 76]);
  });

  it("moves month by month as the trend says, and nobody who was lost is new", () => {
    const dates = ["1998-03-31", "1998-04-30", "1998-05-31", asOf];
    const { model } = lifecycle(cdnow(), { asOf });
    const points = lifecycleTrend(cdnow(), { dates, model });
    expect(points.map(({ states }) => states.reduce((sum, { customers }) => sum + customers, 0))).toEqual([
      2357, 2357, 2357, 2357,
    ]);
    const flow = lifecycleFlow(
      lifecycle(cdnow(), { asOf: dates[2], model }),
      lifecycle(cdnow(), { asOf: dates[3], model }),
    );
    expect(points[3].flow?.counts).toEqual(flow.counts);
    expect([flow.count("lost", "new"), flow.count("lost", "atRisk")]).toEqual([0, 0]);
    expect(flow.ids("lost", "reactivated").length).toBe(flow.count("lost", "reactivated"));
  });
});

const retailRows = once(() =>
  readCsv("uci-online-retail/online_retail_invoice_lines.csv.gz").filter(
    (row) =>
      row["CustomerID"] !== "" &&
      !row["InvoiceNo"].startsWith("C") &&
      Number(row["Quantity"]) > 0 &&
      Number(row["UnitPrice"]) > 0,
  ),
);
const retail = once(() =>
  ledgerFromRows(retailRows(), {
    customer: "CustomerID",
    date: "InvoiceDate",
    amount: "UnitPrice",
    quantity: "Quantity",
    decimals: 3,
  }),
);
const retailGaps = once(() => {
  const rows = retailRows().map(
    (row) => [row["CustomerID"], Date.parse(row["InvoiceDate"].slice(0, 10)) / 86_400_000] as const,
  );
  return new NaiveGaps(daysBy(rows), Date.parse("2011-12-09") / 86_400_000);
});

describeWithData("the gaps of Online Retail", "uci-online-retail", () => {
  it("are those of the invoice days", () => {
    const { population } = purchaseCycle(retail());
    expect([...purchaseGaps(retail()).gaps].sort((a, b) => a - b)).toEqual(retailGaps().closed.sort((a, b) => a - b));
    expect([population.customers, population.repeaters, population.gaps]).toEqual([4338, 2790, 12_425]);
    expect(population.meanGap).toBeCloseTo(45.6569, 4);
  });

  it("survive as the naive product says", () => {
    const survival = gapSurvival(retail());
    retailGaps()
      .survival()
      .forEach((share, day) => {
        expect(survival.survivalAt(day)).toBeCloseTo(share, 12);
      });
  });

  it("have an 80th percentile that is 60 days too short: of those silent for so long one in two comes back", () => {
    const survival = gapSurvival(retail());
    const pooled = retailGaps().percentile(80);
    expect(fitLifecycle(retail(), { rule: statlas3 }).thresholds).toEqual({
      atRisk: retailGaps().percentile(40),
      lapsed: null,
      lost: pooled,
    });
    const share = retailGaps().survival();
    const estimated = share.findIndex((left) => left <= 0.2);
    expect([pooled, estimated]).toEqual([70, 130]);
    expect(1 - (survival.survivalAt(pooled) as number)).toBeCloseTo(0.665, 4);
    expect(survival.returnProbability(pooled, 90)).toBeCloseTo(0.5007, 4);
  });

  it("never fall silent for so long in one year that fewer than one in five come back, and the result says so", () => {
    const result = lifecycle(retail());
    expect(result.model.thresholds).toEqual({ atRisk: null, lapsed: null, lost: null });
    expect(result.diagnostics.warnings.map(({ code }) => code)).toContain("THRESHOLD_NOT_REACHED");
    const share = retailGaps().survival();
    const chances = share.slice(0, share.length - 90).map((left, day) => 1 - share[day + 90] / left);
    expect(Math.min(...chances)).toBeGreaterThan(0.2);
  });
});
