import { checkOneOf } from "../../checks/check-options.js";
import { optionError } from "../../errors.js";
import { isGrouped } from "../../input/check-ledger.js";
import type { EventLog } from "../../input/events/event-log.js";
import type { Customers } from "../../input/ledger.js";
import type { Profiles } from "../../input/profiles/profiles.js";
import type { Rule } from "../rule.js";
import type { Membership, RuleData } from "../rule-program.js";
import { at } from "../validation/fault-list.js";

/** Refuses what rules cannot be evaluated over. The rules behind references are checked with those that refer to them. */
export function checkRuleData(where: string, path: string, data: RuleData): void {
  if (typeof data !== "object" || data === null) {
    throw optionError("WRONG_TYPE", where, path, "be an object with events or profiles", data);
  }
  const { events, profiles, references, universe = "all" } = data;
  if (events !== undefined) checkEventLog(where, `${path}.events`, events);
  if (profiles !== undefined) checkProfiles(where, `${path}.profiles`, profiles);
  checkOneOf(where, `${path}.universe`, universe, ["all", "profiles"]);
  if (universe === "profiles" && profiles === undefined) {
    throw optionError("MISSING_OPTION", where, `${path}.profiles`, 'be given for universe: "profiles"', profiles);
  }
  if (references === undefined) return;
  if (typeof references !== "object" || references === null || Array.isArray(references)) {
    throw optionError(
      "WRONG_TYPE",
      where,
      `${path}.references`,
      "be an object of rules or sets of customers by name",
      references,
    );
  }
  for (const [name, target] of Object.entries(references)) {
    const place = at(`${path}.references`, name);
    if (isMembership(target)) checkMembership(where, place, target);
    else if (typeof target !== "object" || target === null || Array.isArray(target)) {
      throw optionError("WRONG_TYPE", where, place, "be a rule or a set of customers such as matchRule gives", target);
    }
  }
}

/** Refuses what is no log of events with its typed arrays and functions. */
export function checkEventLog(where: string, path: string, log: Partial<EventLog> | null): void {
  if (log?.kind === "rfm-kit/events" && isGrouped(log as EventLog) && Array.isArray(log.typeNames)) return;
  throw optionError("WRONG_TYPE", where, path, `be a log of events${AS_MADE}`, log);
}

/** Refuses what is no profiles with their functions. */
export function checkProfiles(where: string, path: string, profiles: Partial<Profiles> | null): void {
  if (profiles?.kind === "rfm-kit/profiles" && isKnown(profiles.customers)) return;
  throw optionError("WRONG_TYPE", where, path, `be profiles${AS_MADE}`, profiles);
}

const AS_MADE = " as this library made it (JSON does not keep one)";

/** Whether a reference names a set of customers instead of a rule. */
export function isMembership(target: Rule | Membership): target is Membership {
  return typeof target === "object" && target !== null && "has" in target && target.has instanceof Uint8Array;
}

/** Refuses a set of customers that cannot be asked. */
export function checkMembership(where: string, path: string, { customers, has }: Membership): void {
  if (!isKnown(customers))
    throw optionError("WRONG_TYPE", where, `${path}.customers`, "be the customers of a result", customers);
  if (has.length !== customers.size) {
    const requirement = `have one element per customer, ${customers.size}`;
    throw optionError("LENGTH_MISMATCH", where, `${path}.has`, requirement, has.length);
  }
  const bad = has.findIndex((one) => one > 1);
  if (bad >= 0) throw optionError("OUT_OF_RANGE", where, `${path}.has[${bad}]`, "be 0 or 1", has[bad]);
}

/** Whether customers can be looked up: JSON keeps no functions. */
function isKnown(customers: Customers | undefined): boolean {
  return typeof customers?.id === "function" && typeof customers.find === "function";
}
