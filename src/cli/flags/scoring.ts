import type { BinsOption } from "../../binning/bin-spec.js";
import { checkOneOf } from "../../checks/check-options.js";
import type { Settings } from "../../input/order-options.js";
import { loadModel } from "../../rfm/load-model.js";
import { checkMonetary, checkWindow } from "../../rfm/measure-definition.js";
import { rfm } from "../../rfm/rfm.js";
import type { RfmResult } from "../../rfm/rfm-result.js";
import { scoreRfm } from "../../rfm/score-rfm.js";
import type { SegmentMap } from "../../segments/segment-map.js";
import type { MeasurableOrders, Question } from "../csv/read-measurable.js";
import { binsFromFlags } from "./bins-from-flags.js";
import { usageError } from "./cli-error.js";
import type { CommandLine } from "./command-line.js";
import { explained, explainedIn } from "./explain-error.js";
import { readJson } from "./json-file.js";
import { wholeNumber } from "./number-options.js";
import { asOfFrom, settingsFrom } from "./order-settings.js";
import { refuseOthers } from "./refuse-others.js";
import { segmentsFromFlag } from "./segments-from-flag.js";

/** How orders are read and scored: everything that the flags say about it, checked. */
export interface Scoring {
  readonly settings: Settings;
  readonly question: Question;
  score(orders: MeasurableOrders): RfmResult;
}

const FITTED = ["window", "frequency", "monetary", "bins", "method", "nested", "segments"];
const THRESHOLDS = ["thresholds-recency", "thresholds-frequency", "thresholds-monetary"];

/** What the flags ask for: to fit bins to these orders, or to score by a model that was fitted before. */
export async function scoringFromFlags(line: CommandLine): Promise<Scoring> {
  const path = line.text("model");
  return path === undefined ? fitting(line) : byModel(line, path);
}

async function fitting(line: CommandLine): Promise<Scoring> {
  const settings = settingsFrom(line, {});
  const asOf = asOfFrom(line, settings);
  const window = wholeNumber(line, "window");
  const measures = explained(2, null, () => ({
    ...(window === undefined ? {} : { window: checkWindow("segment", window) as number }),
    frequency: checkOneOf("segment", "--frequency", line.text("frequency") ?? "orders", ["orders", "days"]),
    monetary: checkMonetary("segment", "--monetary", line.text("monetary")),
  }));
  const given = line.text("segments");
  const segments = await segmentsFromFlag(given ?? "connectif-11");
  const bins = binsFromFlags(line, given === undefined ? null : (segments?.shape ?? null));
  refuseOtherShape(segments, bins, given ?? "connectif-11");
  return {
    settings,
    question: { asOf, measures },
    score: (orders) =>
      explained(1, null, () => rfm(orders.measure("rfm", measures), { bins, nested: line.has("nested"), segments })),
  };
}

async function byModel(line: CommandLine, path: string): Promise<Scoring> {
  const conflict = [...FITTED, ...THRESHOLDS].find((flag) => line.has(flag));
  if (conflict !== undefined) {
    throw usageError(`--${conflict} cannot be given with --model: the model has it; leave one of them out`);
  }
  const json = await readJson("which --model names", path);
  refuseOthers(path, json, ["rfm-kit/rfm"]);
  const model = explainedIn(path, () => loadModel(json));
  const { decimals, currency, refunds, timeZone } = model.measure;
  const settings = settingsFrom(line, { decimals, refunds, timeZone, ...(currency === null ? {} : { currency }) });
  const asOf = asOfFrom(line, settings);
  for (const [flag, own, models] of [
    ["decimals", settings.decimals, decimals],
    ["currency", settings.currency, currency],
    ["refunds", settings.refunds, refunds],
    ["time-zone", settings.timeZone, timeZone],
  ] as const) {
    if (own === models) continue;
    throw usageError(`--${flag} must be that of the model, ${models ?? "none"}, or be left out; received ${own}`);
  }
  const { window, frequency, monetary } = model.measure;
  const measures = { ...(window === null ? {} : { window }), frequency, monetary };
  return {
    settings,
    question: { asOf, measures },
    score: (orders) => explained(1, null, () => scoreRfm(orders.measure("scoreRfm", measures), model)),
  };
}

function refuseOtherShape(segments: SegmentMap | null, bins: BinsOption, name: string): void {
  if (segments === null || "method" in bins) return;
  const shape = [bins.recency.bins, bins.frequency.bins, bins.monetary.bins];
  if (shape.every((count, d) => count === segments.shape[d])) return;
  throw usageError(
    `--segments ${name} is made for ${segments.shape.join(" x ")} bins, and the flags ask for ${shape.join(" x ")}; use --segments none for scores only, or --segments FILE.json with a map of ${shape.join(" x ")}`,
  );
}
