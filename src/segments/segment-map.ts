/**
 * How many bins recency, frequency and monetary have.
 *
 * @since 0.1.0
 */
export type Shape = readonly [recency: number, frequency: number, monetary: number];

/**
 * One segment of a map.
 *
 * @since 0.1.0
 */
export interface Segment<Id extends string = string> {
  /** The name that programs use. */
  readonly id: Id;
  /** The cells that belong to it, as codes such as `"555"` (`"10-3-7"` where a dimension has 10 or more bins). */
  readonly cells: readonly string[];
  /** A group of segments that are treated alike. */
  readonly group?: string;
  /** Names for people, by language tag. */
  readonly names?: { readonly [language: string]: string };
}

/**
 * Named segments: every cell belongs to exactly one. Plain JSON; make one with {@link defineSegments}.
 *
 * @since 0.1.0
 */
export interface SegmentMap<Id extends string = string> {
  /** Always `"rfm-kit/segments"`. */
  readonly kind: "rfm-kit/segments";
  /** The version of this form. */
  readonly version: 1;
  /** The map's own name. */
  readonly id: string;
  /** The bins it is made for. */
  readonly shape: Shape;
  /** The segments, in the order in which they are shown. */
  readonly segments: readonly Segment<Id>[];
}
