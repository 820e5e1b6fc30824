import { checkOptions } from "../../checks/check-options.js";
import { checkSegmentMap } from "../../segments/check-segment-map.js";
import { defineSegments } from "../../segments/define-segments.js";
import { cn8 } from "../../segments/presets/cn8.js";
import { connectif11 } from "../../segments/presets/connectif11.js";
import { ocard3 } from "../../segments/presets/ocard3.js";
import { putler11 } from "../../segments/presets/putler11.js";
import { putler11Rounded } from "../../segments/presets/putler11-rounded.js";
import { pymc5 } from "../../segments/presets/pymc5.js";
import { pythonRfm10 } from "../../segments/presets/python-rfm10.js";
import { rRfm02 } from "../../segments/presets/r-rfm02.js";
import { rRfm030 } from "../../segments/presets/r-rfm030.js";
import { rfGrid10 } from "../../segments/presets/rf-grid10.js";
import { squeezely11 } from "../../segments/presets/squeezely11.js";
import type { SegmentsDefinition } from "../../segments/segment-definition.js";
import type { SegmentMap } from "../../segments/segment-map.js";
import { usageError } from "./cli-error.js";
import { didYouMean } from "./closest.js";
import { explainedIn } from "./explain-error.js";
import { readJson } from "./json-file.js";
import { refuseOthers } from "./refuse-others.js";

const MAPS: readonly SegmentMap[] = [
  connectif11,
  squeezely11,
  rfGrid10,
  putler11,
  putler11Rounded,
  rRfm030,
  rRfm02,
  pythonRfm10,
  pymc5,
  cn8,
  ocard3,
];

const PRESETS: { readonly [name: string]: SegmentMap | null } = {
  ...Object.fromEntries(MAPS.map((map) => [map.id, map])),
  none: null,
};

/** The names of the maps of the library. */
export function presetNames(): string[] {
  return MAPS.map(({ id }) => id);
}

/** A map of the library by its name. */
export function presetNamed(name: string): SegmentMap | undefined {
  return MAPS.find((map) => map.id === name);
}

/** The segment map that --segments names: a preset, none, or what a JSON file holds. */
export async function segmentsFromFlag(value: string): Promise<SegmentMap | null> {
  if (Object.hasOwn(PRESETS, value)) return PRESETS[value];
  if (!/\.json$/i.test(value)) {
    const names = Object.keys(PRESETS);
    throw usageError(
      `--segments must be ${names.join(", ")} or a file that ends in .json; received ${JSON.stringify(value)}${didYouMean(value, names)}`,
    );
  }
  const json = await readJson("which --segments names", value);
  refuseOthers(value, json, ["rfm-kit/segments"]);
  return explainedIn(value, () => mapOf(json));
}

/** A map as it was saved, or the arguments of `defineSegments`. */
function mapOf(json: unknown): SegmentMap {
  if ((json as { kind?: unknown } | null)?.kind === "rfm-kit/segments") {
    checkSegmentMap("segments", "map", json);
    return json;
  }
  checkOptions("segments", json, ["id", "shape", "segments", "match", "otherwise"], "map");
  const { segments, ...options } = json as unknown as SegmentsDefinition;
  return defineSegments(segments, options);
}
