/** The shortest decimal that spells the number, as a fraction: what a person who wrote 0.1 meant. */
export function fractionOf(value: number): { num: bigint; den: bigint } {
  const [mantissa, exponent = "0"] = String(value).split("e") as [string, string?];
  const [whole, fraction = ""] = mantissa.split(".") as [string, string?];
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return places > 0 ? { num: digits, den: 10n ** BigInt(places) } : { num: digits * 10n ** BigInt(-places), den: 1n };
}
