import { checkInteger, checkOptions } from "../../checks/check-options.js";
import { optionError } from "../../errors.js";
import { type BgData, bgData } from "../bg-nbd/bg-data.js";
import { MOST_REGULAR } from "../bg-nbd/bg-form.js";
import { fitBgFamily } from "../bg-nbd/fit-bg-family.js";
import type { BuyingModel } from "../buying-model.js";
import { type Fitted, fittedModel } from "../fitted-model.js";
import { groupHistories } from "../group-histories.js";
import { type PurchaseColumns, type Purchases, readPurchases } from "../purchase-columns.js";
import type { RepeatPurchases } from "../repeat-purchases.js";

/**
 * Options of {@link fitBgCnbd} and {@link fitMbgCnbd}.
 *
 * @since 0.1.0
 */
export interface ErlangOptions {
  /** How regular gaps are, an integer from 1 to 12: exponential at 1, all but equal at 12. @defaultValue the likeliest */
  readonly k?: number | undefined;
}

/** Fits the Erlang family with a stated k or the likeliest one. */
export function fitErlang<Kind extends "rfm-kit/bg-cnbd" | "rfm-kit/mbg-cnbd">(
  where: string,
  kind: Kind,
  first: 0 | 1,
  purchases: RepeatPurchases | PurchaseColumns,
  options: ErlangOptions,
): BuyingModel<Kind> {
  checkOptions(where, options, ["k"]);
  const read = readPurchases(where, purchases);
  if (read.logGaps === null) {
    const requirement = "be given: the gaps between purchases say how regular they are";
    throw optionError("MISSING_OPTION", where, "purchases.logGaps", requirement, undefined);
  }
  const data = bgData(groupHistories(read, false));
  const logGaps = sum(read.logGaps) - data.repeats * Math.log(read.perUnit);
  const k = options.k === undefined ? null : checkInteger(where, "options.k", options.k, 1, MOST_REGULAR);
  const withRegularity = (regular: number): Fitted =>
    withK(regular, fitBgFamily(data, { k: regular, first }, true, logGaps));
  return fittedModel(kind, read, data.customers, k === null ? likeliest(data, withRegularity) : withRegularity(k));
}

/** Tries k from 1 on and stops after two falls of the likelihood in a row. */
function likeliest({ repeats }: BgData, fitAt: (k: number) => Fitted): Fitted {
  let best = fitAt(1);
  // Without repeats there are no gaps to tell how regular they are.
  for (let k = 2, falls = 0; k <= MOST_REGULAR && falls < 2 && repeats > 0; k++) {
    const next = fitAt(k);
    const isBetter = (next.logLikelihood ?? 0) > (best.logLikelihood ?? 0);
    falls = isBetter ? 0 : falls + 1;
    if (isBetter) best = next;
  }
  return best;
}

function withK(k: number, fitted: Fitted): Fitted {
  const { parameters, standardErrors } = fitted;
  return { ...fitted, parameters: { k, ...parameters }, standardErrors: { k: null, ...standardErrors } };
}

function sum(values: NonNullable<Purchases["logGaps"]>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
