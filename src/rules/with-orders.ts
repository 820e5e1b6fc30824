import { optionError } from "../errors.js";
import type { EventLog } from "../input/events/event-log.js";
import { eventsWithOrders } from "../input/events/events-with-orders.js";
import type { Ledger } from "../input/ledger.js";
import type { Profiles } from "../input/profiles/profiles.js";

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
  checkKind(where, `${path}.events`, events, "rfm-kit/events", "be a log of events");
  checkKind(where, `${path}.ledger`, ledger, "rfm-kit/ledger", "be a ledger of orders");
  checkKind(where, `${path}.profiles`, profiles, "rfm-kit/profiles", "be profiles of customers");
  const typePath = `${path}.purchaseType`;
  if (ledger === undefined) {
    if (purchaseType === undefined) return events;
    throw optionError("CONFLICTING_OPTIONS", where, typePath, "not be given without a ledger", purchaseType);
  }
  if (typeof type !== "string" || type === "")
    throw optionError("WRONG_TYPE", where, typePath, "be an event type", type);
  if (events?.typeNames?.includes(type)) {
    const requirement =
      "be a type that the events do not have, or purchases would count twice; if they are different purchases, give eventsWithOrders(events, ledger, { allowBoth: true }) as events";
    throw optionError("CONFLICTING_OPTIONS", where, typePath, requirement, type);
  }
  return eventsWithOrders(events ?? null, ledger, { type });
}

function checkKind(where: string, path: string, value: unknown, kind: string, requirement: string): void {
  if (value === undefined || (value as { readonly kind?: unknown } | null)?.kind === kind) return;
  throw optionError("WRONG_TYPE", where, path, requirement, value);
}
