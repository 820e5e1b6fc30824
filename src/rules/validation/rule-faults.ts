import { checkEventRule } from "./event-faults.js";
import { at, type FaultList } from "./fault-list.js";
import { checkField, checkReference, type KnownNames } from "./known-names.js";
import { checkOperand } from "./operand-faults.js";
import { OPERATORS_BY_TYPE } from "./operators.js";
import { type Fields, fieldsOf, refuseOtherKeys } from "./plain-data.js";

/** How deep groups may nest, a filter of events among them. */
export const MOST_DEPTH = 50;

/** How many groups and leaves a rule may have. */
export const MOST_NODES = 10_000;

/** How a rule is checked. */
export interface RuleCheck {
  readonly faults: FaultList;
  readonly names: KnownNames;
  /** Whether the rule may be muted throughout. */
  readonly allowsMuted: boolean;
  /** The names that the rule refers to, each with the first place. */
  readonly references: Map<string, string>;
}

/** Notes what is wrong with a rule and with the rules in it. */
export function checkTree(check: RuleCheck, path: string, rule: unknown): void {
  const walk: Walk = { ...check, nodes: 0, above: new Set() };
  const isMuted = checkNode(walk, path, rule, "customers");
  if (isMuted && !check.allowsMuted && check.faults.faults.length === 0)
    check.faults.say(path, "must have a rule that is not muted: else it would say nothing");
}

interface Walk extends RuleCheck {
  nodes: number;
  /** The objects that the present one lies in. */
  readonly above: Set<unknown>;
}

/** What the fields of attribute rules belong to. */
type Of = "customers" | "events";

/** Notes what is wrong with a rule, and returns whether it is muted. */
function checkNode(walk: Walk, path: string, value: unknown, of: Of): boolean {
  const { faults } = walk;
  if (faults.isFull || !isWithinLimits(walk, path, value)) return false;
  const rule = fieldsOf(faults, path, value, typeof value === "string" ? NOT_BETWEEN : "be a rule");
  if (rule === null) return false;
  // An editor holds muted rules that are not finished; normalizeRule leaves them out.
  if (rule["muted"] === true && faults.isNormalized) return true;
  walk.above.add(value);
  const isMuted = checkKind(walk, path, rule, of);
  walk.above.delete(value);
  return isMuted || rule["muted"] === true;
}

const NOT_BETWEEN = 'be a rule (a group has one combinator, not "and" and "or" between its rules)';

function isWithinLimits(walk: Walk, path: string, value: unknown): boolean {
  walk.nodes++;
  // One fault is enough: the rest of so large a rule is not looked at.
  if (walk.nodes > MOST_NODES) {
    if (walk.nodes === MOST_NODES + 1)
      walk.faults.say(path, `must not be there: a rule has at most ${MOST_NODES} parts`);
    return false;
  }
  if (walk.above.has(value)) walk.faults.say(path, "must not contain itself");
  else if (walk.above.size >= MOST_DEPTH) walk.faults.say(path, `must not lie more than ${MOST_DEPTH} deep`);
  else return true;
  return false;
}

/** The keys of every rule; what only editors use is let pass and never read. */
const COMMON = ["id", "muted"];
const EDITOR = ["path", "disabled", "type", "meta"];
const ADVICE: Fields = {
  match: ": matching inside lists is not supported",
  combinatorPreceding: ": give each group one combinator",
};

