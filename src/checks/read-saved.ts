import { isRfmError, RfmError } from "../errors.js";

// A global of browsers, workers and Node alike, of which the core has no types.
declare const TextDecoder: new (
  label: string,
  options: { readonly fatal: boolean },
) => { decode(bytes: ArrayBufferView | ArrayBuffer): string };

/**
 * Reads a saved model: JSON text or its UTF-8 bytes, with the byte order mark that editors write or without, or what was parsed already.
 * Whatever is wrong with it is a bad model.
 */
export function readSaved<Model>(where: string, json: unknown, read: (value: unknown) => Model): Model {
  try {
    return read(parseModel(where, json));
  } catch (cause) {
    if (isRfmError(cause)) throw cause;
    // Only an accessor or a proxy can throw when it is read.
    throw badModel(`${where}: model must be plain data, as JSON holds it`, cause);
  }
}

function parseModel(where: string, json: unknown): unknown {
  const text = isBytes(json) ? decode(where, json) : json;
  if (text instanceof Promise) throw badModel(`${where}: model must be JSON, no Promise (await it first)`);
  if (typeof text !== "string") return text;
  try {
    return JSON.parse(text.startsWith("\ufeff") ? text.slice(1) : text);
  } catch (cause) {
    const advice = isPath(text) ? "the text looks like a path: read the file first" : (cause as Error).message;
    throw badModel(`${where}: model must be JSON; ${advice}`, cause);
  }
}

/** Whether a text is rather the name of a file than what is in it. */
function isPath(text: string): boolean {
  return text.length <= 1024 && /^[^\s{["][^\n{}"]*\.jsonc?$/i.test(text);
}

function isBytes(json: unknown): json is ArrayBufferView | ArrayBuffer {
  return ArrayBuffer.isView(json) || Object.prototype.toString.call(json) === "[object ArrayBuffer]";
}

function decode(where: string, bytes: ArrayBufferView | ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw badModel(`${where}: model must be JSON in UTF-8; the bytes are something else`, cause);
  }
}

function badModel(message: string, cause?: unknown): RfmError {
  const error = new RfmError("BAD_MODEL", message, { path: "model" });
  if (cause !== undefined) error.cause = cause;
  return error;
}
