import type { Ledger, RfmTable } from "../../src/index.js";
import { formatDay, measureRfm } from "../../src/index.js";
import { unitsOf } from "./exact.js";
import { qcutDrop, rankFirstQcut, type Valued } from "./named-rules.js";
import { byId, expectSame } from "./same.js";
import { readCsv } from "./shared-data.js";

/** What the pandas tables are compared with. */
export interface PandasCase {
  /** The measured customers, asOf the day after the last order. */
  readonly table: RfmTable;
  /** The same lines without order ids, so that an entry is a line. */
  readonly lines: Ledger;
  /** Decimals of money. */
  readonly decimals: number;
}

/** Expects every column of a pandas table, customer by customer; the scores by the two named pandas rules. */
export function expectPandasTable({ table, lines, decimals }: PandasCase, file: string): void {
  const ids = Array.from(table.codes, (code) => String(table.customers.id(code)));
  const valued = (values: ArrayLike<number>): Valued[] => ids.map((id, row) => ({ id, value: values[row] }));
  const columns = { r: valued(table.recency), f: valued(table.frequency), m: valued(table.monetary) };
  const drop = {
    r: qcutDrop(columns.r, 5),
    f: qcutDrop(columns.f, 5),
    m: qcutDrop(columns.m, 5),
  };
  const rank = {
    // Reversed: 5 is the newest.
    r: rankFirstQcut(columns.r, 5),
    f: rankFirstQcut(columns.f, 5),
    m: rankFirstQcut(columns.m, 5),
  };
  const days = measureRfm(lines, { frequency: "days" });
  const actual = ids.map((id, row) => {
    const code = lines.customers.find(table.customers.id(table.codes[row]));
    const [from, to] = [lines.offsets[code], lines.offsets[code + 1]];
    return {
      id,
      recency: table.recency[row],
      frequency: table.frequency[row],
      lines: to - from,
      activeDays: days.frequency[days.codes.indexOf(code)],
      first: formatDay(lines.days[from]),
      last: formatDay(lines.days[to - 1]),
      monetary: table.monetary[row],
      drop: [drop.r.get(id), drop.f.get(id), drop.m.get(id)],
      rank: [6 - Number(rank.r.get(id)), rank.f.get(id), rank.m.get(id)],
    };
  });
  expectSame(
    byId(
      actual,
      ({ id }) => id,
      ({ id: _, ...rest }) => rest,
    ),
    byId(
      readCsv(file),
      (row) => row["customer_id"],
      (row) => ({
        recency: Number(row["recency_days"]),
        frequency: Number(row["frequency"]),
        lines: Number(row["n_lines"]),
        activeDays: Number(row["active_days"]),
        first: row["first_date"],
        last: row["last_date"],
        monetary: unitsOf(row["monetary"], decimals),
        drop: [Number(row["r_q5drop"]), Number(row["f_q5drop"]), Number(row["m_q5drop"])],
        rank: [Number(row["r_rank5"]), Number(row["f_rank5"]), Number(row["m_rank5"])],
      }),
    ),
  );
}
