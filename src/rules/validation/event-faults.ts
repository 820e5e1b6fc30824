import type { EventMeasure } from "../rule.js";
import { areReversed, checkDate } from "./dates.js";
import { at, type FaultList, listed } from "./fault-list.js";
import { checkField, checkType, type KnownNames } from "./known-names.js";
import { adviceFor, checkRange, isInteger } from "./operand-faults.js";
import { NUMBER_OPERATORS } from "./operators.js";
import { type Fields, fieldsOf, refuseOtherKeys } from "./plain-data.js";

/** Notes what is wrong with an event rule but for its filter. */
export function checkEventRule(faults: FaultList, path: string, rule: Fields, names: KnownNames): void {
  checkTypes(faults, at(path, "event"), rule["event"], names);
  checkMeasure(faults, at(path, "measure"), rule["measure"], names);
  checkComparison(faults, path, rule);
  if (rule["within"] !== undefined) checkWindow(faults, at(path, "within"), rule["within"]);
  if (rule["exceptKeyed"] !== undefined) checkExceptKeyed(faults, at(path, "exceptKeyed"), rule["exceptKeyed"], names);
}

function checkTypes(faults: FaultList, path: string, value: unknown, names: KnownNames): void {
  if (typeof value === "string") {
    checkType(faults, path, value, names);
  } else if (!Array.isArray(value) || value.length === 0) {
    faults.add(path, "name an event type, or several in a list", value);
  } else {
    // Of a list the first unknown type is enough.
    for (let i = 0; i < value.length; i++) if (!checkType(faults, `${path}[${i}]`, value[i], names)) return;
  }
}

const MEASURES: readonly EventMeasure["fn"][] = [
  "count",
  "distinctDays",
  "distinct",
  "sum",
  "avg",
  "min",
  "max",
  "daysSinceLast",
  "daysSinceFirst",
];

const NUMBER_MEASURES: readonly unknown[] = ["sum", "avg", "min", "max"];

function checkMeasure(faults: FaultList, path: string, value: unknown, names: KnownNames): void {
  const measure = fieldsOf(faults, path, value, 'be a measure such as { fn: "count" }');
  if (measure === null) return;
  refuseOtherKeys(faults, path, measure, "a measure", ["fn", "field"]);
  const { fn, field } = measure;
  if (!MEASURES.includes(fn as never)) {
    faults.add(at(path, "fn"), `be one of ${listed(MEASURES)}`, fn);
    return;
  }
  const isNumber = NUMBER_MEASURES.includes(fn);
  if (!isNumber && fn !== "distinct") {
    if (field !== undefined) faults.add(at(path, "field"), `not be there for ${fn}`, field);
    return;
  }
  const type = checkField(faults, at(path, "field"), field, names.eventFields, "field of events");
  if (isNumber && type !== null && type !== "number" && type !== "any")
    faults.add(at(path, "field"), `name a field of numbers, for ${fn}`, field);
}

function checkComparison(faults: FaultList, path: string, { operator, value }: Fields): void {
  if (!NUMBER_OPERATORS.includes(operator as never)) {
    faults.add(at(path, "operator"), `be one of ${listed(NUMBER_OPERATORS)}`, operator);
  } else if (operator === "between" || operator === "notBetween") {
    checkRange(faults, at(path, "value"), value, "number");
  } else if (typeof value !== "number" || !Number.isFinite(value)) {
    faults.add(at(path, "value"), "be a finite number", value, () => adviceFor(faults, value, "number"));
  }
}

// From 0001-01-01 to 9999-12-31.
const MOST_WINDOW = 3_652_059;

function checkWindow(faults: FaultList, path: string, value: unknown): void {
  const window = fieldsOf(faults, path, value, "be a window such as { days: 30 }");
  if (window === null) return;
  refuseOtherKeys(faults, path, window, "a window", ["days", "from", "to"]);
  const { days, from, to } = window;
  if (days === undefined && from === undefined && to === undefined) {
    faults.say(path, "must have days, or from or to, or both");
  } else if (days !== undefined) {
    if (!isInteger(days, 1, MOST_WINDOW))
      faults.add(at(path, "days"), `be a whole number of days from 1 to ${MOST_WINDOW}`, days);
    if (from !== undefined || to !== undefined) faults.say(path, "must have either days, or from and to");
  } else {
    const isFrom = from === undefined || checkDate(faults, at(path, "from"), from);
    const isTo = to === undefined || checkDate(faults, at(path, "to"), to);
    if (isFrom && isTo && from !== undefined && to !== undefined && areReversed(from, to))
      faults.say(path, "must not have from after to");
  }
}

function checkExceptKeyed(faults: FaultList, path: string, value: unknown, names: KnownNames): void {
  const partner = fieldsOf(faults, path, value, "be a partner such as { event, key }");
  if (partner === null) return;
  refuseOtherKeys(faults, path, partner, "exceptKeyed", ["event", "key"]);
  checkType(faults, at(path, "event"), partner["event"], names);
  checkField(faults, at(path, "key"), partner["key"], names.eventFields, "field of events");
}
