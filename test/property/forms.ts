import type {
  CustomerId,
  IdColumn,
  Ledger,
  NumberArray,
  OrderColumns,
  OrderOptions,
  OrderSettings,
  RfmResult,
} from "../../src/index.js";
import { formatDay } from "../../src/index.js";
import type { DirtyLine, Line } from "./arbitrary-orders.js";
import { keyOf } from "./brute-force.js";

/** A line as a row of a caller. */
export interface Row {
  readonly who: CustomerId | null;
  readonly bought: string | number | Date | null;
  readonly cents: number | string;
  readonly id: CustomerId | null;
  readonly state: Line["status"] | "?";
}

/** Amounts are minor units; bad rows are counted. */
export const SETTINGS: OrderSettings = { amountIn: "minor", onInvalid: "skip" };

/** Where the values stand in a {@link Row}. */
const FIELDS: {
  readonly customer: "who";
  readonly date: "bought";
  readonly amount: "cents";
  readonly order: "id";
} = { customer: "who", date: "bought", amount: "cents", order: "id" };

/** The fields with a status. */
export const ALL_FIELDS: OrderOptions<Row> = {
  ...FIELDS,
  status: (row) => row.state as Line["status"],
  ...SETTINGS,
};

/** The row of a line. */
export function rowOf({ customer, day, minor, order, status }: DirtyLine): Row {
  return { who: customer, bought: day === null ? null : formatDay(day), cents: minor, id: order, state: status };
}

/** The status that the types allow; what stands for an unknown one goes through on purpose. */
function statusesOf(lines: readonly DirtyLine[]): readonly Line["status"][] {
  return lines.map(({ status }) => status as Line["status"]);
}

/** Every way to give ids as a column that can hold them. */
export function idColumns(ids: readonly (CustomerId | null)[]): IdColumn[] {
  const columns: IdColumn[] = [[...ids], dictionaryOf(ids), dictionaryWithValidity(ids)];
  if (ids.every((id) => id === null || (typeof id === "string" && isWellFormed(id)))) {
    columns.push(...utf8Of(ids as readonly (string | null)[]));
  }
  if (ids.every((id) => typeof id === "number")) {
    columns.push(Float64Array.from(ids as readonly number[]));
    for (const type of [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array]) {
      const column: NumberArray = type.from(ids as readonly number[]);
      if (ids.every((id, i) => Object.is(column[i], id))) columns.push(column);
    }
  }
  if (ids.every((id) => typeof id === "bigint")) {
    for (const type of [BigInt64Array, BigUint64Array]) {
      const column: BigInt64Array | BigUint64Array = type.from(ids as readonly bigint[]);
      if (ids.every((id, i) => column[i] === id)) columns.push(column);
    }
  }
  return columns;
}

function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** Values in an order of their own, one of them unused; missing ids are negative codes. */
function dictionaryOf(ids: readonly (CustomerId | null)[]): IdColumn {
  const values = [...new Set(ids.filter((id) => id !== null))].reverse();
  const codeOf = new Map(values.map((value, code) => [value, code]));
  return {
    codes: Int32Array.from(ids, (id) => (id === null ? -1 : (codeOf.get(id) as number))),
    values: [...values, "unused"],
  };
}

/** Missing ids are cleared bits over a code that says otherwise. */
function dictionaryWithValidity(ids: readonly (CustomerId | null)[]): IdColumn {
  const values = [...new Set(ids.filter((id) => id !== null))];
  const codeOf = new Map(values.map((value, i) => [value, i + 1]));
  const codes = ids.map((id) => (id === null ? 0 : (codeOf.get(id) as number)));
  return {
    codes: values.length < 256 ? Uint8Array.from(codes) : Uint16Array.from(codes),
    values: ["trap", ...values],
    validity: validityOf(ids),
  };
}

/** The bits of Arrow: least significant first, and ones after the end, which must not matter. */
function validityOf(ids: readonly unknown[]): Uint8Array {
  const bits = new Uint8Array(Math.ceil(ids.length / 8)).fill(255);
  ids.forEach((id, i) => {
    if (id === null) bits[i >> 3] &= ~(1 << (i & 7));
  });
  return bits;
}

