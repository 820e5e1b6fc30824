// Fit in January, score February's customers on January's scale, through a file.
import { loadModel, rfm, scoreCustomer, scoreRfm } from "rfm-kit";

const columns = { customer: "who", date: "day", amount: "sum" } as const;
const january = [
  { who: 1, day: "2026-01-03", sum: 20 },
  { who: 2, day: "2026-01-10", sum: 35 },
  { who: 2, day: "2026-01-21", sum: 15 },
  { who: 3, day: "2026-01-30", sum: 90 },
];
const february = [
  { who: 2, day: "2026-02-02", sum: 35 },
  { who: 4, day: "2026-02-27", sum: 500 },
];

const file = JSON.stringify(rfm(january, columns).model);

const model = loadModel(file);
for (const { customer, cell, segment } of scoreRfm(february, model, { ...columns, asOf: "2026-02-28" })) {
  console.log(`${customer}  ${cell}  ${segment}`);
}
console.log(scoreCustomer(model, { recency: 5, frequency: 2, monetary: 64.99 }));
