import type { StageSize } from "./stage-assignment.js";
import { NO_STAGE, type StageModel } from "./stage-model.js";

/** How many elements of a column are in none, then in each stage from shallow to deep. */
export function stageSizes<Id extends string>(model: StageModel<Id>, stage: Uint8Array): StageSize<Id>[] {
  const sizes = new Uint32Array(NO_STAGE + 1);
  for (let row = 0; row < stage.length; row++) sizes[stage[row]]++;
  const sizeOf = (id: Id | null, position: number): StageSize<Id> => ({
    stage: id,
    customers: sizes[position],
    share: stage.length === 0 ? 0 : sizes[position] / stage.length,
  });
  return [sizeOf(null, NO_STAGE), ...model.stages.map(({ id }, position) => sizeOf(id, position))];
}
