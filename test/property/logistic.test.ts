import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logisticObjective } from "../../src/churn/logistic/logistic-objective.js";
import { fitLogistic, type LogisticModel, predictLogistic } from "../../src/index.js";

/** Customers with some features and labels, by column. */
interface Data {
  readonly features: { readonly [name: string]: readonly number[] };
  readonly labels: readonly number[];
}

const NAMES = ["a", "__proto__", "constructor", "", "🙂", "7"];

const value = fc.oneof(
  { arbitrary: fc.integer({ min: -20, max: 20 }), weight: 4 },
  { arbitrary: fc.integer({ min: -200, max: 200 }).map((tenths) => tenths / 10), weight: 4 },
  { arbitrary: fc.constant(Number.NaN), weight: 1 },
);
const anyValue = fc.oneof(value, fc.constantFrom(0, -0, 1e100, -1e100, 1e-100, 5e-324));

function data(values: fc.Arbitrary<number>, most = 25): fc.Arbitrary<Data> {
  return fc
    .record({ rows: fc.integer({ min: 0, max: most }), width: fc.integer({ min: 0, max: 3 }), offset: fc.nat(5) })
    .chain(({ rows, width, offset }) =>
      fc
        .tuple(
          fc.array(
            fc.oneof(
              { arbitrary: fc.array(values, { minLength: rows, maxLength: rows }), weight: 9 },
              { arbitrary: values.map((same) => new Array<number>(rows).fill(same)), weight: 1 },
            ),
            { minLength: width, maxLength: width },
          ),
          fc.array(fc.constantFrom(0, 1), { minLength: rows, maxLength: rows }),
        )
        .map(([columns, labels]) => ({
          features: named(columns.map((column, c) => [NAMES[(c + offset) % NAMES.length] as string, column])),
          labels,
        })),
    );
}

/** Own properties, also of the name "__proto__". */
function named(entries: readonly (readonly [string, readonly number[]])[]): Data["features"] {
  const features = {};
  for (const [name, column] of entries) Object.defineProperty(features, name, { value: column, enumerable: true });
  return features;
}

/** Data from which something can be learned. */
const telling = data(value).filter(({ labels }) => new Set(labels).size === 2);
const ridge = fc.constantFrom(0.05, 0.3, 1, 10);

/** Columns standardised by their definition, and those that say what is missing; constant ones left out. */
function designColumns({ features }: Data): number[][] {
  return Object.values(features).flatMap((column) => {
    const there = column.filter((x) => !Number.isNaN(x));
    const mean = there.reduce((sum, x) => sum + x, 0) / there.length;
    const scale = Math.sqrt(there.reduce((sum, x) => sum + (x - mean) ** 2, 0) / there.length);
    const varies = there.some((x) => x !== there[0]);
    const isSometimesMissing = there.length > 0 && there.length < column.length;
    return [
      ...(varies ? [column.map((x) => (Number.isNaN(x) ? 0 : (x - mean) / scale))] : []),
      ...(isSometimesMissing ? [column.map((x) => (Number.isNaN(x) ? 1 : 0))] : []),
    ];
  });
}

const probabilityOf = (point: readonly number[], row: readonly number[]): number =>
  1 / (1 + Math.exp(-row.reduce((sum, x, j) => sum + x * (point[j + 1] as number), point[0] as number)));

/** The gradient of the likelihood less the ridge, term by term. */
function gradientOf(
  point: readonly number[],
  rows: readonly (readonly number[])[],
  labels: readonly number[],
  ridge: number,
): number[] {
  return point.map((weight, j) =>
    rows.reduce(
      (sum, row, i) =>
        sum + ((labels[i] as number) - probabilityOf(point, row)) * (j === 0 ? 1 : (row[j - 1] as number)),
      j === 0 ? 0 : -ridge * weight,
    ),
  );
}

/** Plain gradient ascent with momentum (Nesterov), steps by the largest curvature that there can be. */
function ascend(
  rows: readonly (readonly number[])[],
  labels: readonly number[],
  ridge: number,
  width: number,
): number[] {
  const size = rows.reduce((sum, row) => sum + 1 + row.reduce((own, x) => own + x * x, 0), 0);
  const rate = 1 / (size / 4 + ridge);
  let point = new Array<number>(width + 1).fill(0);
  let ahead = point;
  let momentum = 1;
  for (let step = 0; step < 20_000; step++) {
    const gradient = gradientOf(ahead, rows, labels, ridge);
    if (Math.max(...gradient.map(Math.abs)) < 1e-11) return ahead;
    const next = ahead.map((x, j) => x + rate * (gradient[j] as number));
    // Momentum that leads astray starts anew.
    const isAstray = gradient.reduce((sum, g, j) => sum + g * ((next[j] as number) - (point[j] as number)), 0) < 0;
    const following = isAstray ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const share = isAstray ? 0 : (momentum - 1) / following;
    ahead = next.map((x, j) => x + share * (x - (point[j] as number)));
    point = next;
    momentum = following;
  }
  return point;
}

