export const PART_BITS = 8;
export const PARTS: number = 1 << PART_BITS;

/** The part of a mixed id; the parts ascend with the ids. */
export function partOf(mixed: number): number {
  return (mixed >> (32 - PART_BITS)) + (PARTS >> 1);
}
