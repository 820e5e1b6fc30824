import type { RfmErrorCode } from "../errors.js";
import { cellCount } from "./cell.js";
import type { CheckedDefinition } from "./check-definition.js";
import { type BadClaim, claimOf } from "./claim-cells.js";
import { NONE } from "./nearest-segment.js";

/** Who claims which cell and who has it. Cells and segments are positions. */
export interface Survey {
  /** The segment of every cell: the first that claims it; for a cell that none claims the one for the rest, or NONE. */
  readonly owner: Int16Array;
  /** How many cells every segment claims. */
  readonly claims: readonly number[];
  /** How many cells every segment has. */
  readonly wins: readonly number[];
  /** Cells that no segment claims. */
  readonly uncovered: readonly number[];
  /** The segments of every cell that is claimed more than once. */
  readonly contested: ReadonlyMap<number, readonly number[]>;
  /** Segments that have no cell. */
  readonly dead: readonly number[];
  /** Codes and ranges that claim nothing. */
  readonly bad: readonly BadClaim[];
}

/** Asks every segment for its cells and settles who has them: the one place where cells are given out. */
export function surveyCells(where: string, { shape, segments, rest }: CheckedDefinition): Survey {
  const owner = new Int16Array(cellCount(shape)).fill(NONE);
  const contested = new Map<number, number[]>();
  const bad: BadClaim[] = [];
  const claims = segments.map((segment, s) => {
    let size = 0;
    claimOf(where, `segments[${s}]`, shape, segment, bad).forEach((isClaimed, cell) => {
      if (isClaimed === 0) return;
      size++;
      if (owner[cell] === NONE) owner[cell] = s;
      else {
        const claimants = contested.get(cell);
        if (claimants === undefined) contested.set(cell, [owner[cell], s]);
        else claimants.push(s);
      }
    });
    return size;
  });
  const wins = segments.map(() => 0);
  const uncovered: number[] = [];
  for (let cell = 0; cell < owner.length; cell++) {
    if (owner[cell] === NONE) {
      uncovered.push(cell);
      owner[cell] = rest;
    }
    if (owner[cell] !== NONE) wins[owner[cell]]++;
  }
  const dead = segments.map((_, s) => s).filter((s) => wins[s] === 0);
  return { owner, claims, wins, uncovered, contested: inOrder(contested), dead, bad };
}

// Cells become contested in the order of the segments; they are shown in the order of the cells.
function inOrder(contested: ReadonlyMap<number, readonly number[]>): ReadonlyMap<number, readonly number[]> {
  return new Map([...contested].sort(([a], [b]) => a - b));
}

/** Why a definition cannot become a map, gravest first; empty where it can. */
export function faultsOf(
  { match, rest }: CheckedDefinition,
  { bad, contested, uncovered, dead }: Survey,
): readonly RfmErrorCode[] {
  const faults = new Set<RfmErrorCode>(bad.map(({ code }) => code));
  if (match === "strict" && contested.size > 0) faults.add("OVERLAPPING_CELLS");
  if (rest < 0 && uncovered.length > 0) faults.add("UNCOVERED_CELLS");
  if (dead.length > 0) faults.add("DEAD_SEGMENT");
  return [...faults];
}
