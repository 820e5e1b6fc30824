import { ExactRank } from "./exact-rank.js";
import type { LifecycleModel } from "./lifecycle-model.js";
import type { LifecycleRule, LifecycleSteps, OwnGapShareRule, PersonalMultipleRule } from "./lifecycle-rule.js";
import { RunningGaps } from "./running-gaps.js";

/** A silence that nobody reaches: longer than the calendar. */
export const NO_LIMIT: number = 2 ** 31 - 1;

/**
 * From how many days of silence a customer is in each state, as the purchases of one customer after the other go by. A step that the rule
 * has not is where the next one is, so that nobody stays on it.
 */
export interface SilenceLimits {
  readonly atRisk: number;
  readonly lapsed: number;
  readonly lost: number;
  /** Begins a customer, who has no gap yet. */
  reset(): void;
  /** One more gap of the customer. */
  add(gap: number): void;
}

/** Whether each customer has thresholds of the own. */
export function isPersonal(rule: LifecycleRule): rule is PersonalMultipleRule | OwnGapShareRule {
  return rule.method === "ownGapShare" || (rule.method === "personalMultiple" && rule.cycle !== "population");
}

/** The limits of a model. */
export function limitsOf(model: LifecycleModel): SilenceLimits {
  const { rule } = model;
  if (!isPersonal(rule)) return new CommonLimits(model);
  if (rule.method === "ownGapShare") return new ShareLimits(model, rule);
  return rule.cycle === "median" ? new MedianLimits(model, rule) : new MeanLimits(model, rule);
}

class CommonLimits implements SilenceLimits {
  readonly #atRisk: number;
  readonly #lapsed: number;
  readonly #lost: number;
  atRisk: number;
  lapsed: number;
  lost: number;

  constructor({ thresholds }: LifecycleModel) {
    this.lost = this.#lost = thresholds.lost ?? NO_LIMIT;
    this.lapsed = this.#lapsed = thresholds.lapsed ?? this.#lost;
    this.atRisk = this.#atRisk = thresholds.atRisk ?? this.#lapsed;
  }

  reset(): void {
    this.atRisk = this.#atRisk;
    this.lapsed = this.#lapsed;
    this.lost = this.#lost;
  }

  add(_gap: number): void {
    // Everybody's limits are the same.
  }

  protected set(limitOf: (step: number) => number, steps: LifecycleSteps): void {
    this.lost = limitOf(steps.lost);
    this.lapsed = steps.lapsed === null ? this.lost : limitOf(steps.lapsed);
    this.atRisk = steps.atRisk === null ? this.lapsed : limitOf(steps.atRisk);
  }
}

/**
 * Multiples of (sum + k m0) / (count + k), k being 0 for the own mean as it is. With m0 = gapDays / gaps it is the quotient of
 * (sum gaps + k gapDays) and (count + k) gaps: of integers, if k is one, so that a silence of exactly a multiple is not beyond it.
 */
class MeanLimits extends CommonLimits {
  readonly #rule: PersonalMultipleRule;
  readonly #shrinkage: number;
  readonly #scale: number;
  readonly #pull: number;
  readonly #minGaps: number;
  #count = 0;
  #sum = 0;

  constructor(model: LifecycleModel, rule: PersonalMultipleRule) {
    super(model);
    const { gaps, gapDays } = model.fittedOn;
    this.#rule = rule;
    this.#shrinkage = model.shrinkage ?? 0;
    this.#scale = this.#shrinkage === 0 ? 1 : gaps;
    this.#pull = this.#shrinkage * gapDays;
    this.#minGaps = rule.minGaps ?? 1;
  }

  override reset(): void {
    super.reset();
    this.#count = 0;
    this.#sum = 0;
  }

  override add(gap: number): void {
    this.#count++;
    this.#sum += gap;
    if (this.#count < this.#minGaps) return;
    const total = this.#sum * this.#scale + this.#pull;
    const weight = (this.#count + this.#shrinkage) * this.#scale;
    const { atRisk, lapsed, lost } = this.#rule;
    this.lost = beyond(lost * total, weight);
    this.lapsed = lapsed === null ? this.lost : beyond(lapsed * total, weight);
    this.atRisk = atRisk === null ? this.lapsed : beyond(atRisk * total, weight);
  }
}

class MedianLimits extends CommonLimits {
  readonly #rule: PersonalMultipleRule;
  readonly #gaps = new RunningGaps();

  constructor(model: LifecycleModel, rule: PersonalMultipleRule) {
    super(model);
    this.#rule = rule;
  }

  override reset(): void {
    super.reset();
    this.#gaps.clear();
  }

  override add(gap: number): void {
    this.#gaps.add(gap);
    if (this.#gaps.count < (this.#rule.minGaps as number)) return;
    const median = this.#gaps.median();
    this.set((multiple) => beyond(multiple * median, 1), this.#rule);
  }
}

class ShareLimits extends CommonLimits {
  readonly #rule: OwnGapShareRule;
  readonly #ranks: ReadonlyMap<number, ExactRank>;
  readonly #gaps = new RunningGaps();

  constructor(model: LifecycleModel, rule: OwnGapShareRule) {
    super(model);
    this.#rule = rule;
    const shares = [rule.atRisk, rule.lapsed, rule.lost].filter((share) => share !== null);
    this.#ranks = new Map(shares.map((share) => [share, new ExactRank(share, 1)]));
  }

  override reset(): void {
    super.reset();
    this.#gaps.clear();
  }

  override add(gap: number): void {
    this.#gaps.add(gap);
    const { count } = this.#gaps;
    if (count < this.#rule.minGaps) return;
    this.set((share) => this.#gaps.atRank((this.#ranks.get(share) as ExactRank).of(count)) + 1, this.#rule);
  }
}

/** The first whole day beyond a quotient. */
export function beyond(dividend: number, divisor: number): number {
  const days = Math.floor(dividend / divisor) + 1;
  // Where there was no gap to fit on, nothing is divided by nothing.
  return Number.isNaN(days) ? NO_LIMIT : Math.min(days, NO_LIMIT);
}
