import type { GroupNode, Plan } from "./plan.js";

/** Where a node keeps whether it holds: a bit of a word. */
export interface Bit {
  readonly word: number;
  readonly mask: number;
}

/** The outcomes of all nodes of a plan for one customer, a bit each: first the leaves, then the groups. */
export class Bits {
  readonly words: Int32Array;
  readonly #leaves: number;
  /** For each group where its pairs of word and mask start; one more than there are groups. */
  readonly #starts: Uint32Array;
  readonly #pairWords: Uint32Array;
  readonly #pairMasks: Int32Array;
  readonly #isAnd: Uint8Array;
  readonly #negated: Uint8Array;
  readonly #rootWords: Uint8Array | Uint32Array;
  readonly #rootShifts: Uint8Array;

  constructor({ leaves, groups, roots }: Plan) {
    this.#leaves = leaves.length;
    this.words = new Int32Array(Math.max(1, Math.ceil((leaves.length + groups.length) / 32)));
    const pairs = groups.map((group) => this.#pairsOf(group));
    this.#starts = new Uint32Array(groups.length + 1);
    pairs.forEach((own, g) => {
      this.#starts[g + 1] = this.#starts[g] + own.length;
    });
    this.#pairWords = Uint32Array.from(pairs.flat(), ({ word }) => word);
    this.#pairMasks = Int32Array.from(pairs.flat(), ({ mask }) => mask);
    this.#isAnd = Uint8Array.from(groups, ({ isAnd }) => (isAnd ? 1 : 0));
    this.#negated = Uint8Array.from(groups, ({ negated }) => (negated ? 1 : 0));
    this.#rootWords = Uint32Array.from(roots, (node) => this.#position(node) >>> 5);
    this.#rootShifts = Uint8Array.from(roots, (node) => this.#position(node) & 31);
  }

  /** The bit of a node. */
  bit(node: number): Bit {
    const position = this.#position(node);
    return { word: position >>> 5, mask: 1 << (position & 31) };
  }

  holds(node: number): boolean {
    const { word, mask } = this.bit(node);
    return (this.words[word] & mask) !== 0;
  }

  /** Works out the groups from the leaves. Their bits must be clear. */
  settle(): void {
    const { words } = this;
    const starts = this.#starts;
    for (let g = 0; g + 1 < starts.length; g++) {
      const isAnd = this.#isAnd[g] === 1;
      let holds = isAnd;
      for (let k = starts[g]; k < starts[g + 1]; k++) {
        const mask = this.#pairMasks[k];
        const found = words[this.#pairWords[k]] & mask;
        if (isAnd ? found === mask : found === 0) continue;
        holds = !isAnd;
        break;
      }
      const position = this.#leaves + g;
      if (holds !== (this.#negated[g] === 1)) words[position >>> 5] |= 1 << (position & 31);
    }
  }

  /** The outcomes of the rules, rule `i` as bit `i`. */
  gather(): number {
    let match = 0;
    for (let i = 0; i < this.#rootWords.length; i++) {
      match |= ((this.words[this.#rootWords[i]] >>> this.#rootShifts[i]) & 1) << i;
    }
    return match >>> 0;
  }

  #position(node: number): number {
    return node >= 0 ? node : this.#leaves + ~node;
  }

  #pairsOf({ parts }: GroupNode): Bit[] {
    const masks = new Map<number, number>();
    for (const part of parts) {
      const { word, mask } = this.bit(part);
      masks.set(word, (masks.get(word) ?? 0) | mask);
    }
    return [...masks].map(([word, mask]) => ({ word, mask }));
  }
}
