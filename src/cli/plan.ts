import type { GmvPlanDefinition } from "../planning/plan-definition.js";
import { planGmv } from "../planning/plan-gmv.js";
import { usageError } from "./flags/cli-error.js";
import { didYouMean } from "./flags/closest.js";
import { type CommandLine, readCommandLine } from "./flags/command-line.js";
import { explainedIn } from "./flags/explain-error.js";
import { readJsonInput } from "./flags/json-input.js";
import { PLAN_FLAGS, PLAN_HELP } from "./flags/plan-flags.js";
import { refuseOthers } from "./flags/refuse-others.js";
import { type Console, lines } from "./output/console-stream.js";
import { glyphsFor } from "./report/glyphs.js";
import { planReport } from "./report/plan-report.js";

const COMMAND = "rfm-kit plan";

/** `rfm-kit plan`: a GMV target divided among stages. */
export async function plan(argv: readonly string[], { out }: Console): Promise<void> {
  const line = readCommandLine(COMMAND, PLAN_FLAGS, argv);
  if (line.has("help")) return out.write([PLAN_HELP]);
  const [source, ...more] = line.positionals;
  if (source === undefined || more.length > 0) {
    throw usageError(`${COMMAND} takes one JSON file, or - for standard input; see ${COMMAND} --help`);
  }
  const language = languageOf(line);
  const name = source === "-" ? "standard input" : source;
  const definition = await readJsonInput("the plan", source);
  refuseOthers(name, definition, []);
  const result = explainedIn(name, () => planGmv(definition as GmvPlanDefinition));
  const text = line.has("json")
    ? `${JSON.stringify(result, null, 2)}\n`
    : lines(planReport(name, result, language, glyphsFor(process.env))).join("");
  await out.write([text]);
}

const LANGUAGES = ["en", "zh-Hans"] as const;

function languageOf(line: CommandLine): "en" | "zh-Hans" {
  const name = line.text("language") ?? "en";
  const language = LANGUAGES.find((known) => known === name);
  if (language !== undefined) return language;
  throw usageError(
    `--language must be ${LANGUAGES.join(" or ")}; received ${JSON.stringify(name)}${didYouMean(name, LANGUAGES)}`,
  );
}
