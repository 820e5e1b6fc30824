import { formatDay } from "../input/days/format-day.js";
import type { CustomerId } from "../input/ids/id-table.js";
import type { Customers, Ledger } from "../input/ledger.js";
import { measureSpend } from "../value/customer-spend.js";
import { spendOf } from "../value/expected-spend.js";
import type { Predictions } from "./candidates/predictions.js";
import type { Snapshot } from "./churn-data.js";
import type { ChurnModel } from "./churn-model.js";

/**
 * The risks as columns, one element per customer with a purchase by asOf, in the order in which they were first seen. The typed arrays are
 * the result's own; do not write to them.
 *
 * @since 0.1.0
 */
export interface ChurnColumns {
  /** The ids. Made once, when first asked for. */
  readonly customer: readonly CustomerId[];
  /** The probability of no purchase within the horizon. */
  readonly risk: Float64Array;
  /** 0 low, 1 medium, 2 high. */
  readonly band: Uint8Array;
  /** The probability of not being lost for good; `null` where the model has none. */
  readonly alive: Float64Array | null;
  /** Expected orders within the horizon. */
  readonly expectedOrders: Float64Array;
  /** Expected spend per order in major units. */
  readonly expectedSpend: Float64Array;
  /** What is lost if they do not come back, times the risk, in major units. */
  readonly valueAtRisk: Float64Array;
  /** Days since the last purchase. */
  readonly recency: Int32Array;
  /** Distinct purchase days but the first. */
  readonly repeats: Uint32Array;
  /** Days since the first purchase. */
  readonly ageDays: Int32Array;
}

/** The columns by the predictions of a model. */
export function churnColumns(
  where: string,
  { data, purchases, day }: Snapshot,
  model: ChurnModel,
  { risk, alive, expectedOrders, ordersIfActive }: Predictions,
  bands: readonly [number, number],
): ChurnColumns {
  const { customers, codes, repeats, lastDays, ageDays } = purchases;
  const expectedSpend = spends(where, data.ledger, model, day);
  const rows = codes.length;
  const [medium, high] = bands;
  const band = new Uint8Array(rows);
  const valueAtRisk = new Float64Array(rows);
  const recency = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    band[row] = risk[row] >= high ? 2 : risk[row] >= medium ? 1 : 0;
    valueAtRisk[row] = risk[row] * ordersIfActive[row] * expectedSpend[row];
    recency[row] = ageDays[row] - lastDays[row];
  }
  let ids: readonly CustomerId[] | undefined;
  return Object.freeze<ChurnColumns>({
    get customer() {
      ids ??= idsOf(customers, codes);
      return ids;
    },
    risk,
    band,
    alive,
    expectedOrders,
    expectedSpend,
    valueAtRisk,
    recency,
    repeats,
    ageDays,
  });
}

function idsOf(customers: Customers, codes: Uint32Array): readonly CustomerId[] {
  return Object.freeze(Array.from(codes, (code) => customers.id(code)));
}

/** What each row is expected to spend per purchase day; where the model cannot tell, the mean so far, and never below 0. */
function spends(where: string, ledger: Ledger, { spend }: ChurnModel, day: number | null): Float64Array {
  const { count, mean } = measureSpend(where, ledger, {
    purchases: "all",
    ...(day === null ? {} : { asOf: formatDay(day) }),
  });
  const expected = spendOf(spend);
  const column = new Float64Array(mean.length);
  for (let row = 0; row < mean.length; row++) {
    column[row] = Math.max(0, expected(count[row], mean[row]) ?? mean[row]);
  }
  return column;
}
