import type { DateLike } from "../../input/days/parse-day.js";
import { countIdTypes, idTypeWarnings } from "../../input/ids/known-customers.js";
import type { IdTypeCounts, Ledger, Warning } from "../../input/ledger.js";
import type { OrderOptions } from "../../input/order-fields.js";
import { ExactSum } from "../../math/exact-sum.js";
import { countOutOfRange } from "../out-of-range.js";
import type { SegmentRank } from "../segment-rank.js";
import { type Base, checkNothingAfter } from "./base.js";
import { type Joined, joinOrders } from "./join-orders.js";
import { type Layer, withLayer } from "./layers.js";
import { list, monetaryOf } from "./listing.js";
import { asOfOf, checkSettings, ledgerOf } from "./new-orders.js";
import type { RfmUpdate, Updatable, UpdateDiagnostics } from "./rfm-update.js";
import { sparseBatchWarnings } from "./sparse-batch.js";
import { knownOf, rankOf, updateOf } from "./update-result.js";

/**
 * Options of {@link update} on a ledger.
 *
 * @since 0.1.0
 */
export interface UpdateOptions<Id extends string = string> {
  /** The day of the analysis, not before that of the result nor before a new order or refund. @defaultValue the latest of these */
  readonly asOf?: DateLike | undefined;
  /** The rank of the segments, by which a move is an improvement or not. @defaultValue that of {@link segmentFlow} */
  readonly rank?: SegmentRank<Id> | undefined;
}

/**
 * Returns the customers of new orders, re-measured with what a result knows of them and scored on its model: who changed segment,
 * at a cost that grows with the new orders and not with the customers of the result.
 *
 * It is for live reactions to what was bought. **It does not tell who fell by not buying**, which is how most fall: for that, compare two
 * days of all customers, by {@link scoreRfm} with asOf and {@link segmentFlow}. A chain of updates lives in one process; a restart is
 * survived by {@link Accumulator.snapshot} and the model's JSON.
 *
 * Each listed customer is as {@link scoreRfm} of all orders, known and new, on the same model and asOf would have it, to the bit.
 * **Customers without new orders are not looked at**, although time alone moves them too: `get` measures any one of them as of the
 * update's asOf; to re-measure all, use {@link scoreRfm} on all orders with the model of the result. An update can be updated again,
 * day after day, and stays as it was; {@link Updatable} is the type of a variable that goes through such a chain.
 *
 * The `move` of a customer says whether the new segment is better or worse than the last one told, by the rank of the segments as in
 * {@link segmentFlow}: `[...update.changes].filter(({ move }) => move === "worsened")`.
 *
 * The new orders must be other orders than those of the result: which rows it had is not known to it, so what comes twice counts twice,
 * as does an order of which both have a purchase line. A refund of an order of the result reduces the customer's money as ever.
 * Currency, decimals, refunds, time zone and `customerIds` must be those of the result; of rows they are taken from it.
 *
 * What the result cannot carry on is refused: a window, a rate, the median; the mean where frequency counts days or totals are not known;
 * for frequency `"days"` an order before a customer's last known one; for `"max"` any refund; an asOf beyond orders of the result's
 * ledger that were after its asOf and so did not count. A warning `SPARSE_END` says that the new orders of a few customers are half a year
 * or more after everything else, where asOf is not stated: a mistyped year would make everybody look lost, in further updates too.
 *
 * No new orders give an update of nobody. Cost: O(n log n) for n new orders, one look-up by id each; about 100 bytes per listed
 * customer, and the result stays in memory with it.
 *
 * @param result - What `rfm` or `scoreRfm` returned, or an update.
 * @param newOrders - The lines of the new orders, in any order.
 * @param options - Where the values stand in a row, asOf and the rank.
 * @returns Those with new orders, before and after.
 * @throws {@link RfmError} `MODEL_MISMATCH` where the new orders were read with other settings or a rank is given to a model without
 * segments, `UNKNOWN_NAME` or `OUT_OF_RANGE` for what
 * cannot be carried on, `TOTAL_TOO_LARGE` for sums beyond 2^53, `EMPTY_MODEL` where the model was fitted on nobody, and the errors of
 * {@link ledgerFromRows}.
 *
 * @example
 * ```ts
 * const fields = { customer: "c", date: "d", amount: "a" } as const;
 * const may = rfm(
 *   [{ c: "ann", d: "2026-05-30", a: 90 }, { c: "bob", d: "2026-01-15", a: 20 }, { c: "cid", d: "2026-03-10", a: 40 }],
 *   fields,
 * );
 * const june = update(may, [{ c: "bob", d: "2026-06-02", a: 75 }, { c: "dee", d: "2026-06-02", a: 5 }], fields);
 * [...june.changes].map(({ customer, from, to }) => [customer, from, to]); // => [["bob", "lost", "champions"], ["dee", null, "new"]]
 * june.get("bob"); // => { customer: "bob", recency: 0, frequency: 2, monetary: 95, r: 5, f: 5, m: 5, cell: "555", segment: "champions" }
 * june.get("cid")?.recency; // => 84
 * june.flow?.count("lost", "champions"); // => 1
 * ```
 * @example Who worsened
 * ```ts
 * const keys = { customer: "c", date: "d", amount: "a" } as const;
 * const known = rfm(
 *   [{ c: "ann", d: "2026-05-28", a: 90 }, { c: "ann", d: "2026-05-30", a: 60 }, { c: "bob", d: "2026-05-30", a: 20 }],
 *   keys,
 * );
 * const june = update(known, [{ c: "bob", d: "2026-05-30", a: 75 }, { c: "ann", d: "2026-05-30", a: -145 }], keys);
 * const worse = [...june.changes].filter(({ from, move }) => from === "champions" && move === "worsened");
 * worse.map(({ customer, to }) => [customer, to]); // => [["ann", "potential-loyalist"]]
 * ```
 * @example Day after day
 * ```ts
 * import { rfm, type Updatable, update } from "rfm-kit";
 * const columns = { customer: "c", date: "d", amount: "a" } as const;
 * const days = [[{ c: 2, d: "2026-06-03", a: 4 }], [], [{ c: 2, d: "2026-06-04", a: 3 }, { c: 3, d: "2026-06-04", a: 8 }]];
 * let latest: Updatable = rfm([{ c: 1, d: "2026-06-01", a: 9 }, { c: 2, d: "2026-06-02", a: 5 }], columns);
 * const told: unknown[] = [];
 * for (const newOrders of days) {
 *   const day = update(latest, newOrders, columns);
 *   for (const { customer, before, after } of day) told.push([customer, before?.monetary ?? null, after.monetary]);
 *   latest = day;
 * }
 * told; // => [[2, 5, 9], [2, 9, 12], [3, null, 8]]
 * [latest.asOf, latest.get(1)?.recency]; // => ["2026-06-04", 3]
 * ```
 * @see {@link segmentFlow} between two results of all customers
 * @since 0.1.0
 */
