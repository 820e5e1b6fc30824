import { readChurnModel } from "../../churn/check-churn-model.js";
import { CHURN_MODELS, type ChurnModel, type ChurnModelName } from "../../churn/churn-model.js";
import { type ChurnLanguage, LANGUAGES } from "../../churn/churn-reasons.js";
import { type ChurnResult, MAX_RISK } from "../../churn/churn-result.js";
import { type ChurnRiskOptions, churnRisk } from "../../churn/churn-risk.js";
import { MOST_HORIZON_DAYS } from "../../churn/horizon-days.js";
import type { Settings } from "../../input/order-options.js";
import type { ChurnFiles } from "../csv/read-churn-files.js";
import { usageError } from "./cli-error.js";
import { didYouMean } from "./closest.js";
import type { CommandLine } from "./command-line.js";
import { explained, explainedIn } from "./explain-error.js";
import { type FeatureFiles, featureFiles, featureOptions } from "./feature-files.js";
import { isJsonFile, readJson } from "./json-file.js";
import { numberList, wholeNumber } from "./number-options.js";
import { asOfFrom, settingsFrom } from "./order-settings.js";
import { refuseOthers } from "./refuse-others.js";

/** The model that looks at events and profiles. */
export const LOGISTIC: ChurnModelName = "logistic";

const SHARE = /^(0?\.\d{1,15}|[01](\.\d{0,15})?)$/;

/** How files are read and customers scored: everything that the flags say about it, checked. */
export interface ChurnScoring {
  readonly settings: Settings;
  readonly features: FeatureFiles;
  readonly saveFirst: number;
  /** The highest risk of those to save first. */
  readonly maxRisk: number;
  score(files: ChurnFiles): ChurnResult;
}

/** What the flags ask for. */
export async function churnFromFlags(command: string, line: CommandLine): Promise<ChurnScoring> {
  const settings = settingsFrom(line, {});
  const model = await modelFrom(line);
  const isFitted = typeof model !== "string";
  const usesFeatures = isFitted ? model.risk.by === "logistic" : ["auto", LOGISTIC].includes(model);
  const features = featureFiles(command, line, settings, usesFeatures ? null : `--model ${line.text("model")}`);
  if (isFitted && features.eventTypes !== undefined) {
    throw usageError("--event-types cannot be given with a saved model, which has its own; leave one of them out");
  }
  const options: ChurnRiskOptions = {
    ...asOfFrom(line, settings),
    horizonDays: horizonFrom(line),
    model,
    bands: bandsFrom(line),
    language: languageFrom(line),
  };
  const saveFirst = wholeNumber(line, "save-first") ?? 0;
  const maxRisk = maxRiskFrom(line);
  return {
    settings,
    features,
    saveFirst,
    maxRisk,
    score: (files) => {
      const own = featureOptions(features, files, isFitted);
      return explained(1, null, () => churnRisk(files.orders.data.ledger, { ...options, ...own }));
    },
  };
}

/** The horizon in days, if it is stated. */
export function horizonFrom(line: CommandLine): number | undefined {
  const days = wholeNumber(line, "horizon");
  if (days === undefined || (days >= 1 && days <= MOST_HORIZON_DAYS)) return days;
  throw usageError(`--horizon must be a whole number of days from 1 to ${MOST_HORIZON_DAYS}; received "${days}"`);
}

/** One of a list of names. */
export function checkModelName<Name extends string>(
  flag: string,
  value: string,
  names: readonly Name[],
  others = "",
): Name {
  if ((names as readonly string[]).includes(value)) return value as Name;
  const hint = didYouMean(value, names);
  throw usageError(`--${flag} must be ${names.join(", ")}${others}; received ${JSON.stringify(value)}${hint}`);
}

async function modelFrom(line: CommandLine): Promise<"auto" | ChurnModelName | ChurnModel> {
  const name = line.text("model") ?? "auto";
  if (!isJsonFile(name)) {
    return checkModelName("model", name, ["auto", ...CHURN_MODELS] as const, " or a file that ends in .json");
  }
  const json = await readJson("which --model names", name);
  refuseOthers(name, json, ["rfm-kit/churn"]);
  return explainedIn(name, () => readChurnModel("churn", "model", json));
}

function bandsFrom(line: CommandLine): readonly [number, number] | undefined {
  const what = "two numbers from 0 to 1, the lower first, such as 0.33,0.66";
  const cuts = numberList(line, "bands", SHARE, what);
  if (cuts === undefined) return undefined;
  const [low, high] = cuts;
  if (cuts.length === 2 && low <= high && high <= 1) return [low, high];
  throw usageError(`--bands must be ${what}; received ${JSON.stringify(line.text("bands"))}`);
}

function maxRiskFrom(line: CommandLine): number {
  const what = "a number from 0 to 1, such as 0.9";
  const [risk, ...others] = numberList(line, "max-risk", SHARE, what) ?? [MAX_RISK];
  if (line.has("max-risk") && !line.has("save-first")) throw usageError("--max-risk needs --save-first N");
  if (risk <= 1 && others.length === 0) return risk;
  throw usageError(`--max-risk must be ${what}; received ${JSON.stringify(line.text("max-risk"))}`);
}

function languageFrom(line: CommandLine): ChurnLanguage | undefined {
  const language = line.text("language");
  return language === undefined ? undefined : checkModelName("language", language, LANGUAGES);
}
