import { isValid } from "../column-forms.js";
import { decodeUtf8 } from "./decode-utf8.js";
import { MalformedText } from "./malformed-text.js";

/** The value of a row of a text column as a message shows it; `null` where it is missing. */
export function shownText(
  { bytes, validity }: { readonly bytes: Uint8Array; readonly validity?: Uint8Array | undefined },
  offsets: ArrayLike<number>,
  row: number,
): string | MalformedText | null {
  if (!isValid(validity, row)) return null;
  const [start, end] = [offsets[row], offsets[row + 1]];
  return decodeUtf8(bytes, start, end) ?? new MalformedText(end - start);
}
