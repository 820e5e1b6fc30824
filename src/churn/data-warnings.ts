import type { Warning } from "../input/ledger.js";
import { noRecentOrder, sparseEnd } from "../value/date-warnings.js";
import type { Snapshot } from "./churn-data.js";

const LEAST_BUYERS = 500;
const LEAST_HISTORY = 180;
/** Of a customer with three purchase days. */
const REPEATS_OF_THREE = 2;

/** What the data lack of the least that Klaviyo asks for before it shows a risk of churn. */
export function dataWarnings({ purchases, data, day }: Snapshot): Warning[] {
  const { repeats, ageDays } = purchases;
  let history = 0;
  let most = 0;
  for (let row = 0; row < repeats.length; row++) {
    if (ageDays[row] > history) history = ageDays[row];
    if (repeats[row] > most) most = repeats[row];
  }
  const warnings: Warning[] = [];
  const warn = (isShort: boolean, code: string, message: string): void => {
    if (isShort) warnings.push(Object.freeze({ code, message }));
  };
  const buyers = repeats.length;
  warn(
    buyers < LEAST_BUYERS,
    "FEW_BUYERS",
    `${buyers} customers have bought; below ${LEAST_BUYERS} a risk is hardly measured`,
  );
  if (buyers === 0) return warnings;
  warn(
    history < LEAST_HISTORY,
    "SHORT_HISTORY",
    `the first purchase is ${history} days ago; in fewer than ${LEAST_HISTORY} days few customers show how they buy`,
  );
  warnings.push(...noRecentOrder(purchases), ...sparseEnd(data.ledger, day));
  warn(
    most < REPEATS_OF_THREE,
    "FEW_REPEATERS",
    "no customer has bought on three days or more, so there is no rhythm to learn from",
  );
  return warnings;
}
