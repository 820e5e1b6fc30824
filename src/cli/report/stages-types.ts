import { closest } from "../../checks/closest.js";
import type { EventLog, UnknownType } from "../../input/events/event-log.js";
import type { TypeNames } from "../../input/events/event-options.js";
import type { StageDiagnostics } from "../../stages/stage-diagnostics.js";
import type { StageFiles } from "../csv/read-stage-data.js";
import { dataError } from "../flags/cli-error.js";
import { isJsonFile } from "../flags/json-file.js";
import { strangeTargets, typesOfModel } from "../flags/stages-map.js";
import type { ChosenModel } from "../flags/stages-model.js";
import { countText } from "./number-text.js";
import { readable } from "./readable.js";

const MOST_SHOWN = 12;
// To write a --map all of these are needed.
const MOST_NAMED = 60;
const MOST_PAIRS = 6;

/** Types with how many rows have them. */
export function typesText(types: readonly UnknownType[]): string {
  return listText(types.map(({ type, rows }) => `${readable(type)} (${countText(rows)})`));
}

function listText(words: readonly string[], most = MOST_SHOWN): string {
  const rest = words.length - most;
  return `${words.slice(0, most).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** The likeliest mistake: the file calls everything by other names than the model, and everyone would be in no stage. */
export function refuseStrangers(chosen: ChosenModel, events: StageFiles["events"], map: TypeNames): void {
  const named = typesOfModel(chosen.model);
  const isMapped = map !== null;
  const { log } = events.data;
  if (named.length === 0 || log.typeNames.some((type) => named.includes(type))) return;
  const kept = countsOf(log).sort((a, b) => b.rows - a.rows);
  const { unknown } = events.account;
  // What --map gave a name has none of the model, or it would not be strange: it is to be named anew.
  const given = [...(map?.keys() ?? [])].filter((raw) => !events.data.unseen.includes(raw));
  const found = isMapped ? [...unknown.map(({ type }) => type), ...given] : kept.map(({ type }) => type);
  const pairs = pairsFor(found, named, true);
  const file = isJsonFile(chosen.name) ? `, or correct the types in ${readable(chosen.name)}` : "";
  throw dataError(
    [
      `${events.name} has no event that the model ${readable(chosen.name)} looks at`,
      ...(kept.length === 0 ? [] : [`  types of the file${isMapped ? " by --map" : ""}: ${typesText(kept)}`]),
      ...(unknown.length === 0 ? [] : [`  types not in --map: ${typesText(unknown)}`]),
      `  types of the model: ${listText(named.map(readable), MOST_NAMED)}`,
      `  say which is which: --map ${pairs.length === 0 ? "RAW=NAME,RAW=NAME" : quoted(pairs)}${file}`,
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
  const nearest = plain.map((type) => closest(type, named));
  // Several types that are near to one name are hardly all it: that would make five things one.
  const isSure = (type: string, i: number): boolean =>
    nearest[i] !== undefined &&
    (nearest.filter((name) => name === nearest[i]).length === 1 || bareName(type) === bareName(nearest[i]));
  const guessed = plain.flatMap((type, i) => {
    if (!isSure(type, i)) return [];
    return [nearest[i] === type ? type : `${type}=${nearest[i]}`];
  });
  const open = wantsAll ? plain.filter((type, i) => !isSure(type, i)).map((type) => `${type}=NAME`) : [];
  return [...guessed, ...open].slice(0, MOST_PAIRS);
}

/** A name as far as people keep it in mind: ProductView is product_view. */
function bareName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function quoted(pairs: readonly string[]): string {
  const text = pairs.join(",");
  return /^[\p{L}\p{N}_=,.:/-]+$/u.test(text) ? text : JSON.stringify(text);
}

/** Which types of the file are probably those that nobody has; what counts already must stand in a --map, too. */
function guessText(
  chosen: ChosenModel,
  files: StageFiles,
  { unusedTypes, absentTypes }: StageDiagnostics,
  isMapped: boolean,
): string {
  const { log } = files.events.data;
  const candidates = isMapped ? files.events.account.unknown : unusedTypes;
  const pairs = pairsFor(
    candidates.map(({ type }) => type),
    absentTypes,
    false,
  );
  if (pairs.length === 0) return "";
  const file = isJsonFile(chosen.name) ? `, or ${readable(chosen.name)} misspells them` : "";
  if (isMapped) return `; perhaps --map lacks ${quoted(pairs)}${file}`;
  const used = log.typeNames.filter((type) => unusedTypes.every((row) => row.type !== type));
  return `; perhaps --map ${quoted([...used, ...pairs])}${file}`;
}

/** Notes on types that the file and the model do not share. */
export function typeNotes(
  chosen: ChosenModel,
  files: StageFiles,
  diagnostics: StageDiagnostics,
  map: TypeNames,
): string[] {
  const { unusedTypes, absentTypes } = diagnostics;
  const { unseen } = files.events.data;
  const model = readable(chosen.name);
  const strange = strangeTargets(chosen.model, map);
  const unused = unusedTypes.map(({ type, events }) => ({ type, rows: events }));
  const count = unused.reduce((sum, { rows }) => sum + rows, 0);
  const notes: string[] = [];
  if (unseen.length > 0) notes.push(`--map names types that no row has: ${listText(unseen.map(readable))}`);
  if (strange.length > 0) {
    notes.push(
      `--map names ${listText(strange.map(readable))}, which no rule of ${model} looks at: they make no stage`,
    );
  }
  if (count > 0) {
    const have = count === 1 ? "event has a type" : "events have types";
    notes.push(`${countText(count)} ${have} that ${model} does not look at: ${typesText(unused)}`);
  }
  if (absentTypes.length > 0) {
    const guess = guessText(chosen, files, diagnostics, map !== null);
    notes.push(`no event has these types that ${model} looks at, too: ${listText(absentTypes.map(readable))}${guess}`);
  }
  return notes;
}
