// Repeat purchases to fit: the CDNOW sample where it is at hand, and simulated customers, each as whole days.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const CDNOW = fileURLToPath(
  new URL("../../../shared/data/cdnow/cdnow_sample_purchases_merged_per_day.csv", import.meta.url),
);

/** The calibration half of the CDNOW sample, or `null` where the file is not there. */
export function cdnow({ ledgerFromRows, repeatPurchases }) {
  if (!existsSync(CDNOW)) return null;
  const [head, ...lines] = readFileSync(CDNOW, "utf8").trim().split(/\r?\n/);
  const names = head.split(",").map((name) => name.replaceAll('"', ""));
  const rows = lines.map((line) => {
    const fields = line.split(",").map((field) => field.replaceAll('"', ""));
    return Object.fromEntries(names.map((name, i) => [name, fields[i]]));
  });
  const ledger = ledgerFromRows(rows, { customer: "Id", date: "Date", amount: "Price" });
  return repeatPurchases(ledger, { asOf: "1997-09-30", timeUnit: "week" });
}

// So many customers are simulated at a time: their orders are needed only to be summed up.
const MOST_AT_ONCE = 1_000_000;

/** Simulated customers of a published process, observed for two years. */
export function simulated({ ledgerFromColumns, repeatPurchases, simulateOrders }, customers) {
  const parts = [];
  for (let seed = 1, left = customers; left > 0; seed++, left -= MOST_AT_ONCE) {
    const orders = simulateOrders({ customers: Math.min(left, MOST_AT_ONCE), seed });
    parts.push(repeatPurchases(ledgerFromColumns(orders), { asOf: "2025-12-30", timeUnit: "week" }));
  }
  return parts.length === 1 ? parts[0] : joined(parts);
}

/** The columns of all parts one after the other. Who the customers are makes no difference to a fit. */
function joined(parts) {
  const rows = parts.reduce((sum, { repeats }) => sum + repeats.length, 0);
  const all = { ...parts[0] };
  for (const name of ["codes", "repeats", "lastDays", "ageDays", "logGaps"]) {
    all[name] = new parts[0][name].constructor(rows);
    let at = 0;
    for (const part of parts) {
      all[name].set(part[name], at);
      at += part[name].length;
    }
  }
  return all;
}

/** The columns that any tool takes: repeats, last and age in weeks. */
export function weeks({ repeats, lastDays, ageDays }) {
  const inWeeks = (days) => Float64Array.from(days, (day) => day / 7);
  return { repeats: Float64Array.from(repeats), last: inWeeks(lastDays), age: inWeeks(ageDays) };
}
