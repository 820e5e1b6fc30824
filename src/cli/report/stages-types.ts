import { closest } from "../../checks/closest.js";
import type { EventLog, UnknownType } from "../../input/events/event-log.js";
import { namesInRules } from "../../stages/names-in-rules.js";
import type { StageDiagnostics } from "../../stages/stage-diagnostics.js";
import type { StageModel } from "../../stages/stage-model.js";
import type { StageFiles } from "../csv/read-stage-data.js";
import { dataError } from "../flags/cli-error.js";
import type { ChosenModel } from "../flags/stages-model.js";
import { countText } from "./number-text.js";
import { readable } from "./readable.js";

const MOST_SHOWN = 12;
const MOST_PAIRS = 6;

/** The types of events that the rules of a model name, in order. */
export function typesOf({ stages }: StageModel): string[] {
  return [
    ...namesInRules(
      stages.map(({ when }) => when),
      undefined,
    ).types,
  ].sort();
}

/** Types with how many rows have them. */
export function typesText(types: readonly UnknownType[]): string {
  return listText(types.map(({ type, rows }) => `${readable(type)} (${countText(rows)})`));
}

function listText(words: readonly string[]): string {
  const rest = words.length - MOST_SHOWN;
  return `${words.slice(0, MOST_SHOWN).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** The likeliest mistake: the file calls everything by other names than the model, and everyone would be in no stage. */
export function refuseStrangers(chosen: ChosenModel, events: StageFiles["events"], isMapped: boolean): void {
  const named = typesOf(chosen.model);
  const { log } = events.data;
  if (named.length === 0 || log.typeNames.some((type) => named.includes(type))) return;
  const kept = countsOf(log).sort((a, b) => b.rows - a.rows);
  const { unknown } = events.account;
  const found = [...kept, ...unknown].map(({ type }) => type);
  throw dataError(
    [
      `${events.name} has no event that the model ${readable(chosen.name)} looks at`,
      ...(kept.length === 0 ? [] : [`  types of the file${isMapped ? " by --map" : ""}: ${typesText(kept)}`]),
      ...(unknown.length === 0 ? [] : [`  types not in --map: ${typesText(unknown)}`]),
      `  types of the model: ${listText(named.map(readable))}`,
      `  say which is which: ${mapFlag(found, named, true)}`,
    ].join("\n"),
  );
}

function countsOf({ types, typeNames }: EventLog): UnknownType[] {
  const rows = new Float64Array(typeNames.length);
  for (let i = 0; i < types.length; i++) rows[types[i]]++;
  return typeNames.map((type, t) => ({ type, rows: rows[t] }));
}

/** The --map to write for these types, as far as it can be guessed; with `NAME` where it cannot, if all are wanted. */
function mapFlag(types: readonly string[], named: readonly string[], wantsAll: boolean): string {
  const plain = types.filter((type) => !/[,\p{Cc}\p{Cf}]/u.test(type));
  const guessed = plain.flatMap((type) => {
    const meant = closest(type, named);
    return meant === undefined ? [] : [`${type}=${meant}`];
  });
  const open = wantsAll ? plain.filter((type) => closest(type, named) === undefined).map((type) => `${type}=NAME`) : [];
  const pairs = [...guessed, ...open].slice(0, MOST_PAIRS).join(",");
  if (pairs === "") return wantsAll ? "--map RAW=NAME,RAW=NAME" : "";
  return `--map ${/^[\p{L}\p{N}_=,.:/-]+$/u.test(pairs) ? pairs : JSON.stringify(pairs)}`;
}

/** Notes on types that the file and the model do not share. */
export function typeNotes(chosen: ChosenModel, files: StageFiles, diagnostics: StageDiagnostics): string[] {
  const { unusedTypes, absentTypes } = diagnostics;
  const { unseen } = files.events.data;
  const { unknown } = files.events.account;
  const model = readable(chosen.name);
  const unused = unusedTypes.map(({ type, events }) => ({ type, rows: events }));
  const count = unused.reduce((sum, { rows }) => sum + rows, 0);
  const candidates = [...unused, ...unknown].sort((a, b) => b.rows - a.rows).map(({ type }) => type);
  const map = absentTypes.length === 0 ? "" : mapFlag(candidates, absentTypes, false);
  return [
    ...(unseen.length === 0 ? [] : [`--map names types that no row has: ${listText(unseen.map(readable))}`]),
    ...(count === 0
      ? []
      : [`${countText(count)} events have types that ${model} does not look at: ${typesText(unused)}`]),
    ...(absentTypes.length === 0
      ? []
      : [
          `no event has these types that ${model} looks at, too: ${listText(absentTypes.map(readable))}${map === "" ? "" : `; perhaps ${map}`}`,
        ]),
  ];
}
