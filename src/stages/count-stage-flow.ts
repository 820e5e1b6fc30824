import { optionError } from "../errors.js";
import type { Customers } from "../input/ledger.js";
import { NO_STAGE, type StageModel } from "./stage-model.js";

/**
 * What became of one stage: `before = stayed + deepened + regressed + lost` and `after = stayed + entered + gained`. A rate is a
 * share of `before`, `null` where that is 0.
 *
 * @since 0.1.0
 */
export interface StageFlowRow<Id extends string = string> {
  /** The stage's id. */
  readonly stage: Id;
  /** Customers in it before. */
  readonly before: number;
  /** Customers in it after. */
  readonly after: number;
  /** In it before and after. */
  readonly stayed: number;
  /** From it to a deeper stage. */
  readonly deepened: number;
  /** From it to a shallower stage, not to none. */
  readonly regressed: number;
  /** From it to none. */
  readonly lost: number;
  /** To it from another stage. */
  readonly entered: number;
  /** To it from none, new customers among them. */
  readonly gained: number;
  /** `deepened / before`; `null` also for the deepest stage, below which there is nothing. */
  readonly deepeningRate: number | null;
  /** `(deepened + regressed) / before`: moved to any other stage. Quick Audience calls this converted; it is no deepening. */
  readonly conversionRate: number | null;
  /** `regressed / before`. */
  readonly regressionRate: number | null;
  /** `lost / before`. */
  readonly lossRate: number | null;
}

/**
 * The same over all stages. Customers in none are in `customers` only.
 *
 * @since 0.1.0
 */
export interface StageFlowTotals {
  /** Customers of both days together, in a stage or not. */
  readonly customers: number;
  /** In a stage before. */
  readonly before: number;
  /** In a stage after. */
  readonly after: number;
  /** In the same stage before and after. */
  readonly stayed: number;
  /** Moved to a deeper stage. */
  readonly deepened: number;
  /** Moved to a shallower stage, not to none. */
  readonly regressed: number;
  /** From a stage to none. */
  readonly lost: number;
  /** From none to a stage. */
  readonly gained: number;
  /** `deepened` over those who were in any stage but the deepest before; `null` where there were none. */
  readonly deepeningRate: number | null;
  /** `(deepened + regressed) / before`; `null` where that is 0. */
  readonly conversionRate: number | null;
}

/**
 * How many customers moved from which stage to which. Frozen.
 *
 * @since 0.1.0
 */
export interface StageFlowCounts<Id extends string = string> {
  /** The earlier day as ISO text. */
  readonly from: string;
  /** The later day as ISO text. */
  readonly to: string;
  /** What the rows and columns of `counts` stand for: `null` for none, then the stages from shallow to deep. */
  readonly order: readonly (Id | null)[];
  /** `counts[x][y]` customers went from `order[x]` to `order[y]`; those who stayed are on the diagonal. The sum is all customers. */
  readonly counts: readonly (readonly number[])[];
  /** One row per stage, from shallow to deep. */
  readonly stages: readonly StageFlowRow<Id>[];
  /** The sums over all stages. */
  readonly totals: StageFlowTotals;
  /** How many went from one stage to another; `null` stands for none. Throws `UNKNOWN_NAME`. */
  count(from: Id | null, to: Id | null): number;
  /** The same as a share of all who were in `from`; `null` where nobody was. Throws `UNKNOWN_NAME`. */
  rate(from: Id | null, to: Id | null): number | null;
}

/** Who is in which stage on one day: element `c` is the customer of code `c`. */
export interface Staged {
  readonly customers: Customers;
  readonly stage: Uint8Array;
}

/** Two days over one universe: the customers of the later day in their order, then those of the earlier day only. */
export interface PairedStages {
  /** For each customer of the later day the stage on the earlier, `NO_STAGE` where there was none or no such customer. */
  readonly previous: Uint8Array;
  /** The codes of the customers of the earlier day only. */
  readonly gone: readonly number[];
}

/** Finds the customers of one day in the other, by id and its type. */
export function pairStages(before: Staged, after: Staged): PairedStages {
  if (before.customers === after.customers) return { previous: before.stage, gone: [] };
  const previous = new Uint8Array(after.stage.length).fill(NO_STAGE);
  const gone: number[] = [];
  for (let code = 0; code < before.stage.length; code++) {
    const id = before.customers.id(code);
    const row = after.customers.find(id);
    // Where ids of all types are known by their text, 1 is found under "1": the id it found is compared again.
    if (row >= 0 && after.customers.id(row) === id) previous[row] = before.stage[code];
    else gone.push(code);
  }
  return { previous, gone };
}

