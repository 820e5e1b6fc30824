import type { StageModel } from "./stage-model.js";

/**
 * What keeps two models from placing customers alike: id, version, stages or rules, whatever the order of keys and the ids that
 * editors give to rules; `null` where nothing does.
 */
export function modelDifference(a: StageModel, b: StageModel): string | null {
  if (a === b) return null;
  if (a.id !== b.id) return "the id differs";
  if (a.version !== b.version) return "the version differs";
  if (!sameJson(idsOf(a), idsOf(b))) return "the stages differ";
  for (let s = 0; s < a.stages.length; s++) {
    const [x, y] = [a.stages[s], b.stages[s]];
    if (x.requires !== y.requires) return `what stage ${JSON.stringify(x.id)} requires differs`;
    if (!sameJson(x.when, y.when)) return `the rule of stage ${JSON.stringify(x.id)} differs`;
  }
  return null;
}

function idsOf({ stages }: StageModel): unknown {
  return stages.map(({ id }) => id);
}

/** Deep equality of checked rules, whose depth is bounded; a key that is `undefined` is not there. */
function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const x = a as { readonly [key: string]: unknown };
  const y = b as { readonly [key: string]: unknown };
  const keys = new Set([...Object.keys(x), ...Object.keys(y)]);
  keys.delete("id");
  return [...keys].every((key) => sameJson(x[key], y[key]));
}
