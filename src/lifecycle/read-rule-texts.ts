import { checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import type { LifecycleRuleTexts } from "./lifecycle-rule.js";
import { LIFECYCLE_STATES } from "./lifecycle-state.js";

type Fields = { readonly [key: string]: unknown };

export const TEXT_NAMES = ["id", "title", "sources", "notes", "unverified", "labels"] as const;

const MOST_TEXT = 10_000;
const MOST_TEXTS = 100;

/** The texts of a rule that came out of JSON. */
export function readTexts(where: string, path: string, fields: Fields): LifecycleRuleTexts {
  const texts: { [name: string]: unknown } = {};
  for (const name of ["id", "title"] as const) {
    if (fields[name] !== undefined) texts[name] = readText(where, `${path}.${name}`, fields[name]);
  }
  for (const name of ["sources", "notes", "unverified"] as const) {
    if (fields[name] !== undefined) texts[name] = readList(where, `${path}.${name}`, fields[name], name === "sources");
  }
  if (fields["labels"] !== undefined) texts["labels"] = readLabels(where, `${path}.labels`, fields["labels"]);
  return texts;
}

function readText(where: string, path: string, value: unknown): string {
  if (typeof value === "string" && value.length <= MOST_TEXT) return value;
  throw optionError("WRONG_TYPE", where, path, `be text of at most ${MOST_TEXT} characters`, value);
}

function readList(where: string, path: string, value: unknown, areAddresses: boolean): readonly string[] {
  if (!Array.isArray(value) || value.length > MOST_TEXTS) {
    throw optionError("WRONG_TYPE", where, path, `be an array of at most ${MOST_TEXTS} texts`, value);
  }
  const texts = Array.from(value, (text, i) => readText(where, `${path}[${i}]`, text));
  // Reports make links of them: an address with another scheme could be a script.
  const bad = areAddresses ? texts.findIndex((text) => !/^https?:\/\//.test(text)) : -1;
  if (bad >= 0) throw optionError("WRONG_TYPE", where, `${path}[${bad}]`, "be a web address", texts[bad]);
  return Object.freeze(texts);
}

function readLabels(where: string, path: string, value: unknown): LifecycleRuleTexts["labels"] {
  checkOptions(where, value, LIFECYCLE_STATES, path);
  const given = Object.entries(value as Fields).filter(([, label]) => label !== undefined);
  return Object.freeze(
    Object.fromEntries(given.map(([state, label]) => [state, readText(where, `${path}.${state}`, label)])),
  );
}
