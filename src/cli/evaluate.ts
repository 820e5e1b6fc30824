import { CHURN_MODELS } from "../churn/churn-model.js";
import { type EvaluateChurnOptions, evaluateChurn } from "../churn/evaluate-churn.js";
import { formatFromFlags } from "./csv/csv-format.js";
import { readChurnFiles } from "./csv/read-churn-files.js";
import { EVALUATE_FLAGS, EVALUATE_HELP } from "./flags/churn-flags.js";
import { checkModelName, horizonFrom, LOGISTIC } from "./flags/churn-scoring.js";
import { dataError } from "./flags/cli-error.js";
import { type CommandLine, readCommandLine } from "./flags/command-line.js";
import { checkDay } from "./flags/day-option.js";
import { explained } from "./flags/explain-error.js";
import { featureFiles, featureOptions } from "./flags/feature-files.js";
import { inputFile } from "./flags/input-file.js";
import { asOfFrom, settingsFrom } from "./flags/order-settings.js";
import { type Console, lines } from "./output/console-stream.js";
import { noteLines, rowNotes } from "./report/account-text.js";
import { featureNotes, judgeChurnRows, rowsOf } from "./report/churn-files-notes.js";
import { candidateNotes, evaluationText } from "./report/evaluation-report.js";
import { glyphsFor } from "./report/glyphs.js";

const COMMAND = "rfm-kit evaluate";

/** `rfm-kit evaluate`: how well models of churn would have foretold what happened in a CSV file of orders. */
export async function evaluate(argv: readonly string[], { out, err }: Console): Promise<void> {
  const line = readCommandLine(COMMAND, EVALUATE_FLAGS, argv);
  if (line.has("help")) return out.write([EVALUATE_HELP]);
  const input = inputFile(COMMAND, line);
  const format = formatFromFlags(COMMAND, line);
  const settings = settingsFrom(line, {});
  const cutoff = line.text("cutoff");
  if (cutoff !== undefined) checkDay("cutoff", cutoff, settings.dayOfInstant);
  const options: EvaluateChurnOptions = {
    ...asOfFrom(line, settings),
    horizonDays: horizonFrom(line),
    cutoff,
    candidates: candidatesFrom(line),
  };
  const isUsed = options.candidates?.includes(LOGISTIC) ?? true;
  const features = featureFiles(COMMAND, line, settings, isUsed ? null : `--models ${line.text("models")}`);

  const files = await readChurnFiles(input, format, settings, features, err);
  const { name, data, account } = files.orders;
  const own = featureOptions(features, files, false);
  const evaluation = explained(1, null, () => evaluateChurn(data.ledger, { ...options, ...own }));
  judgeChurnRows(line, files);
  if (evaluation.winner === null) {
    throw dataError(
      `${name} has no customer with an order by ${evaluation.cutoff}, the cut-off; choose a shorter --horizon or another --cutoff`,
    );
  }
  const notes = [...noteLines(rowNotes(account, data.ledger.decimals)), ...featureNotes(files, features.eventTypes)];
  await err.write(lines([...notes, ...candidateNotes(evaluation)]));
  if (line.has("json")) {
    await out.write([`${JSON.stringify({ input: name, ...rowsOf(files), evaluation }, null, 2)}\n`]);
  } else await out.write(lines(evaluationText(evaluation, glyphsFor(process.env).none)));
}

function candidatesFrom(line: CommandLine): EvaluateChurnOptions["candidates"] {
  return line
    .text("models")
    ?.split(",")
    .map((model) => checkModelName("models", model.trim(), CHURN_MODELS));
}
