import { checkOptions } from "../checks/check-options.js";
import { checkRuleData } from "./program/check-rule-data.js";
import { eventFieldTypes } from "./program/event-fields.js";
import { profileFieldTypes } from "./program/profile-fields.js";
import type { RuleDataWithOrders } from "./rule-program.js";
import type { RuleSchema } from "./rule-schema.js";
import { withOrders } from "./with-orders.js";

/**
 * Returns the names that rules over these data may use, with their types, so that {@link checkRule} and {@link validateRule} find names
 * that are misspelt.
 *
 * Event types are those that events have: under this schema a type that nobody has is a fault, which in {@link matchRule} it is not. The
 * types of the fields of events are those of their values; `"any"` where they have none, or several. What is not given is not in the
 * schema, and so is not checked. Cost: one look at each different value of the fields of events; orders are joined with the events first.
 *
 * @param data - Events, orders, profiles and references, any of them.
 * @returns The schema; frozen. Without references that are sets of customers it is plain JSON.
 * @throws {@link RfmError} `WRONG_TYPE`, `UNKNOWN_NAME`, `UNKNOWN_OPTION` or `LENGTH_MISMATCH` for what is no data; `CONFLICTING_OPTIONS`
 * where both the events and a ledger have purchases.
 *
 * @example A rule from a file
 * ```ts
 * const events = eventsFromRows([{ c: "ann", e: "purchase", d: "2026-01-10" }], { customer: "c", type: "e", date: "d" });
 * const profiles = profilesFromRows([{ id: "ann", city: "Oslo" }], { customer: "id", fields: { city: "text" } });
 * const schema = ruleSchemaOf({ events, profiles });
 * schema.events; // => ["purchase"]
 * schema.fields; // => { city: "text" }
 * const rule = JSON.parse('{ "event": "purchse", "measure": { "fn": "count" }, "operator": "=", "value": 0 }');
 * checkRule(rule, schema).faults[0].code; // => "UNKNOWN_EVENT"
 * checkRule(rule, schema).faults[0].message; // => 'rule.event must name a known event type; received "purchse"; did you mean "purchase"?'
 * ```
 * @see {@link validateRule} and {@link checkRule}, which take it
 * @since 0.1.0
 */
export function ruleSchemaOf(data: RuleDataWithOrders): RuleSchema {
  const where = "ruleSchemaOf";
  checkOptions(where, data, ["events", "profiles", "ledger", "purchaseType", "universe", "references"], "data");
  const { profiles, references, universe } = data;
  const events = withOrders(where, "data", data);
  checkRuleData(where, "data", { events, profiles, references, universe });
  return Object.freeze<RuleSchema>({
    ...(profiles === undefined ? {} : { fields: Object.freeze(profileFieldTypes(profiles)) }),
    ...(events === undefined
      ? {}
      : { events: Object.freeze([...events.typeNames]), eventFields: Object.freeze(eventFieldTypes(events)) }),
    ...(references === undefined ? {} : { references: Object.freeze({ ...references }) }),
  });
}
