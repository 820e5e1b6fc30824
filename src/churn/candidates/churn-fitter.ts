import { fitBgNbd } from "../../buying/bg-nbd/fit-bg-nbd.js";
import { fitMbgNbd } from "../../buying/bg-nbd/fit-mbg-nbd.js";
import type { BuyingModel } from "../../buying/buying-model.js";
import { fitNbd } from "../../buying/nbd/fit-nbd.js";
import { fitParetoNbd } from "../../buying/pareto-nbd/fit-pareto-nbd.js";
import type { RepeatPurchases } from "../../buying/repeat-purchases.js";
import { formatDay } from "../../input/days/format-day.js";
import type { Warning } from "../../input/ledger.js";
import { fitGammaGamma } from "../../value/fit-gamma-gamma.js";
import { type ChurnData, type Outcomes, outcomesOf, type Snapshot, snapshotOf } from "../churn-data.js";
import type { CalibratedRisk, ChurnModel, ChurnModelName, LogisticRisk, SilenceScore } from "../churn-model.js";
import { featureDefinition, featuresOf } from "../features/features.js";
import { calibrateScore } from "../heuristics/calibrate-score.js";
import { percentileCurve, survivalCurve } from "../heuristics/silence-curve.js";
import { meanGapOf, silenceScore } from "../heuristics/silence-score.js";
import { fitLogistic } from "../logistic/fit-logistic.js";

/** What is fitted but the spend, which a risk does not need. */
export type FittedRisk = Pick<ChurnModel, "name" | "risk" | "buying">;

/** The code of the warning that there was nobody to learn from. */
export const NO_TRAINING_DATA = "NO_TRAINING_DATA";

// With fewer the comparison would be decided by chance.
const LEAST_CUSTOMERS = 200;
const LEAST_OF_EACH = 20;
const NEXT_TO_NOTHING = 0.01;

type BuyingName = "mbg-nbd" | "bg-nbd" | "pareto-nbd" | "nbd";

const FITS: { readonly [Name in BuyingName]: (purchases: RepeatPurchases) => BuyingModel } = {
  "mbg-nbd": fitMbgNbd,
  "bg-nbd": fitBgNbd,
  "pareto-nbd": fitParetoNbd,
  nbd: fitNbd,
};

/**
 * Fits models to what was known on a day; what two of them need is made once. Those that learn from what became of customers look one
 * horizon further back, so that what they learn from ends on that day.
 */
export class ChurnFitter {
  readonly now: Snapshot;
  readonly #where: string;
  readonly #horizonDays: number;
  readonly #buying = new Map<BuyingName, BuyingModel>();
  #past: { readonly snapshot: Snapshot; readonly outcomes: Outcomes } | undefined;

  constructor(where: string, data: ChurnData, day: number | null, horizonDays: number) {
    this.#where = where;
    this.#horizonDays = horizonDays;
    this.now = snapshotOf(data, day);
  }

  /** What the last horizon lacks of what it takes to compare models; `null` where it tells enough. */
  missingHoldout(): string | null {
    const { lost } = this.#learnt().outcomes;
    const gone = lost.reduce((sum, label) => sum + label, 0);
    const came = lost.length - gone;
    const before = `had bought by ${this.trainedAt ?? "then"}, a horizon before`;
    if (lost.length < LEAST_CUSTOMERS) return `${lost.length} customers ${before}, fewer than ${LEAST_CUSTOMERS}`;
    if (came < LEAST_OF_EACH)
      return `of ${lost.length} who ${before}, ${came} bought again, fewer than ${LEAST_OF_EACH}`;
    if (gone >= LEAST_OF_EACH) return null;
    return `of ${lost.length} who ${before}, ${gone} did not buy again, fewer than ${LEAST_OF_EACH}`;
  }

  /** The cut-off at which labels are learnt. */
  get trainedAt(): string | null {
    const { day } = this.#learnt().snapshot;
    return day === null ? null : formatDay(day);
  }

