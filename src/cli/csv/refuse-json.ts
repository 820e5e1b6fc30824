import { dataError } from "../flags/cli-error.js";

/** How many characters of a file tell whether it is JSON. */
export const START_LENGTH = 4096;

/** Refuses a file that begins as JSON does, which no row with names of columns would. */
export function refuseJson(name: string, start: string): void {
  if (!/^\ufeff?\s*[{[]\s*["{[}\]]/.test(start)) return;
  const isLines = /^\ufeff?\s*\{[^\n]*\}\s*(\n|$)/.test(start);
  const [flags, rows] = isLines ? ["-rn", "inputs"] : ["-r", ".[]"];
  throw dataError(
    `${name} holds ${isLines ? "JSON lines" : "JSON"}, not CSV; write it as CSV with names in the first row, such as by jq ${flags} '["customer","date"], (${rows} | [.customer,.date]) | @csv', or give its rows to the functions of the library`,
  );
}
