import { checkOptions } from "../../checks/check-options.js";
import { optionError, spell } from "../../errors.js";
import { checkLedger, isGrouped } from "../check-ledger.js";
import { tagOf } from "../column-forms.js";
import { countIdTypes, idTypeWarnings } from "../ids/known-customers.js";
import type { Customers, Ledger, Warning } from "../ledger.js";
import { checkValueTotals } from "./check-value-totals.js";
import type { EventDiagnostics, EventField, EventLog, OrderEvents } from "./event-log.js";
import { checkType } from "./event-options.js";
import { joinCustomers } from "./join-customers.js";
import { mergeEvents } from "./merge-events.js";
import { ordersByDay } from "./order-events.js";
import { MOST_TYPES, tooManyTypes } from "./type-table.js";

/**
 * Options of {@link eventsWithOrders}.
 *
 * @since 0.1.0
 */
export interface EventsWithOrdersOptions {
  /** The type that the orders have as events. @defaultValue "purchase" */
  readonly type?: string | undefined;
  /** Whether the log may have events of that type already. @defaultValue false */
  readonly allowBoth?: boolean | undefined;
}

/**
 * Returns a log of the given events and of the orders of a ledger, one event for each order, so that rules on purchases can be asked of
 * customers whose purchases stand elsewhere.
 *
 * An order is one event on the day of its first purchase. Its value is the amount of its lines of that day, negative lines of that day
 * included; purchases of the order on later days and refunds are no events and are counted in `diagnostics.orders`. An order whose id
 * two customers share is an event of each. Customers are those of the log in their order, then the others of the ledger; they are the
 * same where id and type are, or the text of both where both were read with `customerIds: "text"`. Fields are missing in orders.
 * Without events and orders the log is empty. Cost: one pass over both and one look-up per customer; the arrays are new.
 *
 * @param events - The log, or `null` where there is nothing but orders.
 * @param ledger - The orders.
 * @param options - What the type is called; see {@link EventsWithOrdersOptions}.
 * @returns The log.
 * @throws {@link RfmError} `CONFLICTING_OPTIONS` if the log has events of that type already, which would count purchases twice, or if
 * decimals, currencies or time zones differ; `TOTAL_TOO_LARGE` for values of a customer that add up beyond 2^53; `WRONG_TYPE`
 * if it is no log or no ledger.
 *
 * @example
 * ```ts
 * const views = eventsFromRows([{ c: "ann", t: "view", d: "2026-03-01" }], { customer: "c", type: "t", date: "d" });
 * const ledger = ledgerFromRows([{ c: "bob", d: "2026-03-02", a: 80 }, { c: "ann", d: "2026-03-01", a: 20 }], { customer: "c", date: "d", amount: "a" });
 * const log = eventsWithOrders(views, ledger);
 * [...log.types].map((type) => log.typeNames[type]); // => ["purchase", "view", "purchase"]
 * [...(log.values ?? [])]; // => [2000, NaN, 8000]
 * [log.customers.id(0), log.customers.id(1)]; // => ["ann", "bob"]
 * ```
 * @example Orders alone
 * ```ts
 * const bought = ledgerFromRows([{ c: 1, d: "2026-03-02", a: 80, id: "X" }, { c: 1, d: "2026-03-05", a: 20, id: "X" }], { customer: "c", date: "d", amount: "a", order: "id" });
 * const alone = eventsWithOrders(null, bought, { type: "order" });
 * alone.diagnostics.orders; // => [{ type: "order", events: 1, laterDays: 1, refunds: 0 }]
 * ```
 * @since 0.1.0
 */
export function eventsWithOrders(
  events: EventLog | null,
  ledger: Ledger,
  options: EventsWithOrdersOptions = {},
): EventLog {
  const where = "eventsWithOrders";
  const type = checkAll(where, events, ledger, options);
  const log = events ?? emptyLog(ledger);
  const orders = ordersByDay(ledger);
  const added = orders.days.length;
  const { typeNames, position, orderType } = withType(where, log.typeNames, type, added > 0);
  const { customers, codes, shared } = joinCustomers(events, ledger);
  const merged = mergeEvents(log, orders, codes, position, orderType);
  const values = log.values === null && added === 0 ? null : merged.values;
  if (values !== null) checkValueTotals(where, merged.offsets, values, customers);
  const counts: OrderEvents = { type, events: added, laterDays: orders.laterDays, refunds: orders.refunds };
  return Object.freeze<EventLog>({
    kind: "rfm-kit/events",
    customers,
    offsets: merged.offsets,
    days: merged.days,
    types: merged.types,
    typeNames: Object.freeze(typeNames),
    values,
    decimals: log.values === null ? ledger.decimals : log.decimals,
    currency: log.currency ?? ledger.currency,
    fields: fieldsOf(log.fields, merged.sources),
    lastDay: lastOf(log.lastDay, orders.days),
    timeZone: log.timeZone,
    diagnostics: diagnosticsOf(log, counts, customers, shared === 0 && events !== null && ledger.customers.size > 0),
  });
}

