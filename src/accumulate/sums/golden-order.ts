import { mix, STEP } from "./mix.js";

const CIRCLE = 2 ** 32;

/**
 * Goes through `width` ids that follow each other, `low` the least of them, in the order of their mixes, without sorting: multiples of one
 * number go around a circle, and from each the next one is always one of three steps away (the three-gap theorem, Sos 1958).
 */
export class GoldenOrder {
  readonly #up: number;
  readonly #down: number;
  readonly #width: number;
  #next: number;
  #left: number;

  constructor(low: number, width: number) {
    const { up, down } = nearest(width);
    this.#up = up;
    this.#down = down;
    this.#width = width;
    this.#next = leastMix(low, width);
    this.#left = width;
  }

  /** Writes the distances of the next ids from the least one, as many as fit; says how many there were. */
  fill(offsets: Int32Array): number {
    const count = Math.min(offsets.length, this.#left);
    const up = this.#up;
    const down = this.#down;
    const beforeUp = this.#width - up;
    const both = up - down;
    let offset = this.#next;
    for (let i = 0; i < count; i++) {
      offsets[i] = offset;
      if (offset < beforeUp) offset = (offset + up) | 0;
      else if (offset < down) offset = (offset + both) | 0;
      else offset = (offset - down) | 0;
    }
    this.#next = offset;
    this.#left -= count;
    return count;
  }
}

/** The numbers below `width` whose multiples lie nearest above nothing and nearest below it. */
function nearest(width: number): { up: number; down: number } {
  let up = 1;
  let down = 1;
  let above = STEP >>> 0;
  let below = CIRCLE - above;
  while (up + down < width) {
    if (above > below) {
      above -= below;
      up += down;
    } else {
      below -= above;
      down += up;
    }
  }
  return { up, down };
}

function leastMix(low: number, width: number): number {
  let least = mix(low);
  let offset = 0;
  for (let i = 1; i < width; i++) {
    const mixed = mix(low + i);
    if (mixed >= least) continue;
    least = mixed;
    offset = i;
  }
  return offset;
}