/** What is known of a flow before it is counted. */
export interface StageFlowInput<Id extends string> {
  readonly where: string;
  readonly model: StageModel<Id>;
  readonly from: string;
  readonly to: string;
  readonly before: Staged;
  readonly after: Staged;
  readonly paired: PairedStages;
}

/** Counts who moved from where to where. */
export function countStageFlow<Id extends string>(input: StageFlowInput<Id>): StageFlowCounts<Id> {
  const { where, model, from, to, before, after, paired } = input;
  const counts = matrixOf(model.stages.length + 1, before, after, paired);
  const stages = model.stages.map(({ id }, s) => rowOf(id, s + 1, counts));
  const ofCount = stagePositions(`${where}.count`, model);
  const ofRate = stagePositions(`${where}.rate`, model);
  const sizes = counts.map(sum);
  return {
    from,
    to,
    order: Object.freeze([null, ...model.stages.map(({ id }) => id)]),
    counts: Object.freeze(counts.map((row) => Object.freeze(row))),
    stages: Object.freeze(stages.map((row) => Object.freeze(row))),
    totals: Object.freeze(totalsOf(stages, sum(sizes))),
    count: (source, target) => counts[placeOf(ofCount("from", source))][placeOf(ofCount("to", target))],
    rate: (source, target) => {
      const x = placeOf(ofRate("from", source));
      return ratio(counts[x][placeOf(ofRate("to", target))], sizes[x]);
    },
  };
}

/** The place in the matrix: none comes first, so that places ascend from shallow to deep. */
function placeOf(stage: number): number {
  return stage === NO_STAGE ? 0 : stage + 1;
}

function matrixOf(size: number, before: Staged, after: Staged, { previous, gone }: PairedStages): number[][] {
  const flat = new Uint32Array(size * size);
  const { stage } = after;
  for (let row = 0; row < stage.length; row++) flat[placeOf(previous[row]) * size + placeOf(stage[row])]++;
  for (const code of gone) flat[placeOf(before.stage[code]) * size]++;
  return Array.from({ length: size }, (_, x) => Array.from(flat.subarray(x * size, (x + 1) * size)));
}

function rowOf<Id extends string>(stage: Id, x: number, counts: readonly (readonly number[])[]): StageFlowRow<Id> {
  const row = counts[x];
  const before = sum(row);
  const stayed = row[x];
  const deepened = sum(row.slice(x + 1));
  const regressed = sum(row.slice(1, x));
  const after = counts.reduce((total, from) => total + from[x], 0);
  const gained = counts[0][x];
  return {
    stage,
    before,
    after,
    stayed,
    deepened,
    regressed,
    lost: row[0],
    entered: after - stayed - gained,
    gained,
    deepeningRate: x === counts.length - 1 ? null : ratio(deepened, before),
    conversionRate: ratio(deepened + regressed, before),
    regressionRate: ratio(regressed, before),
    lossRate: ratio(row[0], before),
  };
}

function totalsOf(rows: readonly StageFlowRow[], customers: number): StageFlowTotals {
  const total = (key: "before" | "after" | "stayed" | "deepened" | "regressed" | "lost" | "gained"): number =>
    rows.reduce((soFar, row) => soFar + row[key], 0);
  const before = total("before");
  const deepened = total("deepened");
  const regressed = total("regressed");
  return {
    customers,
    before,
    after: total("after"),
    stayed: total("stayed"),
    deepened,
    regressed,
    lost: total("lost"),
    gained: total("gained"),
    deepeningRate: ratio(deepened, before - rows[rows.length - 1].before),
    conversionRate: ratio(deepened + regressed, before),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** The position of a stage of a model by the id that a caller gave. */
export type StagePositions = (path: string, id: unknown) => number;

/** The position of a stage's id in the model; `NO_STAGE` for `null`. */
export function stagePositions(where: string, model: StageModel): StagePositions {
  const positions = new Map<unknown, number>(model.stages.map(({ id }, position) => [id, position]));
  positions.set(null, NO_STAGE);
  return (path, id) => {
    const position = positions.get(id);
    if (position === undefined)
      throw optionError("UNKNOWN_NAME", where, path, `be a stage of "${model.id}", or null`, id);
    return position;
  };
}
