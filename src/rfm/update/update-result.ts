import { optionError } from "../../errors.js";
import type { CustomerId } from "../../input/ids/id-table.js";
import type { SegmentMap } from "../../segments/segment-map.js";
import { ABSENT, countFlow, type SegmentFlowCounts } from "../count-flow.js";
import type { CustomerRfm } from "../customer-rfm.js";
import type { RfmModel } from "../rfm-model.js";
import { isoDay, type RfmResult } from "../rfm-result.js";
import { moveBetween, type SegmentMove } from "../segment-move.js";
import { type RankedSegments, rankSegments } from "../segment-rank.js";
import { type Base, baseOf, idTypesOf } from "./base.js";
import { Finder, type Known, NOWHERE, standingsOf } from "./known.js";
import { customerAt, list, monetaryOf, segmentIdOf } from "./listing.js";
import type {
  CustomerUpdate,
  RfmUpdate,
  Updatable,
  UpdateColumns,
  UpdateDiagnostics,
  UpdateValues,
} from "./rfm-update.js";
import type { Standings } from "./standings.js";

/** The customers of an update, listed: `size` of them, with their money in minor units. */
export interface Listed {
  readonly size: number;
  readonly ids: readonly CustomerId[];
  readonly before: Standings;
  readonly after: Standings;
  readonly monetaryBefore: Float64Array;
  readonly monetary: Float64Array;
}

/** Everything that is known of the customers of a result, or of an update. */
export function knownOf<Id extends string | null>(where: string, result: Updatable<Id>): Known<Id> {
  const known = Update.knownOf<Id>(result);
  if (known !== null) return known;
  const base = baseOf(where, result as unknown as RfmResult<Id>);
  const { asOf, size, refundedCodes } = base.table;
  return { base, layers: [], asOf, size: size + refundedCodes.length, idTypes: idTypesOf(base) };
}

/** The segments of a model, ranked as was asked for. */
export function rankOf<Id extends string | null>(where: string, model: RfmModel<Id>, rank: unknown): Ranked<Id> {
  const map = model.segments as SegmentMap<NonNullable<Id>> | null;
  if (map !== null) return rankSegments(where, map, rank);
  throw optionError("MODEL_MISMATCH", where, "options.rank", "be left out where the model has no segments", rank);
}

type Ranked<Id extends string | null> = RankedSegments<NonNullable<Id>>;

/** The update that lists customers, after which so much is known. */
export function updateOf<Id extends string | null>(
  known: Known<Id>,
  from: number | null,
  listed: Listed,
  diagnostics: UpdateDiagnostics,
  rank: Ranked<Id> | undefined,
): RfmUpdate<Id> {
  return new Update(known, from, listed, diagnostics, rank);
}

class Update<Id extends string | null> implements RfmUpdate<Id> {
  readonly kind = "rfm-kit/update";
  readonly size: number;
  readonly asOf: string | null;
  readonly gained: number;
  readonly moved: number;
  readonly changes: Iterable<CustomerUpdate<Id>>;
  readonly columns: UpdateColumns;
  readonly model: RfmModel<Id>;
  readonly diagnostics: UpdateDiagnostics;
  readonly #known: Known<Id>;
  readonly #from: number | null;
  readonly #listed: Listed;
  #rank: Ranked<Id> | undefined;
  #flow: SegmentFlowCounts<NonNullable<Id>> | null | undefined;

