import type { EventLog } from "../../input/events/event-log.js";
import { isMuted } from "../muted.js";
import type { Rule, RuleGroup } from "../rule.js";
import type { EventReason, LeafReason } from "../rule-program.js";
import type { Evaluator } from "./evaluator.js";
import type { EventScan } from "./event-scan.js";
import type { Plan } from "./plan.js";

/** What reasons are found in. */
export interface ReasonSource {
  readonly plan: Plan;
  readonly evaluator: Evaluator;
  readonly scan: EventScan | null;
  readonly log: EventLog | null;
  /** The rule that a name stands for; `null` for a set of customers. */
  readonly reference: (name: string) => Rule | null;
}

/** Why a rule holds for the customer that the evaluator looked at last, whose code in the log is given, or -1. */
export function reasonsOf(source: ReasonSource, rule: Rule, code: number): LeafReason[] {
  const reasons: LeafReason[] = [];
  collect(source, rule, "", true, code, reasons);
  return reasons;
}

/** The leaves by which a rule is what it is wanted to be: those of it that are what they must be. */
function collect(
  source: ReasonSource,
  rule: Rule,
  path: string,
  wanted: boolean,
  code: number,
  reasons: LeafReason[],
): void {
  if (source.evaluator.bits.holds(source.plan.nodes.get(rule) as number) !== wanted) return;
  if ("combinator" in rule) {
    const inner = path === "" ? "rules" : `${path}.rules`;
    const wantedInside = wanted !== (rule.not === true);
    rule.rules.forEach((part, i) => {
      if (!isMuted(part)) collect(source, part, `${inner}[${i}]`, wantedInside, code, reasons);
    });
    return;
  }
  reasons.push(Object.freeze<LeafReason>({ path, rule, holds: wanted, events: eventsBehind(source, rule, code) }));
}

/** The events that count for a leaf, the latest first. */
function eventsBehind(source: ReasonSource, rule: Rule, code: number): readonly EventReason[] {
  const { scan, log } = source;
  if (scan === null || log === null || code < 0) return NONE;
  const counted = accumulatorsBehind(source, rule);
  if (counted.size === 0) return NONE;
  const events: EventReason[] = [];
  for (let event = log.offsets[code + 1] - 1; event >= log.offsets[code]; event--) {
    if (![...counted].some((a) => scan.counts(a, event))) continue;
    events.push(Object.freeze<EventReason>({ type: log.typeNames[log.types[event]], day: log.days[event], event }));
  }
  return Object.freeze(events);
}

const NONE: readonly EventReason[] = /* @__PURE__ */ Object.freeze([]);

/** The accumulators of a leaf: of a reference, those of the leaves for which the rule that it names is what it is. */
function accumulatorsBehind(source: ReasonSource, rule: Rule): ReadonlySet<number> {
  const { plan, evaluator, reference } = source;
  const found = new Set<number>();
  const seen = new Set<string>();
  const add = (part: Rule, wanted: boolean): void => {
    if (evaluator.bits.holds(plan.nodes.get(part) as number) !== wanted) return;
    const own = plan.accumulatorOf.get(part);
    if (own !== undefined) found.add(own);
    else if ("combinator" in part) for (const inner of parts(part)) add(inner, wanted !== (part.not === true));
    else if ("segment" in part) follow(part.segment, wanted);
  };
  const follow = (name: string, wanted: boolean): void => {
    const target = reference(name);
    if (target === null || seen.has(`${wanted} ${name}`)) return;
    seen.add(`${wanted} ${name}`);
    add(target, wanted);
  };
  add(rule, evaluator.bits.holds(plan.nodes.get(rule) as number));
  return found;
}

function parts({ rules }: RuleGroup): readonly Rule[] {
  return rules.filter((rule) => !isMuted(rule));
}
