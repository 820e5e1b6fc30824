import { optionError } from "../errors.js";

/** The functions that take what is no rows but close to them. */
export interface OtherForms {
  readonly columns: string;
  readonly stream?: string;
}

/** Refuses what cannot be gone through as rows, and says which function takes it. */
export function checkRows(where: string, rows: unknown, others: OtherForms): void {
  if (
    typeof rows !== "string" &&
    typeof (rows as Partial<Iterable<unknown>> | null)?.[Symbol.iterator] === "function"
  ) {
    return;
  }
  const hint = hintFor(rows, others);
  throw optionError("WRONG_TYPE", where, "rows", `be an array or another iterable of objects${hint}`, rows);
}

function hintFor(rows: unknown, { columns, stream }: OtherForms): string {
  const { then, customer } = (rows ?? {}) as { readonly then?: unknown; readonly customer?: unknown };
  if (typeof then === "function") return " (await the promise first)";
  if (typeof (rows as Partial<AsyncIterable<unknown>> | null)?.[Symbol.asyncIterator] === "function") {
    if (stream !== undefined) return ` (for an async source use: await ${stream})`;
    // An accumulator takes a stream as it comes, so nobody need gather it.
    if (columns === "addColumns") {
      return " (add the rows as they come: for await (const row of source) sums.addRows([row], fields); better in chunks)";
    }
    return " (gather the source into an array first)";
  }
  return customer === undefined ? "" : ` (for columns use ${columns})`;
}