  constructor(
    known: Known<Id>,
    from: number | null,
    listed: Listed,
    diagnostics: UpdateDiagnostics,
    rank: Ranked<Id> | undefined,
  ) {
    const { base } = known;
    this.#rank = rank;
    this.#known = known;
    this.#from = from;
    this.#listed = listed;
    this.size = listed.size;
    this.asOf = isoDay(known.asOf);
    this.model = base.model;
    this.diagnostics = diagnostics;
    this.columns = columnsOf(base, listed);
    this.gained = count(this.size, (i) => listed.before.count[i] === 0);
    this.moved = count(this.size, (i) => listed.before.count[i] > 0 && this.#hasChanged(i));
    this.changes = Object.freeze({ [Symbol.iterator]: () => this.#rows((i) => this.#hasChanged(i)) });
    Object.freeze(this);
  }

  /** What is known after an update; `null` for what is none of this library, such as one that went through JSON. */
  static knownOf<Id extends string | null>(value: unknown): Known<Id> | null {
    return typeof value === "object" && value !== null && #known in value
      ? (value as unknown as Update<Id>).#known
      : null;
  }

  get flow(): SegmentFlowCounts<NonNullable<Id>> | null {
    if (this.#flow === undefined) this.#flow = this.#countFlow();
    return this.#flow;
  }

  get(customer: CustomerId): CustomerRfm<Id> | undefined {
    const known = this.#known;
    const { base, layers } = known;
    const finder = new Finder(known);
    finder.find(customer);
    const { source, row } = finder;
    if (source === NOWHERE) return undefined;
    const standing = standingsOf(known, Uint8Array.of(source), Uint32Array.of(row));
    if (standing.count[0] === 0) return undefined;
    const monetary = monetaryOf(base, standing, 1);
    list("get", base, standing, monetary, known.asOf as number);
    const { customers, codes } = base.table;
    const id = source < layers.length ? layers[source].id(row) : customers.id(codes[row]);
    return customerAt(base, id, standing, monetary, 0);
  }

  [Symbol.iterator](): Iterator<CustomerUpdate<Id>> {
    return this.#rows(() => true);
  }

  *#rows(isWanted: (i: number) => boolean): Generator<CustomerUpdate<Id>> {
    const { base } = this.#known;
    const { ids, before, after, monetaryBefore, monetary } = this.#listed;
    for (let i = 0; i < this.size; i++) {
      if (!isWanted(i)) continue;
      const isGained = before.count[i] === 0;
      yield {
        customer: ids[i],
        from: isGained ? null : segmentIdOf(base, before.segment[i]),
        to: segmentIdOf(base, after.segment[i]),
        move: isGained ? "gained" : this.#moveOf(before.segment[i], after.segment[i]),
        before: isGained ? null : customerAt(base, ids[i], before, monetaryBefore, i),
        after: customerAt(base, ids[i], after, monetary, i),
      };
    }
  }

  #hasChanged(i: number): boolean {
    const { before, after } = this.#listed;
    return this.#known.base.cells !== null && before.segment[i] !== after.segment[i];
  }

  #moveOf(from: number, to: number): SegmentMove {
    return from === to ? "stayed" : moveBetween(this.#ranked().levels, from, to);
  }

  /** Made when the first move is asked for: most customers stay. */
  #ranked(): Ranked<Id> {
    this.#rank ??= rankOf("update", this.model, undefined);
    return this.#rank;
  }

  #countFlow(): SegmentFlowCounts<NonNullable<Id>> | null {
    const map = this.model.segments as SegmentMap<NonNullable<Id>> | null;
    if (map === null) return null;
    const { before, after } = this.#listed;
    const previous = before.segment.subarray(0, this.size);
    return Object.freeze(
      countFlow({
        map,
        rank: this.#ranked(),
        from: isoDay(this.#from),
        to: this.asOf,
        before: previous.filter((segment) => segment !== ABSENT),
        after: after.segment.subarray(0, this.size),
        previous,
      }),
    );
  }
}

function count(size: number, holds: (i: number) => boolean): number {
  let number = 0;
  for (let i = 0; i < size; i++) if (holds(i)) number++;
  return number;
}

function columnsOf(base: Base<string | null>, listed: Listed): UpdateColumns {
  const { size, ids, before, after, monetaryBefore, monetary } = listed;
  return Object.freeze<UpdateColumns>({
    customer: size === ids.length ? ids : ids.slice(0, size),
    before: valuesOf(base, before, monetaryBefore),
    after: valuesOf(base, after, monetary),
  });
}

function valuesOf({ table }: Base<string | null>, standings: Standings, minor: Float64Array): UpdateValues {
  const size = minor.length;
  const { recency, count: frequency, r, f, m, segment } = standings;
  let monetary: Float64Array | undefined;
  return Object.freeze<UpdateValues>({
    recency: recency.subarray(0, size),
    frequency: frequency.subarray(0, size),
    get monetary() {
      monetary ??= minor.map((amount) => amount / table.monetaryScale);
      return monetary;
    },
    r: r.subarray(0, size),
    f: f.subarray(0, size),
    m: m.subarray(0, size),
    segment: segment.subarray(0, size),
  });
}