  /** A model with its spend. */
  fit(name: ChurnModelName): ChurnModel {
    const { data, day } = this.now;
    const asOf = day === null ? null : formatDay(day);
    return Object.freeze<ChurnModel>({
      kind: "rfm-kit/churn",
      version: 1,
      ...this.fitRisk(name),
      horizonDays: this.#horizonDays,
      asOf,
      spend: fitGammaGamma(data.ledger, { purchases: "all", ...(asOf === null ? {} : { asOf }) }),
    });
  }

  fitRisk(name: ChurnModelName): FittedRisk {
    const { data, day } = this.now;
    switch (name) {
      case "mbg-nbd":
      case "bg-nbd":
      case "pareto-nbd":
      case "nbd":
        return { name, risk: Object.freeze({ by: "buying" }), buying: this.#fitBuying(name) };
      case "survival":
        return this.#withOrders(name, survivalCurve(data.ledger, day));
      case "pooled-percentile":
        return this.#withOrders(name, percentileCurve(data.ledger, day));
      case "logistic":
        return this.#withOrders(name, this.#fitLogistic());
      default:
        return this.#withOrders(name, this.#calibrate(name));
    }
  }

  /** What to know about a fit. */
  warningsOf({ name, risk, buying }: FittedRisk): readonly Warning[] {
    if (risk.by === "buying") return buying.fit.warnings;
    if ("until" in risk) {
      if (risk.by === "percentile" || risk.until >= this.#horizonDays) return [];
      // The risk is too high by S at the end of the curve at most, which is next to nothing where all came back.
      if ((risk.values.at(-1) ?? 1) <= NEXT_TO_NOTHING) return [];
      const seen =
        risk.until === 0
          ? "too few gaps were seen for even a day"
          : `gaps were seen for ${risk.until} days only, fewer than the horizon of ${this.#horizonDays}`;
      const message = `${seen}: the risk is too high`;
      return [{ code: "SHORT_FOLLOW_UP", message }];
    }
    const customers = risk.by === "score" ? risk.customers : risk.regression.fit.customers;
    const fit = risk.by === "logistic" ? risk.regression.fit.warnings : [];
    if (customers > 0) return fit;
    const message = `nobody had bought by ${risk.trainedAt ?? "the cut-off"}, where ${name} learns: it says one half of everybody`;
    return [{ code: NO_TRAINING_DATA, message }];
  }

  #withOrders(name: ChurnModelName, risk: FittedRisk["risk"]): FittedRisk {
    return { name, risk: Object.freeze(risk), buying: this.#fitBuying("mbg-nbd") };
  }

  #fitBuying(name: BuyingName): BuyingModel {
    const known = this.#buying.get(name);
    if (known !== undefined) return known;
    const model = FITS[name](this.now.purchases);
    this.#buying.set(name, model);
    return model;
  }

  #learnt(): { readonly snapshot: Snapshot; readonly outcomes: Outcomes } {
    if (this.#past === undefined) {
      const { data, day } = this.now;
      const snapshot = snapshotOf(data, day === null ? null : day - this.#horizonDays);
      this.#past = { snapshot, outcomes: outcomesOf(snapshot, this.#horizonDays) };
    }
    return this.#past;
  }

  #fitLogistic(): LogisticRisk {
    const { snapshot, outcomes } = this.#learnt();
    const definition = featureDefinition(snapshot);
    const features = featuresOf(this.#where, snapshot, definition);
    const regression = fitLogistic({ features, labels: outcomes.lost });
    return { by: "logistic", trainedAt: this.trainedAt, ...definition, regression };
  }

  #calibrate(score: SilenceScore): CalibratedRisk {
    const { snapshot, outcomes } = this.#learnt();
    const meanGap = meanGapOf(snapshot.purchases);
    const scores = silenceScore(score, snapshot.purchases, meanGap, this.#horizonDays);
    const rates = calibrateScore(this.#where, scores, outcomes.lost);
    return { by: "score", score, trainedAt: this.trainedAt, customers: scores.length, meanGap, ...rates };
  }
}
