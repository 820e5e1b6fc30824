import { checkOptions } from "../checks/check-options.js";
import { checkSegmentMap } from "../segments/check-segment-map.js";
import { type DefineSegmentsOptions, defineSegments } from "../segments/define-segments.js";
import { connectif11 } from "../segments/presets/connectif11.js";
import type { SegmentDefinition } from "../segments/segment-definition.js";
import type { SegmentMap } from "../segments/segment-map.js";
import { usageError } from "./cli-error.js";
import { didYouMean } from "./closest.js";
import { explained } from "./explain-error.js";
import { readJson } from "./json-file.js";

const PRESETS: { readonly [name: string]: SegmentMap | null } = { "connectif-11": connectif11, none: null };

/** The segment map that --segments names: a preset, none, or what a JSON file holds. */
export async function segmentsFromFlag(value: string): Promise<SegmentMap | null> {
  if (Object.hasOwn(PRESETS, value)) return PRESETS[value];
  if (!/\.json$/i.test(value)) {
    const names = Object.keys(PRESETS);
    throw usageError(
      `--segments must be ${names.join(", ")} or a file that ends in .json; received ${JSON.stringify(value)}${didYouMean(value, names)}`,
    );
  }
  const json = await readJson("segments", value);
  return explained(1, value, () => mapOf(json));
}

/** A map as it was saved, or the arguments of `defineSegments`. */
function mapOf(json: unknown): SegmentMap {
  if ((json as { kind?: unknown } | null)?.kind === "rfm-kit/segments") {
    checkSegmentMap("segments", "map", json);
    return json;
  }
  checkOptions("segments", json, ["id", "shape", "segments", "match", "otherwise"], "map");
  const { segments, ...options } = json as DefineSegmentsOptions & { readonly segments: readonly SegmentDefinition[] };
  return defineSegments(segments, options);
}
