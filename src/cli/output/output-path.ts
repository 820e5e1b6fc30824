import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { systemReason, usageError } from "../flags/cli-error.js";

/** Where a file is to be written, after links are followed. */
export interface OutputPath {
  /** As the user named it. */
  readonly name: string;
  readonly path: string;
  /** `"special"`: a device or pipe, which a rename would destroy. */
  readonly kind: "file" | "special";
  /** Whether a file is there already; the new one gets its permissions. */
  readonly isReplaced: boolean;
  readonly mode: number;
  /** By which the same file is known under another name. */
  readonly identity: string;
}

/** Finds out, before any work is done, whether a file can be written there. */
export async function outputPath(flag: string, path: string): Promise<OutputPath> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) throw usageError(`--${flag} must name a file; ${path} is a folder`);
  if (found !== null && !found.isFile())
    return { name: path, path, kind: "special", isReplaced: true, mode: 0, identity: path };
  try {
    const folder = await realpath(dirname(path));
    await access(folder, constants.W_OK | constants.X_OK);
    if (found === null) {
      const whole = join(folder, basename(path));
      return { name: path, path: whole, kind: "file", isReplaced: false, mode: 0o666, identity: whole };
    }
    const real = await realpath(path);
    const identity = `${found.dev}:${found.ino}`;
    return { name: path, path: real, kind: "file", isReplaced: true, mode: found.mode & 0o777, identity };
  } catch (error) {
    throw usageError(`--${flag} cannot be written to ${path}: ${systemReason(error)}`);
  }
}

/** Refuses to write over a file that is read, and to write two things into one file. */
export async function refuseSameFile(
  outputs: readonly { readonly flag: string; readonly output: OutputPath | null }[],
  inputs: readonly string[],
): Promise<void> {
  const read = await Promise.all(inputs.map(async (path) => ({ path, identity: await identityOf(path) })));
  const written = outputs.filter(({ output }) => output?.kind === "file") as { flag: string; output: OutputPath }[];
  written.forEach(({ flag, output }, i) => {
    const input = read.find(({ identity }) => identity === output.identity);
    if (input !== undefined) throw usageError(`--${flag} would write over ${input.path}, which is read`);
    const other = written.slice(0, i).find((before) => before.output.identity === output.identity);
    if (other !== undefined) throw usageError(`--${flag} and --${other.flag} name the same file, ${output.name}`);
  });
}

/** Device and inode of a file, by which it is known under any name. */
async function identityOf(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  return found === null ? null : `${found.dev}:${found.ino}`;
}
