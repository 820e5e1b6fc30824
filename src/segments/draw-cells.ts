import { cellIndex } from "./cell.js";
import type { CheckedDefinition } from "./check-definition.js";
import { NONE } from "./nearest-segment.js";
import type { Shape } from "./segment-map.js";
import type { Survey } from "./survey-cells.js";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LINE_WIDTH = 80;
const BETWEEN = "  ";

/** The grid of one monetary score, or of several in a row that look alike. */
interface Block {
  readonly first: number;
  readonly last: number;
  /** The marks of every row, from the highest recency score to the lowest. */
  readonly rows: readonly string[];
}

/** Draws the cells as grids of letters with a legend, in ASCII, at most 80 columns wide where the scores allow. */
export function drawCells(definition: CheckedDefinition, survey: Survey): string {
  const { shape, segments } = definition;
  const labels = labelsOf(segments.length);
  const width = Math.max(labels[0].length, String(shape[1]).length);
  const blocks = blocksOf(shape, survey, labels, width);
  const margin = Math.max(3, String(shape[0]).length);
  const blockWidth = shape[1] * (width + 1);
  const perLine = Math.max(1, Math.floor((LINE_WIDTH - margin) / (blockWidth + BETWEEN.length)));
  const lines: string[] = [];
  for (let start = 0; start < blocks.length; start += perLine) {
    lines.push(...linesOf(shape, blocks.slice(start, start + perLine), margin, width), "");
  }
  return [...lines, ...legendOf(definition, survey, labels)].join("\n");
}

/** A, B, C ...; AA, AB ... for all where 26 do not suffice. */
function labelsOf(count: number): string[] {
  if (count <= LETTERS.length) return [...LETTERS].slice(0, count);
  return Array.from({ length: count }, (_, s) => LETTERS[Math.floor(s / 26)] + LETTERS[s % 26]);
}

function blocksOf(shape: Shape, survey: Survey, labels: readonly string[], width: number): Block[] {
  const blocks: Block[] = [];
  for (let m = 1; m <= shape[2]; m++) {
    const rows: string[] = [];
    for (let r = shape[0]; r >= 1; r--) {
      let row = "";
      for (let f = 1; f <= shape[1]; f++) row += markOf(survey, cellIndex(shape, r, f, m), labels).padStart(width + 1);
      rows.push(row);
    }
    const before = blocks.at(-1);
    const isLike = before?.rows.every((row, i) => row === rows[i]) ?? false;
    if (before !== undefined && isLike) blocks[blocks.length - 1] = { ...before, last: m };
    else blocks.push({ first: m, last: m, rows });
  }
  return blocks;
}

/** The letter of the segment, and a star where others want the cell too. */
function markOf({ owner, contested }: Survey, cell: number, labels: readonly string[]): string {
  const label = owner[cell] === NONE ? "." : labels[owner[cell]];
  return `${label}${contested.has(cell) ? "*" : " "}`;
}

function linesOf(shape: Shape, blocks: readonly Block[], margin: number, width: number): string[] {
  const header = Array.from({ length: shape[1] }, (_, i) => `${i + 1}`.padStart(width).padEnd(width + 1)).join("");
  const titles = blocks.map(({ first, last }) =>
    `m ${first === last ? first : `${first}-${last}`}`.padEnd(header.length),
  );
  const lines = [
    ["".padEnd(margin), ...titles],
    ["r\\f".padEnd(margin), ...blocks.map(() => header)],
    ...Array.from({ length: shape[0] }, (_, i) => [
      `${shape[0] - i}`.padEnd(margin),
      ...blocks.map(({ rows }) => rows[i]),
    ]),
  ];
  return lines.map((parts) => parts.join(BETWEEN).trimEnd());
}

function legendOf({ segments, rest }: CheckedDefinition, survey: Survey, labels: readonly string[]): string[] {
  const { wins, uncovered, contested, owner } = survey;
  const holes = owner.indexOf(NONE) < 0 ? 0 : uncovered.length;
  const rows: [string, number, string][] = segments.map(({ id }, s) => {
    const remark = wins[s] === 0 ? " (never wins)" : s === rest ? " (has the rest)" : "";
    return [labels[s], wins[s], `${readable(id)}${remark}`];
  });
  if (holes > 0) rows.push([".", holes, "in no segment"]);
  if (contested.size > 0) rows.push(["*", contested.size, "in several segments, drawn as the first"]);
  const digits = Math.max(...rows.map(([, count]) => `${count}`.length));
  return rows.map(
    ([label, count, text]) => `${label.padEnd(labels[0].length)}  ${`${count}`.padStart(digits)}  ${text}`,
  );
}

// An id may be any text: none of it may move the cursor or break the line.
function readable(id: string): string {
  return id.replace(/[\p{Cc}\p{Cf}]/gu, "?");
}
