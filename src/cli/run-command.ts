import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isRfmError } from "../errors.js";
import { check } from "./check.js";
import { churn } from "./churn.js";
import { evaluate } from "./evaluate.js";
import { CliError, usageError } from "./flags/cli-error.js";
import { didYouMean } from "./flags/closest.js";
import { inFlags } from "./flags/explain-error.js";
import { lifecycleCommand } from "./lifecycle.js";
import { type Console, lines } from "./output/console-stream.js";
import { removeTemporaryFiles } from "./output/output-files.js";
import { plan } from "./plan.js";
import { segment } from "./segment.js";
import { simulate } from "./simulate.js";
import { stages } from "./stages.js";

const COMMANDS: { readonly [name: string]: (argv: readonly string[], console: Console) => Promise<void> } = {
  segment,
  lifecycle: lifecycleCommand,
  stages,
  churn,
  evaluate,
  check,
  plan,
  simulate,
};

const HELP = `Usage: rfm-kit <command> [options]

  segment     orders in a CSV file become segmented customers
  lifecycle   orders in a CSV file become new, active, lapsed and lost customers
  stages      events in a CSV file become customers in stages such as AIPL
  churn       orders in a CSV file become customers with the risk that they do not buy again
  evaluate    compare models of churn by what happened in a CSV file of orders
  check       show what a segment map, a rule or stages mean and what is wrong with them
  plan        divide a GMV target among stages of customers
  simulate    write made-up orders to try it with

  rfm-kit <command> --help says more. --version prints the version.
`;

/** Runs a command as a shell calls it. Returns its exit code; says what failed on `console.err`, and leaves no file half-written. */
export async function runCommand(argv: readonly string[], console: Console): Promise<number> {
  try {
    await run(argv, console);
    return 0;
  } catch (error) {
    await console.err.write(lines([`rfm-kit: ${failureText(error)}`])).catch(() => undefined);
    return error instanceof CliError ? error.exitCode : 1;
  } finally {
    removeTemporaryFiles();
  }
}

async function run(argv: readonly string[], console: Console): Promise<void> {
  const [name, ...rest] = argv;
  if (name === "--help" || name === "-h" || name === "help") return console.out.write([HELP]);
  if (name === "--version" || name === "-v") return console.out.write(lines([version()]));
  if (name === undefined) throw usageError(`a command is needed\n\n${HELP.trimEnd()}`);
  if (Object.hasOwn(COMMANDS, name)) return COMMANDS[name](rest, console);
  const names = Object.keys(COMMANDS);
  throw usageError(`${JSON.stringify(name)} is no command${didYouMean(name, names)}\n\n${HELP.trimEnd()}`);
}

/** The bundle lies in a folder of the package: dist/cli.js. */
function version(): string {
  return (JSON.parse(readFileSync(join(__dirname, "..", "package.json"), "utf8")) as { version: string }).version;
}

/** What is told about a failure: one line for what a user can mend, everything for a mistake of ours. */
function failureText(error: unknown): string {
  if (error instanceof CliError) return error.message;
  if (isRfmError(error)) return inFlags(error.message);
  return `unexpected failure, please report it\n${error instanceof Error ? error.stack : String(error)}`;
}
