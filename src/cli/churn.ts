import { formatFromFlags } from "./csv/csv-format.js";
import { readChurnFiles } from "./csv/read-churn-files.js";
import { CHURN_FLAGS, CHURN_HELP } from "./flags/churn-flags.js";
import { churnFromFlags } from "./flags/churn-scoring.js";
import { readCommandLine } from "./flags/command-line.js";
import { inputFile } from "./flags/input-file.js";
import { RisksCsv } from "./output/churn-outputs.js";
import { type Console, lines } from "./output/console-stream.js";
import { outputsFromFlags, writeOutputs } from "./output/segment-outputs.js";
import { judgeChurnRows } from "./report/churn-files-notes.js";
import { jsonReport, notesText, textReport } from "./report/churn-report.js";
import { nobodyCounts } from "./report/judge.js";

const COMMAND = "rfm-kit churn";

/** `rfm-kit churn`: orders in a CSV file become customers with the risk that they do not buy again. */
export async function churn(argv: readonly string[], { out, err }: Console): Promise<void> {
  const line = readCommandLine(COMMAND, CHURN_FLAGS, argv);
  if (line.has("help")) return out.write([CHURN_HELP]);
  // All that can be wrong with the call is found before the orders, which may take long, are read.
  const input = inputFile(COMMAND, line);
  const format = formatFromFlags(COMMAND, line);
  const scoring = await churnFromFlags(COMMAND, line);
  const outputs = await outputsFromFlags(line, input);

  const files = await readChurnFiles(input, format, scoring.settings, scoring.features, err);
  const { name, data } = files.orders;
  const { ledger } = data;
  const { decimals } = ledger;
  const result = scoring.score(files);
  judgeChurnRows(line, files);
  if (result.size === 0) throw nobodyCounts(name, result.asOf, null, ledger);
  await err.write(lines(notesText(files, scoring.features.eventTypes, result, decimals)));

  const { model, size } = result;
  const written = await writeOutputs(outputs, { model, size, csv: new RisksCsv(result, decimals) }, out);
  const { maxRisk } = scoring;
  const saveFirst = scoring.saveFirst === 0 ? null : result.saveFirst(scoring.saveFirst, { maxRisk });
  const report = { input: name, files, result, saveFirst, maxRisk, decimals, written };
  if (line.has("json")) await out.write([jsonReport(report)]);
  else await (outputs.customers === "-" ? err : out).write(lines(textReport(report, process.env)));
  await err.write(lines(written.notes));
}
