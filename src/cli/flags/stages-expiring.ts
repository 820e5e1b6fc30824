import type { StageModel } from "../../stages/stage-model.js";
import { usageError } from "./cli-error.js";
import { didYouMean } from "./closest.js";
import type { CommandLine } from "./command-line.js";
import { wholeNumber } from "./number-options.js";

/** Which customers --expiring and --stage pick. */
export interface StagesPick {
  /** Whose stage ends within so many days; `null` for whenever. */
  readonly days: number | null;
  /** The position of the stage they are in; `null` for any. */
  readonly stage: number | null;
}

/** What is picked, or `null` where all customers are meant. */
export function stagesPick(line: CommandLine, { stages }: StageModel): StagesPick | null {
  const days = wholeNumber(line, "expiring") ?? null;
  const id = line.text("stage");
  if (id === undefined) return days === null ? null : { days, stage: null };
  const ids = stages.map((stage) => stage.id);
  const stage = ids.indexOf(id);
  if (stage >= 0) return { days, stage };
  throw usageError(`--stage must be one of ${ids.join(", ")}; received ${JSON.stringify(id)}${didYouMean(id, ids)}`);
}
