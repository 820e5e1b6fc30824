import { availableParallelism, cpus, totalmem } from "node:os";

/** What issue "Scale" aims at, as a ratio of medians within one run. Printed, never asserted. */
const RATIOS = [
  ["rfm-kit-accumulate", "duckdb-int32", "0.33"],
  ["rfm-kit-int32", "duckdb-int32", "0.33"],
  ["rfm-kit-accumulate-utf8", "duckdb-varchar", "1.00"],
  ["rfm-kit-utf8", "duckdb-varchar", "1.00"],
  ["rfm-kit-accumulate-strings", "bare-map-strings", "0.50"],
  ["rfm-kit-strings", "bare-map-strings", "0.50"],
  ["rfm-kit-accumulate-strings", "duckdb-varchar", null],
  ["rfm-kit-accumulate-rows", "bare-map-rows", "0.70"],
  ["rfm-kit-rows", "bare-map-rows", "0.70"],
  ["rfm-kit-accumulate-rows", "lodash-group-by", "0.25"],
  ["rfm-kit-rows", "lodash-group-by", "0.25"],
  ["rfm-kit-accumulate-rows", "plain-map", null],
  ["rfm-kit-rows", "plain-map", null],
  ["rfm-kit-int32", "plain-map", null],
  ["rfm-kit-int32", "arquero-int32", null],
  ["rfm-kit-strings", "arquero-strings", null],
  ["rfm-kit-ledger", "sequential-sum", "2.50"],
  ["rfm-kit-ledger", "duckdb-another", null],
  ["rfm-kit-stages", "duckdb-stages", "0.50"],
];

export function machine() {
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** One table per size: a line per contestant, in the order of the groups. */
export function timesTable({ orders, lines }) {
  const rows = lines.map((line) =>
    line.skipped === undefined
      ? [
          line.group,
          line.label,
          Math.round(line.medianMs),
          `${Math.round(line.minMs)}..${Math.round(line.maxMs)}`,
          Math.round(line.firstMs),
          mib(line.inputBytes),
          mib(line.peakBytes),
        ]
      : [line.group, line.label, "skipped", line.skipped, "", "", ""],
  );
  const head = ["group", "contestant", "median ms", "min..max", "first ms", "input MiB", "peak MiB"];
  return `### ${orders.toLocaleString("en")} orders\n\n${markdown(head, rows, 2)}`;
}

/** Every ratio of interest for every size side by side. */
export function ratioTable(sizes) {
  const medianOf = (size, name) => size.lines.find((line) => line.name === name)?.medianMs;
  const rows = RATIOS.map(([a, b, aim]) => {
    const values = sizes.map((size) => medianOf(size, a) / medianOf(size, b));
    return {
      values,
      row: [`${a} / ${b}`, ...values.map((x) => (x > 0 ? x.toFixed(2) : "")), aim === null ? "" : `<= ${aim}`],
    };
  }).filter(({ values }) => values.some((value) => value > 0));
  if (rows.length === 0) return "";
  const head = ["ratio of medians", ...sizes.map(({ orders }) => orders.toLocaleString("en")), "aim"];
  return `### Ratios (below 1: the first is faster)\n\n${markdown(
    head,
    rows.map(({ row }) => row),
    1,
  )}`;
}

/** Contestants that were asked the same and answered otherwise than the first, as lines of a diff; none where all agree. */
export function disagreements(lines) {
  const found = [];
  for (const question of new Set(lines.map((line) => line.question))) {
    const [first, ...others] = lines.filter((line) => line.question === question && line.counts);
    for (const other of others) {
      for (const segment of new Set([...Object.keys(first.counts), ...Object.keys(other.counts)])) {
        const expected = first.counts[segment] ?? 0;
        const actual = other.counts[segment] ?? 0;
        if (expected !== actual) found.push(`${segment}: ${first.name} ${expected}, ${other.name} ${actual}`);
      }
    }
  }
  return found;
}

const mib = (bytes) => Math.round(bytes / 2 ** 20);

/** A markdown table; columns from `firstNumber` on are aligned to the right. */
export function markdown(head, rows, firstNumber) {
  const cells = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, c) => Math.max(3, ...cells.map((row) => row[c].length)));
  const line = (row) =>
    `| ${row.map((cell, c) => (c < firstNumber ? cell.padEnd(widths[c]) : cell.padStart(widths[c]))).join(" | ")} |`;
  const rule = `| ${widths.map((width, c) => (c < firstNumber ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(cells[0]), rule, ...cells.slice(1).map(line)].join("\n");
}
