import type { CustomerId } from "../input/ids/id-table.js";
import type { Customers, Warning } from "../input/ledger.js";
import { isMuted } from "./muted.js";
import { isMembership } from "./program/check-rule-data.js";
import type { Rule } from "./rule.js";
import type { RuleData, Universe } from "./rule-program.js";

/** A warning for each pair of sources that have customers and share none: mostly the ids are text in one and numbers in the other. */
export function strangers(rules: readonly Rule[], data: RuleData, universe: Universe): Warning[] {
  const { events, profiles, references = {} } = data;
  const found = (events?.diagnostics.warnings ?? []).filter(({ code }) => code === CODE);
  const { eventCodes, profileCodes } = universe;
  if (events !== undefined && profiles !== undefined && events.customers.size > 0 && profiles.customers.size > 0) {
    if (!eventCodes.some((code, row) => code >= 0 && profileCodes[row] >= 0)) {
      found.push(warningOf("the events and the profiles", events.customers, profiles.customers));
    }
  }
  for (const name of namesIn(rules, references)) {
    const target = references[name];
    if (target === undefined || !isMembership(target) || sharesAny(universe.customers, target.customers)) continue;
    found.push(warningOf(`the data and the set ${JSON.stringify(name)}`, universe.customers, target.customers));
  }
  return found;
}

const CODE = "NO_SHARED_CUSTOMERS";

function warningOf(what: string, a: Customers, b: Customers): Warning {
  const [ones, others] = [idTypesOf(a), idTypesOf(b)];
  const types = ones === others ? "" : ` (ids are ${ones} in one and ${others} in the other)`;
  const message = `${what} share no customer${types}: ids are the same where type and value are; read both with customerIds: "text" if 1 and "1" are one customer`;
  return Object.freeze<Warning>({ code: CODE, message });
}

/** The types of the ids, in one order whatever that of the rows. */
function idTypesOf(customers: Customers): string {
  const types = new Set<string>();
  for (let code = 0; code < customers.size; code++) types.add(typeof customers.id(code));
  return [...types].sort().join(" or ");
}

/** Whether one of the ids is in both; nothing can be said of nobody. */
function sharesAny(a: Customers, b: Customers): boolean {
  if (a === b || a.size === 0 || b.size === 0) return true;
  const has = (id: CustomerId): boolean => {
    const code = b.find(id);
    return code >= 0 && b.id(code) === id;
  };
  for (let row = 0; row < a.size; row++) if (has(a.id(row))) return true;
  return false;
}

/** The names that rules refer to, and those behind them; what is muted is not looked at. */
function namesIn(rules: readonly Rule[], references: NonNullable<RuleData["references"]>): Set<string> {
  const names = new Set<string>();
  const todo = [...rules];
  for (let rule = todo.pop(); rule !== undefined; rule = todo.pop()) {
    if (isMuted(rule)) continue;
    if ("combinator" in rule) todo.push(...rule.rules);
    else if ("segment" in rule && !names.has(rule.segment)) {
      names.add(rule.segment);
      const target = references[rule.segment];
      if (target !== undefined && !isMembership(target)) todo.push(target);
    }
  }
  return names;
}
