// Below so many values there is little to win.
const FEW = 8;

/** `true` for two columns that hold the very same, told at once; `undefined`, for all else, has Vitest compare and report. */
export function sameAtOnce(a: unknown, b: unknown): true | undefined {
  if (typeof a !== "object" || typeof b !== "object" || a === null) return undefined;
  if (ArrayBuffer.isView(a)) return ArrayBuffer.isView(b) && areSameBytes(a, b) ? true : undefined;
  return Array.isArray(a) && Array.isArray(b) && areSameLists(a, b) ? true : undefined;
}

/** The same bytes of the same type are the same values, and NaN and -0 are themselves. */
function areSameBytes(a: ArrayBufferView, b: ArrayBufferView): boolean {
  if (a.byteLength !== b.byteLength || a.constructor !== b.constructor) return false;
  const [left, right] = [a, b].map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength));
  return left.equals(right);
}

/** Lists with the same values or objects at each place; with a hole or with more than a list has, they are left to Vitest. */
function areSameLists(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length || a.length < FEW) return false;
  for (let i = 0; i < a.length; i++) if (a[i] === undefined || !Object.is(a[i], b[i])) return false;
  const isPlain = (list: object): boolean =>
    Object.getPrototypeOf(list) === Array.prototype && Object.keys(list).length === a.length;
  return isPlain(a) && isPlain(b);
}
