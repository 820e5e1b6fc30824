import { DOUBLE, DuckDBInstance, INTEGER } from "@duckdb/node-api";
import { LAST_DAY } from "../data.mjs";
import { loadTable } from "../duckdb-load.mjs";

// What customers do, with how often out of 1000: they look much more than they buy.
const TYPES = [
  ["page_view", 400],
  ["product_view", 300],
  ["impression", 120],
  ["ad_click", 40],
  ["category_search", 40],
  ["cart", 40],
  ["favorite", 25],
  ["brand_search", 15],
  ["review", 5],
  ["purchase", 15],
];
const NAMES = TYPES.map(([name]) => name);

/** Behaviour events into the stages of AIPL: the same rules, the same counts. */
export const contestants = [
  {
    name: "rfm-kit-stages",
    label: "rfm-kit, an event log that exists",
    group: "AIPL stages of as many events",
    question: "stages",
    bytesPerOrder: 90,
    prepare: (orders, { rfmKit }) => {
      const { customer, day, type } = eventsOf(orders);
      const events = rfmKit.eventsFromColumns({ customer, date: day, type: { codes: type, values: NAMES } });
      return () => {
        const result = rfmKit.classifyStages(rfmKit.aiplDatabank, { events, asOf: rfmKit.formatDay(LAST_DAY) });
        return Object.fromEntries(result.summary().map(({ stage, customers }) => [stage ?? "O", customers]));
      };
    },
  },
  {
    name: "duckdb-stages",
    label: "DuckDB, 2 threads, types as integers",
    group: "AIPL stages of as many events",
    question: "stages",
    bytesPerOrder: 110,
    prepare: async (orders) => {
      const { customer, day, type } = eventsOf(orders);
      const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
      const connection = await instance.connect();
      await connection.run("CREATE TABLE events (customer INTEGER, day INTEGER, type INTEGER, value DOUBLE)");
      const columns = [customer, day, Int32Array.from(type), orders.amount];
      await loadTable(connection, "events", columns, [INTEGER, INTEGER, INTEGER, DOUBLE]);
      const sql = stageCountsSql();
      return async () => {
        const counts = new Map((await connection.runAndReadAll(sql)).getRowsJS());
        return Object.fromEntries(["O", "A", "I", "P", "L"].map((stage) => [stage, Number(counts.get(stage) ?? 0)]));
      };
    },
  },
];

/** The orders of the benchmark as events: their amounts decide what each is. */
function eventsOf({ customer, day, amount }) {
  const ofThousand = TYPES.flatMap(([, share], type) => new Array(share).fill(type));
  const type = Uint8Array.from(amount, (money) => ofThousand[Math.round(money * 100) % 1000]);
  return { customer, day, type };
}

/** The rules of aiplDatabank by hand. Reviews have no sentiment here, so they count for nothing. */
function stageCountsSql() {
  const codes = (...names) => names.map((name) => NAMES.indexOf(name)).join(", ");
  const within = (days) => `day > ${LAST_DAY - days} AND day <= ${LAST_DAY}`;
  return `
    SELECT CASE
        WHEN purchases > 0 AND loyal >= 2 THEN 'L'
        WHEN purchases > 0 THEN 'P'
        WHEN interested > 0 OR views >= 2 THEN 'I'
        WHEN aware > 0 THEN 'A'
        ELSE 'O' END AS stage, count(*)
    FROM (
      SELECT customer,
        count(*) FILTER (type = ${codes("purchase")} AND ${within(910)}) AS purchases,
        count(DISTINCT day) FILTER (type = ${codes("purchase")} AND ${within(365)}) AS loyal,
        count(*) FILTER (type IN (${codes("cart", "favorite", "brand_search")}) AND ${within(15)}) AS interested,
        count(DISTINCT day) FILTER (type = ${codes("product_view")} AND ${within(15)}) AS views,
        count(*) FILTER (
          type IN (${codes("page_view", "product_view", "impression", "ad_click", "category_search")}) AND ${within(15)}
        ) AS aware
      FROM events GROUP BY customer
    )
    GROUP BY stage`;
}
