// Who is at risk, whom to save first, and whether the score works on these orders.
import { churnRisk, evaluateChurn, ledgerFromColumns, simulateOrders } from "rfm-kit";

const ledger = ledgerFromColumns(simulateOrders({ customers: 2000, seed: 7 }));

const { winner, candidates, baseRate } = evaluateChurn(ledger, { horizonDays: 90 });
console.log(`lost in 90 days: ${(100 * (baseRate ?? 0)).toFixed(0)} %; best by log loss: ${winner}`);
for (const { name, metrics } of candidates.slice(0, 3)) {
  console.log(name, `AUC ${metrics?.auc?.toFixed(3)}`, `log loss ${metrics?.logLoss?.toFixed(3)}`);
}

const result = churnRisk(ledger, { horizonDays: 90, model: "mbg-nbd" });
for (const { band, customers } of result.summary()) console.log(band, customers);
for (const { customer, risk, reasons } of result.saveFirst(3, { maxRisk: 0.9 })) {
  console.log(customer, `${(100 * risk).toFixed(0)} %:`, reasons.join("; "));
}
