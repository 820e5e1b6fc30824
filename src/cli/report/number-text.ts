/** 1234567 as 1,234,567; medians of counts may have a half. */
export function countText(count: number): string {
  return count.toLocaleString("en-US", { maximumFractionDigits: 1 });
}

/** A count and what is counted: 1 row, 2 rows. */
export function countedText(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** An amount in major units, for people. */
export function amountText(amount: number, decimals: number): string {
  return amount.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** 0.123 as 12.3 %. */
export function shareText(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
