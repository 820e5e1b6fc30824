import { checkInteger } from "../../checks/check-options.js";
import { optionError } from "../../errors.js";

// ISO 4217, active codes, by the number of decimals of the minor unit (amendment list of 2025). Own table, because
// Intl reports the digits that are customary in print, which for a dozen currencies are not those of the standard.
const TWO =
  "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP " +
  "COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR " +
  "JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN " +
  "NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL " +
  "THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG";
const ZERO = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
const THREE = "BHD IQD JOD KWD LYD OMR TND";
const FOUR = "CLF UYW";

/** The most decimals money may have: beyond, 2^53 minor units are less than ten million. */
const MOST_DECIMALS = 9;

/** How many decimals an amount keeps: as stated, else as the currency has, else 2. */
export function decimalsOf(where: string, decimals: unknown, currency: unknown): number {
  const own = currency === undefined ? undefined : decimalsOfCurrency(where, currency);
  if (decimals !== undefined) return checkInteger(where, "options.decimals", decimals, 0, MOST_DECIMALS);
  return own ?? 2;
}

function decimalsOfCurrency(where: string, currency: unknown): number {
  const decimals = knownDecimals(currency);
  if (decimals !== undefined) return decimals;
  const upper = typeof currency === "string" ? currency.toUpperCase() : undefined;
  const example = knownDecimals(upper) === undefined ? "CNY" : upper;
  throw optionError(
    "UNKNOWN_CURRENCY",
    where,
    "options.currency",
    `be an ISO 4217 code in upper case letters such as "${example}" (or state options.decimals instead)`,
    currency,
  );
}

function knownDecimals(currency: unknown): number | undefined {
  if (typeof currency !== "string" || !/^[A-Z]{3}$/.test(currency)) return undefined;
  if (TWO.includes(currency)) return 2;
  if (ZERO.includes(currency)) return 0;
  if (THREE.includes(currency)) return 3;
  return FOUR.includes(currency) ? 4 : undefined;
}
