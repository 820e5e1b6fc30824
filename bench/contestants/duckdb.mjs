import { DOUBLE, DuckDBInstance, INTEGER, VARCHAR } from "@duckdb/node-api";
import { textIds } from "../data.mjs";
import { loadTable } from "../duckdb-load.mjs";
import { segmentCountsSql } from "../duckdb-query.mjs";
import { segmentOfCell } from "../questions.mjs";

/** DuckDB in this process, two threads, the orders in an in-memory table. Loading the table is not timed. */
export const contestants = [
  {
    name: "duckdb-int32",
    label: "DuckDB, 2 threads, INTEGER ids",
    group: "integer ids",
    bytesPerOrder: 110,
    prepare: ({ customer, day, amount }, context) => job([customer, day, amount], INTEGER, context),
  },
  {
    name: "duckdb-varchar",
    label: "DuckDB, 2 threads, VARCHAR ids",
    group: "text ids",
    bytesPerOrder: 180,
    prepare: ({ customer, day, amount }, context) => job([textIds(customer), day, amount], VARCHAR, context),
  },
  {
    name: "duckdb-another",
    label: "DuckDB, 2 threads, INTEGER ids",
    group: "another day and window",
    question: "another",
    bytesPerOrder: 110,
    prepare: ({ customer, day, amount }, context) => job([customer, day, amount], INTEGER, context),
  },
];

async function job(columns, idType, { rfmKit, question }) {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE orders (customer ${idType}, day INTEGER, amount DOUBLE)`);
  await loadTable(connection, "orders", columns, [idType, INTEGER, DOUBLE]);
  await connection.run("CREATE TABLE cells (cell INTEGER, segment VARCHAR)");
  const cells = segmentOfCell(rfmKit.connectif11);
  await loadTable(connection, "cells", [cells.map((_, cell) => cell), cells], [INTEGER, VARCHAR]);
  const sql = segmentCountsSql(question);
  return async () => {
    const reader = await connection.runAndReadAll(sql);
    return Object.fromEntries(reader.getRowsJS());
  };
}
