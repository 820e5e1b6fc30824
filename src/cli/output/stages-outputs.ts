import type { StageResult } from "../../stages/stage-result.js";
import { GuardedFields } from "../csv/csv-field.js";
import { DayTexts } from "./day-texts.js";

const CHUNK_LENGTH = 64 * 1024;

/**
 * The stages of the customers as CSV, in pieces, in the order of the result. `before` is of the same data on an earlier day, `rows` are
 * the places of those who are wanted; `null` for all.
 */
export class StagesCsv {
  readonly #result: StageResult;
  readonly #before: StageResult | null;
  readonly #rows: readonly number[] | null;
  readonly #fields = new GuardedFields();
  readonly #days = new DayTexts();

  constructor(result: StageResult, before: StageResult | null, rows: readonly number[] | null) {
    this.#result = result;
    this.#before = before;
    this.#rows = rows;
  }

  /** How many customers it has. */
  get size(): number {
    return this.#rows?.length ?? this.#result.size;
  }

  /** How many customer ids were disarmed, once all is written. */
  get guarded(): number {
    return this.#fields.guarded;
  }

  *chunks(): Generator<string> {
    const { customers, columns, model } = this.#result;
    const { stage, since, expiresAt, expiresTo } = columns;
    const previous = this.#before?.stage;
    const ids = model.stages.map(({ id }) => new GuardedFields().field(id));
    let text = `customer_id,stage,since,expires_at,expires_to${previous === undefined ? "" : ",previous_stage"}\n`;
    for (let at = 0; at < this.size; at++) {
      const i = this.#rows?.[at] ?? at;
      const id = this.#fields.field(String(customers.id(i)));
      const days = `${this.#days.of(since[i])},${this.#days.of(expiresAt[i])}`;
      text += `${id},${ids[stage[i]] ?? ""},${days},${ids[expiresTo[i]] ?? ""}`;
      text += previous === undefined ? "\n" : `,${ids[previous[i]] ?? ""}\n`;
      if (text.length < CHUNK_LENGTH) continue;
      yield text;
      text = "";
    }
    yield text;
  }
}
