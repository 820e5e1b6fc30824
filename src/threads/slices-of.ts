import type { DenseRange } from "../accumulate/sums/dense-range.js";
import type { PlainColumns } from "../accumulate/transfer/share.js";
import type { Work } from "./messages.js";

/** Slices of columns whose ids lie close together, as many as there are threads. */
export function slicesOf({ customer, date, amount }: PlainColumns, of: number, range: DenseRange): Work[] {
  const at = (index: number): number => Math.floor((customer.length * index) / of);
  return Array.from({ length: of }, (_, index) => {
    const [from, to] = [at(index), at(index + 1)];
    const columns = {
      customer: customer.subarray(from, to),
      date: date.subarray(from, to),
      amount: amount.subarray(from, to),
    };
    return { columns, share: null, slice: { from, range } };
  });
}
