import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterAll } from "vitest";
import { CliError } from "../../../src/cli/flags/cli-error.js";
import { ConsoleStream } from "../../../src/cli/output/console-stream.js";
import { segment } from "../../../src/cli/segment.js";

/** All that a run of `rfm-kit segment` leaves behind. */
export interface Outcome {
  readonly code: number;
  readonly failure: string | null;
  readonly out: string;
  readonly err: string;
  readonly customers: string | null;
  readonly model: string | null;
}

/** A folder with files on which the command runs twice: with sums where they do, and with all orders kept. */
export class BothWays {
  readonly #home: string = mkdtempSync(join(tmpdir(), "rfm-kit-both-"));

  constructor() {
    afterAll(() => rmSync(this.#home, { recursive: true, force: true }));
  }

  /** Writes a file; returns its path. */
  write(name: string, content: string | Uint8Array): string {
    const path = join(this.#home, name);
    writeFileSync(path, content);
    return path;
  }

  /** Segments the orders of a text both ways. */
  async segment(csv: string | Uint8Array, flags: readonly string[]): Promise<{ summed: Outcome; kept: Outcome }> {
    this.write("orders.csv", csv);
    return { summed: await this.#run(flags, false), kept: await this.#run(flags, true) };
  }

  async #run(flags: readonly string[], isKept: boolean): Promise<Outcome> {
    const [orders, customers, model] = ["orders.csv", "customers.csv", "model.json"].map((name) =>
      join(this.#home, name),
    );
    for (const path of [customers, model]) rmSync(path, { force: true });
    const [out, err] = [new Collected(), new Collected()];
    const console = {
      out: new ConsoleStream("standard output", out.stream),
      err: new ConsoleStream("standard error", err.stream),
    };
    let failure: CliError | null = null;
    try {
      await segment([orders, ...flags, "--out", customers, "--save-model", model], console, isKept);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      failure = error;
    }
    return {
      code: failure?.exitCode ?? 0,
      failure: failure?.message ?? null,
      out: out.text,
      err: err.text,
      customers: existsSync(customers) ? readFileSync(customers, "utf8") : null,
      model: existsSync(model) ? readFileSync(model, "utf8") : null,
    };
  }
}

class Collected {
  readonly #chunks: Buffer[] = [];
  readonly stream: NodeJS.WriteStream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      this.#chunks.push(chunk);
      done();
    },
  }) as unknown as NodeJS.WriteStream;

  get text(): string {
    return Buffer.concat(this.#chunks).toString("utf8");
  }
}