export function update<Row extends object, Id extends string | null>(
  result: Updatable<Id>,
  newOrders: Iterable<Row>,
  options: OrderOptions<Row> & UpdateOptions<NonNullable<Id>>,
): RfmUpdate<Id>;
/**
 * The same on a ledger of the new orders.
 *
 * @param result - What `rfm` or `scoreRfm` returned, or an update.
 * @param newOrders - The new orders alone.
 * @param options - asOf and the rank.
 * @returns Those with new orders, before and after.
 */
export function update<Id extends string | null>(
  result: Updatable<Id>,
  newOrders: Ledger,
  options?: UpdateOptions<NonNullable<Id>>,
): RfmUpdate<Id>;
export function update<Id extends string | null>(
  result: Updatable<Id>,
  newOrders: Iterable<object> | Ledger,
  options: object = {},
): RfmUpdate<Id> {
  const where = "update";
  const known = knownOf(where, result);
  const { base } = known;
  const { asOf: asked, rank: ranking } = (options ?? {}) as UpdateOptions;
  const ledger = ledgerOf(where, base, newOrders, options);
  checkSettings(where, base, ledger);
  const rank = ranking === undefined ? undefined : rankOf(where, base.model, ranking);
  const asOf = asOfOf(where, known, ledger, asked);
  checkNothingAfter(where, base, asOf);
  const joined = joinOrders(where, known, ledger);
  const { size, ids, before, after, strangers } = joined;
  const monetary = monetaryOf(base, after, size);
  if (size > 0) list(where, base, after, monetary, asOf as number);
  const next = { base, asOf, size: known.size + strangers.length, idTypes: sumOf(known.idTypes, strangers) };
  const layers = withLayer(known.layers, layerOf(ledger, joined), ledger.customers.byText);
  const listed = { size, ids, before, after, monetaryBefore: monetaryOf(base, before, size), monetary };
  const sparse = asked === undefined ? sparseBatchWarnings(ledger, known.asOf, next.size) : [];
  const warnings = [...warningsOf(ledger, next.idTypes), ...sparse];
  const diagnostics = diagnosticsOf(base, ledger, joined, monetary, warnings);
  return updateOf({ ...next, layers }, known.asOf, listed, diagnostics, rank);
}

/** Those who were touched, found by their codes in the ledger. */
function layerOf({ customers }: Ledger, { ids, codes, after }: Joined): Layer {
  const rows = new Int32Array(customers.size).fill(-1);
  for (let row = 0; row < codes.length; row++) rows[codes[row]] = row;
  return {
    size: ids.length,
    standings: after,
    id: (row) => ids[row],
    find: (id) => {
      const code = customers.find(id);
      return code < 0 ? -1 : rows[code];
    },
  };
}

function sumOf(types: IdTypeCounts, ids: Joined["strangers"]): IdTypeCounts {
  const more = countIdTypes({ size: ids.length, id: (i) => ids[i] });
  return {
    string: types.string + more.string,
    number: types.number + more.number,
    bigint: types.bigint + more.bigint,
  };
}

function diagnosticsOf(
  base: Base<string | null>,
  ledger: Ledger,
  { size, ids, after }: Joined,
  monetary: Float64Array,
  warnings: readonly Warning[],
): UpdateDiagnostics {
  const amount = new ExactSum();
  for (let i = size; i < ids.length; i++) amount.add(after.money[i]);
  const values = { recency: after.recency.subarray(0, size), frequency: after.count.subarray(0, size), monetary };
  return Object.freeze<UpdateDiagnostics>({
    ledger: ledger.diagnostics,
    withoutOrders: { customers: ids.length - size, amount: amount.value },
    outOfRange: countOutOfRange(values, base.model.bins),
    warnings,
  });
}

/** Ids of another type than those of the result are new customers, one and all: its customers are counted in. */
function warningsOf({ diagnostics }: Ledger, idTypes: IdTypeCounts): Warning[] {
  return [...diagnostics.warnings.filter(({ code }) => code !== "MIXED_ID_TYPES"), ...idTypeWarnings(idTypes)];
}
