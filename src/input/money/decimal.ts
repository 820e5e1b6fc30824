/** The largest count of minor units that a sum may reach: 2^53 - 1. Up to it no other integer shares an integer's double. */
export const MOST_MINOR: number = Number.MAX_SAFE_INTEGER;

const POWERS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/** 10^n as an exact double, n from 0 to 15. */
export function powerOfTen(n: number): number {
  return POWERS[n];
}

/**
 * A reader of amounts: the integer count of minor units, `NaN` where the value is no amount, an infinity where it is
 * beyond 2^53. A negative amount that rounds to nothing is -0, so that it is still known to be no purchase. Whether the last value lost decimals stands in `rounded`, so that reading allocates nothing per row.
 */
export interface MinorReader {
  rounded: boolean;
  /** How many minor units one unit of the values is. */
  readonly power: number;
  read(value: unknown): number;
  /** The amount of `quantity` pieces at `price`. */
  readProduct(price: unknown, quantity: unknown): number;
  readNumber(value: number): number;
}

/** `shift` is how many decimals one unit of the input has in minor units: `decimals` for major units, 0 for minor ones. */
export function minorReader(shift: number): MinorReader {
  return new Reader(shift);
}

// Relative: half a unit in the last place (2^-53) for each factor, the product and the division that it is compared with.
const PRODUCT_ERROR = 4 * 2 ** -53;

class Reader implements MinorReader {
  rounded = false;
  readonly #shift: number;
  readonly power: number;

  constructor(shift: number) {
    this.#shift = shift;
    this.power = powerOfTen(shift);
  }

  read(value: unknown): number {
    if (typeof value === "number") return this.readNumber(value);
    if (typeof value === "string") return this.#readText(value);
    if (typeof value === "bigint") return this.#settle(value, 0);
    return this.#none();
  }

  /** IEEE rule: `sign * floor(|x| * 10^shift + 0.5)`. From 2^52 on the product is whole and adding a half would round it. */
  readNumber(value: number): number {
    const scaled = Math.abs(value) * this.power;
    if (!(scaled < Number.POSITIVE_INFINITY)) {
      this.rounded = false;
      return Math.abs(value) < Number.POSITIVE_INFINITY ? value * this.power : Number.NaN;
    }
    const minor = scaled < 4_503_599_627_370_496 ? Math.floor(scaled + 0.5) : scaled;
    // The nearest double to a decimal with `shift` places is minor / power: a value that differs had more places.
    this.rounded = minor / this.power !== Math.abs(value);
    return limited(value < 0 ? -minor : minor);
  }

  readProduct(price: unknown, quantity: unknown): number {
    if (typeof price === "number" && typeof quantity === "number") return this.#readNumbers(price, quantity);
    const a = decimalOf(price);
    const b = decimalOf(quantity);
    if (a === null || b === null) return this.#none();
    return this.#settle(a.digits * b.digits, a.places + b.places);
  }

  /** The product of two doubles: its own rounding error, and those of the factors, are not lost decimals. */
  #readNumbers(price: number, quantity: number): number {
    const product = price * quantity;
    const minor = this.readNumber(product);
    // Finite factors whose product is not are an amount, if an absurd one.
    if (Number.isNaN(minor) && Number.isFinite(price) && Number.isFinite(quantity)) return product;
    this.rounded = Math.abs(minor / this.power - product) > PRODUCT_ERROR * Math.abs(product);
    return minor;
  }

  /** Plain amounts of up to 15 digits stay in doubles, which are exact there; the rest goes through BigInt. */
  #readText(text: string): number {
    const plain = parsePlain(text);
    if (plain < 0) {
      const decimal = parseDecimal(text);
      return decimal === null ? this.#none() : this.#settle(decimal.digits, decimal.places);
    }
    const excess = plainPlaces - this.#shift;
    let minor = plain;
    this.rounded = false;
    if (excess > 0) {
      const rest = plain % POWERS[excess];
      minor = (plain - rest) / POWERS[excess] + (2 * rest >= POWERS[excess] ? 1 : 0);
      this.rounded = rest !== 0;
    } else if (excess < 0) {
      minor = plain * POWERS[-excess];
      if (minor > MOST_MINOR) return plainNegative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    }
    return plainNegative && plain !== 0 ? -minor : minor;
  }

  #settle(digits: bigint, places: number): number {
    const excess = places - this.#shift;
    const magnitude = digits < 0n ? -digits : digits;
    let minor = magnitude;
    this.rounded = false;
    if (excess > 0) {
      const divisor = 10n ** BigInt(excess);
      minor = (2n * magnitude + divisor) / (2n * divisor);
      this.rounded = minor * divisor !== magnitude;
    } else if (excess < 0) {
      minor = magnitude * 10n ** BigInt(-excess);
    }
    return digits < 0n ? -limited(Number(minor)) : limited(Number(minor));
  }

  #none(): number {
    this.rounded = false;
    return Number.NaN;
  }
}

function limited(minor: number): number {
  if (minor > MOST_MINOR) return Number.POSITIVE_INFINITY;
  if (minor < -MOST_MINOR) return Number.NEGATIVE_INFINITY;
  return minor;
}

/** An exact decimal: digits / 10^places. */
interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

function decimalOf(value: unknown): Decimal | null {
  if (typeof value === "string") return parseDecimal(value);
  if (typeof value === "bigint") return { digits: value, places: 0 };
  if (typeof value === "number" && Number.isFinite(value)) return parseDecimal(String(value));
  return null;
}

// Beyond these a text is no amount of money, and BigInt would be made to work for nothing.
const LONGEST_TEXT = 100;
const LARGEST_EXPONENT = 400;

function parseDecimal(text: string): Decimal | null {
  if (text.length > LONGEST_TEXT) return null;
  const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?\s*$/.exec(text);
  if (match === null) return null;
  const whole = match[2] as string;
  const fraction = match[3] ?? "";
  const exponent = Number(match[4] ?? 0);
  if (whole.length + fraction.length === 0 || Math.abs(exponent) > LARGEST_EXPONENT) return null;
  const digits = BigInt(whole + fraction);
  const places = fraction.length - exponent;
  const scaled = places < 0 ? digits * 10n ** BigInt(-places) : digits;
  return { digits: match[1] === "-" ? -scaled : scaled, places: Math.max(places, 0) };
}

// The results of parsePlain besides its value: module variables instead of an object per row.
let plainPlaces = 0;
let plainNegative = false;

/** The digits of a plain decimal as one integer, or -1 where the text needs the careful parser. */
function parsePlain(text: string): number {
  let end = text.length;
  let at = 0;
  while (at < end && text.charCodeAt(at) === 32) at++;
  while (end > at && text.charCodeAt(end - 1) === 32) end--;
  const sign = text.charCodeAt(at);
  plainNegative = sign === 45;
  if (plainNegative || sign === 43) at++;
  if (end - at > 16 || end === at) return -1;
  let value = 0;
  let point = -1;
  for (let i = at; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) value = value * 10 + code - 48;
    else if (code === 46 && point < 0) point = i;
    else return -1;
  }
  if (point < 0 && end - at > 15) return -1;
  if (point >= 0 && end - at === 1) return -1;
  plainPlaces = point < 0 ? 0 : end - point - 1;
  return value;
}
