import type { Flags } from "./command-line.js";

/** The flags of every command that reads orders. */
export const READING_FLAGS: Flags = {
  customer: { type: "string" },
  date: { type: "string" },
  amount: { type: "string" },
  quantity: { type: "string" },
  order: { type: "string" },
  "as-of": { type: "string" },
  "time-zone": { type: "string" },
  currency: { type: "string" },
  decimals: { type: "string" },
  refunds: { type: "string" },
  delimiter: { type: "string" },
  encoding: { type: "string" },
  "date-format": { type: "string" },
  "decimal-comma": { type: "boolean" },
  strict: { type: "boolean" },
};

export const COLUMNS_HELP = `Columns, by the names in the first row
  --customer COL            who bought
  --date COL                when: 2026-06-30, 2026-06-30 14:05, 2026-06-30T14:05:00Z
  --amount COL              how much: 12.50; with --quantity the price of one piece
  --quantity COL            how many pieces; the amount is then price x quantity, exactly
  --order COL               the order's id, where an order has several rows
  --delimiter C             between fields: , (default), ;, | or tab
  --date-format iso|dmy|mdy dmy reads 31/12/2026, mdy 12/31/2026, besides ISO dates (default: iso)
  --decimal-comma           amounts are like 1.234,50
  --encoding NAME           utf-8 (default; a byte order mark is heeded), windows-1252, gb18030, utf-16le ...`;
