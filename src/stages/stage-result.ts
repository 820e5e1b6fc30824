import { formatDay } from "../input/days/format-day.js";
import { NO_DAY } from "../input/days/parse-day-text.js";
import type { CustomerId } from "../input/ids/id-table.js";
import type { Customers } from "../input/ledger.js";
import type { RuleData, RuleProgram } from "../rules/rule-program.js";
import { type StagePositions, stagePositions } from "./count-stage-flow.js";
import type { StageAssignment, StageColumns, StageReason, StageSize } from "./stage-assignment.js";
import { type StageSpell, spellOf } from "./stage-changes.js";
import type { StageDiagnostics } from "./stage-diagnostics.js";
import { NO_STAGE, type StageModel } from "./stage-model.js";
import { stageSizes } from "./stage-sizes.js";

/**
 * What {@link classifyStages} returns: every customer with one stage or none. Iterating gives one {@link StageAssignment} after
 * the other, made on demand.
 *
 * @since 0.1.0
 */
export interface StageResult<Id extends string = string> extends Iterable<StageAssignment<Id>> {
  /** How many customers it has, those in no stage included. */
  readonly size: number;
  /** The day of the analysis as ISO text. */
  readonly asOf: string;
  /** The model. */
  readonly model: StageModel<Id>;
  /** The customers, by code: those of the profiles, then the others. */
  readonly customers: Customers;
  /** For each customer the position of the stage in `model.stages`; 255 for none. The result's own; do not write to it. */
  readonly stage: Uint8Array;
  /** Typed arrays, ready for Arrow, Arquero or DuckDB. Cost: the days on which each customer's stage may change, once. */
  readonly columns: StageColumns;
  /** What it was judged by: events with the orders among them, profiles and names. */
  readonly data: RuleData;
  /** What was not used, and what a user should know. */
  readonly diagnostics: StageDiagnostics;
  /** The customer of an id, or `undefined` where it is unknown. Cost: the customer's own events. */
  get(customer: CustomerId): StageAssignment<Id> | undefined;
  /** The ids of a stage's customers, to write to them; those in none for `null`. Throws `UNKNOWN_NAME`. Cost: one pass. */
  customersIn(stage: Id | null): CustomerId[];
  /** How many customers are in none, then in each stage from shallow to deep. */
  summary(): StageSize<Id>[];
}

/** What a result is made of. */
export interface StageResultInput<Id extends string> {
  readonly model: StageModel<Id>;
  readonly program: RuleProgram;
  readonly needed: Uint32Array;
  readonly day: number;
  readonly stage: Uint8Array;
  readonly data: RuleData;
  readonly diagnostics: StageDiagnostics;
}

/** The result of stages that are judged already. */
export function stageResultOf<Id extends string>(input: StageResultInput<Id>): StageResult<Id> {
  return Object.freeze(new Result(input));
}

class Result<Id extends string> implements StageResult<Id> {
  readonly asOf: string;
  readonly model: StageModel<Id>;
  readonly customers: Customers;
  readonly stage: Uint8Array;
  readonly data: RuleData;
  readonly diagnostics: StageDiagnostics;
  readonly columns: StageColumns;
  readonly #program: RuleProgram;
  readonly #needed: Uint32Array;
  readonly #day: number;
  readonly #positionOf: StagePositions;

  constructor({ model, program, needed, day, stage, data, diagnostics }: StageResultInput<Id>) {
    this.asOf = formatDay(day);
    this.model = model;
    this.customers = program.universe.customers;
    this.stage = stage;
    this.data = data;
    this.diagnostics = diagnostics;
    this.#program = program;
    this.#needed = needed;
    this.#day = day;
    this.#positionOf = stagePositions("customersIn", model);
    this.columns = columnsOf(this.customers, stage, (row) => this.#spell(row));
  }

  get size(): number {
    return this.stage.length;
  }

  get(customer: CustomerId): StageAssignment<Id> | undefined {
    const row = this.customers.find(customer);
    return row < 0 ? undefined : this.#row(row);
  }

  customersIn(stage: Id | null): CustomerId[] {
    const position = this.#positionOf("stage", stage);
    const ids: CustomerId[] = [];
    for (let row = 0; row < this.stage.length; row++) {
      if (this.stage[row] === position) ids.push(this.customers.id(row));
    }
    return ids;
  }

  summary(): StageSize<Id>[] {
    return stageSizes(this.model, this.stage);
  }

  *[Symbol.iterator](): Iterator<StageAssignment<Id>> {
    for (let row = 0; row < this.size; row++) yield this.#row(row);
  }

  #spell(row: number): StageSpell {
    return spellOf(this.#program, this.#needed, row, this.#day, this.stage[row]);
  }

  #row(row: number): StageAssignment<Id> {
    const { stages } = this.model;
    const stage = this.stage[row];
    const { since, expiresAt, expiresTo } = this.#spell(row);
    const bits = this.#program.match(row, this.#day);
    return {
      customer: this.customers.id(row),
      stage: idOf(this.model, stage),
      since: isoDay(since),
      expiresAt: isoDay(expiresAt),
      expiresTo: idOf(this.model, expiresTo),
      matched: stages.filter((_, s) => (bits & (1 << s)) !== 0).map(({ id }) => id),
      reasons: stage === NO_STAGE ? [] : this.#reasons(row, stage),
    };
  }

  /** The reasons of a stage, then of those it requires, from deep to shallow. */
  #reasons(row: number, stage: number): StageReason[] {
    const reasons: StageReason[] = [];
    for (let s = stage; s >= 0; s--) {
      if ((this.#needed[stage] & (1 << s)) === 0) continue;
      for (const { path, holds, events } of this.#program.reasons(row, s, this.#day)) {
        const at = `stages[${s}].when${path === "" ? "" : `.${path}`}`;
        reasons.push({ path: at, holds, events: events.map(({ type, day }) => ({ type, day: formatDay(day) })) });
      }
    }
    return reasons;
  }
}

function idOf<Id extends string>({ stages }: StageModel<Id>, position: number): Id | null {
  return position === NO_STAGE ? null : stages[position].id;
}

function isoDay(day: number): string | null {
  return day === NO_DAY ? null : formatDay(day);
}

/** The columns, of which those that must be computed are made when they are first asked for. */
function columnsOf(customers: Customers, stage: Uint8Array, spell: (row: number) => StageSpell): StageColumns {
  let customer: readonly CustomerId[] | undefined;
  let spells: Pick<StageColumns, "since" | "expiresAt" | "expiresTo"> | undefined;
  const made = (): Pick<StageColumns, "since" | "expiresAt" | "expiresTo"> => {
    spells ??= spellColumns(stage.length, spell);
    return spells;
  };
  return Object.freeze<StageColumns>({
    get customer() {
      customer ??= Array.from(stage, (_, row) => customers.id(row));
      return customer;
    },
    stage,
    get since() {
      return made().since;
    },
    get expiresAt() {
      return made().expiresAt;
    },
    get expiresTo() {
      return made().expiresTo;
    },
  });
}

function spellColumns(size: number, spell: (row: number) => StageSpell) {
  const since = new Int32Array(size);
  const expiresAt = new Int32Array(size);
  const expiresTo = new Uint8Array(size);
  for (let row = 0; row < size; row++) {
    const found = spell(row);
    since[row] = found.since;
    expiresAt[row] = found.expiresAt;
    expiresTo[row] = found.expiresTo;
  }
  return { since, expiresAt, expiresTo };
}
