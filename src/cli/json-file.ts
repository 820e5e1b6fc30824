import { readFile } from "node:fs/promises";
import { dataError, systemReason } from "./cli-error.js";

/** The value in a JSON file. */
export async function readJson(flag: string, path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw dataError(`cannot read ${path}, which --${flag} names: ${systemReason(error)}`);
  });
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    throw dataError(`${path}, which --${flag} names, is no JSON: ${(error as Error).message}`);
  }
}