/** The intercept and the weights in the order of the columns of the design. */
function pointOf(model: LogisticModel): number[] {
  return [
    model.intercept,
    ...model.features.flatMap(({ scale, weight, missingWeight }) => [
      ...(scale > 0 ? [weight] : []),
      ...(missingWeight === null ? [] : [missingWeight]),
    ]),
  ];
}

function fitted({ features, labels }: Data, ridge?: number): LogisticModel {
  return fitLogistic({ features, labels, ...(ridge === undefined ? {} : { ridge }) });
}

function expectNear(actual: ArrayLike<number>, expected: ArrayLike<number>, slack: number): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i++)
    expect(Math.abs((actual[i] as number) - (expected[i] as number))).toBeLessThanOrEqual(slack);
}

describe("a logistic fit", () => {
  it("is where plain gradient ascent ends, to 1e-8", () => {
    fc.assert(
      fc.property(telling, ridge, (data, ridge) => {
        const columns = designColumns(data);
        const rows = data.labels.map((_, i) => columns.map((column) => column[i] as number));
        const model = fitted(data, ridge);
        expect(model.fit.status).toBe("converged");
        expectNear(pointOf(model), ascend(rows, data.labels, ridge, columns.length), 1e-8);
      }),
      { numRuns: Math.min(100, Number(process.env["FC_RUNS"] ?? 100)) },
    );
  });

  it("has no slope left, by the gradient written out term by term", () => {
    fc.assert(
      fc.property(telling, ridge, (data, ridge) => {
        const columns = designColumns(data);
        const rows = data.labels.map((_, i) => columns.map((column) => column[i] as number));
        const gradient = gradientOf(pointOf(fitted(data, ridge)), rows, data.labels, ridge);
        for (const slope of gradient) expect(Math.abs(slope)).toBeLessThan(1e-9 * rows.length);
      }),
    );
  });

  it("predicts the base rate on average, as the intercept is free", () => {
    fc.assert(
      fc.property(telling, ridge, (data, ridge) => {
        const p = predictLogistic(fitted(data, ridge), data.features);
        fc.pre(p.length > 0);
        const mean = (column: ArrayLike<number>): number =>
          Array.from(column).reduce((sum, x) => sum + x, 0) / column.length;
        expect(mean(p)).toBeCloseTo(mean(data.labels), 9);
      }),
    );
  });

  it("does not care for the unit of a feature, nor where its zero is", () => {
    fc.assert(
      fc.property(telling, fc.constantFrom(1e-9, 0.25, 3, 1e12), fc.constantFrom(0, -5, 1000), (data, unit, zero) => {
        const entries = Object.entries(data.features).map(
          ([name, column]) => [name, column.map((x) => (x + zero) * unit)] as const,
        );
        const moved = { ...data, features: named(entries) };
        const [before, after] = [fitted(data), fitted(moved)];
        expectNear(pointOf(after), pointOf(before), 1e-8);
        expectNear(predictLogistic(after, moved.features), predictLogistic(before, data.features), 1e-8);
      }),
    );
  });

  it("turns a weight round when its feature is turned round, and all when the labels are", () => {
    fc.assert(
      fc.property(telling, (data) => {
        const entries = Object.entries(data.features).map(([name, column]) => [name, column.map((x) => -x)] as const);
        const [before, turned] = [fitted(data), fitted({ ...data, features: named(entries) })];
        expectNear(
          turned.features.map(({ weight }) => weight),
          before.features.map(({ weight }) => -weight),
          1e-8,
        );
        const others = fitted({ ...data, labels: data.labels.map((label) => 1 - label) });
        expectNear(
          pointOf(others),
          pointOf(before).map((x) => -x),
          1e-8,
        );
      }),
    );
  });

  it("does not care for the order of the rows, but for rounding", () => {
    const shuffled = telling.chain((data) =>
      fc.tuple(fc.constant(data), fc.shuffledSubarray([...data.labels.keys()], { minLength: data.labels.length })),
    );
    fc.assert(
      fc.property(shuffled, ([data, order]) => {
        const entries = Object.entries(data.features).map(
          ([name, column]) => [name, order.map((i) => column[i] as number)] as const,
        );
        const other = { features: named(entries), labels: order.map((i) => data.labels[i] as number) };
        expectNear(pointOf(fitted(other)), pointOf(fitted(data)), 1e-9);
      }),
    );
  });

  it("is the same for every customer twice under twice the ridge", () => {
    fc.assert(
      fc.property(telling, ridge, (data, ridge) => {
        const entries = Object.entries(data.features).map(([name, column]) => [name, [...column, ...column]] as const);
        const twice = { features: named(entries), labels: [...data.labels, ...data.labels] };
        expectNear(pointOf(fitted(twice, 2 * ridge)), pointOf(fitted(data, ridge)), 1e-9);
      }),
    );
  });

  it("holds weights nearer to 0 the larger the ridge", () => {
    fc.assert(
      fc.property(telling, (data) => {
        const lengths = [0.1, 1, 10, 1000].map((ridge) => Math.hypot(...pointOf(fitted(data, ridge)).slice(1)));
        for (let i = 1; i < lengths.length; i++)
          expect(lengths[i]).toBeLessThanOrEqual((lengths[i - 1] as number) + 1e-9);
      }),
    );
  });

  it("never has a number that is none, whatever the columns hold", () => {
    fc.assert(
      fc.property(data(anyValue), fc.constantFrom(1e-9, 1e-3, 1, 1e9), (data, ridge) => {
        const model = fitted(data, ridge);
        const numbers = model.features.flatMap(({ mean, scale, weight }) => [mean, scale, weight]);
        expect([...numbers, ...pointOf(model)].every(Number.isFinite)).toBe(true);
        const saved: LogisticModel = JSON.parse(JSON.stringify(model));
        const p = predictLogistic(saved, data.features);
        expect(p.every((x) => x >= 0 && x <= 1)).toBe(true);
        expect(p).toEqual(predictLogistic(model, data.features));
        expect(["converged", "boundary", "no-data", "not-converged"]).toContain(model.fit.status);
        const isTold = model.fit.warnings.some(({ code }) => code === "NOT_CONVERGED");
        expect(model.fit.status === "not-converged").toBe(isTold);
      }),
    );
  });

  it("leaves what it was given as it was", () => {
    fc.assert(
      fc.property(telling, (data) => {
        for (const column of Object.values(data.features)) Object.freeze(column);
        predictLogistic(fitted(Object.freeze(data)), Object.freeze(data.features));
      }),
    );
  });
});

