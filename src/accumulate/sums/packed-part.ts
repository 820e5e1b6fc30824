/** What an `IntPart` holds, as a message. */
export interface PackedPart {
  /** Which of the parts it is. */
  readonly part: number;
  /** The records. */
  readonly buffer: ArrayBufferLike;
  readonly size: number;
  readonly slots: number;
  readonly seed: number;
  readonly seeds: number;
}
