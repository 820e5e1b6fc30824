import { formatDay } from "../../input/days/format-day.js";
import { NO_DAY } from "../../input/days/parse-day-text.js";
import { NO_STAGE } from "../../stages/stage-model.js";
import type { StageResult } from "../../stages/stage-result.js";
import type { StagesPick } from "../flags/stages-expiring.js";
import { countedText } from "./number-text.js";
import { readable } from "./readable.js";
import { textTable } from "./text-table.js";

/** The customers that were asked for. */
export interface PickedCustomers {
  readonly pick: StagesPick;
  /** Their places in the result, in its order. */
  readonly rows: readonly number[];
}

const MOST_SHOWN = 20;

/** The customers of a stage, those whose stage ends soon, or both. */
export function pickedCustomers({ columns }: StageResult, day: number, pick: StagesPick): PickedCustomers {
  const { stage, expiresAt } = columns;
  const rows: number[] = [];
  for (let row = 0; row < stage.length; row++) {
    if (pick.stage !== null && stage[row] !== pick.stage) continue;
    if (pick.days !== null && (expiresAt[row] === NO_DAY || expiresAt[row] - day > pick.days)) continue;
    rows.push(row);
  }
  return { pick, rows };
}

/** One of them, for programs. */
interface PickedRow {
  readonly customer: string;
  readonly stage: string | null;
  readonly expiresAt: string | null;
  readonly expiresTo: string | null;
}

function rowOf({ customers, columns, model }: StageResult, row: number): PickedRow {
  const idOf = (position: number): string | null => (position === NO_STAGE ? null : model.stages[position].id);
  const day = columns.expiresAt[row];
  return {
    customer: String(customers.id(row)),
    stage: idOf(columns.stage[row]),
    expiresAt: day === NO_DAY ? null : formatDay(day),
    expiresTo: idOf(columns.expiresTo[row]),
  };
}

/** Who was picked, as lines of text: those whose stage ends first. */
export function pickedText(result: StageResult, { pick, rows }: PickedCustomers, isWritten: boolean): string[] {
  const { expiresAt } = result.columns;
  const title = `${countedText(rows.length, "customer")}${whoseText(result, pick)}`;
  if (rows.length === 0 || isWritten) return [title];
  const dayOf = (row: number): number => (expiresAt[row] === NO_DAY ? Number.POSITIVE_INFINITY : expiresAt[row]);
  // Equal infinities have no difference.
  const first = [...rows].sort((a, b) => (dayOf(a) === dayOf(b) ? a - b : dayOf(a) - dayOf(b))).slice(0, MOST_SHOWN);
  const cells = first.map((row) => {
    const { customer, stage, expiresAt: day, expiresTo } = rowOf(result, row);
    return [
      readable(customer),
      readable(stage ?? "none"),
      day ?? "",
      day === null ? "" : readable(expiresTo ?? "none"),
    ];
  });
  const titles = ["customer", "stage", "changes on", "to"].map((name) => ({ title: name, align: "left" }) as const);
  const rest = rows.length - first.length;
  const more = rest === 0 ? [] : [`and ${countedText(rest, "customer")} more, whom --out FILE lists`];
  return [`${title}:`, ...textTable(titles, cells), ...more];
}

function whoseText({ model }: StageResult, { days, stage }: StagesPick): string {
  const where = stage === null ? "" : ` in ${readable(model.stages[stage].id)}`;
  return days === null ? where : `${where} whose stage ends within ${countedText(days, "day")} if nothing more happens`;
}

/** The same for programs. */
export function pickedJson(result: StageResult, { pick, rows }: PickedCustomers): object {
  const stage = pick.stage === null ? null : result.model.stages[pick.stage].id;
  return { days: pick.days, stage, customers: rows.map((row) => rowOf(result, row)) };
}
