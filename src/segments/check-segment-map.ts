import { MOST_BINS } from "../binning/bin-spec.js";
import { expectField, objectAt } from "../checks/check-field.js";
import { cellCount, indexOfCode } from "./cell.js";
import type { SegmentMap, Shape } from "./segment-map.js";

/** Refuses what is no segment map of ours, or one in which a cell is missing or doubled, with the path of the bad field. */
export function checkSegmentMap(where: string, path: string, value: unknown): asserts value is SegmentMap {
  const map = objectAt(where, path, value);
  expectField(where, `${path}.kind`, map["kind"], '"rfm-kit/segments"', map["kind"] === "rfm-kit/segments");
  expectField(where, `${path}.version`, map["version"], "1, the version that this release reads", map["version"] === 1);
  expectField(where, `${path}.id`, map["id"], "text", typeof map["id"] === "string");
  const shape = map["shape"];
  const isShape =
    Array.isArray(shape) &&
    shape.length === 3 &&
    shape.every((bins) => Number.isInteger(bins) && bins >= 2 && bins <= MOST_BINS);
  expectField(where, `${path}.shape`, shape, "three numbers of bins", isShape);
  const segments = map["segments"];
  expectField(
    where,
    `${path}.segments`,
    segments,
    "an array of 1 to 254 segments",
    Array.isArray(segments) && segments.length > 0 && segments.length < 255,
  );
  checkCells(where, path, shape as Shape, segments as unknown[]);
}

function checkCells(where: string, path: string, shape: Shape, segments: readonly unknown[]): void {
  const seen = new Uint8Array(cellCount(shape));
  const ids = new Set<unknown>();
  let covered = 0;
  segments.forEach((value, s) => {
    const at = `${path}.segments[${s}]`;
    const { id, cells, group, names } = objectAt(where, at, value);
    expectField(
      where,
      `${at}.id`,
      id,
      "text that no other segment has",
      typeof id === "string" && id !== "" && !ids.has(id),
    );
    ids.add(id);
    expectField(where, `${at}.group`, group, "text", group === undefined || typeof group === "string");
    const isNames =
      names === undefined ||
      (typeof names === "object" && names !== null && Object.values(names).every((name) => typeof name === "string"));
    expectField(where, `${at}.names`, names, "texts by language", isNames);
    expectField(where, `${at}.cells`, cells, "an array of cell codes", Array.isArray(cells));
    (cells as unknown[]).forEach((code, c) => {
      const index = indexOfCode(shape, code);
      expectField(
        where,
        `${at}.cells[${c}]`,
        code,
        "a cell of the shape that no segment before has",
        index >= 0 && seen[index] === 0,
      );
      seen[index] = 1;
      covered++;
    });
  });
  expectField(
    where,
    `${path}.segments`,
    `${covered} cells`,
    `a cover of all ${seen.length} cells`,
    covered === seen.length,
  );
}