function checkKind(walk: Walk, path: string, rule: Fields, of: Of): boolean {
  const { faults } = walk;
  const refuseOthers = (kind: string, own: readonly string[]): void => {
    const known = [...own, ...COMMON];
    const others = Object.fromEntries(Object.entries(rule).filter(([key]) => !EDITOR.includes(key)));
    refuseOtherKeys(faults, path, others, kind, known, ADVICE);
    if (rule["id"] !== undefined && typeof rule["id"] !== "string") faults.add(at(path, "id"), "be text", rule["id"]);
    checkFlag(faults, at(path, "muted"), rule["muted"]);
  };
  if ("combinator" in rule || "rules" in rule) {
    refuseOthers("a group", ["combinator", "rules", "not"]);
    return checkGroup(walk, path, rule, of);
  }
  if (of === "events" && ("event" in rule || "segment" in rule)) {
    faults.say(path, "must compare a field of the event: a filter holds no other rules");
  } else if ("event" in rule) {
    refuseOthers("an event rule", ["event", "measure", "operator", "value", "within", "where", "exceptKeyed"]);
    checkEventRule(faults, path, rule, walk.names);
    if (rule["where"] !== undefined) checkWhere(walk, at(path, "where"), rule["where"]);
  } else if ("segment" in rule) {
    refuseOthers("a reference", ["segment"]);
    checkSegment(walk, at(path, "segment"), rule["segment"]);
  } else if ("field" in rule || "operator" in rule) {
    refuseOthers("an attribute rule", ["field", "operator", "value", "valueSource"]);
    checkAttribute(walk, path, rule, of);
  } else {
    const advice = "meta" in rule && !faults.isNormalized ? "; normalizeRule reads what an editor keeps in meta" : "";
    faults.say(path, `must have combinator and rules, or field, or event, or segment${advice}`);
  }
  return false;
}

/** Notes what is wrong with a group, and returns whether it is muted because all its rules are. */
function checkGroup(walk: Walk, path: string, { combinator, rules, not }: Fields, of: Of): boolean {
  const { faults } = walk;
  if (combinator !== "and" && combinator !== "or") {
    const advice = (): string =>
      combinator === "xor" ? "; a xor b is: a or b, and not both (a group with not: true over both)" : "";
    faults.add(at(path, "combinator"), 'be "and" or "or"', combinator, advice);
  }
  checkFlag(faults, at(path, "not"), not);
  const inner = at(path, "rules");
  if (!Array.isArray(rules)) {
    faults.add(inner, "be a list of rules", rules);
    return false;
  }
  let muted = 0;
  for (let i = 0; i < rules.length && walk.nodes <= MOST_NODES && !faults.isFull; i++) {
    if (checkNode(walk, `${inner}[${i}]`, rules[i], of)) muted++;
  }
  return rules.length > 0 && muted === rules.length;
}

/** The filter of events is a group; one that is muted counts as no filter. */
function checkWhere(walk: Walk, path: string, value: unknown): void {
  const isGroup = typeof value === "object" && value !== null && ("combinator" in value || "rules" in value);
  if (isGroup) checkNode(walk, path, value, "events");
  else walk.faults.add(path, "be a group of attribute rules", value);
}

function checkSegment(walk: Walk, path: string, name: unknown): void {
  if (checkReference(walk.faults, path, name, walk.names) && !walk.references.has(name as string))
    walk.references.set(name as string, path);
}

function checkAttribute({ faults, names }: Walk, path: string, rule: Fields, of: Of): void {
  const { operator, value, valueSource } = rule;
  const [fields, missing] = of === "customers" ? [names.fields, names.missing.fields] : [names.eventFields];
  const type = checkField(faults, at(path, "field"), rule["field"], fields, `field of ${of}`, missing);
  if (valueSource !== undefined && valueSource !== "value") {
    const requirement = 'be "value": a field is compared with values, not with another field';
    faults.add(at(path, "valueSource"), requirement, valueSource);
    return;
  }
  const known = OPERATORS_BY_TYPE[type ?? "any"];
  if (known.includes(operator as never)) {
    checkOperand(faults, at(path, "value"), operator as never, value, type ?? "any");
  } else {
    const requirement = `be one of ${known.join(", ")}${type === null || type === "any" ? "" : `, as the field is ${type}`}`;
    faults.add(at(path, "operator"), requirement, operator);
  }
}

function checkFlag(faults: FaultList, path: string, value: unknown): void {
  if (value !== undefined && typeof value !== "boolean") faults.add(path, "be true or false", value);
}
