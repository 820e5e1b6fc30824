import type { CustomerId } from "../../input/ids/id-table.js";
import { rowOfCode } from "../../input/ids/row-of-code.js";
import type { IdTypeCounts } from "../../input/ledger.js";
import { ABSENT } from "../count-flow.js";
import type { Base } from "./base.js";
import type { Layer } from "./layers.js";
import { copyStanding, newStandings, type Standings } from "./standings.js";

/** All that is known after some updates: the base, and above it the customers who were touched since, the newest first. */
export interface Known<Id extends string | null> {
  readonly base: Base<Id>;
  readonly layers: readonly Layer[];
  readonly asOf: number | null;
  /** How many customers are known, those with refunds only included. */
  readonly size: number;
  /** Customers by the type of their id, those gained included. */
  readonly idTypes: IdTypeCounts;
}

/** Where a customer was found: the layer, or one of these. */
const IN_BASE = 253;
const REFUNDED = 254;
export const NOWHERE = 255;

/** Finds customers, one after the other. */
export class Finder {
  source: number = NOWHERE;
  row = 0;
  readonly #known: Known<string | null>;

  constructor(known: Known<string | null>) {
    this.#known = known;
  }

  find(id: CustomerId): void {
    const { layers, base } = this.#known;
    for (let l = 0; l < layers.length; l++) {
      this.row = layers[l].find(id);
      this.source = l;
      if (this.row >= 0) return;
    }
    const { customers, codes, refundedCodes } = base.table;
    const code = customers.find(id);
    this.row = code < 0 ? -1 : rowOfCode(codes, code, customers.size);
    this.source = IN_BASE;
    if (this.row >= 0) return;
    this.row = code < 0 || refundedCodes.length === 0 ? -1 : rowOfCode(refundedCodes, code, customers.size);
    this.source = REFUNDED;
    if (this.row >= 0) return;
    this.source = NOWHERE;
    this.row = 0;
  }
}

/**
 * What is known of customers, by where they were found. Column by column: the places in the base are far apart, and a short loop waits
 * for many of them at a time.
 */
export function standingsOf(known: Known<string | null>, source: Uint8Array, row: Uint32Array): Standings {
  const { base, layers } = known;
  const { table, columns, money } = base;
  const to = newStandings(source.length);
  const take = (from: NumberColumn, column: NumberColumn): void => {
    for (let i = 0; i < row.length; i++) if (source[i] === IN_BASE) column[i] = from[row[i]];
  };
  take(table.frequency, to.count);
  take(money, to.money);
  take(table.recency, to.recency);
  for (const name of ["r", "f", "m", "segment"] as const) take(columns[name], to[name]);
  for (let i = 0; i < source.length; i++) {
    if (source[i] === IN_BASE) to.lastDay[i] = (table.asOf as number) - to.recency[i];
    else if (source[i] < IN_BASE) copyStanding(layers[source[i]].standings, row[i], to, i);
    else {
      to.money[i] = source[i] === REFUNDED ? table.refundedAmounts[row[i]] : 0;
      to.recency[i] = -1;
      to.segment[i] = ABSENT;
    }
  }
  return to;
}

type NumberColumn = Uint8Array | Int32Array | Float64Array;

/** Whether a customer who was found has an order. */
export function hasOrder({ layers }: Known<string | null>, source: number, row: number): boolean {
  return source < IN_BASE ? layers[source].standings.count[row] > 0 : source === IN_BASE;
}
