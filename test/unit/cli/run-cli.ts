import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { afterAll } from "vitest";

const ROOT = resolve(__dirname, "../../..");

/** What a run of the command left behind. */
export interface Run {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** How to run it, where that differs from a plain run. */
export interface RunOptions {
  readonly stdin?: string | Uint8Array;
  readonly env?: NodeJS.ProcessEnv;
  /** Flags of Node itself. */
  readonly node?: readonly string[];
}

/** The command, bundled as the package has it, in a folder that is removed after the tests of the file. */
export class CliBundle {
  readonly #home: string = mkdtempSync(join(tmpdir(), "rfm-kit-cli-"));
  readonly #bundle: string = join(this.#home, "package", "dist", "cli.js");

  constructor() {
    buildSync({
      entryPoints: [join(ROOT, "src/cli/main.ts")],
      outfile: this.#bundle,
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
    });
    cpSync(join(ROOT, "package.json"), join(this.#home, "package", "package.json"));
    afterAll(() => rmSync(this.#home, { recursive: true, force: true }));
  }

  /** A new folder to run it in, so that tests can run side by side. */
  folder(): CliFolder {
    return new CliFolder(this.#bundle, mkdtempSync(join(this.#home, "work-")));
  }
}

/** A folder of files that the command works on. */
export class CliFolder {
  readonly path: string;
  readonly #bundle: string;

  constructor(bundle: string, path: string) {
    this.#bundle = bundle;
    this.path = path;
  }

  write(name: string, content: string | Uint8Array): void {
    writeFileSync(join(this.path, name), content);
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), "utf8");
  }

  files(): string[] {
    return readdirSync(this.path).sort();
  }

  start(args: readonly string[], { env = {}, node = [] }: RunOptions = {}): ChildProcess {
    const clean = { PATH: process.env["PATH"], ...env } as NodeJS.ProcessEnv;
    return spawn(process.execPath, [...node, this.#bundle, ...args], { cwd: this.path, env: clean });
  }

  run(args: readonly string[], options: RunOptions = {}): Promise<Run> {
    return ended(this.start(args, options), options.stdin ?? "");
  }
}

/** Waits for the end, after standard input was handed over. */
export function ended(child: ChildProcess, stdin: string | Uint8Array = ""): Promise<Run> {
  const text = { out: "", err: "" };
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => (text.out += chunk));
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => (text.err += chunk));
  // A command that fails before it has read everything closes its end: that is not what is tested.
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(stdin);
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code, signal) => done({ code, signal, ...text }));
  });
}

/** The flags for the columns that most tests use. */
export const COLUMNS: readonly string[] = ["--customer", "customer", "--date", "date", "--amount", "amount"];
