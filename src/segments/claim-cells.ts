import { checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { cellCount, codeAt, indexOfCode } from "./cell.js";
import type { Box, Cell, SegmentDefinition } from "./segment-definition.js";
import type { Shape } from "./segment-map.js";

/** The cells that a segment claims: 1 at their positions. */
export function claimOf(where: string, path: string, shape: Shape, segment: SegmentDefinition): Uint8Array {
  const claim = new Uint8Array(cellCount(shape));
  if (segment.cells !== undefined) claimCells(where, `${path}.cells`, shape, segment.cells, claim);
  else if (segment.boxes !== undefined) {
    const boxes = checkBoxes(where, `${path}.boxes`, shape, segment.boxes);
    claimWhere(shape, claim, (cell) => boxes.some((box) => isIn(box, cell)));
  } else if (typeof segment.where === "function") claimWhere(shape, claim, segment.where);
  else if (segment.where !== undefined)
    throw optionError("WRONG_TYPE", where, `${path}.where`, "be a function", segment.where);
  return claim;
}

function claimCells(where: string, path: string, shape: Shape, cells: unknown, claim: Uint8Array): void {
  if (!Array.isArray(cells)) throw optionError("WRONG_TYPE", where, path, "be an array of cell codes", cells);
  cells.forEach((code, i) => {
    const index = indexOfCode(shape, code);
    if (index < 0)
      throw optionError(
        "BAD_CELL",
        where,
        `${path}[${i}]`,
        `be a cell of ${shape.join(" x ")} such as "${codeAt(shape, 0)}"`,
        code,
      );
    if (claim[index] === 1) throw optionError("DUPLICATE", where, `${path}[${i}]`, "be named once in a segment", code);
    claim[index] = 1;
  });
}

function claimWhere(shape: Shape, claim: Uint8Array, holds: (cell: Cell) => boolean): void {
  let index = 0;
  for (let r = 1; r <= shape[0]; r++) {
    for (let f = 1; f <= shape[1]; f++) {
      for (let m = 1; m <= shape[2]; m++) claim[index++] = holds({ r, f, m, fm: (f + m) / 2 }) ? 1 : 0;
    }
  }
}

function checkBoxes(where: string, path: string, shape: Shape, boxes: unknown): readonly Box[] {
  if (!Array.isArray(boxes)) throw optionError("WRONG_TYPE", where, path, "be an array of { r, f, m } ranges", boxes);
  boxes.forEach((box, i) => {
    checkOptions(where, box, ["r", "f", "m"], `${path}[${i}]`);
    (["r", "f", "m"] as const).forEach((letter, d) => {
      const range: unknown = box[letter];
      if (range === undefined) return;
      const isRange =
        Array.isArray(range) &&
        range.length === 2 &&
        range.every((score) => Number.isInteger(score) && score >= 1 && score <= shape[d]) &&
        range[0] <= range[1];
      if (!isRange)
        throw optionError(
          "BAD_CELL",
          where,
          `${path}[${i}].${letter}`,
          `be [low, high] within 1 and ${shape[d]}`,
          Array.isArray(range) ? `[${range}]` : range,
        );
    });
  });
  return boxes as readonly Box[];
}

function isIn(box: Box, cell: Cell): boolean {
  return (["r", "f", "m"] as const).every((letter) => {
    const range = box[letter];
    return range === undefined || (cell[letter] >= range[0] && cell[letter] <= range[1]);
  });
}
