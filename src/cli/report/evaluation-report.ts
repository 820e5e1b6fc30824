import type { ChurnEvaluation } from "../../churn/churn-evaluation.js";
import { inCommandWords } from "./churn-words.js";
import { countText, shareText } from "./number-text.js";
import { textTable } from "./text-table.js";

/** What was compared, the table of it, and what to make of it. */
export function evaluationText(evaluation: ChurnEvaluation, none: string): string[] {
  const { horizonDays, cutoff, until, customers, lost, baseRate, trainedAt } = evaluation;
  return [
    `Foretold on ${cutoff} for the ${horizonDays} days to ${until}: ${countText(lost)} of ${countText(customers)} customers did not buy (${shareText(baseRate ?? 0)})`,
    "",
    ...candidateTable(evaluation, none),
    "",
    "The best first, by log loss. AUC: higher is better, 0.5 is chance. Brier, log loss, calibration error (ECE): lower is better.",
    "Lift: how many times as often as all customers the tenth with the highest risk did not buy. Bias: above 0 the risks are too high.",
    `Orders: error per customer. logistic and the rules of thumb learnt on ${trainedAt}; nothing after ${cutoff} was known.`,
  ];
}

function candidateTable({ candidates }: ChurnEvaluation, none: string): string[] {
  const text = (value: number | null | undefined, places: number): string => value?.toFixed(places) ?? none;
  const columns = ["AUC", "Brier", "log loss", "ECE", "lift", "bias", "orders"];
  return textTable(
    [{ title: "model", align: "left" }, ...columns.map((title) => ({ title, align: "right" }) as const)],
    candidates.map(({ name, metrics, orders }) => [
      name,
      text(metrics.auc, 4),
      text(metrics.brier?.score, 4),
      text(metrics.logLoss, 4),
      text(metrics.calibrationError, 4),
      text(metrics.lift[0]?.lift, 3),
      text(metrics.bias, 4),
      text(orders?.meanAbsoluteError, 4),
    ]),
  );
}

/** What to know of candidates, one sentence each. */
export function candidateNotes({ warnings, candidates }: ChurnEvaluation): string[] {
  return [
    ...warnings.map(({ message }) => inCommandWords(message)),
    ...candidates.flatMap((candidate) =>
      candidate.warnings.map(({ message }) => `${candidate.name}: ${inCommandWords(message)}`),
    ),
  ];
}
