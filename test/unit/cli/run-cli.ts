import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Readable, Writable } from "node:stream";
import { buildSync } from "esbuild";
import { afterAll } from "vitest";
import { ConsoleStream } from "../../../src/cli/output/console-stream.js";
import { runCommand } from "../../../src/cli/run-command.js";

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
}

/** Folders in which the command runs inside this process: what most tests need, at a tenth of the time of a new one. */
export class CliFolders {
  protected readonly home: string = mkdtempSync(join(tmpdir(), "rfm-kit-cli-"));

  constructor() {
    afterAll(() => rmSync(this.home, { recursive: true, force: true }));
  }

  /** A new folder to run it in, so that tests can run side by side. */
  folder(): CliFolder {
    return new CliFolder(this.newFolder());
  }

  protected newFolder(): string {
    return mkdtempSync(join(this.home, "work-"));
  }
}

/** A folder of files that the command works on. */
export class CliFolder {
  readonly path: string;

  constructor(path: string) {
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

  run(args: readonly string[], { stdin = "", env = {} }: RunOptions = {}): Promise<Run> {
    return alone(() => runHere(this.path, args, stdin, { PATH: process.env["PATH"], ...env } as NodeJS.ProcessEnv));
  }
}

let bundled: string | undefined;

/** The command as one file, made once for all tests of a worker. */
function bundleText(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(ROOT, "src/cli/main.ts")],
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    write: false,
  });
  return outputFiles[0].text;
}

/** The command, bundled as the package has it, in a process of its own: for what concerns processes, streams and memory. */
export class CliBundle extends CliFolders {
  readonly #bundle: string = join(this.home, "package", "dist", "cli.js");

  constructor() {
    super();
    bundled ??= bundleText();
    mkdirSync(dirname(this.#bundle), { recursive: true });
    writeFileSync(this.#bundle, bundled);
    cpSync(join(ROOT, "package.json"), join(this.home, "package", "package.json"));
  }

  override folder(): BundleFolder {
    return new BundleFolder(this.#bundle, this.newFolder());
  }
}

/** A folder that the bundled command works on. */
export class BundleFolder extends CliFolder {
  readonly #bundle: string;

  constructor(bundle: string, path: string) {
    super(path);
    this.#bundle = bundle;
  }

  /** Starts it, `node` being flags of Node itself. */
  start(args: readonly string[], env: NodeJS.ProcessEnv = {}, node: readonly string[] = []): ChildProcess {
    const clean = { PATH: process.env["PATH"], ...env } as NodeJS.ProcessEnv;
    return spawn(process.execPath, [...node, this.#bundle, ...args], { cwd: this.path, env: clean });
  }

  override run(
    args: readonly string[],
    options: RunOptions & { readonly node?: readonly string[] } = {},
  ): Promise<Run> {
    return ended(this.start(args, options.env, options.node), options.stdin ?? "");
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

let last: Promise<unknown> = Promise.resolve();

/** Folder, environment and standard input belong to the process, so that one run waits for the other. */
function alone<T>(step: () => Promise<T>): Promise<T> {
  const next = last.then(step);
  last = next.catch(() => undefined);
  return next;
}

async function runHere(
  folder: string,
  args: readonly string[],
  stdin: string | Uint8Array,
  env: NodeJS.ProcessEnv,
): Promise<Run> {
  const before = { cwd: process.cwd(), env: process.env, stdin: Object.getOwnPropertyDescriptor(process, "stdin") };
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  process.chdir(folder);
  process.env = env;
  Object.defineProperty(process, "stdin", { value: Readable.from([Buffer.from(stdin)]), configurable: true });
  try {
    const code = await runCommand(args, {
      out: new ConsoleStream("standard output", collecting(out)),
      err: new ConsoleStream("standard error", collecting(err)),
    });
    return { code, signal: null, out: Buffer.concat(out).toString("utf8"), err: Buffer.concat(err).toString("utf8") };
  } finally {
    process.chdir(before.cwd);
    process.env = before.env;
    Object.defineProperty(process, "stdin", before.stdin as PropertyDescriptor);
  }
}

function collecting(chunks: Buffer[]): NodeJS.WriteStream {
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return stream as unknown as NodeJS.WriteStream;
}

/** The flags for the columns that most tests use. */
export const COLUMNS: readonly string[] = ["--customer", "customer", "--date", "date", "--amount", "amount"];
