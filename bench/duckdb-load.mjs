import { DuckDBDataChunk } from "@duckdb/node-api";

const CHUNK_ROWS = 2048;

/** Appends columns to a table. */
export async function loadTable(connection, table, columns, types) {
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
