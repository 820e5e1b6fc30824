/** The decimal number of a text as a double; `null` for any other text, and where the double is not that decimal but one near it. */
export function numberOfText(text: string): number | null {
  const value = nearestOfText(text);
  return value !== null && decimalOf(text) === decimalOf(String(value)) ? value : null;
}

/** The same, where the double may be one near it. */
export function nearestOfText(text: string): number | null {
  return DECIMAL.test(text) && Number.isFinite(Number(text)) ? Number(text) : null;
}

// Number("") is 0 and Number("0x10") is 16: neither was meant.
const DECIMAL = /^\s*([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:e([+-]?\d+))?\s*$/i;

/** One spelling for all texts of one decimal number: its sign, its digits from the first to the last that is not 0, its exponent. */
function decimalOf(text: string): string {
  const [, sign, whole = "", fraction, bare, exponent = "0"] = DECIMAL.exec(text) ?? [];
  const decimals = fraction ?? bare ?? "";
  const digits = whole + decimals;
  let first = 0;
  let end = digits.length;
  while (first < end && digits[first] === "0") first++;
  while (end > first && digits[end - 1] === "0") end--;
  if (first === end) return "0";
  const shift = Number(exponent) - decimals.length + (digits.length - end);
  return `${sign === "-" ? "-" : ""}${digits.slice(first, end)}e${shift}`;
}
