/** How far a text consists of whole records, and which lines in it have quotes against the rules of CSV. */
export interface QuoteScan {
  /** Where the first record begins that is not whole. */
  readonly end: number;
  /** Lines that open a quoted field and do not close it as they must; in order. */
  readonly bad: readonly { readonly start: number; readonly end: number }[];
}

/**
 * Finds the whole records of a text. A quoted field must end with a quote before a delimiter or the end of the line; where it
 * ends otherwise, the line that opens it is bad and the next line is read as if nothing had been, so that one stray quote
 * does not swallow the rows after it. Linear: what is read again after a bad line is quotes of the same lines only once.
 */
export function scanQuotes(text: string, delimiter: string, newline: string): QuoteScan {
  const bad: { start: number; end: number }[] = [];
  let start = 0;
  let at = 0;
  let lineEnd = text.indexOf(newline);
  for (;;) {
    const open = text.indexOf('"', at);
    if (open < 0) break;
    for (; lineEnd >= 0 && lineEnd < open; lineEnd = text.indexOf(newline, start)) start = lineEnd + 1;
    if (open > start && text[open - 1] !== delimiter) {
      // A quote within a field that does not begin with one is a character like any other.
      at = open + 1;
      continue;
    }
    const close = closeOf(text, open + 1, delimiter, newline);
    if (close === STRAY && lineEnd >= 0) {
      bad.push({ start, end: lineEnd + 1 });
      start = at = lineEnd + 1;
      lineEnd = text.indexOf(newline, at);
    } else if (close < 0) return { end: start, bad };
    else {
      at = close;
      if (lineEnd >= 0 && lineEnd < at) lineEnd = text.indexOf(newline, at);
    }
  }
  const last = lineEnd < 0 ? -1 : text.lastIndexOf(newline);
  return { end: last < 0 ? start : last + 1, bad };
}

const UNDECIDED = -1;
const STRAY = -2;

/** Where the delimiter or end of line stands that follows a quoted field; `STRAY` where something else does. */
function closeOf(text: string, from: number, delimiter: string, newline: string): number {
  let quote = text.indexOf('"', from);
  while (quote >= 0 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
  if (quote < 0) return UNDECIDED;
  let after = quote + 1;
  while (isBlank(text[after], delimiter, newline)) after++;
  if (after >= text.length) return UNDECIDED;
  return text[after] === delimiter || text[after] === newline ? after : STRAY;
}

/** Blanks between a closing quote and what follows are left out, and so is the CR of a CR LF. */
function isBlank(char: string | undefined, delimiter: string, newline: string): boolean {
  return (char === " " || char === "\t" || char === "\r") && char !== delimiter && char !== newline;
}
