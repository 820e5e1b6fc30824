import { formatDay } from "../input/days/format-day.js";
import { parseDayText } from "../input/days/parse-day-text.js";
import { classifyStages } from "../stages/classify-stages.js";
import { stageFlow } from "../stages/stage-flow.js";
import type { StageResult } from "../stages/stage-result.js";
import { readStageData, type StageFiles } from "./csv/read-stage-data.js";
import { readCommandLine } from "./flags/command-line.js";
import { explained } from "./flags/explain-error.js";
import { inputFile } from "./flags/input-file.js";
import { checkEarlier, stagesDays } from "./flags/stages-days.js";
import { stagesPick } from "./flags/stages-expiring.js";
import { refuseUnseen, STAGES_FLAGS, STAGES_HELP } from "./flags/stages-flags.js";
import { type ChosenModel, stageModelFromFlags } from "./flags/stages-model.js";
import { stagesSources } from "./flags/stages-sources.js";
import { type Console, lines } from "./output/console-stream.js";
import { outputsFromFlags, writeOutputs } from "./output/segment-outputs.js";
import { StagesCsv } from "./output/stages-outputs.js";
import { judgeStageRows, notesText, nothingYet, refuseDoublePurchases } from "./report/stages-notes.js";
import { pickedCustomers } from "./report/stages-picked.js";
import { jsonReport, textReport } from "./report/stages-report.js";
import { refuseStrangers } from "./report/stages-types.js";

const COMMAND = "rfm-kit stages";

/** `rfm-kit stages`: events in a CSV file become customers in stages, and two days a flow between them. */
export async function stages(argv: readonly string[], { out, err }: Console): Promise<void> {
  const line = readCommandLine(COMMAND, STAGES_FLAGS, argv);
  if (line.has("help")) return out.write([STAGES_HELP]);
  // All that can be wrong with the call is found before the events, which may take long, are read.
  const input = inputFile(COMMAND, line, "events");
  const chosen = await stageModelFromFlags(line);
  const sources = await stagesSources(COMMAND, line, chosen);
  const { types, dayOfInstant } = sources.eventSettings;
  const days = stagesDays(line, dayOfInstant);
  const pick = stagesPick(line, chosen.model);
  refuseUnseen(line);
  const outputs = await outputsFromFlags(line, input);

  const files = await readStageData(input, sources, err);
  judgeStageRows(line, files);
  refuseStrangers(chosen, files.events, types);
  refuseDoublePurchases(files);
  const result = stagesOn(chosen, files, days.asOf);
  const day = parseDayText(result.asOf, dayOfInstant);
  checkEarlier(days.compare, day);
  await err.write(lines(notesText(chosen, files, line, types, result)));
  const failure = nothingYet(files, result);
  if (failure !== null) throw failure;

  const before = days.compare === null ? null : stagesOn(chosen, files, days.compare);
  const flow = before === null ? null : stageFlow(before, result);
  const picked = pick === null ? null : pickedCustomers(result, day, pick);
  const csv = new StagesCsv(result, before, picked?.rows ?? null);
  const written = await writeOutputs(outputs, { model: result.model, size: csv.size, csv }, out);
  const report = { chosen, files, result, day, flow, picked, isExplained: line.has("explain"), written };
  if (line.has("json")) await out.write([jsonReport(report)]);
  else await (outputs.customers === "-" ? err : out).write(lines(textReport(report, process.env)));
  await err.write(lines(written.notes));
}

/** The stages of all customers of the files on a day: on each day the same customers in the same order. */
function stagesOn({ name, model }: ChosenModel, files: StageFiles, day: number | null): StageResult {
  const { events, orders, profiles } = files;
  const data = {
    events: events.data.log,
    ...(orders === null ? {} : { ledger: orders.data.ledger }),
    ...(profiles === null ? {} : { profiles: profiles.data.profiles }),
    ...(day === null ? {} : { asOf: formatDay(day) }),
  };
  return explained(1, name, () => classifyStages(model, data));
}
