import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildSync } from "esbuild";
import { afterAll } from "vitest";
import { type Division, ThreadPool } from "../../../src/threads/thread-pool.js";

const folder = mkdtempSync(join(tmpdir(), "rfm-kit-threads-"));
const pools: ThreadPool[] = [];
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
  rmSync(folder, { recursive: true, force: true });
});

interface PoolOptions extends Partial<Division> {
  /** What the worker runs. */
  readonly code?: string;
}

/** Threads that run the sources as they are, and divide a few rows too. */
export function openPool(
  size: number,
  { fewestRows = 2, roundRows = 1000, code = workerCode() }: PoolOptions = {},
): ThreadPool {
  const file = join(folder, `worker-${pools.length}.mjs`);
  writeFileSync(file, code);
  const pool = new ThreadPool(size, pathToFileURL(file), { fewestRows, roundRows });
  pools.push(pool);
  return pool;
}

let built: string | undefined;

/** The worker and all that it imports, in one module. */
export function workerCode(): string {
  const entry = join(__dirname, "..", "..", "..", "src", "threads", "worker.mts");
  const options = { bundle: true, format: "esm", platform: "node", target: "es2022", write: false } as const;
  built ??= buildSync({ entryPoints: [entry], logLevel: "silent", ...options }).outputFiles[0]?.text ?? "";
  return built;
}

/** A typed array in memory that all threads see. */
export function inShared<T extends Int32Array | Float64Array>(array: T): T {
  const Type = array.constructor as new (buffer: SharedArrayBuffer) => T;
  const shared = new Type(new SharedArrayBuffer(array.byteLength));
  shared.set(array);
  return shared;
}
