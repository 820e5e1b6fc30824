import { checkOptions } from "../checks/check-options.js";
import { isRfmError, optionError, RfmError } from "../errors.js";
import { checkedRule } from "../rules/checked-rule.js";
import { copyRule } from "../rules/copy-rule.js";
import { isMuted } from "../rules/muted.js";
import type { Rule } from "../rules/rule.js";
import { at } from "../rules/validation/fault-list.js";
import type { Stage, StageModel, StageTexts } from "./stage-model.js";

/** Rules are told apart by bits of one word, which has room for these. */
const MOST_STAGES = 30;

const MODEL_KEYS = ["kind", "format", "id", "version", "title", "stages", "sources", "notes", "unverified"] as const;

/** A frozen copy of what is a stage model or the definition of one, or its first fault as an error. `path` is "" at the root. */
export function checkedStages<Id extends string>(where: string, path: string, value: unknown): StageModel<Id> {
  try {
    return readModel(where, path, value);
  } catch (cause) {
    if (isRfmError(cause)) throw cause;
    // Only an accessor or a proxy can throw when it is read.
    const root = path === "" ? "definition" : path;
    const error = new RfmError("WRONG_TYPE", `${where}: ${root} must be plain data, as JSON holds it`, { path: root });
    error.cause = cause;
    throw error;
  }
}

function readModel<Id extends string>(where: string, path: string, value: unknown): StageModel<Id> {
  checkOptions(where, value, MODEL_KEYS, path === "" ? "definition" : path);
  const given = value as { readonly [Key in (typeof MODEL_KEYS)[number]]?: unknown };
  const { kind, format, id, version, title, stages } = given;
  const expect = (key: string, received: unknown, requirement: string, holds: boolean): void => {
    if (!holds) throw optionError("WRONG_TYPE", where, at(path, key), requirement, received);
  };
  expect("kind", kind, 'be "rfm-kit/stages"', kind === undefined || kind === "rfm-kit/stages");
  expect(
    "format",
    format,
    "be 1, the version of the form that this release reads",
    format === undefined || format === 1,
  );
  expect("id", id, "be text", isText(id));
  expect("version", version, 'be text, such as "1"', isText(version));
  expect("title", title, "be text", title === undefined || isText(title));
  return Object.freeze<StageModel<Id>>({
    kind: "rfm-kit/stages",
    format: 1,
    id: id as string,
    version: version as string,
    ...(title === undefined ? {} : { title: title as string }),
    stages: stageList<Id>(where, at(path, "stages"), stages),
    ...textList(where, at(path, "sources"), "sources", given.sources),
    ...textList(where, at(path, "notes"), "notes", given.notes),
    ...textList(where, at(path, "unverified"), "unverified", given.unverified),
  });
}

function stageList<Id extends string>(where: string, path: string, value: unknown): readonly Stage<Id>[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_STAGES) {
    const code = value === undefined ? "MISSING_OPTION" : "OUT_OF_RANGE";
    throw optionError(code, where, path, `be a list of 1 to ${MOST_STAGES} stages, from shallow to deep`, value);
  }
  const positions = new Map<string, number>();
  // Array.from also visits holes.
  const stages = Array.from(value as unknown[], (stage, s) => checkedStage<Id>(where, `${path}[${s}]`, stage));
  stages.forEach(({ id }, s) => {
    const before = positions.get(id);
    if (before !== undefined)
      throw optionError("DUPLICATE", where, `${path}[${s}].id`, `differ from that of ${path}[${before}]`, id);
    positions.set(id, s);
  });
  stages.forEach(({ requires }, s) => {
    if (requires !== undefined) checkRequired(where, `${path}[${s}].requires`, requires, s, positions.get(requires));
  });
  return Object.freeze(stages);
}

function checkedStage<Id extends string>(where: string, path: string, value: unknown): Stage<Id> {
  checkOptions(where, value, ["id", "when", "requires", "names"], path);
  const { id, when, requires, names } = value as { readonly [Key in keyof Stage]?: unknown };
  if (!isText(id)) throw optionError("WRONG_TYPE", where, `${path}.id`, "be text", id);
  if (requires !== undefined && !isText(requires))
    throw optionError("WRONG_TYPE", where, `${path}.requires`, "be the id of a shallower stage", requires);
  return Object.freeze<Stage<Id>>({
    id: id as Id,
    when: checkedCondition(where, `${path}.when`, when),
    ...(requires === undefined ? {} : { requires: requires as Id }),
    ...(names === undefined ? {} : { names: textsOf(where, `${path}.names`, names) }),
  });
}

/** A frozen copy of what is the rule of a stage: one that has a condition. */
export function checkedCondition(where: string, path: string, value: unknown): Rule {
  const rule = checkedRule(where, path, value);
  if (hasLeaf(rule)) return copyRule(rule);
  throw new RfmError("BAD_RULE", `${where}: ${path} must have a condition that is not muted; it has none`, { path });
}

/** A required stage is shallower, so that no circle can be. */
function checkRequired(where: string, path: string, requires: string, own: number, position: number | undefined): void {
  if (position === undefined) {
    throw optionError("UNKNOWN_REFERENCE", where, path, "be the id of a shallower stage", requires);
  }
  if (position < own) return;
  const which = position === own ? "be another stage than itself" : "be a shallower stage, one before it";
  throw optionError("CYCLIC_REFERENCE", where, path, which, requires);
}

/** A rule without a condition would hold for everyone or no one. */
function hasLeaf(rule: Rule): boolean {
  if (isMuted(rule)) return false;
  return !("combinator" in rule) || rule.rules.some(hasLeaf);
}

/** A list of texts under its name, nothing where it is not given. */
function textList(where: string, path: string, key: "sources" | "notes" | "unverified", value: unknown): object {
  if (value === undefined) return {};
  // Reports make links of sources: an address with another scheme could be a script.
  const [isRight, one, all] =
    key === "sources"
      ? [isAddress, WEB_ADDRESS, "be a list of web addresses"]
      : [isAnyText, "be text", "be a list of texts"];
  if (!Array.isArray(value)) throw optionError("WRONG_TYPE", where, path, all, value);
  const texts: readonly unknown[] = Array.from(value);
  const bad = texts.findIndex((text) => !isRight(text));
  if (bad >= 0) throw optionError("WRONG_TYPE", where, `${path}[${bad}]`, one, texts[bad]);
  return { [key]: Object.freeze(texts) };
}

const WEB_ADDRESS = "be a web address that begins with https:// or http://";

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isAnyText(value: unknown): boolean {
  return typeof value === "string";
}

function isAddress(value: unknown): boolean {
  return typeof value === "string" && /^https?:\/\//.test(value);
}

/** A frozen copy of texts by language. */
function textsOf(where: string, path: string, value: unknown): StageTexts {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw optionError("WRONG_TYPE", where, path, "be texts by language", value);
  }
  const texts: { readonly [language: string]: unknown } = { ...value };
  for (const [language, text] of Object.entries(texts)) {
    if (!isAnyText(text)) throw optionError("WRONG_TYPE", where, at(path, language), "be text", text);
  }
  return Object.freeze(texts as StageTexts);
}
