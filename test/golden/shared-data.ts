import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import Papa from "papaparse";
import { describe } from "vitest";

/** `../shared/data` seen from the project root: data and oracles, read where they lie, never copied. */
const SHARED_DATA = resolve(__dirname, "../../../shared/data");

/** A row of a CSV file by its header, everything as text. */
export type TextRow = { readonly [column: string]: string };

/** A group of tests that need a folder of the shared data; where it is absent they are skipped by name, and it is said. */
export function describeWithData(title: string, folder: string, tests: () => void): void {
  const path = resolve(SHARED_DATA, folder);
  const absent = !existsSync(path);
  if (absent) console.warn(`SKIPPED for want of data: "${title}" reads ${path}, which is not there`);
  describe.skipIf(absent)(absent ? `${title} (skipped: ${path} is not there)` : title, tests);
}

/** The text of a file, unpacked. */
export function readShared(file: string): string {
  const bytes = readFileSync(resolve(SHARED_DATA, file));
  return (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

/** The rows of a CSV file with a header. */
export function readCsv(file: string): readonly TextRow[] {
  const { data, errors } = Papa.parse<TextRow>(readShared(file), { header: true, skipEmptyLines: true });
  if (errors.length > 0) throw new Error(`${file}: ${JSON.stringify(errors[0])}`);
  return data;
}

/** Reads once, when first asked: the bodies of skipped groups run too. */
export function once<T>(read: () => T): () => T {
  let value: { readonly of: T } | undefined;
  return () => {
    value ??= { of: read() };
    return value.of;
  };
}
