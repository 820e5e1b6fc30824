/** An id as a customer may have it. */
type Id = string | number | bigint;

/** A total order of ids: numbers and bigints by size, then text by code point, as a binary collation of UTF-8 has it. */
export function compareIds(a: Id, b: Id): number {
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  if (typeof a === "string") return 1;
  if (typeof b === "string") return -1;
  if (a < b) return -1;
  if (a > b) return 1;
  // 1 and 1n are two customers: the number comes first.
  return (typeof a === "number" ? 0 : 1) - (typeof b === "number" ? 0 : 1);
}

/** UTF-16 orders the code points from U+10000 before U+E000: surrogates are lifted above the rest. */
function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return lifted(x) - lifted(y);
  }
  return a.length - b.length;
}

function lifted(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
