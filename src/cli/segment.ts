import { openSource } from "./csv/byte-source.js";
import { formatFromFlags } from "./csv/csv-format.js";
import { CustomersCsv } from "./csv/customers-csv.js";
import { isAnsweredBySums } from "./csv/read-measurable.js";
import { measurableReading, readTold } from "./csv/told-files.js";
import { readCommandLine } from "./flags/command-line.js";
import { inputFile } from "./flags/input-file.js";
import { scoringFromFlags } from "./flags/scoring.js";
import { SEGMENT_FLAGS, SEGMENT_HELP } from "./flags/segment-flags.js";
import { type Console, lines } from "./output/console-stream.js";
import { outputsFromFlags, writeOutputs } from "./output/segment-outputs.js";
import { notesText } from "./report/account-text.js";
import { judgeRows, nobodyCountsIn } from "./report/judge.js";
import { jsonReport, textReport } from "./report/segment-report.js";

const COMMAND = "rfm-kit segment";

/**
 * `rfm-kit segment`: orders in a CSV file become segmented customers. `isKept` has the orders kept also where sums would do, which
 * changes nothing of what is told.
 */
export async function segment(argv: readonly string[], { out, err }: Console, isKept = false): Promise<void> {
  const line = readCommandLine(COMMAND, SEGMENT_FLAGS, argv);
  if (line.has("help")) return out.write([SEGMENT_HELP]);
  // All that can be wrong with the call is found before the orders, which may take long, are read.
  const input = inputFile(COMMAND, line);
  const format = formatFromFlags(COMMAND, line);
  const scoring = await scoringFromFlags(line);
  const outputs = await outputsFromFlags(line, input);

  const { settings, question } = scoring;
  const reading = measurableReading(format, settings, question, isKept || !isAnsweredBySums(format, question));
  const { name, data, account } = await readTold(await openSource(input), err, false, reading);
  const { orders } = data;
  const result = scoring.score(orders);
  await err.write(lines(notesText(account, result, line.has("order"))));
  judgeRows(line, name, account);
  if (result.size === 0) throw nobodyCountsIn(name, result.asOf, result.table.measure.window, orders.orderDays());

  const { model, size } = result;
  const written = await writeOutputs(outputs, { model, size, csv: new CustomersCsv(result) }, out);
  const report = { input: name, orders, account, result, written };
  if (line.has("json")) await out.write([jsonReport(report)]);
  else await (outputs.customers === "-" ? err : out).write(lines(textReport(report, process.env)));
  await err.write(lines(written.notes));
}
