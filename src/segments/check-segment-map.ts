import { MOST_BINS } from "../binning/bin-spec.js";
import { expectField, objectAt } from "../checks/check-field.js";
import { cellCount, indexOfCode } from "./cell.js";
import { isTexts, MOST_SEGMENTS } from "./check-definition.js";
import type { Segment, SegmentMap, Shape } from "./segment-map.js";

/** Refuses what is no segment map of ours, or one in which a cell is missing or doubled, with the path of the bad field. */
export function checkSegmentMap(where: string, path: string, value: unknown): asserts value is SegmentMap {
  checkMapFields(where, path, value);
  checkCells(where, path, value);
}

/** The same whatever its cells: the codes themselves are not looked at. */
export function checkMapFields(where: string, path: string, value: unknown): asserts value is SegmentMap {
  const map = objectAt(where, path, value);
  const expect = (key: string, requirement: string, holds: boolean): void =>
    expectField(where, `${path}.${key}`, map[key], requirement, holds);
  const { kind, version, id, title, sources, shape, segments, groups, resolved } = map;
  expect("kind", '"rfm-kit/segments"', kind === "rfm-kit/segments");
  expect("version", "1, the version that this release reads", version === 1);
  expect("id", "text", typeof id === "string");
  expect("title", "text", title === undefined || typeof title === "string");
  expect("sources", "an array of web addresses", sources === undefined || isAddresses(sources));
  expect("shape", "three numbers of bins", isShape(shape));
  const isCounted = Array.isArray(segments) && segments.length > 0 && segments.length <= MOST_SEGMENTS;
  expect("segments", `an array of 1 to ${MOST_SEGMENTS} segments`, isCounted);
  const groupIds = checkGroups(where, `${path}.groups`, groups);
  checkSegmentFields(where, `${path}.segments`, segments as readonly unknown[], groupIds);
  if (resolved !== undefined) checkResolved(where, `${path}.resolved`, resolved, map as unknown as SegmentMap);
}

function isShape(value: unknown): value is Shape {
  return (
    Array.isArray(value) &&
    value.length === 3 &&
    value.every((bins) => Number.isInteger(bins) && bins >= 2 && bins <= MOST_BINS)
  );
}

// Reports make links of them: an address with another scheme could be a script.
function isAddresses(value: unknown): boolean {
  return Array.isArray(value) && value.every((url) => typeof url === "string" && /^https?:\/\//.test(url));
}

/** The ids of the groups; undefined where the map does not name them. */
function checkGroups(where: string, path: string, value: unknown): ReadonlySet<unknown> | undefined {
  if (value === undefined) return undefined;
  expectField(where, path, value, "an array of groups", Array.isArray(value));
  const ids = new Set<unknown>();
  (value as unknown[]).forEach((group, g) => {
    const { id, names } = objectAt(where, `${path}[${g}]`, group);
    expectField(where, `${path}[${g}].id`, id, "text that no other group has", isNewText(id, ids));
    expectField(where, `${path}[${g}].names`, names, "texts by language", isTexts(names));
    ids.add(id);
  });
  return ids;
}

function checkSegmentFields(
  where: string,
  path: string,
  segments: readonly unknown[],
  groupIds: ReadonlySet<unknown> | undefined,
): void {
  const ids = new Set<unknown>();
  segments.forEach((value, s) => {
    const at = `${path}[${s}]`;
    const { id, cells, group, names, actions } = objectAt(where, at, value);
    expectField(where, `${at}.id`, id, "text that no other segment has", isNewText(id, ids));
    ids.add(id);
    const isGroup = group === undefined || (groupIds === undefined ? typeof group === "string" : groupIds.has(group));
    expectField(where, `${at}.group`, group, groupIds === undefined ? "text" : "one of the groups of the map", isGroup);
    expectField(where, `${at}.names`, names, "texts by language", names === undefined || isTexts(names));
    expectField(where, `${at}.actions`, actions, "texts by language", actions === undefined || isTexts(actions));
    expectField(where, `${at}.cells`, cells, "an array of cell codes", Array.isArray(cells));
  });
}

function checkResolved(where: string, path: string, value: unknown, { shape, segments }: SegmentMap): void {
  const { uncovered, overlapping, dead } = objectAt(where, path, value);
  const isCells = (cells: unknown): cells is readonly string[] =>
    Array.isArray(cells) && cells.every((code) => indexOfCode(shape, code) >= 0);
  if (uncovered !== undefined) {
    const { cells, to } = objectAt(where, `${path}.uncovered`, uncovered);
    const segment: Segment | undefined = segments.find(({ id }) => id === to);
    expectField(where, `${path}.uncovered.to`, to, "the id of a segment", segment !== undefined);
    const isTheirs = isCells(cells) && cells.every((code) => segment?.cells.includes(code));
    expectField(where, `${path}.uncovered.cells`, cells, "cells of that segment", isTheirs);
  }
  expectField(
    where,
    `${path}.overlapping`,
    overlapping,
    "an array of cells of the shape",
    overlapping === undefined || isCells(overlapping),
  );
  const isLeftOut = (id: unknown): boolean => typeof id === "string" && segments.every((segment) => segment.id !== id);
  expectField(
    where,
    `${path}.dead`,
    dead,
    "an array of ids that no segment has",
    dead === undefined || (Array.isArray(dead) && dead.every(isLeftOut)),
  );
}

function isNewText(value: unknown, before: ReadonlySet<unknown>): boolean {
  return typeof value === "string" && value !== "" && !before.has(value);
}

function checkCells(where: string, path: string, { shape, segments }: SegmentMap): void {
  const seen = new Uint8Array(cellCount(shape));
  let covered = 0;
  segments.forEach(({ cells }, s) => {
    cells.forEach((code, c) => {
      const index = indexOfCode(shape, code);
      expectField(
        where,
        `${path}.segments[${s}].cells[${c}]`,
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
