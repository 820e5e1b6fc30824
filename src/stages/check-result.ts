import { optionError } from "../errors.js";
import type { StageResult } from "./stage-result.js";

/** Refuses what is no result of `classifyStages`. */
export function checkResult(where: string, path: string, value: unknown): asserts value is StageResult {
  const result = value as Partial<StageResult> | null | undefined;
  if (result?.model?.kind === "rfm-kit/stages" && result.stage instanceof Uint8Array) return;
  throw optionError("WRONG_TYPE", where, path, "be a result of classifyStages", value);
}
