// A stream of orders, day by day: sums instead of orders, segments table by table, and who moves as new orders come.
import {
  accumulate,
  fitRfm,
  formatDay,
  restoreAccumulator,
  rfm,
  scoreRfm,
  simulateOrders,
  type Updatable,
  update,
} from "rfm-kit";

const { customer, date, amount } = simulateOrders({ customers: 5000, seed: 11 });
const last = Math.max(...date);
const rowsOf = (isWanted: (day: number) => boolean) => [...date.keys()].filter((i) => isWanted(date[i]));
const columnsOf = (rows: readonly number[]) => ({
  customer: rows.map((i) => customer[i]),
  date: Int32Array.from(rows, (i) => date[i]),
  amount: Float64Array.from(rows, (i) => amount[i]),
});

// All but the last week, in two processes.
const sums = accumulate().addColumns(columnsOf(rowsOf((day) => day <= last - 100)));
const other = accumulate().addColumns(columnsOf(rowsOf((day) => day > last - 100 && day <= last - 7)));
sums.merge(restoreAccumulator(other.snapshot()));
console.log(`${sums.rows} orders in ${sums.snapshot().length} bytes`);

// Quintiles of all, found and used table by table.
const tables = sums.tables({ most: 1000 });
const model = fitRfm(tables);
const champions = [...tables].map((table) => scoreRfm(table, model).customersIn("champions").length);
console.log(`champions, table by table: ${champions.join(" + ")}`);

// The last week, a day at a time, on the same scale.
let now: Updatable = rfm(sums.table());
for (let day = last - 6; day <= last; day++) {
  const rows = rowsOf((own) => own === day).map((i) => ({ c: customer[i], d: formatDay(day), a: amount[i] }));
  const next = update(now, rows, { customer: "c", date: "d", amount: "a" });
  console.log(formatDay(day), `${next.size} customers with orders, ${[...next.changes].length} changed segment`);
  now = next;
}
