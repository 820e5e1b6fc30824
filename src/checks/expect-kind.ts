import { RfmError, spell } from "../errors.js";

const BUYING = "a model of buying, which loadBuyingModel takes";

/** What the kinds of saved objects are, and who takes them. */
export const MODEL_KINDS: { readonly [kind: string]: string } = {
  "rfm-kit/rfm": "a model of rfm, which loadModel takes",
  "rfm-kit/segments": "a segment map, which rfm takes",
  "rfm-kit/bins": "bins, which applyBins takes",
  "rfm-kit/lifecycle": "a lifecycle model, which loadLifecycle takes",
  "rfm-kit/stages": "a model of stages, which classifyStages takes",
  "rfm-kit/churn": "a model of churn, which loadChurnModel takes",
  "rfm-kit/logistic": "a logistic regression, which predictLogistic takes",
  "rfm-kit/gamma-gamma": "a model of spend, which expectedSpend takes",
  "rfm-kit/nbd": BUYING,
  "rfm-kit/bg-nbd": BUYING,
  "rfm-kit/mbg-nbd": BUYING,
  "rfm-kit/bg-cnbd": BUYING,
  "rfm-kit/mbg-cnbd": BUYING,
  "rfm-kit/pareto-nbd": BUYING,
  "rfm-kit/bg-bb": BUYING,
};

/** The kind of a model. Of another one it is said what it is, and who takes it. */
export function expectKind(where: string, path: string, kind: unknown, requirement: string, holds: boolean): void {
  if (holds) return;
  const received = spell(kind);
  const other = typeof kind === "string" && Object.hasOwn(MODEL_KINDS, kind) ? `, ${MODEL_KINDS[kind]}` : "";
  const message = `${where}: ${path} must be ${requirement}; received ${received}${other}`;
  throw new RfmError("BAD_MODEL", message, { path, received });
}
