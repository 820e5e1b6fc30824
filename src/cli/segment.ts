import { accountText, notesText } from "./account-text.js";
import { openSource } from "./byte-source.js";
import { usageError } from "./cli-error.js";
import { type CommandLine, readCommandLine } from "./command-line.js";
import { type Console, lines } from "./console-stream.js";
import { formatFromFlags } from "./csv-format.js";
import { judge } from "./judge.js";
import { Progress } from "./progress.js";
import { readOrders } from "./read-orders.js";
import { accountOf } from "./row-account.js";
import { scoringFromFlags } from "./scoring.js";
import { SEGMENT_FLAGS, SEGMENT_HELP } from "./segment-flags.js";
import { outputsFromFlags, writeOutputs } from "./segment-outputs.js";
import { jsonReport, textReport } from "./segment-report.js";

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
