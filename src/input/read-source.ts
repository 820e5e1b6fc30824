import { optionError } from "../errors.js";

/** Refuses what is no source of rows or chunks. */
export function checkSource(where: string, source: unknown): void {
  const iterable = source as Partial<Iterable<unknown> & AsyncIterable<unknown>> | null;
  if (typeof source !== "string" && (iterable?.[Symbol.iterator] || iterable?.[Symbol.asyncIterator])) return;
  throw optionError("WRONG_TYPE", where, "source", "be an iterable or async iterable of rows or of columns", source);
}

/** A sync source is not awaited element by element: a turn of the event loop per row would cost more than the row. */
export async function forEachOf<T>(source: Iterable<T> | AsyncIterable<T>, take: (item: T) => void): Promise<void> {
  if (Symbol.asyncIterator in source) for await (const item of source) take(item);
  else for (const item of source) take(item);
}
