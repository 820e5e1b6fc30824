/** A name that others gave may be any text: none of it may move the cursor or break the line. */
export function readable(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}]/gu, "?");
  return plain.length > 32 ? `${plain.slice(0, 29)}...` : plain;
}