/** Checks the arguments and returns the type of the orders. */
function checkAll(where: string, events: EventLog | null, ledger: Ledger, options: EventsWithOrdersOptions): string {
  checkOptions(where, options, ["type", "allowBoth"]);
  if (events !== null && !isLog(events)) {
    const requirement = "be a log of events as this library made it (JSON does not keep one), or null";
    throw optionError("WRONG_TYPE", where, "events", requirement, events);
  }
  checkLedger(where, "ledger", ledger);
  const { type = "purchase", allowBoth = false } = options;
  checkType(where, "options.type", type);
  if (typeof allowBoth !== "boolean") {
    throw optionError("WRONG_TYPE", where, "options.allowBoth", "be true or false", allowBoth);
  }
  if (events === null) return type;
  if (!allowBoth && events.typeNames.includes(type)) {
    const requirement =
      "be a type that the events do not have, or purchases could count twice; give another name, or allowBoth: true if they are different purchases";
    throw optionError("CONFLICTING_OPTIONS", where, "options.type", requirement, type);
  }
  if (events.values !== null) checkAgree(where, "decimals", events.decimals, ledger.decimals);
  if (events.currency !== null && ledger.currency !== null) {
    checkAgree(where, "currency", events.currency, ledger.currency);
  }
  checkAgree(where, "timeZone", events.timeZone, ledger.timeZone);
  return type;
}

function isLog(events: EventLog | undefined): boolean {
  return (
    events?.kind === "rfm-kit/events" &&
    isGrouped(events) &&
    tagOf(events.types) === "Uint16Array" &&
    Array.isArray(events.typeNames)
  );
}

function checkAgree(where: string, name: string, ofEvents: unknown, ofLedger: unknown): void {
  if (ofEvents === ofLedger) return;
  const requirement = `be that of the events, ${spell(ofEvents)}; state one for both when they are read`;
  throw optionError("CONFLICTING_OPTIONS", where, `ledger.${name}`, requirement, ofLedger);
}

function emptyLog({ customers, decimals, currency, timeZone }: Ledger): EventLog {
  return {
    kind: "rfm-kit/events",
    customers,
    offsets: new Uint32Array(customers.size + 1),
    days: new Int32Array(0),
    types: new Uint16Array(0),
    typeNames: [],
    values: null,
    decimals,
    currency,
    fields: {},
    lastDay: null,
    timeZone,
    diagnostics: {
      rows: 0,
      events: 0,
      unknownTypes: 0,
      unknown: [],
      invalidRows: 0,
      invalid: {},
      roundedValues: 0,
      customersByIdType: { string: 0, number: 0, bigint: 0 },
      orders: [],
      warnings: [],
    },
  };
}

/** The names with that of the orders among them, where each stands now, and where that of the orders does. */
function withType(
  where: string,
  names: readonly string[],
  type: string,
  isUsed: boolean,
): { typeNames: readonly string[]; position: Uint16Array; orderType: number } {
  const isNew = isUsed && !names.includes(type);
  if (isNew && names.length >= MOST_TYPES) throw tooManyTypes(where);
  const typeNames = isNew ? [...names, type].sort() : [...names];
  const orderType = Math.max(typeNames.indexOf(type), 0);
  const position = Uint16Array.from(names, (_, i) => (isNew && i >= orderType ? i + 1 : i));
  return { typeNames, position, orderType };
}

function fieldsOf(fields: EventLog["fields"], sources: Uint32Array): EventLog["fields"] {
  const all: Record<string, EventField> = Object.create(null);
  for (const [name, field] of Object.entries(fields)) {
    const codes = new Uint32Array(sources.length);
    for (let i = 0; i < sources.length; i++) if (sources[i] > 0) codes[i] = field.codes[sources[i] - 1];
    all[name] = Object.freeze<EventField>({ codes, values: field.values });
  }
  return Object.freeze(all);
}

function lastOf(lastDay: number | null, days: Int32Array): number | null {
  let last = lastDay;
  for (let i = 0; i < days.length; i++) if (last === null || days[i] > last) last = days[i];
  return last;
}

function diagnosticsOf(
  { diagnostics }: EventLog,
  added: OrderEvents,
  customers: Customers,
  isDisjoint: boolean,
): EventDiagnostics {
  const customersByIdType = countIdTypes(customers);
  return {
    ...diagnostics,
    customersByIdType,
    orders: [...diagnostics.orders, added],
    warnings: [
      ...idTypeWarnings(customersByIdType),
      ...diagnostics.warnings.filter(({ code }) => code !== "MIXED_ID_TYPES"),
      ...(isDisjoint ? [DISJOINT] : []),
    ],
  };
}

const DISJOINT: Warning = {
  code: "NO_SHARED_CUSTOMERS",
  message:
    'no customer has both events and orders; ids of different types are never the same, customerIds: "text" makes them so',
};
