import { dataError } from "./cli-error.js";

/** The value of a JSON text. A key that one object has twice is refused: which of the two counts would be left to chance. */
export function parseJson(name: string, purpose: string, text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = isLines(text)
      ? "it has a value on each line (JSON lines), and one value in all is read"
      : (error as Error).message;
    throw dataError(`${name}, ${purpose}, is no JSON: ${reason}`);
  }
  const repeated = repeatedKey(text);
  if (repeated === null) return value;
  const line = text.slice(0, repeated.at).split("\n").length;
  const key = JSON.stringify(repeated.key.slice(0, 60));
  throw dataError(
    `${name}, ${purpose}, has the key ${key} twice in one object, again on line ${line}; keep one of them`,
  );
}

/** Whether the first two lines are JSON, each for itself. */
function isLines(text: string): boolean {
  const start = text.trimStart();
  const [first, rest] = [start.indexOf("\n"), start.indexOf("\n", start.indexOf("\n") + 1)];
  if (first < 0) return false;
  try {
    JSON.parse(start.slice(0, first));
    JSON.parse(start.slice(first, rest < 0 ? undefined : rest));
    return true;
  } catch {
    return false;
  }
}

/** The first key that an object has a second time, in text that is JSON. Every character is looked at once. */
function repeatedKey(text: string): { readonly key: string; readonly at: number } | null {
  // The keys of the objects that are open; of an array there are none.
  const open: (Set<string> | null)[] = [];
  // Whether a string that comes now is a key.
  let isKey = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === "{" || sign === "[") {
      open.push(sign === "{" ? new Set() : null);
      isKey = sign === "{";
    } else if (sign === "}" || sign === "]") {
      open.pop();
    } else if (sign === ",") {
      isKey = open[open.length - 1] !== null;
    } else if (sign === '"') {
      const end = endOfString(text, at);
      const keys = open[open.length - 1];
      if (isKey && keys) {
        const key = JSON.parse(text.slice(at, end + 1)) as string;
        if (keys.has(key)) return { key, at };
        keys.add(key);
        isKey = false;
      }
      at = end;
    }
  }
  return null;
}

/** Where the string that begins at a quote ends. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}
