import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { format } from "node:util";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import * as rfmKit from "../../src/index.js";
import { filesBelow, ROOT } from "./snippets.js";

const files = filesBelow(join(ROOT, "examples"), ".ts");

// The output stands beside each example. UPDATE_EXAMPLES=1 writes it anew, to be read before it is committed.
describe("every file in examples", () => {
  it.each(files.map((file) => [basename(file), file] as const))("%s prints what stands beside it", async (_, file) => {
    const printed = await outputOf(file);
    const stored = file.replace(/\.ts$/, ".txt");
    if (process.env["UPDATE_EXAMPLES"] !== undefined) writeFileSync(stored, printed);
    expect(existsSync(stored), stored).toBe(true);
    expect(printed).toBe(readFileSync(stored, "utf8"));
  });
});

/** Runs an example against the sources, as a CommonJS module that requires "rfm-kit". */
async function outputOf(file: string): Promise<string> {
  const { outputText } = ts.transpileModule(readFileSync(file, "utf8"), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  });
  let printed = "";
  const console = {
    log: (...values: unknown[]) => {
      printed += `${format(...values)}\n`;
    },
  };
  const require = (name: string): unknown => {
    if (name !== "rfm-kit") throw new Error(`examples use the package alone, not ${name}`);
    return rfmKit;
  };
  new Function("require", "exports", "console", outputText)(require, {}, console);
  // Examples with a stream finish within a few turns of the event loop.
  await new Promise((resolve) => setTimeout(resolve, 20));
  return printed;
}
