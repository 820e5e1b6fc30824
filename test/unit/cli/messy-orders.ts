import Papa from "papaparse";
import { simulateOrders } from "../../../src/index.js";

/** A row of orders as text, as a CSV file holds it. */
export type OrderRow = { readonly [column in "customer" | "date" | "amount" | "order" | "pieces"]: string };

const NAMES = [
  'He said "hi"',
  "comma, inc",
  "line\nbreak",
  "=1+1",
  "@sum",
  "-5",
  "-x",
  "__proto__",
  "李雷",
  " blank ",
  "'",
];

/** Orders with ties, refunds, zeros, several lines an order, too many decimals, times and offsets, and ids that need quotes. */
export const MESSY_ORDERS: readonly OrderRow[] = messyOrders();

function messyOrders(): OrderRow[] {
  const orders = simulateOrders({ customers: 150, seed: 9, days: 400 });
  return Array.from(orders.order, (order, i) => {
    const day = new Date(orders.date[i] * 86_400_000).toISOString().slice(0, 10);
    const sign = i % 11 === 0 ? -1 : 1;
    return {
      customer: NAMES[Number(orders.customer[i].slice(1))] ?? orders.customer[i],
      date: [day, `${day}T23:30:00Z`, `${day} 08:00:01`][i % 3],
      amount: i % 17 === 0 ? "0" : (sign * orders.amount[i]).toFixed(i % 5 === 0 ? 3 : 2),
      order: String(Math.floor(order / 2)),
      pieces: String((i % 4) + 1),
    };
  });
}

/** Rows as CSV text. */
export function csvOf(rows: readonly object[], config: Papa.UnparseConfig = {}): string {
  return `${Papa.unparse([...rows], { newline: "\n", ...config })}\n`;
}
