import { isRfmError, optionError, RfmError } from "../errors.js";
import { checkLedger } from "../input/check-ledger.js";
import type { EventLog } from "../input/events/event-log.js";
import { eventsWithOrders } from "../input/events/events-with-orders.js";
import type { Ledger } from "../input/ledger.js";
import type { Profiles } from "../input/profiles/profiles.js";
import { checkEventLog, checkProfiles } from "./program/check-rule-data.js";

/** What may hold orders beside events. */
interface OrderData {
  readonly events?: EventLog | undefined;
  readonly profiles?: Profiles | undefined;
  readonly ledger?: Ledger | undefined;
  readonly purchaseType?: string | undefined;
}

/** The events with the orders of the ledger among them; `undefined` where there are neither. `path` is where the data stand. */
export function withOrders(where: string, path: string, data: OrderData): EventLog | undefined {
  const { events, ledger, profiles, purchaseType } = data;
  const type = purchaseType ?? "purchase";
  if (events !== undefined) checkEventLog(where, `${path}.events`, events);
  if (ledger !== undefined) checkLedger(where, `${path}.ledger`, ledger);
  if (profiles !== undefined) checkProfiles(where, `${path}.profiles`, profiles);
  const typePath = `${path}.purchaseType`;
  if (ledger === undefined) {
    if (purchaseType === undefined) return events;
    throw optionError("CONFLICTING_OPTIONS", where, typePath, "not be given without a ledger", purchaseType);
  }
  if (typeof type !== "string" || type === "")
    throw optionError("WRONG_TYPE", where, typePath, "be an event type", type);
  if (events?.typeNames.includes(type)) {
    const requirement =
      "be a type that the events do not have, or purchases would count twice; if they are different purchases, give eventsWithOrders(events, ledger, { allowBoth: true }) as events";
    throw optionError("CONFLICTING_OPTIONS", where, typePath, requirement, type);
  }
  try {
    return eventsWithOrders(events ?? null, ledger, { type });
  } catch (error) {
    throw isRfmError(error) ? ofCaller(error, where, path) : error;
  }
}

/** The same error in the name of the function that was called, with the path of its own argument. */
function ofCaller({ code, message, details }: RfmError, where: string, path: string): RfmError {
  const rest = message.replace(/^eventsWithOrders: /, "");
  if (details.path === undefined || !rest.startsWith(details.path))
    return new RfmError(code, `${where}: ${rest}`, details);
  return new RfmError(code, `${where}: ${path}.${rest}`, { ...details, path: `${path}.${details.path}` });
}
