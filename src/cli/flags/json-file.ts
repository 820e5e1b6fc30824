import { readFile } from "node:fs/promises";
import { dataError, systemReason } from "./cli-error.js";
import { parseJson } from "./parse-json.js";

/** Whether a value that may also be a name is the path of a JSON file. */
export function isJsonFile(value: string): boolean {
  return /\.json$/i.test(value);
}

/** The value in a JSON file. `purpose` says in messages why it is read. */
export async function readJson(purpose: string, path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw dataError(`cannot read ${path}, ${purpose}: ${systemReason(error)}`);
  });
  return parseJson(path, purpose, text.replace(/^\ufeff/, ""));
}
