import { formatDay } from "../../input/days/format-day.js";
import { NO_DAY, parseDayText } from "../../input/days/parse-day-text.js";
import type { RuleFieldType } from "../rule-schema.js";
import { numberOfText } from "../validation/number-text.js";
import { isPlainObject } from "../validation/plain-data.js";

/** The value of an attribute rule as the operator and the type of the field want it; what cannot be read stays as it is. */
export function convertValue(operator: unknown, value: unknown, type: RuleFieldType): unknown {
  switch (operator) {
    case "null":
    case "notNull":
      return undefined;
    case "in":
    case "notIn":
    case "between":
    case "notBetween":
      return listOf(value, (element) => convertOne(element, type));
    case "anniversary":
      return convertOne(value, "number");
    default:
      return convertOne(value, type);
  }
}

/** The elements of a list, which editors also keep as one text with commas. */
function listOf(value: unknown, convert: (element: unknown) => unknown): unknown {
  const list: unknown = typeof value === "string" ? splitText(value) : value;
  return Array.isArray(list) ? list.map(convert) : list;
}

/** `"a, b"` as `["a", "b"]`. A comma after a backslash belongs to the text; what is empty is left out. */
function splitText(text: string): string[] {
  const parts: string[] = [""];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "\\" && text[i + 1] === ",") parts[parts.length - 1] += text[++i];
    else if (text[i] === ",") parts.push("");
    else parts[parts.length - 1] += text[i];
  }
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

function convertOne(value: unknown, type: RuleFieldType): unknown {
  if (typeof value === "string") return convertText(value, type);
  return isPlainObject(value) ? convertRelativeDate(value) : value;
}

/** A text of an editor as a value of the type. */
export function convertText(text: string, type: RuleFieldType): unknown {
  switch (type) {
    case "number":
      return numberOfText(text) ?? text;
    case "boolean":
      return text === "true" || text === "false" ? text === "true" : text;
    case "date":
      return dayTextOf(text);
    default:
      return text;
  }
}

/** The written day of a date or of a local time. An instant is left alone: its day depends on a time zone. */
function dayTextOf(text: string): string {
  const day = parseDayText(text, () => NO_DAY);
  return day === NO_DAY ? text : formatDay(day);
}

/** A distance of days, from a form of its own, may be text as well. */
export function convertRelativeDate(value: unknown): unknown {
  if (!isPlainObject(value)) return value;
  const { offset } = value as { readonly offset?: unknown };
  return typeof offset === "string" ? { ...value, offset: convertText(offset, "number") } : value;
}
