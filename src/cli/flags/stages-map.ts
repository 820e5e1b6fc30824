import { closest } from "../../checks/closest.js";
import type { eventSettingsOf, TypeNames } from "../../input/events/event-options.js";
import { namesInRules } from "../../rules/names-in-rules.js";
import type { StageModel } from "../../stages/stage-model.js";
import { dataError, usageError } from "./cli-error.js";
import type { CommandLine } from "./command-line.js";
import { isJsonFile, readJson } from "./json-file.js";
import { uniquePairs } from "./name-pairs.js";
import type { ChosenModel } from "./stages-model.js";

type Types = NonNullable<Parameters<typeof eventSettingsOf>[1]["types"]>;

/** The types that --map names: in a file what the library takes, else pairs, in which a name alone stands for itself. */
export async function typesFrom(line: CommandLine): Promise<Types | undefined> {
  const text = line.text("map");
  if (text === undefined) return undefined;
  if (isJsonFile(text)) return (await readJson("which --map names", text)) as Types;
  const whole = text
    .split(",")
    .map((part) => (part.includes("=") ? part : `${part}=${part}`))
    .join(",");
  return Object.fromEntries(uniquePairs("map", whole, "add_to_cart=cart,purchase"));
}

/** The types of events that the rules of a model name, in order. */
export function typesOfModel({ stages }: StageModel): string[] {
  return [
    ...namesInRules(
      stages.map(({ when }) => when),
      undefined,
    ).types,
  ].sort();
}

/** The names that --map gives and the model does not look at. */
export function strangeTargets(model: StageModel, types: TypeNames): string[] {
  const named = typesOfModel(model);
  return [...new Set(types?.values())].filter((name) => !named.includes(name)).sort();
}

/** Refuses names in --map that are probably misspelt: their events would count for nothing, and the table would look as good. */
export function refuseMisspeltTargets(line: CommandLine, { name, model }: ChosenModel, types: TypeNames): void {
  const named = typesOfModel(model);
  const faults = strangeTargets(model, types).flatMap((target) => {
    const meant = closest(target, named);
    return meant === undefined ? [] : [`${spelt(target)}, which no rule of ${name} looks at; did you mean ${meant}?`];
  });
  if (faults.length === 0) return;
  const map = line.text("map") as string;
  const isFile = isJsonFile(map);
  const whose = isJsonFile(name) ? [`if it is ${name} that misspells them, correct them there`] : [];
  const message = [...faults.map((fault) => `${isFile ? map : "--map"} names ${fault}`), ...whose].join("\n  ");
  throw isFile ? dataError(message) : usageError(message);
}

/** A name as it is, or in quotes where it has characters that a terminal would not show as they are. */
function spelt(name: string): string {
  return /^[\p{L}\p{N}\p{P}\p{S}]+$/u.test(name) ? name : JSON.stringify(name).replace(/[\p{Cc}\p{Cf}]/gu, "?");
}
