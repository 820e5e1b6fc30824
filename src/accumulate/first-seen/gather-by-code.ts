import type { State } from "../state.js";
import { placeOf } from "../sums/coded-sums.js";
import { COUNT, FIRST, LAST, totalAt } from "../sums/record.js";

/** The customers with an order by their codes, which ascend, and those with refunds only. */
export interface ByCode {
  readonly codes: Uint32Array;
  readonly count: Int32Array;
  readonly firstDay: Int32Array;
  readonly lastDay: Int32Array;
  readonly total: Float64Array;
  readonly refundedCodes: Uint32Array;
  readonly refundedAmounts: Float64Array;
}

/** The sums of a state all of whose customers have codes, in the order in which they were first seen. */
export function gatherByCode({ purchases, refunds, ids }: State): ByCode {
  const codes = new Uint32Array(ids.size);
  const count = new Int32Array(ids.size);
  const firstDay = new Int32Array(ids.size);
  const lastDay = new Int32Array(ids.size);
  const total = new Float64Array(ids.size);
  const refundedCodes: number[] = [];
  const refundedAmounts: number[] = [];
  let size = 0;
  for (let code = 0; code < ids.size; code++) {
    const at = placeOf(code);
    const orders = purchases.coded.recordsOf(code);
    const refunded = refunds.coded.recordsOf(code)?.floats[totalAt(at)] ?? 0;
    if (orders === null) {
      // Of late refunds there is a record, but no amount that counts.
      if (refunded === 0) continue;
      refundedCodes.push(code);
      refundedAmounts.push(-refunded);
      continue;
    }
    const { ints, floats } = orders;
    codes[size] = code;
    count[size] = ints[at + COUNT];
    firstDay[size] = ints[at + FIRST];
    lastDay[size] = ints[at + LAST];
    total[size] = floats[totalAt(at)] - refunded;
    size++;
  }
  const cut = <T extends Int32Array | Uint32Array | Float64Array>(column: T): T =>
    (size === column.length ? column : column.slice(0, size)) as T;
  return {
    codes: cut(codes),
    count: cut(count),
    firstDay: cut(firstDay),
    lastDay: cut(lastDay),
    total: cut(total),
    refundedCodes: Uint32Array.from(refundedCodes),
    refundedAmounts: Float64Array.from(refundedAmounts),
  };
}
