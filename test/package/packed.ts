import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, inject } from "vitest";

/** The package as its users get it; make-packed.mjs makes it. */
export interface Packed {
  /** A copy of the project, built. */
  readonly copy: string;
  /** An empty project with the tarball installed. */
  readonly consumer: string;
  /** The names of the files in the tarball. */
  readonly files: readonly string[];
}

declare module "vitest" {
  export interface ProvidedContext {
    packedFolder: string;
  }
}

/** The root of the project. */
export const ROOT: string = join(__dirname, "..", "..");

const PATIENCE_MS = 100_000;

/** The package, waited for until it is made. */
export function packed(): Packed {
  const file = join(inject("packedFolder"), "packed.json");
  const until = Date.now() + PATIENCE_MS;
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  while (!existsSync(file)) {
    if (Date.now() > until) throw new Error(`the package was not made within ${PATIENCE_MS / 1000} seconds`);
    Atomics.wait(sleeper, 0, 0, 50);
  }
  const made = JSON.parse(readFileSync(file, "utf8")) as Packed | { readonly fault: string };
  if ("fault" in made) throw new Error(made.fault);
  return made;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Writes files into a new folder below `parent`, which goes when the tests of the file end. */
export function folderWith(parent: string, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(parent, "case-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** What a program of Node printed, and its exit code. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Node. */
export function node(cwd: string, ...args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  return { status, stdout, stderr };
}

/** The file of a development tool of this project. */
export function tool(...path: readonly string[]): string {
  return join(ROOT, "node_modules", ...path);
}
