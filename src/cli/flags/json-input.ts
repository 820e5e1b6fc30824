import { openSource } from "../csv/byte-source.js";
import { readJson } from "./json-file.js";
import { parseJson } from "./parse-json.js";

/** The value in a JSON file, or on standard input for `-`. `purpose` says in messages why it is read. */
export async function readJsonInput(purpose: string, path: string): Promise<unknown> {
  if (path !== "-") return readJson(purpose, path);
  const { name, chunks } = await openSource(path);
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return parseJson(name, purpose, text + decoder.decode());
}
