import { RfmError } from "../errors.js";

/** What a saved model holds: of text the JSON, without the byte order mark that editors write; anything else as it is. */
export function parseModel(where: string, json: unknown): unknown {
  if (typeof json !== "string") return json;
  try {
    return JSON.parse(json.startsWith("\ufeff") ? json.slice(1) : json);
  } catch (cause) {
    const message = `${where}: model must be JSON; ${(cause as Error).message}`;
    const error = new RfmError("BAD_MODEL", message, { path: "model" });
    error.cause = cause;
    throw error;
  }
}
