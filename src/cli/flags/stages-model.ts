import { defineStages } from "../../stages/define-stages.js";
import { aipl } from "../../stages/presets/aipl.js";
import { aiplDatabank } from "../../stages/presets/aipl-databank.js";
import { aiplTechsun } from "../../stages/presets/aipl-techsun.js";
import { deeplink } from "../../stages/presets/deeplink.js";
import { jd4a } from "../../stages/presets/jd4a.js";
import { kuaishou5r } from "../../stages/presets/kuaishou5r.js";
import { o5a } from "../../stages/presets/o5a.js";
import { redAips } from "../../stages/presets/red-aips.js";
import { tencent5r } from "../../stages/presets/tencent5r.js";
import type { StageModel, StagesDefinition } from "../../stages/stage-model.js";
import { CliError, usageError } from "./cli-error.js";
import { didYouMean } from "./closest.js";
import type { CommandLine } from "./command-line.js";
import { explained, explainedIn } from "./explain-error.js";
import { isJsonFile, readJson } from "./json-file.js";
import { namePairs, uniquePairs } from "./name-pairs.js";
import { refuseOthers } from "./refuse-others.js";

/** The model that was asked for. */
export interface ChosenModel {
  /** As it was named. */
  readonly name: string;
  readonly model: StageModel;
}

/** A model of the library that is made with options. */
interface Preset {
  readonly make: (options: never) => StageModel;
  /** Stages whose windows no source gives. */
  readonly windows: readonly string[];
  /** Stages whose behaviours are not published; `null` where the model has them all. */
  readonly behaviours: readonly string[] | null;
}

const PRESETS: { readonly [name: string]: Preset | StageModel } = {
  "aipl-databank": aiplDatabank,
  "aipl-techsun": { make: aiplTechsun, windows: [], behaviours: null },
  aipl: { make: aipl, windows: [], behaviours: null },
  "o-5a": { make: o5a, windows: ["A1", "A2", "A3", "A4"], behaviours: null },
  "jd-4a": { make: jd4a, windows: ["aware", "appeal", "act", "advocate"], behaviours: null },
  "red-aips": { make: redAips, windows: ["A", "I", "TI", "P", "S"], behaviours: ["A", "I", "TI"] },
  "tencent-5r": { make: tencent5r, windows: ["R1", "R2", "R3", "R4", "R5"], behaviours: ["R1", "R2"] },
  "kuaishou-5r": { make: kuaishou5r, windows: ["R1", "R2", "R3", "R4", "R5"], behaviours: ["R1", "R2", "R3"] },
  deeplink: {
    make: deeplink,
    windows: ["discover", "engage", "enthuse", "perform", "initial", "numerous", "keen"],
    behaviours: ["discover", "engage", "enthuse", "perform", "keen"],
  },
};

/** The names of the models of the library. */
export const MODEL_NAMES: readonly string[] = Object.keys(PRESETS);

/** The model that --model, --windows and --behaviours ask for. */
export async function stageModelFromFlags(line: CommandLine): Promise<ChosenModel> {
  const name = line.text("model") ?? "aipl-databank";
  if (Object.hasOwn(PRESETS, name)) {
    const preset = PRESETS[name];
    if ("make" in preset) return { name, model: made(line, name, preset) };
    refuse(line, ["windows", "behaviours"], `--model ${name}: its windows are published; --model aipl takes others`);
    return { name, model: preset };
  }
  if (!isJsonFile(name)) {
    throw usageError(
      `--model must be ${MODEL_NAMES.join(", ")} or a file that ends in .json; received ${JSON.stringify(name)}${perhaps(name)}`,
    );
  }
  refuse(line, ["windows", "behaviours"], "a file: its rules have them");
  const json = await readJson("which --model names", name);
  refuseOthers(name, json, ["rfm-kit/stages"]);
  return { name, model: explainedIn(name, () => defineStages(json as StagesDefinition)) };
}

/** The models whose names begin like that, else the nearest. */
function perhaps(name: string): string {
  const start = name.toLowerCase();
  const names = MODEL_NAMES.filter((known) => known.startsWith(start));
  return names.length > 1 ? `; did you mean one of ${names.join(", ")}?` : didYouMean(name, MODEL_NAMES);
}

function refuse(line: CommandLine, flags: readonly string[], reason: string): void {
  const flag = flags.find((name) => line.has(name));
  if (flag !== undefined) throw usageError(`--${flag} cannot be given with ${reason}`);
}

function made(line: CommandLine, name: string, preset: Preset): StageModel {
  if (preset.behaviours === null) {
    refuse(line, ["behaviours"], `--model ${name}: its behaviours are known; write a model of your own to change them`);
  }
  const windows = windowsOf(line);
  const behaviours = behavioursOf(line);
  needAll(name, "windows", "30 or all", "no source gives them", preset.windows, windows);
  needAll(name, "behaviours", "TYPE", "they are not published", preset.behaviours ?? [], behaviours);
  const options = {
    ...(windows.size === 0 ? {} : { windows: Object.fromEntries(windows) }),
    ...(behaviours.size === 0 ? {} : { behaviours: Object.fromEntries(behaviours) }),
  };
  try {
    return explained(2, null, () => preset.make(options as never));
  } catch (error) {
    throw error instanceof CliError ? usageError(inPairs(error.message)) : error;
  }
}

/** A message on `windows.A` as one on the pair of the flag. */
function inPairs(message: string): string {
  return message
    .replace(/^--(\w+)\.(.+) is not an option; the options are/, "--$1 names $2, which is no such stage; they are")
    .replace(/^--windows\.(.+) must be (.+), or null for all/, "--windows must give $1 $2, or all");
}

/** Tells of all that is missing at once. */
function needAll(
  model: string,
  flag: string,
  value: string,
  reason: string,
  stages: readonly string[],
  given: ReadonlyMap<string, unknown>,
): void {
  const missing = stages.filter((stage) => !given.has(stage));
  if (missing.length === 0) return;
  const pairs = missing.map((stage) => `${stage}=${value.split(" ")[0]}`).join(",");
  const words = value.includes(" ") ? ` (a number of days or all)` : "";
  throw usageError(
    `--model ${model} needs --${flag} for ${missing.join(", ")}, because ${reason}: such as --${flag} ${pairs}${words}`,
  );
}

function windowsOf(line: CommandLine): Map<string, number | null> {
  const pairs = uniquePairs("windows", line.text("windows"), "A=15,P=all");
  return new Map(
    Array.from(pairs, ([stage, text]) => {
      if (text === "all") return [stage, null];
      if (/^\d{1,9}$/.test(text)) return [stage, Number(text)];
      throw usageError(`--windows must give ${stage} a number of days or all; received ${JSON.stringify(text)}`);
    }),
  );
}

function behavioursOf(line: CommandLine): Map<string, string[]> {
  const behaviours = new Map<string, string[]>();
  for (const [stage, type] of namePairs("behaviours", line.text("behaviours"), "R1=impression,R1=ad_click")) {
    const types = behaviours.get(stage);
    if (types === undefined) behaviours.set(stage, [type]);
    else types.push(type);
  }
  return behaviours;
}
