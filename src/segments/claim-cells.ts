import { checkOptions } from "../checks/check-options.js";
import { optionError, spell } from "../errors.js";
import { cellCount, codeAt, indexOfCode } from "./cell.js";
import type { Box, Cell, SegmentDefinition } from "./segment-definition.js";
import type { Shape } from "./segment-map.js";

/** A code or range that claims nothing: it is outside the shape, or was there before. */
export interface BadClaim {
  readonly code: "BAD_CELL" | "DUPLICATE";
  readonly segment: string;
  readonly path: string;
  readonly requirement: string;
  readonly received: unknown;
}

/** The cells that a segment claims: 1 at their positions. Codes and ranges that are none go to `bad`. */
export function claimOf(
  where: string,
  path: string,
  shape: Shape,
  segment: SegmentDefinition,
  bad: BadClaim[],
): Uint8Array {
  const claim = new Uint8Array(cellCount(shape));
  const { id, cells, boxes, where: predicate } = segment;
  if (cells !== undefined) claimCells(where, `${path}.cells`, shape, id, cells, claim, bad);
  else if (boxes !== undefined) {
    const good = goodBoxes(where, `${path}.boxes`, shape, id, boxes, bad);
    claimWhere(where, path, shape, claim, (cell) => good.some((box) => isIn(box, cell)));
  } else if (typeof predicate === "function") claimWhere(where, `${path}.where(cell)`, shape, claim, predicate);
  else if (predicate !== undefined) throw optionError("WRONG_TYPE", where, `${path}.where`, "be a function", predicate);
  return claim;
}

function claimCells(
  where: string,
  path: string,
  shape: Shape,
  segment: string,
  cells: unknown,
  claim: Uint8Array,
  bad: BadClaim[],
): void {
  if (!Array.isArray(cells)) throw optionError("WRONG_TYPE", where, path, "be an array of cell codes", cells);
  cells.forEach((received, i) => {
    const index = indexOfCode(shape, received);
    if (index < 0) {
      const requirement = `be a cell of ${shape.join(" x ")} such as "${codeAt(shape, 0)}"`;
      bad.push({ code: "BAD_CELL", segment, path: `${path}[${i}]`, requirement, received });
    } else if (claim[index] === 1) {
      bad.push({
        code: "DUPLICATE",
        segment,
        path: `${path}[${i}]`,
        requirement: "be named once in a segment",
        received,
      });
    } else claim[index] = 1;
  });
}

function claimWhere(
  where: string,
  path: string,
  shape: Shape,
  claim: Uint8Array,
  holds: (cell: Cell) => boolean,
): void {
  let index = 0;
  const answer = (isIn: unknown): 0 | 1 => {
    // An async predicate gives a promise, which would pass for yes.
    if (typeof isIn !== "boolean") throw optionError("WRONG_TYPE", where, path, "return true or false", isIn);
    return isIn ? 1 : 0;
  };
  for (let r = 1; r <= shape[0]; r++) {
    for (let f = 1; f <= shape[1]; f++) {
      for (let m = 1; m <= shape[2]; m++) claim[index++] = answer(holds({ r, f, m, fm: (f + m) / 2 }));
    }
  }
}

const SIDES = ["r", "f", "m", "fm"] as const;

/** The boxes whose ranges are all within the shape. */
function goodBoxes(
  where: string,
  path: string,
  shape: Shape,
  segment: string,
  boxes: unknown,
  bad: BadClaim[],
): readonly Box[] {
  if (!Array.isArray(boxes))
    throw optionError("WRONG_TYPE", where, path, "be an array of { r, f, m, fm } ranges", boxes);
  const highest = { r: shape[0], f: shape[1], m: shape[2], fm: (shape[1] + shape[2]) / 2 };
  return boxes.filter((box: Box, i) => {
    checkOptions(where, box, SIDES, `${path}[${i}]`);
    const before = bad.length;
    for (const side of SIDES) {
      const range: unknown = box[side];
      if (range === undefined || isRange(range, highest[side], side === "fm" ? 2 : 1)) continue;
      const requirement = `be [low, high] within 1 and ${highest[side]}`;
      const received = Array.isArray(range) ? `[${range.map(spell).join(", ")}]` : range;
      bad.push({ code: "BAD_CELL", segment, path: `${path}[${i}].${side}`, requirement, received });
    }
    return bad.length === before;
  });
}

/** Whether a range is [low, high] in steps of a whole or a half. */
function isRange(range: unknown, highest: number, stepsPerScore: 1 | 2): boolean {
  return (
    Array.isArray(range) &&
    range.length === 2 &&
    range.every(
      (score) => typeof score === "number" && Number.isInteger(stepsPerScore * score) && score >= 1 && score <= highest,
    ) &&
    range[0] <= range[1]
  );
}

function isIn(box: Box, cell: Cell): boolean {
  return SIDES.every((side) => {
    const range = box[side];
    return range === undefined || (cell[side] >= range[0] && cell[side] <= range[1]);
  });
}
