import type { RfmResult } from "../../rfm/rfm-result.js";
import { moneyText } from "../report/money-text.js";
import { GuardedFields } from "./csv-field.js";

const CHUNK_LENGTH = 64 * 1024;

/** The customers of a result as CSV, in pieces, in the order in which they were first seen. */
export class CustomersCsv {
  readonly #result: RfmResult;
  readonly #fields = new GuardedFields();

  constructor(result: RfmResult) {
    this.#result = result;
  }

  /** How many customer ids were disarmed, once all is written. */
  get guarded(): number {
    return this.#fields.guarded;
  }

  *chunks(): Generator<string> {
    const { table, model, columns } = this.#result;
    const { decimals } = table.measure;
    const { r, f, m, segment } = columns;
    const segments = (model.segments?.segments ?? []).map(({ id }) => new GuardedFields().field(id));
    let text = "customer_id,recency,frequency,monetary,r,f,m,segment\n";
    for (let i = 0; i < table.size; i++) {
      const id = this.#fields.field(String(table.customers.id(table.codes[i])));
      const money = moneyText(table.monetary[i], decimals);
      const values = `${table.recency[i]},${table.frequency[i]},${money},${r[i]},${f[i]},${m[i]}`;
      text += `${id},${values},${segments[segment[i]] ?? ""}\n`;
      if (text.length < CHUNK_LENGTH) continue;
      yield text;
      text = "";
    }
    yield text;
  }
}
