import { NO_DAY, parseDayText } from "../../input/days/parse-day-text.js";
import { minorReader } from "../../input/money/decimal.js";

/** How a file writes what is not ISO. */
export type DateFormat = "iso" | "dmy" | "mdy";

/** Rewrites a value of a file in the form that the library reads; what has another form is left to be refused. */
export type Rewrite = (text: string) => string;

/** Dates such as 31/12/2011 8:26 (dmy) or 12/31/2011 (mdy), with / . or - between, as ISO text. */
export function dateRewrite(format: DateFormat): Rewrite {
  if (format === "iso") return (text) => text;
  const [day, month] = format === "dmy" ? [1, 2] : [2, 1];
  return (text) => {
    const match = /^\s*(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[ T](\d{1,2})(:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*$/.exec(
      text,
    );
    // ISO text in such a file is unambiguous and is read as it is.
    if (match === null) return text;
    const parts = [match[1], match[3]];
    const time = match[5] === undefined ? "" : `T${match[5].padStart(2, "0")}${match[6]}`;
    const iso = `${match[4]}-${parts[month - 1].padStart(2, "0")}-${parts[day - 1].padStart(2, "0")}${time}`;
    // What is no day is left as it stands in the file: a message shows it.
    return parseDayText(iso, Math.floor) === NO_DAY ? text : iso;
  };
}

/** Reads dates, and counts the cells that are empty: to the library these are dates that it cannot read, like any other. */
export class DateCells {
  readonly #rewrite: Rewrite;
  empty = 0;

  constructor(format: DateFormat) {
    this.#rewrite = dateRewrite(format);
  }

  read(text: string): string {
    if (text.trim() === "") this.empty++;
    return this.#rewrite(text);
  }
}

/** The other formats in which a text would be a date. */
export function formatsThatRead(text: string, format: DateFormat): DateFormat[] {
  return (["dmy", "mdy"] as const).filter((other) => other !== format && dateRewrite(other)(text) !== text);
}

const POINTED = minorReader(0);

/** Amounts such as 1.234,50 with a decimal comma, as 1234.50. What has a decimal point instead is no amount then. */
export function commaRewrite(isComma: boolean): Rewrite {
  if (!isComma) return (text) => text;
  return (text) => {
    const match = /^\s*([+-]?)(\d+|\d{1,3}(?:[.\u00a0\u202f' ]\d{3})+)(?:,(\d*))?\s*$/.exec(text);
    // A number with a decimal point would be read as something else than it means: the reason shows in the account.
    if (match === null) return Number.isNaN(POINTED.read(text)) ? text : `${text}, not with a decimal comma`;
    const whole = match[2].replace(/\D/g, "");
    return `${match[1]}${whole}${match[3] === undefined ? "" : `.${match[3]}`}`;
  };
}
