import type { StageModel } from "./stage-model.js";

/** Whether two models place customers alike by what they say: id, version, stages and rules, whatever the order of keys. */
export function sameModel(a: StageModel, b: StageModel): boolean {
  if (a === b) return true;
  return a.id === b.id && a.version === b.version && sameJson(rulesOf(a), rulesOf(b));
}

function rulesOf({ stages }: StageModel): unknown {
  return stages.map(({ id, when, requires }) => ({ id, when, requires }));
}

/** Deep equality of checked JSON, which has a bounded depth; a key that is `undefined` is not there. */
function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const x = a as { readonly [key: string]: unknown };
  const y = b as { readonly [key: string]: unknown };
  return [...new Set([...Object.keys(x), ...Object.keys(y)])].every((key) => sameJson(x[key], y[key]));
}
