import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  auc,
  brierDecomposition,
  brierScore,
  calibrationTable,
  expectedCalibrationError,
  liftTable,
  logLoss,
  scoreMetrics,
} from "../../src/index.js";

/** A customer: what was said, and what came. */
interface Row {
  readonly p: number;
  readonly label: number;
}

const probability = fc.oneof(
  fc.constantFrom(0, 1, 0.5, 0.1, 1e-9, 1 - 2 ** -53),
  fc.integer({ min: 0, max: 10 }).map((tenth) => tenth / 10),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const rows = fc.oneof(
  fc.array(fc.record({ p: probability, label: fc.constantFrom(0, 1) }), { maxLength: 40, size: "max" }),
  // All labels alike, or all probabilities.
  fc.array(fc.record({ p: probability, label: fc.constant(1) }), { maxLength: 10 }),
  fc.array(fc.record({ p: fc.constant(0.1), label: fc.constantFrom(0, 1) }), { maxLength: 10 }),
);
const some = rows.filter((rows) => rows.length > 0);
const binning = fc.record({
  bins: fc.integer({ min: 1, max: 15 }),
  by: fc.constantFrom("count" as const, "width" as const),
});

const columns = (rows: readonly Row[]): [number[], number[]] => [
  rows.map(({ p }) => p),
  rows.map(({ label }) => label),
];
const sum = (terms: readonly number[]): number => terms.reduce((a, b) => a + b, 0);
const mean = (terms: readonly number[]): number => sum(terms) / terms.length;

function expectNear(actual: number | null | undefined, expected: number): void {
  expect(actual).toBeTypeOf("number");
  expect(Math.abs((actual as number) - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
}

describe("the metrics against computations by their definitions", () => {
  it("auc: every pair", () => {
    fc.assert(
      fc.property(rows, (rows) => {
        const pairs = rows
          .filter(({ label }) => label === 1)
          .flatMap((a) => rows.filter(({ label }) => label === 0).map((b) => (a.p > b.p ? 1 : a.p === b.p ? 0.5 : 0)));
        expect(auc(...columns(rows))).toBe(pairs.length === 0 ? null : mean(pairs));
      }),
    );
  });

  it("Brier score and log loss: every customer", () => {
    fc.assert(
      fc.property(some, (rows) => {
        expectNear(brierScore(...columns(rows)), mean(rows.map(({ p, label }) => (p - label) ** 2)));
        const losses = rows.map(({ p, label }) => {
          const said = Math.min(Math.max(p, 1e-6), 1 - 1e-6);
          return label === 1 ? -Math.log(said) : -Math.log(1 - said);
        });
        const loss = logLoss(...columns(rows)) as number;
        // 1 - p loses digits where p is near 1.
        expect(Math.abs(loss - mean(losses))).toBeLessThanOrEqual(1e-9);
      }),
    );
  });

  it("lift: the mean over many orders of the tied", () => {
    const few = fc.array(
      fc.record({ p: fc.integer({ min: 0, max: 2 }).map((half) => half / 2), label: fc.constantFrom(0, 1) }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(few, fc.integer({ min: 1, max: 4 }), (rows, groups) => {
        const sorted = permutations(rows).filter((order) =>
          order.every(({ p }, i) => i === 0 || p <= (order[i - 1] as Row).p),
        );
        // Each customer is cut into as many pieces as there are groups.
        const expected = Array.from({ length: groups }, (_, g) =>
          mean(
            sorted.map((order) =>
              sum(
                order
                  .flatMap(({ label }) => new Array<number>(groups).fill(label / groups))
                  .slice(g * rows.length, (g + 1) * rows.length),
              ),
            ),
          ),
        );
        liftTable(...columns(rows), { groups }).forEach(({ events }, g) => {
          expectNear(events, expected[g] as number);
        });
      }),
    );
  });

  it("accuracy and bias: every customer", () => {
    fc.assert(
      fc.property(some, probability, (rows, cut) => {
        const metrics = scoreMetrics(...columns(rows), { cut });
        expect(metrics.accuracy).toBe(mean(rows.map(({ p, label }) => ((p >= cut ? 1 : 0) === label ? 1 : 0))));
        expectNear(metrics.bias, mean(rows.map(({ p, label }) => p - label)));
      }),
    );
  });

  it("calibration: customers by bin, with equal ones together", () => {
    fc.assert(
      fc.property(some, binning, (rows, { bins, by }) => {
        const binOf = ({ p }: Row): number => {
          const below = rows.filter((row) => row.p < p).length;
          const equal = rows.filter((row) => row.p === p).length;
          if (by === "count") return Math.floor((bins * (below + equal / 2)) / rows.length);
          return Array.from({ length: bins }, (_, k) => k).filter((k) => p >= k / bins).length - 1;
        };
        const expected = Array.from({ length: bins }, (_, k) => rows.filter((row) => binOf(row) === k)).filter(
          (members) => members.length > 0,
        );
        const table = calibrationTable(...columns(rows), { bins, by });
        expect(table.map(({ customers }) => customers)).toEqual(expected.map(({ length }) => length));
        table.forEach((bin, k) => {
          const members = expected[k] as Row[];
          expectNear(bin.meanProbability, mean(members.map(({ p }) => p)));
          expect(bin.rate).toBe(mean(members.map(({ label }) => label)));
          expect([bin.lowest, bin.highest]).toEqual([
            Math.min(...members.map(({ p }) => p)),
            Math.max(...members.map(({ p }) => p)),
          ]);
        });
        const errors = expected.map((members) => Math.abs(sum(members.map(({ p, label }) => p - label))));
        expectNear(expectedCalibrationError(...columns(rows), { bins, by }), sum(errors) / rows.length);
      }),
    );
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) => permutations(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]));
}

describe("the metrics, always", () => {
  it("give a Brier score that its parts add up to, whatever the groups", () => {
    fc.assert(
      fc.property(some, fc.option(binning, { nil: {} }), (rows, options) => {
        const parts = brierDecomposition(...columns(rows), options);
        if (parts === null) throw new Error("there are rows");
        const { reliability, resolution, uncertainty, withinVariance, withinCovariance } = parts;
        expectNear(parts.score, reliability - resolution + uncertainty + withinVariance - withinCovariance);
        expect(Math.min(reliability, resolution, uncertainty, withinVariance)).toBeGreaterThanOrEqual(0);
        if (!("bins" in options)) expect([withinVariance, withinCovariance]).toEqual([0, 0]);
      }),
    );
  });

  it("are the same to the last bit in any order of the rows", () => {
    fc.assert(
      fc.property(
        rows.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        binning,
        ([rows, shuffled], options) => {
          expect(scoreMetrics(...columns(shuffled), options)).toEqual(scoreMetrics(...columns(rows), options));
        },
      ),
    );
  });

  it("hardly change when every customer is doubled", () => {
    fc.assert(
      fc.property(some, (rows) => {
        const [once, twice] = [scoreMetrics(...columns(rows)), scoreMetrics(...columns([...rows, ...rows]))];
        expect(twice.auc).toBe(once.auc);
        expectNear(twice.logLoss, once.logLoss as number);
        expectNear(twice.calibrationError, once.calibrationError as number);
        expect(twice.lift.map(({ lowestScore }) => lowestScore)).toEqual(
          once.lift.map(({ lowestScore }) => lowestScore),
        );
        twice.lift.forEach(({ rate }, g) => {
          expectNear(rate, (once.lift[g] as { rate: number }).rate);
        });
      }),
    );
  });

  it("rank alike under any increasing function, and the other way round under a decreasing one", () => {
    fc.assert(
      fc.property(rows, (rows) => {
        // Few distinct values, which no function can round together.
        const p = rows.map(({ p }) => Math.round(p * 20));
        const labels = rows.map(({ label }) => label);
        const area = auc(p, labels);
        const raised = p.map((x) => Math.exp(x) - 7);
        expect(auc(raised, labels)).toBe(area);
        const lowered = p.map((x) => -x);
        const others = labels.map((label) => 1 - label);
        for (const other of [auc(lowered, labels), auc(p, others)]) {
          if (area === null) expect(other).toBeNull();
          else expectNear(other, 1 - area);
        }
        expect(auc(lowered, others)).toBe(area);
        const gains = (scores: number[]): unknown => liftTable(scores, labels).map(({ gain }) => gain);
        expect(gains(p.map((x) => x ** 3))).toEqual(gains(p));
      }),
    );
  });

  it("have a Brier score and a log loss that do not care which outcome is called the event", () => {
    fc.assert(
      fc.property(some, (rows) => {
        // Dyadic probabilities have exact complements.
        const exact = rows.map(({ p, label }) => ({ p: Math.round(p * 64) / 64, label }));
        const turned = exact.map(({ p, label }) => ({ p: 1 - p, label: 1 - label }));
        expectNear(brierScore(...columns(turned)), brierScore(...columns(exact)) as number);
        expectNear(logLoss(...columns(turned)), logLoss(...columns(exact)) as number);
      }),
    );
  });

  it("lead to all events in the last group, with gains that never fall, and are finite", () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 20 }), (rows, groups) => {
        const table = liftTable(...columns(rows), { groups });
        const events = sum(rows.map(({ label }) => label));
        expectNear(sum(table.map((group) => group.events)), events);
        expect(table.at(-1)?.gain).toBe(events === 0 ? null : 1);
        expect(table.at(-1)?.lowestScore).toBe(Math.min(...rows.map(({ p }) => p)));
        expect(table.every(({ events, rate }) => events >= 0 && rate >= 0 && rate <= 1 + 1e-12)).toBe(true);
        expect(JSON.stringify(scoreMetrics(...columns(rows)))).not.toMatch(/NaN|Infinity/);
        if (events > 0 && events < rows.length)
          expect(Object.values(scoreMetrics(...columns(rows)))).not.toContain(null);
      }),
    );
  });

  it("leave the columns as they were", () => {
    fc.assert(
      fc.property(rows, (rows) => {
        const [p, labels] = columns(rows);
        scoreMetrics(Object.freeze(p), Object.freeze(labels));
        expect([p, labels]).toEqual(columns(rows));
      }),
    );
  });
});