describe("the objective", () => {
  it("has the gradient and the curvature that small differences show", () => {
    const setting = fc.record({
      rows: fc.array(
        fc.tuple(
          fc.double({ min: -3, max: 3, noNaN: true }),
          fc.double({ min: -3, max: 3, noNaN: true }),
          fc.constantFrom(0, 1),
        ),
        { minLength: 1, maxLength: 8 },
      ),
      point: fc.tuple(...[0, 1, 2].map(() => fc.double({ min: -4, max: 4, noNaN: true }))),
      ridge,
    });
    fc.assert(
      fc.property(setting, ({ rows, point, ridge }) => {
        const values = Float64Array.from(rows.flatMap((row) => row.slice(0, 2)));
        const labels = Uint8Array.from(rows, ([, , label]) => label);
        const design = { values, width: 2, valueAt: [0, 1], missingAt: [-1, -1] };
        const objective = logisticObjective(design, labels, ridge);
        const at = (shift: number, j: number) => {
          const gradient = new Float64Array(3);
          const hessian = new Float64Array(9);
          const value = objective(
            Float64Array.from(point, (x, k) => (k === j ? x + shift : x)),
            gradient,
            hessian,
          );
          return { value, gradient, hessian };
        };
        const { gradient, hessian } = at(0, 0);
        const step = 1e-5;
        const scale = 1 + ridge;
        for (let j = 0; j < 3; j++) {
          const [up, down] = [at(step, j), at(-step, j)];
          expect(Math.abs((up.value - down.value) / (2 * step) - (gradient[j] as number))).toBeLessThan(
            1e-8 * scale * 10,
          );
          for (let k = 0; k < 3; k++) {
            const curvature = ((up.gradient[k] as number) - (down.gradient[k] as number)) / (2 * step);
            expect(Math.abs(curvature - (hessian[j * 3 + k] as number))).toBeLessThan(1e-8 * scale * 10);
          }
        }
      }),
    );
  });
});
