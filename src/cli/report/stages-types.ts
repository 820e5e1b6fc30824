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
// To write a --map all of these are needed.
const MOST_NAMED = 60;
const MOST_PAIRS = 6;

/** The types of events that the rules of a model name, in order. */
function typesOf({ stages }: StageModel): string[] {
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

function listText(words: readonly string[], most = MOST_SHOWN): string {
  const rest = words.length - most;
  return `${words.slice(0, most).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** The likeliest mistake: the file calls everything by other names than the model, and everyone would be in no stage. */
export function refuseStrangers(chosen: ChosenModel, events: StageFiles["events"], isMapped: boolean): void {
  const named = typesOf(chosen.model);
  const { log } = events.data;
  if (named.length === 0 || log.typeNames.some((type) => named.includes(type))) return;
  const kept = countsOf(log).sort((a, b) => b.rows - a.rows);
  const { unknown } = events.account;
  // What --map gave another name is known by that alone: nothing can be proposed for it.
  const found = (isMapped ? unknown : kept).map(({ type }) => type);
  const pairs = pairsFor(found, named, true);
  throw dataError(
    [
      `${events.name} has no event that the model ${readable(chosen.name)} looks at`,
      ...(kept.length === 0 ? [] : [`  types of the file${isMapped ? " by --map" : ""}: ${typesText(kept)}`]),
      ...(unknown.length === 0 ? [] : [`  types not in --map: ${typesText(unknown)}`]),
      `  types of the model: ${listText(named.map(readable), MOST_NAMED)}`,
      `  say which is which: --map ${pairs.length === 0 ? "RAW=NAME,RAW=NAME" : quoted(pairs)}`,
    ].join("\n"),
  );
}

function countsOf({ types, typeNames }: EventLog): UnknownType[] {
  const rows = new Float64Array(typeNames.length);
  for (let i = 0; i < types.length; i++) rows[types[i]]++;
  return typeNames.map((type, t) => ({ type, rows: rows[t] }));
}

/** What --map must hold for these types, as far as it can be guessed; with `NAME` where it cannot, if all are wanted. */
function pairsFor(types: readonly string[], named: readonly string[], wantsAll: boolean): string[] {
  const plain = types.filter((type) => !/[,\p{Cc}\p{Cf}]/u.test(type) && type.trim() === type);
  const guessed = plain.flatMap((type) => {
    const meant = closest(type, named);
    return meant === undefined ? [] : [meant === type ? type : `${type}=${meant}`];
  });
  const open = wantsAll ? plain.filter((type) => closest(type, named) === undefined).map((type) => `${type}=NAME`) : [];
  return [...guessed, ...open].slice(0, MOST_PAIRS);
}

function quoted(pairs: readonly string[]): string {
  const text = pairs.join(",");
  return /^[\p{L}\p{N}_=,.:/-]+$/u.test(text) ? text : JSON.stringify(text);
}

/** Which types of the file are probably those that nobody has; what counts already must stand in a --map, too. */
function guessText(files: StageFiles, { unusedTypes, absentTypes }: StageDiagnostics, isMapped: boolean): string {
  const { log } = files.events.data;
  const candidates = isMapped ? files.events.account.unknown : unusedTypes;
  const pairs = pairsFor(
    candidates.map(({ type }) => type),
    absentTypes,
    false,
  );
  if (pairs.length === 0) return "";
  if (isMapped) return `; perhaps --map lacks ${quoted(pairs)}`;
  const used = log.typeNames.filter((type) => unusedTypes.every((row) => row.type !== type));
  return `; perhaps --map ${quoted([...used, ...pairs])}`;
}

/** Notes on types that the file and the model do not share. */
export function typeNotes(
  { name }: ChosenModel,
  files: StageFiles,
  diagnostics: StageDiagnostics,
  isMapped: boolean,
): string[] {
  const { unusedTypes, absentTypes } = diagnostics;
  const { unseen } = files.events.data;
  const model = readable(name);
  const unused = unusedTypes.map(({ type, events }) => ({ type, rows: events }));
  const count = unused.reduce((sum, { rows }) => sum + rows, 0);
  const notes: string[] = [];
  if (unseen.length > 0) notes.push(`--map names types that no row has: ${listText(unseen.map(readable))}`);
  if (count > 0) {
    notes.push(`${countText(count)} events have types that ${model} does not look at: ${typesText(unused)}`);
  }
  if (absentTypes.length > 0) {
    const guess = guessText(files, diagnostics, isMapped);
    notes.push(`no event has these types that ${model} looks at, too: ${listText(absentTypes.map(readable))}${guess}`);
  }
  return notes;
}
