import { checkRule } from "../../rules/check-rule.js";
import { describeRule } from "../../rules/describe-rule.js";
import type { Rule } from "../../rules/rule.js";
import { defineStages } from "../../stages/define-stages.js";
import type { StagesDefinition } from "../../stages/stage-model.js";
import { explainedIn } from "../flags/explain-error.js";
import { countedText } from "./number-text.js";
import { readable } from "./readable.js";
import { oneLine, stageSentences } from "./stage-sentences.js";

/** What was found in a file: text, the same for programs, and how many faults stand against its use. */
export interface CheckedFile {
  readonly text: readonly string[];
  readonly json: unknown;
  readonly faults: readonly string[];
}

/** A rule or stages in a file; `null` where it holds neither. */
export function checkedJson(source: string, json: unknown): CheckedFile | null {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return null;
  if ("stages" in json || (json as { readonly kind?: unknown }).kind === "rfm-kit/stages")
    return stagesIn(source, json);
  const isRule = ["combinator", "event", "field", "segment"].some((key) => Object.hasOwn(json, key));
  return isRule ? ruleIn(source, json) : null;
}

function ruleIn(source: string, json: object): CheckedFile {
  const { faults } = checkRule(json);
  if (faults.length > 0) {
    const text = [`${source}: a rule with ${countedText(faults.length, "fault")}`];
    const messages = faults.map(({ message }) => oneLine(message));
    return { text: [...text, ...messages.map((fault) => `  ${fault}`)], json: { faults }, faults: messages };
  }
  const description = describeRule(json as Rule);
  return { text: [`${source}: a rule`, `  ${oneLine(description)}`], json: { faults, description }, faults: [] };
}

function stagesIn(source: string, json: object): CheckedFile {
  const model = explainedIn(source, () => defineStages(json as StagesDefinition));
  const { id, version, stages } = model;
  return {
    text: [
      `${source}: ${readable(id)} (${readable(version)}), ${countedText(stages.length, "stage")} from shallow to deep; a customer is in the deepest that holds`,
      ...stageSentences(model).map((line) => `  ${line}`),
    ],
    json: {
      faults: [],
      id,
      version,
      stages: stages.map(({ id: stage, when, requires }) => ({
        stage,
        requires: requires ?? null,
        description: describeRule(when),
      })),
    },
    faults: [],
  };
}
