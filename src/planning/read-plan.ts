import { checkInteger, checkOptions } from "../checks/check-options.js";
import { optionError, RfmError } from "../errors.js";
import { fractionOf } from "../math/fraction-of.js";
import { compare, minus, nearestNumber, ONE, over, plus, type Rational, ZERO } from "../math/rational.js";
import { readMinor, readPart } from "./read-number.js";
import { type CheckedNewStage, type CheckedStage, readStages } from "./read-stages.js";

/** A plan that was checked: every number as the fraction that its shortest decimal text spells. */
export interface CheckedPlan {
  /** In minor units. */
  readonly target: bigint;
  readonly decimals: number;
  /** In minor units; `null` without a limit. */
  readonly budget: bigint | null;
  readonly newShare: Rational;
  readonly stages: readonly CheckedStage[];
  /** How the target of new customers is divided, one weight for each new stage; not all 0 unless the target is. */
  readonly newWeights: readonly Rational[];
  readonly couponDepths: readonly number[];
}

/** Checks a definition; what it throws by itself, by a getter or a proxy, is a fault of the definition, too. */
export function readPlan(where: string, definition: unknown): CheckedPlan {
  try {
    return readDefinition(where, definition);
  } catch (error) {
    if (error instanceof RfmError) throw error;
    throw optionError("WRONG_TYPE", where, "plan", "be plain data", "what cannot be read");
  }
}

type Untyped = { readonly [key: string]: unknown };

function readDefinition(where: string, definition: unknown): CheckedPlan {
  checkOptions(where, definition, ["target", "newShare", "stages", "couponDepths", "budget", "decimals"], "plan");
  const { target, newShare, stages: given, couponDepths, budget, decimals: places = 2 } = definition as Untyped;
  const decimals = checkInteger(where, "plan.decimals", places, 0, 9);
  const goal = readMinor(where, "plan.target", target, decimals);
  const stages = readStages(where, given);
  const share = shareOfNew(where, newShare, stages);
  const newStages = stages.filter((stage) => stage.kind === "new");
  const newWeights = weightsOfNew(where, newStages);
  if (goal > 0n && share.num > 0n && isAllZero(newWeights)) {
    throw optionError(
      "OUT_OF_RANGE",
      where,
      "plan.stages",
      "have a new stage with pastGmv above 0, or share for every new stage",
      "none",
    );
  }
  return {
    target: goal,
    decimals,
    budget: readBudget(where, budget, decimals, newStages),
    newShare: share,
    stages,
    newWeights,
    couponDepths: readDepths(where, couponDepths),
  };
}

/** A limit that costs cannot be held against would be no limit. */
function readBudget(
  where: string,
  value: unknown,
  decimals: number,
  stages: readonly CheckedNewStage[],
): bigint | null {
  if (value === undefined) return null;
  const unknown = stages.find(({ costPerUser }) => costPerUser === null);
  if (unknown === undefined) return readMinor(where, "plan.budget", value, decimals);
  const requirement = "be given where plan.budget is";
  throw optionError("MISSING_OPTION", where, `${unknown.path}.costPerUser`, requirement, undefined);
}

/** The part of the target that falls to new customers: as stated, or as it was in the past. */
function shareOfNew(where: string, value: unknown, stages: readonly CheckedStage[]): Rational {
  const kinds = new Set(stages.map(({ kind }) => kind));
  if (value !== undefined) {
    const share = readPart(where, "plan.newShare", value);
    const rest = minus(ONE, share);
    const idle = share.num > 0n && !kinds.has("new") ? "0" : rest.num > 0n && !kinds.has("existing") ? "1" : null;
    if (idle === null) return share;
    const missing = idle === "0" ? "new" : "existing";
    throw optionError("CONFLICTING_OPTIONS", where, "plan.newShare", `be ${idle} without ${missing} stages`, value);
  }
  if (kinds.size === 1) return kinds.has("new") ? ONE : ZERO;
  const all = stages.map((stage) => pastOf(where, stage, "plan.newShare"));
  const total = all.reduce(plus, ZERO);
  if (total.num === 0n)
    throw optionError("OUT_OF_RANGE", where, "plan.stages", "have pastGmv above 0 in sum, or give plan.newShare", 0);
  const past = all.filter((_, i) => stages[i].kind === "new").reduce(plus, ZERO);
  return over(past, total);
}

function pastOf(where: string, { path, pastGmv }: CheckedStage, instead: string): Rational {
  if (pastGmv !== null) return pastGmv;
  throw optionError("MISSING_OPTION", where, `${path}.pastGmv`, `be given, or ${instead}`, undefined);
}

// Thirds have no exact decimals: what sums to 1 but for rounding is meant to.
const SHARE_TOLERANCE: Rational = /* @__PURE__ */ fractionOf(1e-9);

function weightsOfNew(where: string, stages: readonly CheckedNewStage[]): readonly Rational[] {
  const isShared = stages.some(({ share }) => share !== null);
  if (!isShared) {
    return stages.length === 1 ? [ONE] : stages.map((stage) => pastOf(where, stage, "share for every new stage"));
  }
  const shares = stages.map(({ path, share }) => {
    if (share !== null) return share;
    throw optionError("MISSING_OPTION", where, `${path}.share`, "be given where other new stages have one", undefined);
  });
  const excess = minus(shares.reduce(plus, ZERO), ONE);
  const distance = excess.num < 0n ? minus(ZERO, excess) : excess;
  if (compare(distance, SHARE_TOLERANCE) <= 0) return shares;
  const sum = nearestNumber(plus(excess, ONE));
  throw optionError("OUT_OF_RANGE", where, "plan.stages", "have shares of new stages that sum to 1", sum);
}

function isAllZero(weights: readonly Rational[]): boolean {
  return weights.every(({ num }) => num === 0n);
}

const DEPTHS: readonly number[] = [0.05, 0.1, 0.15, 0.2];
const MOST_DEPTHS = 100;

function readDepths(where: string, value: unknown): readonly number[] {
  if (value === undefined) return DEPTHS;
  if (!Array.isArray(value) || value.length > MOST_DEPTHS) {
    throw optionError(
      "WRONG_TYPE",
      where,
      "plan.couponDepths",
      `be an array of at most ${MOST_DEPTHS} discounts`,
      value,
    );
  }
  return Array.from(value as unknown[], (depth, i) => {
    const path = `plan.couponDepths[${i}]`;
    const isDepth = typeof depth === "number" && depth >= 0 && depth < 1;
    if (depth !== undefined && !isDepth) {
      throw optionError("OUT_OF_RANGE", where, path, "be a number from 0 and below 1", depth);
    }
    readPart(where, path, depth);
    return depth as number;
  });
}
