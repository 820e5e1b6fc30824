import { usageError } from "../flags/cli-error.js";
import type { CommandLine } from "../flags/command-line.js";
import { countedText, countText } from "../report/number-text.js";
import type { ConsoleStream } from "./console-stream.js";
import { OutputFiles } from "./output-files.js";
import { type OutputPath, outputPath, refuseSameFile } from "./output-path.js";

/** Where the customers and the model go; `"-"` is standard output, `null` nowhere. */
export interface SegmentOutputs {
  readonly customers: OutputPath | "-" | null;
  readonly model: OutputPath | null;
}

/** What was written. */
export interface Written {
  /** The files by what they hold. */
  readonly files: { readonly customers: string | null; readonly model: string | null };
  /** Customer ids that were disarmed. */
  readonly guarded: number;
  /** The same for people. */
  readonly notes: readonly string[];
}

/** Finds out where the outputs go, and that they can go there. */
export async function outputsFromFlags(line: CommandLine, input: string): Promise<SegmentOutputs> {
  const out = line.text("out");
  const model = line.text("save-model");
  if (out === "-" && line.has("json")) {
    throw usageError("--out - and --json both go to standard output; give --out a file");
  }
  if (model === "-") throw usageError("--save-model must name a file; standard output is for the table");
  const outputs: SegmentOutputs = {
    customers: out === undefined || out === "-" ? (out ?? null) : await outputPath("out", out),
    model: model === undefined ? null : await outputPath("save-model", model),
  };
  const read = ["model", "segments", "rule", "map", "orders", "events", "profiles"].map((flag) => line.text(flag));
  const inputs = [input, ...read].filter((path) => path !== undefined && path !== "-");
  const customers = outputs.customers === "-" ? null : outputs.customers;
  const files = [
    { flag: "out", output: customers },
    { flag: "save-model", output: outputs.model },
  ];
  await refuseSameFile(files, inputs as string[]);
  return outputs;
}

/** What a command writes: a model, and its customers as CSV. */
export interface Content {
  readonly model: unknown;
  readonly size: number;
  readonly csv: { readonly guarded: number; chunks(): Iterable<string> };
}

/** Writes everything, and puts files in their place only when all of it is written. */
export async function writeOutputs(
  outputs: SegmentOutputs,
  { model, size, csv }: Content,
  out: ConsoleStream,
): Promise<Written> {
  const files = new OutputFiles();
  if (outputs.model !== null) await files.write(outputs.model, [`${JSON.stringify(model, null, 2)}\n`]);
  if (outputs.customers === "-") await out.write(csv.chunks());
  else if (outputs.customers !== null) await files.write(outputs.customers, csv.chunks());
  await files.commit();
  const names = {
    customers: outputs.customers === "-" ? "-" : (outputs.customers?.name ?? null),
    model: outputs.model?.name ?? null,
  };
  const notes: string[] = [];
  if (csv.guarded > 0) {
    notes.push(
      csv.guarded === 1
        ? "1 customer id that a spreadsheet could run as a formula got an apostrophe in front"
        : `${countText(csv.guarded)} customer ids that a spreadsheet could run as formulas got an apostrophe in front`,
    );
  }
  if (names.customers !== null && names.customers !== "-") {
    notes.push(`wrote ${countedText(size, "customer")} to ${names.customers}`);
  }
  if (names.model !== null) notes.push(`wrote the model to ${names.model}`);
  return { files: names, guarded: csv.guarded, notes };
}
