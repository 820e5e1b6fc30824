import { checkInteger, checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import type { CustomerId } from "../input/ids/id-table.js";
import type { Customers, Ledger } from "../input/ledger.js";
import { squaredVariation } from "./cycle-columns.js";
import { type GapColumns, gapColumnsOf } from "./gap-columns.js";
import { type AsOfOptions, asOfDay, isoDay } from "./ledger-day.js";
import { MOST_DAYS } from "./lifecycle-rule.js";

/**
 * How much of a regular customer somebody is.
 *
 * @since 0.1.0
 */
export type Maturity = "never" | "early" | "established" | "regular";

/**
 * Every {@link Maturity}, from the least to the most.
 *
 * @since 0.1.0
 */
export const MATURITIES: readonly ["never", "early", "established", "regular"] = /* @__PURE__ */ Object.freeze([
  "never",
  "early",
  "established",
  "regular",
] as const);

/**
 * Options of {@link customerMaturity}.
 *
 * @since 0.1.0
 */
export interface MaturityOptions extends AsOfOptions {
  /** From how many purchase days on a customer is established. @defaultValue 3 */
  readonly established?: number | undefined;
  /** From how many purchase days on a customer may be regular. @defaultValue 5 */
  readonly regular?: number | undefined;
  /** From how many gaps on a rhythm can be told, at least 2. @defaultValue 3 */
  readonly minGaps?: number | undefined;
  /** The coefficient of variation of the gaps below which the rhythm is steady. @defaultValue 1 */
  readonly maxVariation?: number | undefined;
}

/**
 * The maturity of one customer.
 *
 * @since 0.1.0
 */
export interface CustomerMaturity {
  /** Who it is. */
  readonly customer: CustomerId;
  /** How much of a regular customer. */
  readonly maturity: Maturity;
  /** Distinct days with a purchase. */
  readonly purchaseDays: number;
  /** The standard deviation of the gaps over their mean; `null` below two gaps. */
  readonly variation: number | null;
}

/**
 * How many customers are of one maturity.
 *
 * @since 0.1.0
 */
export interface MaturitySummary {
  /** The maturity. */
  readonly maturity: Maturity;
  /** How many customers. */
  readonly customers: number;
  /** Their share of all customers, 0 to 1. */
  readonly share: number;
}

/**
 * What {@link customerMaturity} returns. Iterating gives one {@link CustomerMaturity} after the other.
 *
 * @since 0.1.0
 */
export interface CustomerMaturities extends Iterable<CustomerMaturity> {
  /** How many customers the ledger has. */
  readonly size: number;
  /** The day of the analysis as ISO text; `null` where there is no purchase and none was stated. */
  readonly asOf: string | null;
  /** The customers, by row. */
  readonly customers: Customers;
  /** For each customer the position in {@link MATURITIES}. Do not write to it. */
  readonly maturity: Uint8Array;
  /** The customer of an id, or `undefined` where the ledger does not know it. */
  get(customer: CustomerId): CustomerMaturity | undefined;
  /** The ids of the customers of a maturity. Cost: one pass. */
  customersIn(maturity: Maturity): CustomerId[];
  /** The size of each maturity, in the order of {@link MATURITIES}. */
  summary(): MaturitySummary[];
}

/**
 * Returns who is a regular customer: not whoever bought once or twice, but who bought often and in a steady rhythm.
 *
 * With n purchase days: **never** for 0, **early** below 3, **established** from 3, **regular** from 5 if the rhythm is steady, which is at
 * least 3 gaps whose coefficient of variation (sample standard deviation over mean) is below 1. Purchases at random moments have 1.
 * The numbers of purchases follow a Chinese trade article ("below three is no old customer, about five and regular is one"); what a
 * steady rhythm is, is ours. Several orders of a day are one, refunds are none; how long ago all that was does not matter: see
 * {@link lifecycle}. Cost: one sequential pass; 13 bytes per customer and 4 per gap.
 *
 * @param ledger - The orders.
 * @param options - asOf and the numbers.
 * @returns The maturity of every customer.
 * @throws {@link RfmError} `WRONG_TYPE` for what is no ledger or an asOf that is no date, `OUT_OF_RANGE` for a number, `NOT_INCREASING` if
 * regular is below established.
 *
 * @example
 * ```ts
 * const weekly = ["01", "08", "15", "22", "29"].map((day) => ({ c: "ann", d: `2026-01-${day}`, a: 10 }));
 * const ledger = ledgerFromRows([...weekly, { c: "bob", d: "2026-01-05", a: 99 }], { customer: "c", date: "d", amount: "a" });
 * const maturities = customerMaturity(ledger);
 * maturities.get("ann"); // => { customer: "ann", maturity: "regular", purchaseDays: 5, variation: 0 }
 * maturities.customersIn("early"); // => ["bob"]
 * customerMaturity(ledger, { regular: 6 }).get("ann")?.maturity; // => "established"
 * ```
 * @see {@link purchaseCycle} for the rhythm itself
 * @since 0.1.0
 */
export function customerMaturity(ledger: Ledger, options: MaturityOptions = {}): CustomerMaturities {
  const where = "customerMaturity";
  checkOptions(where, options, ["asOf", "established", "regular", "minGaps", "maxVariation"]);
  const gaps = gapColumnsOf(ledger, asOfDay(where, ledger, options.asOf));
  const maturity = maturityOf(gaps, limitsOf(where, options));
  const { customers, purchaseDays } = gaps;
  const row = (code: number): CustomerMaturity => ({
    customer: customers.id(code),
    maturity: MATURITIES[maturity[code]],
    purchaseDays: purchaseDays[code],
    variation: purchaseDays[code] < 3 ? null : Math.sqrt(variationOf(gaps, code)),
  });
  return Object.freeze<CustomerMaturities>({
    size: customers.size,
    asOf: isoDay(gaps.asOf),
    customers,
    maturity,
    get: (customer) => {
      const code = customers.find(customer);
      return code < 0 ? undefined : row(code);
    },
    customersIn: (wanted) => {
      const position = MATURITIES.indexOf(wanted);
      if (position < 0) {
        throw optionError("UNKNOWN_NAME", "customersIn", "maturity", `be one of ${MATURITIES.join(", ")}`, wanted);
      }
      const ids: CustomerId[] = [];
      for (let code = 0; code < maturity.length; code++) if (maturity[code] === position) ids.push(customers.id(code));
      return ids;
    },
    summary: () => summaryOf(maturity),
    *[Symbol.iterator]() {
      for (let code = 0; code < customers.size; code++) yield row(code);
    },
  });
}

type Limits = Required<{ [Key in Exclude<keyof MaturityOptions, "asOf">]: number }>;

function limitsOf(where: string, options: MaturityOptions): Limits {
  const read = (name: "established" | "regular" | "minGaps", otherwise: number, least: number): number =>
    checkInteger(where, `options.${name}`, options[name] === undefined ? otherwise : options[name], least, MOST_DAYS);
  const established = read("established", 3, 1);
  const regular = read("regular", Math.max(5, established), 1);
  if (regular < established) {
    const requirement = `not be below options.established, ${established}`;
    throw optionError("NOT_INCREASING", where, "options.regular", requirement, regular);
  }
  const { maxVariation = 1 } = options;
  if (!(typeof maxVariation === "number" && maxVariation > 0)) {
    throw optionError("OUT_OF_RANGE", where, "options.maxVariation", "be a number above 0", maxVariation);
  }
  return { established, regular, minGaps: read("minGaps", 3, 2), maxVariation };
}

function maturityOf(gaps: GapColumns, { established, regular, minGaps, maxVariation }: Limits): Uint8Array {
  const { purchaseDays } = gaps;
  const maturity = new Uint8Array(purchaseDays.length);
  const limit = maxVariation * maxVariation;
  for (let c = 0; c < maturity.length; c++) {
    const days = purchaseDays[c];
    if (days === 0) continue;
    const isRegular = days >= regular && days > minGaps && variationOf(gaps, c) < limit;
    maturity[c] = isRegular ? 3 : days >= established ? 2 : 1;
  }
  return maturity;
}

/** The square of the coefficient of variation of a customer's gaps, at least two. */
function variationOf({ gaps, offsets, firstDay, lastDay }: GapColumns, code: number): number {
  return squaredVariation(gaps, offsets[code], offsets[code + 1], lastDay[code] - firstDay[code]);
}

function summaryOf(maturity: Uint8Array): MaturitySummary[] {
  return MATURITIES.map((name, position) => {
    const customers = maturity.reduce((count, own) => count + (own === position ? 1 : 0), 0);
    return { maturity: name, customers, share: maturity.length === 0 ? 0 : customers / maturity.length };
  });
}
