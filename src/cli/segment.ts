import { formatFromFlags } from "./csv/csv-format.js";
import { CustomersCsv } from "./csv/customers-csv.js";
import { readInput } from "./csv/read-input.js";
import { readCommandLine } from "./flags/command-line.js";
import { inputFile } from "./flags/input-file.js";
import { scoringFromFlags } from "./flags/scoring.js";
import { SEGMENT_FLAGS, SEGMENT_HELP } from "./flags/segment-flags.js";
import { type Console, lines } from "./output/console-stream.js";
import { outputsFromFlags, writeOutputs } from "./output/segment-outputs.js";
import { notesText } from "./report/account-text.js";
import { judgeRows, nobodyCounts } from "./report/judge.js";
import { jsonReport, textReport } from "./report/segment-report.js";

const COMMAND = "rfm-kit segment";

/** `rfm-kit segment`: orders in a CSV file become segmented customers. */
export async function segment(argv: readonly string[], { out, err }: Console): Promise<void> {
  const line = readCommandLine(COMMAND, SEGMENT_FLAGS, argv);
  if (line.has("help")) return out.write([SEGMENT_HELP]);
  // All that can be wrong with the call is found before the orders, which may take long, are read.
  const input = inputFile(COMMAND, line);
  const format = formatFromFlags(COMMAND, line);
  const scoring = await scoringFromFlags(line);
  const outputs = await outputsFromFlags(line, input);

  const { name, orders, account } = await readInput(input, format, scoring.settings, err);
  const result = scoring.score(orders.ledger);
  await err.write(lines(notesText(account, result, line.has("order"))));
  judgeRows(line, name, account);
  if (result.size === 0) throw nobodyCounts(name, result.asOf, result.table.measure.window, orders.ledger);

  const { model, size } = result;
  const written = await writeOutputs(outputs, { model, size, csv: new CustomersCsv(result) }, out);
  const report = { input: name, orders, account, result, written };
  if (line.has("json")) await out.write([jsonReport(report)]);
  else await (outputs.customers === "-" ? err : out).write(lines(textReport(report, process.env)));
  await err.write(lines(written.notes));
}
