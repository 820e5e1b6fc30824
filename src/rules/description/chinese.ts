import { isDayText } from "../relative-date.js";
import type { AttributeRule, RelativeDate, RuleOperator, RuleWindow } from "../rule.js";
import type { EventParts, Language } from "./language.js";

export const CHINESE: Language = {
  quote,
  isOwnWord: (name) => /[且或]|^[为是否不在以的]$|^(今天|所有客户)$/.test(name),
  constant: (holds, of) => (of === "customers" ? (holds ? "所有客户" : "没有任何客户") : holds ? "不限" : "全部排除"),
  join: (parts, combinator, isWhole) => parts.join(`${isWhole ? "，" : ""}${combinator === "and" ? "且" : "或"}`),
  enclose: (text) => `（${text}）`,
  not: (enclosed) => `不满足${enclosed}`,
  reference: (name) => `属于${name}`,
  attribute,
  event,
};

/** As JSON escapes it, in the quotes of Chinese. */
function quote(text: string): string {
  return `“${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("”", "\\”")}”`;
}

function attribute(field: string, { operator, value }: AttributeRule): string {
  switch (operator) {
    case "null":
      return `${field}为空`;
    case "notNull":
      return `${field}不为空`;
    case "in":
      return `${field}为${listOf(value)}之一`;
    case "notIn":
      return `${field}不为${listOf(value)}中的任何一个`;
    case "contains":
      return `${field}包含${spellValue(value)}`;
    case "beginsWith":
      return `${field}以${spellValue(value)}开头`;
    case "endsWith":
      return `${field}以${spellValue(value)}结尾`;
    case "doesNotContain":
      return `${field}不包含${spellValue(value)}`;
    case "doesNotBeginWith":
      return `${field}不以${spellValue(value)}开头`;
    case "doesNotEndWith":
      return `${field}不以${spellValue(value)}结尾`;
    case "anniversary":
      return `${field}的周年日${["是今天", "在今天或明天"][value as number] ?? `在今天或未来${value as number}天内`}`;
    default:
      return `${field}${comparison(operator, value)}`;
  }
}

function comparison(operator: RuleOperator, value: AttributeRule["value"]): string {
  const [low, high] = Array.isArray(value) ? value.map(spellValue) : [spellValue(value), ""];
  if (operator === "between") return `在${low}至${high}之间`;
  if (operator === "notBetween") return `不在${low}至${high}之间`;
  const words = isDayText(value) || typeof value === "object" ? DAY_ORDER : NUMBER_ORDER;
  return `${words[operator] ?? ""}${low}`;
}

const NUMBER_ORDER: { readonly [O in RuleOperator]?: string } = {
  "=": "为",
  "!=": "不为",
  "<": "低于",
  ">": "高于",
  "<=": "不高于",
  ">=": "不低于",
};

const DAY_ORDER: { readonly [O in RuleOperator]?: string } = {
  "=": "为",
  "!=": "不为",
  "<": "早于",
  ">": "晚于",
  "<=": "不晚于",
  ">=": "不早于",
};

function event(parts: EventParts): string {
  const { types, fn, field, operator, value, where, except } = parts;
  const notes = [
    where === "" ? "" : `其中${where}`,
    except === null ? "" : `没有${except.key}相同的${except.event}`,
  ].filter((note) => note !== "");
  const what = `${types.join("或")}${notes.length === 0 ? "" : `（${notes.join("；")}）`}`;
  const during = windowText(parts.within);
  switch (fn) {
    case "count":
      if (operator === "=" && value === 0) return `${during}没有${what}`;
      return `${during}${what}${amount(operator, value, "次")}`;
    case "distinctDays":
      return `${during}${what}的天数${is(operator)}${amount(operator, value, "天")}`;
    case "distinct":
      return `${during}${what}的不同${field}${is(operator)}${amount(operator, value, "个")}`;
    case "daysSinceLast":
      return `距${during}最后一次${what}${amount(operator, value, "天")}`;
    case "daysSinceFirst":
      return `距${during}首次${what}${amount(operator, value, "天")}`;
    default:
      return `${during}${what}的${field}${AGGREGATES[fn]}${amount(operator, value, "")}`;
  }
}

/** Before a range, whose first number would else stick to the field. */
function is(operator: RuleOperator): string {
  return operator === "between" ? "为" : "";
}

const AGGREGATES = { sum: "合计", avg: "平均值", min: "最小值", max: "最大值" } as const;

/** 至少2次，2至5天。 */
function amount(operator: RuleOperator, value: number | readonly number[], unit: string): string {
  if (typeof value === "number") return `${AMOUNT_ORDER[operator] ?? ""}${value}${unit}`;
  const [low, high] = value;
  if (operator === "notBetween") return `不在${low}至${high}${unit}之间`;
  return unit === "" ? `在${low}至${high}之间` : `${low}至${high}${unit}`;
}

const AMOUNT_ORDER: { readonly [O in RuleOperator]?: string } = {
  "=": "恰好",
  "!=": "不等于",
  "<": "少于",
  ">": "超过",
  "<=": "至多",
  ">=": "至少",
};

function windowText(window: RuleWindow | undefined): string {
  if (window === undefined) return "";
  if ("days" in window) return window.days === 1 ? "今天" : `最近${window.days}天内`;
  const { from, to } = window;
  if (to === undefined) return `自${spellValue(from)}起`;
  return from === undefined ? `截至${spellValue(to)}` : `${spellValue(from)}至${spellValue(to)}期间`;
}

function listOf(value: AttributeRule["value"]): string {
  return (value as readonly unknown[]).map(spellValue).join("、");
}

function spellValue(value: unknown): string {
  if (typeof value === "object") return relativeText(value as RelativeDate);
  if (typeof value === "boolean") return value ? "是" : "否";
  return typeof value === "string" && !isDayText(value) ? quote(value) : String(value);
}

function relativeText({ anchor, offset, unit }: RelativeDate): string {
  const base = ANCHORS[anchor];
  if (offset === 0) return base;
  const distance = `${Math.abs(offset)}${UNITS[unit]}`;
  if (base === "今天") return `${distance}${offset < 0 ? "前" : "后"}`;
  return `${base}的${distance}${offset < 0 ? "前" : "后"}`;
}

const ANCHORS: { readonly [A in RelativeDate["anchor"]]: string } = {
  now: "今天",
  startOfDay: "今天",
  endOfDay: "今天",
  startOfWeek: "本周一",
  endOfWeek: "本周日",
  startOfMonth: "本月1日",
  endOfMonth: "本月最后一天",
  startOfYear: "今年1月1日",
  endOfYear: "今年12月31日",
};

const UNITS: { readonly [U in RelativeDate["unit"]]: string } = { day: "天", week: "周", month: "个月", year: "年" };
