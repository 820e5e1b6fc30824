import { formatDay } from "../input/days/format-day.js";
import { parseDayText } from "../input/days/parse-day-text.js";
import type { Ledger } from "../input/ledger.js";
import { lifecycle } from "../lifecycle/lifecycle.js";
import { lifecycleFlow } from "../lifecycle/lifecycle-flow.js";
import type { LifecycleResult } from "../lifecycle/lifecycle-result.js";
import { formatFromFlags } from "./csv/csv-format.js";
import { readInput } from "./csv/read-input.js";
import { readCommandLine } from "./flags/command-line.js";
import { explained } from "./flags/explain-error.js";
import { inputFile } from "./flags/input-file.js";
import { judgingFromFlags } from "./flags/judging.js";
import { LIFECYCLE_FLAGS, LIFECYCLE_HELP } from "./flags/lifecycle-flags.js";
import { checkEarlier } from "./flags/stages-days.js";
import { type Console, lines } from "./output/console-stream.js";
import { cyclesOf, StatesCsv } from "./output/lifecycle-outputs.js";
import { outputsFromFlags, writeOutputs } from "./output/segment-outputs.js";
import { judgeRows, nobodyCounts } from "./report/judge.js";
import { evidenceOf } from "./report/lifecycle-evidence.js";
import { jsonReport, notesText, textReport } from "./report/lifecycle-report.js";

const COMMAND = "rfm-kit lifecycle";

/** `rfm-kit lifecycle`: orders in a CSV file become customers who are new, active, at risk or lost. */
export async function lifecycleCommand(argv: readonly string[], { out, err }: Console): Promise<void> {
  const line = readCommandLine(COMMAND, LIFECYCLE_FLAGS, argv);
  if (line.has("help")) return out.write([LIFECYCLE_HELP]);
  // All that can be wrong with the call is found before the orders, which may take long, are read.
  const input = inputFile(COMMAND, line);
  const format = formatFromFlags(COMMAND, line, ["customer", "date"]);
  const judging = await judgingFromFlags(line);
  const outputs = await outputsFromFlags(line, input);

  const { name, orders, account } = await readInput(input, format, judging.settings, err);
  const { ledger } = orders;
  const result = judging.judge(ledger);
  const evidence = evidenceOf(ledger, result);
  await err.write(lines(notesText(line, account, result, evidence, ledger.decimals)));
  judgeRows(line, name, account);
  if (result.diagnostics.counted === 0) throw nobodyCounts(name, result.asOf, null, ledger);

  const { model, size } = result;
  const before = judging.compare === null ? null : earlier(ledger, result, judging.compare);
  const flow = before === null ? null : lifecycleFlow(before, result);
  const cycles = cyclesOf(ledger, result);
  const csv = new StatesCsv(result, cycles, flow?.previousState ?? null);
  const written = await writeOutputs(outputs, { model, size, csv }, out);
  const report = { input: name, rule: judging.name, account, result, evidence, cycles, flow, written };
  if (line.has("json")) await out.write([jsonReport(report)]);
  else await (outputs.customers === "-" ? err : out).write(lines(textReport(report, process.env)));
  await err.write(lines(written.notes));
}

/** The states on an earlier day by the same thresholds, so that only customers move. */
function earlier(ledger: Ledger, { asOf, model }: LifecycleResult, day: number): LifecycleResult {
  checkEarlier(day, parseDayText(asOf as string, Math.floor));
  return explained(1, null, () => lifecycle(ledger, { asOf: formatDay(day), model }));
}
