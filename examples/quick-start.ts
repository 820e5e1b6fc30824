// The main job: orders in, segmented customers out.
import { rfm } from "rfm-kit";

const orders = [
  { customerId: "C-1", placedAt: "2026-06-28", total: "120.00", orderId: "A1" },
  { customerId: "C-1", placedAt: "2026-06-30", total: "80.50", orderId: "A2" },
  { customerId: "C-2", placedAt: "2026-05-02", total: "19.90", orderId: "A3" },
  { customerId: "C-2", placedAt: "2026-05-02", total: "5.10", orderId: "A3" },
  { customerId: "C-3", placedAt: "2025-11-11", total: "640.00", orderId: "A4" },
  { customerId: "C-3", placedAt: "2025-12-24", total: "410.00", orderId: "A5" },
  { customerId: "C-4", placedAt: "2026-01-15", total: "40.00", orderId: "A6" },
];

const result = rfm(orders, {
  customer: "customerId",
  date: "placedAt",
  amount: "total",
  order: "orderId",
  currency: "EUR",
});

for (const { customer, recency, frequency, monetary, cell, segment } of result) {
  console.log(`${customer}  ${recency} days  ${frequency} orders  ${monetary.toFixed(2)}  ${cell}  ${segment}`);
}
for (const { code, message } of result.diagnostics.warnings) console.log(`${code}: ${message}`);
