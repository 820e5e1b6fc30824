#!/usr/bin/env node
import { ConsoleStream } from "./output/console-stream.js";
import { removeTemporaryFiles } from "./output/output-files.js";
import { runCommand } from "./run-command.js";

/** A process that is stopped leaves no temporary file, and says by its end which signal stopped it. */
function cleanUpWhenStopped(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      removeTemporaryFiles();
      process.kill(process.pid, signal);
    });
  }
}

async function main(): Promise<void> {
  cleanUpWhenStopped();
  const console = {
    out: new ConsoleStream("standard output", process.stdout),
    err: new ConsoleStream("standard error", process.stderr),
  };
  process.exitCode = await runCommand(process.argv.slice(2), console);
}

void main();
