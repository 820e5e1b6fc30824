/**
 * What became of an order. Only paid orders, or those without a status, are purchases.
 *
 * @since 0.1.0
 */
export type OrderStatus = "paid" | "placed" | "refunded" | "cancelled";

export const PAID = 0;
export const PLACED = 1;
export const REFUNDED = 2;
export const CANCELLED = 3;
export const BAD_STATUS = 255;

/** The code of a status; none, like `"paid"`, is a purchase. */
export function readStatus(value: unknown): number {
  switch (value) {
    case undefined:
    case null:
    case "":
    case "paid":
      return PAID;
    case "placed":
      return PLACED;
    case "refunded":
      return REFUNDED;
    case "cancelled":
      return CANCELLED;
    default:
      return BAD_STATUS;
  }
}