/** With 32 and 64 bit offsets, with bytes before the first and after the last value; missing ids as no bytes or cleared bits. */
function utf8Of(ids: readonly (string | null)[]): IdColumn[] {
  const encoder = new TextEncoder();
  const build = (missing: string): { offsets: number[]; bytes: Uint8Array } => {
    const parts = ids.map((id) => encoder.encode(id ?? missing));
    const offsets = [3];
    for (const part of parts) offsets.push((offsets.at(-1) as number) + part.length);
    const bytes = new Uint8Array((offsets.at(-1) as number) + 2).fill(120);
    parts.forEach((part, i) => {
      bytes.set(part, offsets[i]);
    });
    return { offsets, bytes };
  };
  const plain = build("");
  const trap = build("trap");
  return [
    { offsets: Int32Array.from(plain.offsets), bytes: plain.bytes },
    { offsets: Uint32Array.from(plain.offsets), bytes: plain.bytes },
    { offsets: BigInt64Array.from(trap.offsets, BigInt), bytes: trap.bytes, validity: validityOf(ids) },
  ];
}

/** Dates as columns: days, and milliseconds at the last of the day, where there is no missing one; arrays of three kinds. */
export function dateColumns(lines: readonly DirtyLine[]): OrderColumns["date"][] {
  const days = lines.map(({ day }) => day);
  const late = (day: number): number => day * 86_400_000 + 86_399_999;
  return [
    Int32Array.from(days, (day) => day ?? -(2 ** 31)),
    Float64Array.from(days, (day) => (day === null ? Number.NaN : late(day))),
    BigInt64Array.from(days, (day) => (day === null ? 2n ** 62n : BigInt(late(day)))),
    days.map((day) => (day === null ? null : formatDay(day))),
    days.map((day) => (day === null ? "no day" : new Date(late(day)))),
    days.map((day) => (day === null ? Number.NaN : late(day))),
  ];
}

/** Amounts in minor units as columns. */
export function amountColumns(lines: readonly DirtyLine[]): OrderColumns["amount"][] {
  const amounts = lines.map(({ minor }) => minor);
  const columns: OrderColumns["amount"][] = [
    Float64Array.from(amounts),
    amounts,
    amounts.map((minor) => (Number.isNaN(minor) ? null : String(minor))),
    amounts.map((minor) => (Number.isNaN(minor) ? "x" : BigInt(minor))),
  ];
  if (!amounts.some(Number.isNaN)) columns.push(BigInt64Array.from(amounts, BigInt));
  if (amounts.every((minor) => Object.is(minor | 0, minor))) columns.push(Int32Array.from(amounts));
  return columns;
}

/** Columns of the lines; `pick` chooses among the forms of each. */
export function columnsOf(lines: readonly DirtyLine[], pick: (choices: number) => number): OrderColumns {
  const any = <T>(choices: readonly T[]): T => choices[pick(choices.length) % choices.length];
  return {
    customer: any(idColumns(lines.map(({ customer }) => customer))),
    date: any(dateColumns(lines)),
    amount: any(amountColumns(lines)),
    order: any(idColumns(lines.map(({ order }) => order))),
    status: statusesOf(lines).map((status) => (status === null ? any([null, undefined, ""]) : status)),
  };
}

/** Cuts an array at the given fractions of its length, empty pieces included. */
export function cut<T>(items: readonly T[], at: readonly number[]): T[][] {
  const places = [0, ...at.map((fraction) => Math.floor(fraction * (items.length + 1))).sort((a, b) => a - b)];
  return places.map((from, i) => items.slice(from, places[i + 1] ?? items.length));
}

/** Everything a ledger says, as plain values. */
export function ledgerContent(ledger: Ledger): unknown {
  const { customers, ...rest } = ledger;
  return { ...rest, customers: Array.from({ length: customers.size }, (_, code) => customers.id(code)) };
}

/** Everything a result says that does not depend on the order of the rows: customers by id, and no row numbers. */
export function resultContent(result: RfmResult): unknown {
  return {
    asOf: result.asOf,
    size: result.size,
    model: result.model,
    summary: result.summary(),
    customers: new Map([...result].map((row) => [keyOf(row.customer), row])),
    diagnostics: withoutRowNumbers(result.diagnostics),
  };
}

function withoutRowNumbers(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutRowNumbers);
  const entries = Object.entries(value).filter(([key]) => key !== "firstRows");
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutRowNumbers(inner)]));
}
