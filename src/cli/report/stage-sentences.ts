import { describeRule } from "../../rules/describe-rule.js";
import type { StageModel } from "../../stages/stage-model.js";
import { readable } from "./readable.js";

const WIDTH = 120;

/** What each stage of a model means, the deepest last; a customer is in the deepest that holds. */
export function stageSentences({ stages }: StageModel): string[] {
  const widest = Math.max(...stages.map(({ id }) => readable(id).length));
  return stages.flatMap(({ id, when, requires }) => {
    const sentence = oneLine(describeRule(when));
    const text = requires === undefined ? sentence : `${readable(requires)} holds, and (${sentence})`;
    return wrapped(readable(id).padEnd(widest + 2), text, " ".repeat(widest + 2));
  });
}

/** A sentence that may move no cursor, whatever names it has. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "?");
}

/** Words in lines of a terminal, behind a first word and under it. */
function wrapped(first: string, text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(" ")) {
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}
