import { DOUBLE, DuckDBDataChunk, DuckDBInstance, INTEGER, VARCHAR } from "@duckdb/node-api";
import { textIds } from "../data.mjs";
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
  await load(connection, "orders", columns, [idType, INTEGER, DOUBLE]);
  await connection.run("CREATE TABLE cells (cell INTEGER, segment VARCHAR)");
  const cells = segmentOfCell(rfmKit.connectif11);
  await load(connection, "cells", [cells.map((_, cell) => cell), cells], [INTEGER, VARCHAR]);
  const sql = segmentCountsSql(question);
  return async () => {
    const reader = await connection.runAndReadAll(sql);
    return Object.fromEntries(reader.getRowsJS());
  };
}

const CHUNK_ROWS = 2048;

async function load(connection, table, columns, types) {
  const rows = columns[0].length;
  const appender = await connection.createAppender(table);
  for (let from = 0; from < rows; from += CHUNK_ROWS) {
    const to = Math.min(from + CHUNK_ROWS, rows);
    const chunk = DuckDBDataChunk.create(types, to - from);
    chunk.setColumns(columns.map((column) => column.slice(from, to)));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}
