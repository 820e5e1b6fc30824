import { checkOptions } from "../checks/check-options.js";
import { RfmError } from "../errors.js";
import type { EventLog } from "../input/events/event-log.js";
import { eventsFromRows } from "../input/events/events-from-rows.js";
import { compileRules } from "../rules/compile-rules.js";
import { copyRule } from "../rules/copy-rule.js";
import { type NamesInRules, namesInRules } from "../rules/names-in-rules.js";
import { isMembership } from "../rules/program/check-rule-data.js";
import type { Rule } from "../rules/rule.js";
import type { Membership, RuleData, RuleProgram } from "../rules/rule-program.js";
import { withOrders } from "../rules/with-orders.js";
import { checkedStages } from "./check-stages.js";
import type { StageData } from "./stage-data.js";
import type { StageModel } from "./stage-model.js";
import { bitsNeeded } from "./stage-of-bits.js";
import { withoutFields } from "./without-fields.js";

/** The names of what stages are judged by. */
const DATA_OPTIONS = ["events", "profiles", "ledger", "purchaseType", "universe", "references"] as const;

/** A model compiled over data: ready for any day. */
export interface StageProgram<Id extends string> {
  readonly model: StageModel<Id>;
  readonly program: RuleProgram;
  /** The bits that each stage needs. */
  readonly needed: Uint32Array;
  /** The events with the orders among them, and the rest. */
  readonly data: RuleData;
  /** What the rules name. */
  readonly names: NamesInRules;
  /** Fields of customers that the model names and the profiles do not have. */
  readonly absentFields: readonly string[];
  readonly timeZone: string;
}

/** Checks a model and data, once, and compiles the one over the other. `path` is the argument that the data stand in. */
export function stageProgram<Id extends string>(
  where: string,
  model: unknown,
  data: StageData,
  path: "options" | "data",
): StageProgram<Id> {
  const checked = checkedStages<Id>(where, "model", model);
  checkOptions(where, data, path === "data" ? DATA_OPTIONS : [...DATA_OPTIONS, "asOf"], path);
  const { profiles, references, universe } = data;
  if (data.events === undefined && data.ledger === undefined && profiles === undefined) {
    const message = `${where}: ${path} must have events, a ledger or profiles; it has none of them`;
    throw new RfmError("MISSING_OPTION", message, { path });
  }
  // An empty log where there are neither events nor orders, so that rules may ask for events.
  const events = withOrders(where, path, data) ?? emptyLog(profiles?.timeZone);
  const rules = checked.stages.map(({ when }) => when);
  const columns = profiles?.columns ?? {};
  const isKnown = (field: string): boolean => Object.hasOwn(columns, field);
  const ruleData: RuleData = Object.freeze({ events, profiles, references, universe });
  const program = compileRules(
    where,
    // Fields are optional like types: a shop that knows no fans can use a model that asks for them.
    rules.map((rule) => withoutFields(rule, isKnown)),
    ruleData,
    { pathOf: (s) => `model.stages[${s}].when`, dataPath: path },
  );
  const own: RuleData = Object.freeze({ ...ruleData, references: copiesOf(references) });
  return {
    model: checked,
    program,
    needed: bitsNeeded(checked),
    data: own,
    // The rules behind references are known to be right only now.
    names: namesInRules(rules, references),
    absentFields: [...namesInRules(rules, undefined).fields].filter((field) => !isKnown(field)).sort(),
    timeZone: events.timeZone,
  };
}

/** What the caller may change later is not what customers were judged by. */
function copiesOf(references: RuleData["references"]): RuleData["references"] {
  if (references === undefined) return undefined;
  return Object.freeze(
    Object.fromEntries(Object.entries(references).map(([name, target]) => [name, copyOf(target)] as const)),
  );
}

function copyOf(target: Rule | Membership): Rule | Membership {
  if (isMembership(target)) return Object.freeze({ customers: target.customers, has: target.has.slice() });
  try {
    return copyRule(target);
  } catch {
    // One that no rule refers to has not been checked.
    return target;
  }
}

function emptyLog(timeZone: string | undefined): EventLog {
  return eventsFromRows<object>([], { customer: () => "", type: () => "", date: () => 0, timeZone });
}
