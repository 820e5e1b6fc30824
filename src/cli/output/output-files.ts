import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { type FileHandle, open, rename } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { dataError, systemReason } from "../flags/cli-error.js";
import type { OutputPath } from "./output-path.js";

/** Temporary files that exist now: removed when the command fails or is stopped. */
const temporary = new Set<string>();

/** Removes every temporary file. Synchronous, so that it can run when the process ends. */
export function removeTemporaryFiles(): void {
  for (const path of temporary) rmSync(path, { force: true });
  temporary.clear();
}

/** The files that a command writes: all of them whole, then each put in its place by a rename, or none. */
export class OutputFiles {
  readonly #written: { readonly temp: string; readonly output: OutputPath }[] = [];

  /** Writes a file beside its place. What is no plain file, such as a device, is written directly. */
  async write(output: OutputPath, chunks: Iterable<string>): Promise<void> {
    try {
      if (output.kind === "special") return await writeAll(await open(output.path, "w"), chunks, false);
      const temp = join(dirname(output.path), temporaryName(output.path));
      // Known before it exists: a signal may come while it is being made.
      temporary.add(temp);
      const file = await open(temp, "wx", output.mode);
      if (output.isReplaced) await file.chmod(output.mode);
      await writeAll(file, chunks, true);
      this.#written.push({ temp, output });
    } catch (error) {
      throw cannotWrite(output.name, error);
    }
  }

  /** Puts every written file in its place. */
  async commit(): Promise<void> {
    for (const { temp, output } of this.#written) {
      await rename(temp, output.path).catch((error: unknown) => {
        throw cannotWrite(output.name, error);
      });
      temporary.delete(temp);
    }
  }
}

/** In the folder of the file, because a rename is whole only within one file system. */
function temporaryName(path: string): string {
  return `.tmp-${randomBytes(6).toString("hex")}-${basename(path).slice(0, 100)}`;
}

async function writeAll(file: FileHandle, chunks: Iterable<string>, mustLast: boolean): Promise<void> {
  try {
    for (const chunk of chunks) await file.writeFile(chunk);
    if (mustLast) await file.sync();
  } finally {
    await file.close();
  }
}

/** What the operating system says is told; anything else is a mistake of ours and stays as it is. */
function cannotWrite(path: string, error: unknown): unknown {
  if ((error as NodeJS.ErrnoException).syscall === undefined) return error;
  return dataError(`cannot write ${path}: ${systemReason(error)}`);
}
