import { NO_STAGE, type StageModel } from "./stage-model.js";

/** For each stage the bits of its own rule and of all that it requires: it is met where all of them are set. */
export function bitsNeeded({ stages }: StageModel): Uint32Array {
  const positions = new Map(stages.map(({ id }, s) => [id, s]));
  const needed = new Uint32Array(stages.length);
  stages.forEach(({ requires }, s) => {
    // A required stage is shallower, so its own needs are known by now.
    const further = requires === undefined ? 0 : needed[positions.get(requires) as number];
    needed[s] = (1 << s) | further;
  });
  return needed;
}

/** The deepest stage that is met, or `NO_STAGE`. */
export function stageOfBits(needed: Uint32Array, bits: number): number {
  for (let s = needed.length - 1; s >= 0; s--) if ((bits & needed[s]) === needed[s]) return s;
  return NO_STAGE;
}

/** The same for every element. */
export function stagesOfBits(needed: Uint32Array, bits: Uint32Array): Uint8Array {
  const stages = new Uint8Array(bits.length);
  for (let row = 0; row < bits.length; row++) stages[row] = stageOfBits(needed, bits[row]);
  return stages;
}
