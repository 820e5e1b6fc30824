import type { EventLog } from "../../input/events/event-log.js";
import { isMuted } from "../muted.js";
import type { EventMeasure, EventRule, ExceptKeyed, RuleWindow } from "../rule.js";
import { AMOUNT, type EventFields } from "./event-fields.js";
import { type DailyPart, type EventFilter, eventFilter } from "./event-filter.js";
import type { Outliers } from "./exact-column.js";

/** What is done with an event that counts. */
export const COUNT = 0;
export const DAYS = 1;
export const FIRST = 2;
export const LAST = 3;
export const DISTINCT = 4;
export const SUM_AMOUNT = 5;
export const MIN_AMOUNT = 6;
export const MAX_AMOUNT = 7;
export const SUM_FIELD = 8;
/** A sum in two words. */
export const SUM_WIDE = 9;
export const MIN_FIELD = 10;
export const MAX_FIELD = 11;
/** A sum in two words, beside which outliers are added up. */
export const SUM_MIXED = 12;

/** One running number of a customer: which events count, and what is done with them. Leaves that differ in the bound alone share it. */
export interface Accumulator extends Measured {
  /** The codes of the event types, ascending; none where no event can count. */
  readonly types: readonly number[];
  readonly window: RuleWindow | undefined;
  readonly filter: EventFilter;
  /** The parts of the filter that must be told the day of the analysis. */
  readonly daily: readonly DailyPart[];
  readonly partner: Partner | null;
}

/** What is measured of an event. */
interface Measured {
  readonly op: number;
  /** The code of the field of each event. */
  readonly codes: Uint32Array;
  /** The number of each code; of a sum the lower word. */
  readonly numbers: Float64Array;
  /** The upper word of each code. */
  readonly upper: Float64Array;
  /** For each code a place to mark that the customer has it. */
  readonly marks: Uint32Array;
  /** How many decimals of the rule's unit the unit of the number has. */
  readonly decimals: number;
  /** Of `SUM_MIXED` alone. */
  readonly outliers: Outliers | null;
}

/** The events that take others out of the count. */
export interface Partner {
  /** The code of their type, -1 where no event has it. */
  readonly type: number;
  /** The code of the key of each event. */
  readonly codes: Uint32Array;
  /** For each key a place to mark that the customer has a partner with it. */
  readonly marks: Uint32Array;
}

/** What accumulators are made from. */
export interface EventSource {
  readonly log: EventLog;
  readonly fields: EventFields;
  readonly typeCodes: ReadonlyMap<string, number>;
}

/** What makes two event rules share an accumulator, as text. */
export function accumulatorKey({ event, measure, within, where, exceptKeyed }: EventRule): string {
  const types = typeof event === "string" ? [event] : [...new Set(event)].sort();
  const fn = measure.fn === "avg" ? "sum" : measure.fn;
  return JSON.stringify([types, fn, measure.field, within, where, exceptKeyed]);
}

/** The accumulator of a checked event rule. */
export function accumulatorOf(source: EventSource, rule: EventRule): Accumulator {
  const { event, measure, within, where, exceptKeyed } = rule;
  const { log, fields, typeCodes } = source;
  const daily: DailyPart[] = [];
  const filter = where === undefined || isMuted(where) ? true : eventFilter({ log, fields, daily }, where);
  const codes = (typeof event === "string" ? [event] : event).map((type) => typeCodes.get(type) ?? -1);
  const measured = measuredBy(source, measure);
  return {
    ...(measured ?? plain(MISSING[measure.fn] ?? COUNT)),
    types:
      measured === null || filter === false
        ? []
        : [...new Set(codes)].filter((code) => code >= 0).sort((a, b) => a - b),
    window: within,
    filter,
    daily,
    partner: exceptKeyed === undefined ? null : partnerOf(source, exceptKeyed),
  };
}

const NO_CODES = new Uint32Array(0);
const NO_NUMBERS = new Float64Array(0);

/** A measure that needs nothing of an event but its day. */
function plain(op: number): Measured {
  return { op, codes: NO_CODES, numbers: NO_NUMBERS, upper: NO_NUMBERS, marks: NO_CODES, decimals: 0, outliers: null };
}

/** What a measure is of a field that no event has: sums are 0, smallest and largest are missing. */
const MISSING: { readonly [Fn in EventMeasure["fn"]]?: number } = {
  sum: SUM_AMOUNT,
  avg: SUM_AMOUNT,
  min: MIN_AMOUNT,
  max: MAX_AMOUNT,
};

function measuredBy(source: EventSource, { fn, field = "" }: EventMeasure): Measured | null {
  switch (fn) {
    case "count":
      return plain(COUNT);
    case "distinctDays":
      return plain(DAYS);
    case "daysSinceFirst":
      return plain(FIRST);
    case "daysSinceLast":
      return plain(LAST);
    case "distinct":
      return distinctOf(source, field);
    default:
      return field === AMOUNT ? amountBy(source.log, fn) : numberBy(source, fn, field);
  }
}

function distinctOf({ fields }: EventSource, name: string): Measured | null {
  const field = fields.field(name);
  if (field === null) return null;
  return { ...plain(DISTINCT), codes: field.codes, marks: new Uint32Array(field.values.length) };
}

/** Amounts are whole numbers of minor units, of which a log refuses more than 2^53 for a customer: their sums are exact. */
function amountBy({ values, decimals }: EventLog, fn: "sum" | "avg" | "min" | "max"): Measured | null {
  if (values === null) return null;
  const op = fn === "min" ? MIN_AMOUNT : fn === "max" ? MAX_AMOUNT : SUM_AMOUNT;
  return { ...plain(op), numbers: values, decimals };
}

function numberBy({ fields }: EventSource, fn: "sum" | "avg" | "min" | "max", name: string): Measured | null {
  const field = fields.field(name);
  if (field === null) return null;
  const { codes } = field;
  if (fn === "min" || fn === "max") {
    return { ...plain(fn === "min" ? MIN_FIELD : MAX_FIELD), codes, numbers: fields.numbers(name, field) };
  }
  const { high, low, decimals, outliers } = fields.exact(name, field);
  if (outliers !== null) {
    const upper = high ?? new Float64Array(low.length);
    return { ...plain(SUM_MIXED), codes, numbers: low, upper, decimals, outliers };
  }
  return { ...plain(high === null ? SUM_FIELD : SUM_WIDE), codes, numbers: low, upper: high ?? NO_NUMBERS, decimals };
}

/** A partner of the customer's own, on any day up to that of the analysis; an event without a key has none. */
function partnerOf({ fields, typeCodes }: EventSource, { event, key }: ExceptKeyed): Partner | null {
  const field = fields.field(key);
  const type = typeCodes.get(event);
  if (field === null || type === undefined) return null;
  return { type, codes: field.codes, marks: new Uint32Array(field.values.length) };
}
