// Three bins for recency by fixed days, two for the others, and segments of one's own.
import { defineSegments, quantiles, rfm, thresholds } from "rfm-kit";

const segments = defineSegments(
  [
    { id: "vip", where: ({ r, fm }) => r === 3 && fm === 2, names: { en: "VIP", "zh-Hans": "贵宾" } },
    { id: "win-back", boxes: [{ r: [1, 1], m: [2, 2] }] },
    { id: "asleep", boxes: [{ r: [1, 1] }] },
  ],
  { id: "mine", shape: [3, 2, 2], match: "first", otherwise: "regular" },
);

const orders = [
  { c: "ann", d: "2026-06-01", a: 10 },
  { c: "ann", d: "2026-06-20", a: 90 },
  { c: "bob", d: "2026-04-20", a: 15 },
  { c: "cem", d: "2025-10-01", a: 99 },
  { c: "dee", d: "2025-09-01", a: 5 },
];

const result = rfm(orders, {
  customer: "c",
  date: "d",
  amount: "a",
  asOf: "2026-06-30",
  bins: { recency: thresholds([30, 90]), frequency: quantiles(2), monetary: quantiles(2) },
  segments,
});

for (const { segment, customers, revenue } of result.summary()) console.log(segment, customers, revenue);
