import { objectAt } from "../checks/check-field.js";
import { deepFreeze } from "../checks/deep-freeze.js";
import { readSaved } from "../checks/read-saved.js";
import { readChurnModel } from "./check-churn-model.js";
import type { ChurnModel } from "./churn-model.js";

/**
 * Returns a model of churn that was saved as JSON, after checking every field that answers depend on.
 *
 * What is no such model, is of a later version, or was changed so that it no longer fits together is refused with the path of the bad
 * field. Cost: the size of the model, 20 kilobytes at most.
 *
 * @param json - The text, its bytes in UTF-8, or what `JSON.parse` made of it.
 * @returns The model, frozen: for `churnRisk(ledger, { model })`.
 * @throws {@link RfmError} `BAD_MODEL`.
 *
 * @example
 * ```ts
 * const ledger = ledgerFromColumns(simulateOrders({ customers: 300, seed: 3 }));
 * const { model } = churnRisk(ledger, { model: "mbg-nbd" });
 * const same = loadChurnModel(JSON.stringify(model));
 * churnRisk(ledger, { model: same }).size; // => 300
 * ```
 * @see {@link churnRisk}
 * @since 0.1.0
 */
export function loadChurnModel(json: unknown): ChurnModel {
  const where = "loadChurnModel";
  return readSaved(where, json, (value) =>
    deepFreezeAll(readChurnModel(where, "model", objectAt(where, "model", value))),
  );
}

/** The outermost object is frozen already, at which deepFreeze would stop. */
function deepFreezeAll(model: ChurnModel): ChurnModel {
  Object.values(model).forEach(deepFreeze);
  return model;
}
