import { checkSegments } from "../segments/check-segments.js";
import type { SegmentReport } from "../segments/segment-report.js";
import { dataError, usageError } from "./flags/cli-error.js";
import { didYouMean } from "./flags/closest.js";
import { type Flags, readCommandLine } from "./flags/command-line.js";
import { explainedIn } from "./flags/explain-error.js";
import { readJson } from "./flags/json-file.js";
import { refuseOthers } from "./flags/refuse-others.js";
import { presetNamed, presetNames } from "./flags/segments-from-flag.js";
import { type Console, lines } from "./output/console-stream.js";
import { checkedJson } from "./report/check-json.js";
import { countText } from "./report/number-text.js";

const COMMAND = "rfm-kit check";

const FLAGS: Flags = {
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
};

const HELP = `Usage: rfm-kit check <FILE.json|NAME> [options]

Draws a segment map, recency down and frequency across, and lists every cell that no segment claims (with the nearest
segment), every cell that several claim, and every segment that can never win. NAME is a map of the library, such as
connectif-11. A file may also hold a rule, or stages as for rfm-kit stages --model: then it says what they mean, or what
is wrong with them.

  --json        print one JSON object instead
  -h, --help    this text

Exit code: 0 it can be used, 1 it cannot, 2 wrong usage.
`;

/** `rfm-kit check`: a report on a segment map, a rule or stages. */
export async function check(argv: readonly string[], { out }: Console): Promise<void> {
  const line = readCommandLine(COMMAND, FLAGS, argv);
  if (line.has("help")) return out.write([HELP]);
  const [source, ...more] = line.positionals;
  if (source === undefined || more.length > 0) throw usageError(`${COMMAND} takes one file or name of a map`);
  const preset = presetNamed(source);
  const json = preset ?? (await readJson(namedAs(source), source));
  const other = preset === undefined ? checkedJson(source, json) : null;
  if (other !== null) {
    await out.write(line.has("json") ? [`${JSON.stringify(other.json, null, 2)}\n`] : lines(other.text));
    if (other.faults.length > 0) throw dataError(`${source} cannot be used: ${other.faults[0]}`);
    return;
  }
  refuseOthers(source, json, ["rfm-kit/rfm", "rfm-kit/segments"]);
  const definition = mapIn(json);
  const report = explainedIn(source, () => checkSegments(definition as Parameters<typeof checkSegments>[0]));
  await out.write(line.has("json") ? [`${JSON.stringify(report, null, 2)}\n`] : lines(reportText(source, report)));
  if (report.faults.length > 0) throw dataError(`${source} cannot be used: ${report.faults.join(", ")}`);
}

/** A saved model holds a map, too. */
function mapIn(json: unknown): unknown {
  const model = json as { readonly kind?: unknown; readonly segments?: unknown } | null;
  return model?.kind === "rfm-kit/rfm" ? model.segments : json;
}

/** What the source was taken for, for the message that it cannot be read. */
function namedAs(source: string): string {
  if (source.endsWith(".json")) return "the file to check";
  return `as it is no map of the library (${presetNames().join(", ")})${didYouMean(source, presetNames())}`;
}

function reportText(source: string, report: SegmentReport): string[] {
  const { uncovered, nearest, overlapping, dead, invalid, otherwise, cells, shape, segments } = report;
  const proposals = new Map(nearest.map(({ cell, segment }) => [cell, segment]));
  const text = [
    `${source}: ${countText(segments.length)} segments on ${shape.join(" x ")} = ${countText(cells)} cells`,
    "",
    ...report.grid.trimEnd().split("\n"),
    "",
  ];
  if (report.isPartition) text.push("Every cell is in exactly one segment.");
  if (uncovered.length > 0) {
    const rest = otherwise === null ? "" : `; "${otherwise}" gets them`;
    text.push(
      `Claimed by no segment${rest}: ${uncovered.map((cell) => `${cell} (nearest: ${proposals.get(cell) ?? "none"})`).join(", ")}`,
    );
  }
  if (overlapping.length > 0) {
    text.push(
      `Claimed by several: ${overlapping.map(({ cell, segments }) => `${cell} (${segments.join(", ")})`).join(", ")}`,
    );
  }
  if (dead.length > 0) text.push(`Can never win: ${dead.join(", ")}`);
  for (const { code, path, received } of invalid) text.push(`${code}: ${path}: ${received}`);
  // Ids may be any text: none of it may move the cursor.
  return text.map((line) => line.replace(/[\p{Cc}\p{Cf}]/gu, "?"));
}
