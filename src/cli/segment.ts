import { openSource } from "./csv/byte-source.js";
import { formatFromFlags } from "./csv/csv-format.js";
import { readOrders } from "./csv/read-orders.js";
import { usageError } from "./flags/cli-error.js";
import { type CommandLine, readCommandLine } from "./flags/command-line.js";
import { scoringFromFlags } from "./flags/scoring.js";
import { SEGMENT_FLAGS, SEGMENT_HELP } from "./flags/segment-flags.js";
import { type Console, lines } from "./output/console-stream.js";
import { Progress } from "./output/progress.js";
import { outputsFromFlags, writeOutputs } from "./output/segment-outputs.js";
import { accountText, notesText } from "./report/account-text.js";
import { judge } from "./report/judge.js";
import { accountOf } from "./report/row-account.js";
import { jsonReport, textReport } from "./report/segment-report.js";

const COMMAND = "rfm-kit segment";

/** `rfm-kit segment`: orders in a CSV file become segmented customers. */
export async function segment(argv: readonly string[], { out, err }: Console): Promise<void> {
  const line = readCommandLine(COMMAND, SEGMENT_FLAGS, argv);
  if (line.has("help")) return out.write([SEGMENT_HELP]);
  // All that can be wrong with the call is found before the orders, which may take long, are read.
  const input = inputOf(line);
  const format = formatFromFlags(COMMAND, line);
  const scoring = await scoringFromFlags(line);
  const outputs = await outputsFromFlags(line, input);

  const source = await openSource(input);
  const progress = new Progress(process.stderr, source.size);
  const orders = await readOrders(source, format, scoring.settings, progress).finally(() => progress.clear());
  const account = accountOf(orders);
  await err.write(lines(accountText(account)));
  const result = scoring.score(orders.ledger);
  await err.write(lines(notesText(account, result, line.has("order"))));
  judge(line, source.name, account, result, orders.ledger);

  const written = await writeOutputs(outputs, result, out);
  const report = { input: source.name, orders, account, result, written };
  if (line.has("json")) await out.write([jsonReport(report)]);
  else await (outputs.customers === "-" ? err : out).write(lines(textReport(report, process.env)));
  await err.write(lines(written.notes));
}

function inputOf({ positionals }: CommandLine): string {
  if (positionals.length === 1) return positionals[0];
  if (positionals.length > 1) {
    const extra = JSON.stringify(positionals[1]);
    throw usageError(`${COMMAND} reads one file; ${extra} is one too many (values with blanks need quotes)`);
  }
  throw usageError(`${COMMAND} needs a CSV file of orders, or - for standard input; see ${COMMAND} --help`);
}
