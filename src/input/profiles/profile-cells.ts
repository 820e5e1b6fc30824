import { FIRST_DAY, LAST_DAY } from "../days/calendar.js";
import { NO_DAY } from "../days/parse-day-text.js";
import { readDay } from "../days/read-day.js";
import type { DayOfInstant } from "../days/time-zone.js";
import { recode } from "../events/scalar-table.js";
import { KeyCodes } from "../ids/key-codes.js";
import type { ProfileColumn, ProfileType } from "./profiles.js";

/** The cells of one field while the profiles are read. */
export interface ProfileCells {
  /** What a value must, for messages. */
  readonly requirement: string;
  /** Makes room for so many cells in all. */
  grow(capacity: number): void;
  /** Reads a value into a cell; says whether it is of the type, or missing. A later value may take its place. */
  put(at: number, value: unknown): boolean;
  /** The column of the first cells. */
  finish(size: number): ProfileColumn;
}

/** Cells for the values of a type. */
export function cellsFor(type: ProfileType, dayOfInstant: DayOfInstant): ProfileCells {
  switch (type) {
    case "text":
      return new TextCells();
    case "number":
      return new NumberCells();
    case "boolean":
      return new BooleanCells();
    case "date":
      return new DateCells(dayOfInstant);
  }
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined || value === "";
}

class TextCells implements ProfileCells {
  readonly requirement = "be text or empty";
  readonly #texts = new KeyCodes<string>();
  #codes = new Uint32Array(0);

  grow(capacity: number): void {
    const codes = new Uint32Array(capacity);
    codes.set(this.#codes);
    this.#codes = codes;
  }

  put(at: number, value: unknown): boolean {
    if (typeof value === "string" && value !== "") this.#codes[at] = this.#texts.intern(value) + 1;
    else this.#codes[at] = 0;
    return typeof value === "string" || isMissing(value);
  }

  finish(size: number): ProfileColumn {
    const codes = this.#codes.slice(0, size);
    return Object.freeze<ProfileColumn>({ type: "text", codes, values: recode(codes, size, this.#texts.keys) });
  }
}

class NumberCells implements ProfileCells {
  readonly requirement = "be a finite number or empty";
  #values = new Float64Array(0);

  grow(capacity: number): void {
    const values = new Float64Array(capacity);
    values.set(this.#values);
    this.#values = values;
  }

  put(at: number, value: unknown): boolean {
    const isNumber = typeof value === "number" && Number.isFinite(value);
    this.#values[at] = isNumber ? value + 0 : Number.NaN;
    return isNumber || isMissing(value);
  }

  finish(size: number): ProfileColumn {
    return Object.freeze<ProfileColumn>({ type: "number", values: this.#values.slice(0, size) });
  }
}

const NO = 0;
const YES = 1;
const UNSAID = 2;

class BooleanCells implements ProfileCells {
  readonly requirement = "be true, false or empty";
  #values = new Uint8Array(0);

  grow(capacity: number): void {
    const values = new Uint8Array(capacity);
    values.set(this.#values);
    this.#values = values;
  }

  put(at: number, value: unknown): boolean {
    this.#values[at] = value === true ? YES : value === false ? NO : UNSAID;
    return typeof value === "boolean" || isMissing(value);
  }

  finish(size: number): ProfileColumn {
    return Object.freeze<ProfileColumn>({ type: "boolean", values: this.#values.slice(0, size) });
  }
}

/** Cells of dates; a column of days needs no reading. */
export class DateCells implements ProfileCells {
  readonly requirement = "be a Date, epoch milliseconds, ISO text of the years 1 to 9999 or empty";
  readonly #dayOfInstant: DayOfInstant;
  #values = new Int32Array(0);

  constructor(dayOfInstant: DayOfInstant) {
    this.#dayOfInstant = dayOfInstant;
  }

  grow(capacity: number): void {
    const values = new Int32Array(capacity);
    values.set(this.#values);
    this.#values = values;
  }

  put(at: number, value: unknown): boolean {
    const day = isMissing(value) ? NO_DAY : readDay(value, this.#dayOfInstant);
    this.#values[at] = day;
    return day !== NO_DAY || isMissing(value);
  }

  /** The same for a day number; `NO_DAY` is missing. */
  putDay(at: number, day: number): boolean {
    this.#values[at] = day;
    return (day >= FIRST_DAY && day <= LAST_DAY) || day === NO_DAY;
  }

  finish(size: number): ProfileColumn {
    return Object.freeze<ProfileColumn>({ type: "date", values: this.#values.slice(0, size) });
  }
}
