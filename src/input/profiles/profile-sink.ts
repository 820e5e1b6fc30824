import type { RowIssueCode } from "../../errors.js";
import { faultOf, IdTable, MISSING_ID } from "../ids/id-table.js";
import { countIdTypes, customersOf, idTypeWarnings, nothingIdWarnings } from "../ids/known-customers.js";
import { RowIssueLog } from "../row-issues.js";
import { cellsFor, type ProfileCells } from "./profile-cells.js";
import type { CheckedProfileSettings, NamedProfileField } from "./profile-options.js";
import type { ProfileColumn, Profiles } from "./profiles.js";

/** Reads the value of a field of the current row into a cell; says whether it is of the type. */
export type PutCell = (cells: ProfileCells, field: number, at: number) => boolean;

/** Gives the raw value of a column of the current row for a message, -1 for the customer; called only when something is wrong. */
export type ProfileReceived = (field: number) => { readonly column: string; readonly value: unknown };

/** Where rows and columns of profiles meet. The cells of a row that turns out invalid are overwritten by the next. */
export class ProfileSink {
  readonly #settings: CheckedProfileSettings;
  readonly #fields: readonly NamedProfileField[];
  readonly #cells: readonly ProfileCells[];
  readonly #ids: IdTable;
  readonly #issues: RowIssueLog;
  #rows = 0;
  #capacity = 0;

  constructor(settings: CheckedProfileSettings, fields: readonly NamedProfileField[]) {
    this.#settings = settings;
    this.#fields = fields;
    this.#cells = fields.map(({ type }) => cellsFor(type, settings.dayOfInstant));
    this.#ids = new IdTable(settings.customerIds === "text");
    this.#issues = new RowIssueLog(settings.where, settings.onInvalid);
  }

  /** Rows taken so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Makes room for so many customers in all. */
  reserve(customers: number): void {
    if (customers <= this.#capacity) return;
    this.#capacity = Math.max(customers, Math.ceil(this.#capacity * 1.5), 16);
    for (const cells of this.#cells) cells.grow(this.#capacity);
  }

  /** Counts what is no row. */
  rejectRow(received: unknown): void {
    this.#issues.reject("BAD_ROW", this.#rows++, "row", received);
  }

  /** Keeps the row, or rejects it for its first fault: customer, then the fields in their order. */
  add(id: unknown, put: PutCell, received: ProfileReceived): void {
    const row = this.#rows++;
    const fault = faultOf(id);
    if (fault !== 0 || this.#ids.find(id) >= 0) {
      const code = fault === 0 ? "DUPLICATE_CUSTOMER" : fault === MISSING_ID ? "MISSING_CUSTOMER" : "BAD_CUSTOMER";
      const { column, value } = received(-1);
      this.#issues.reject(code, row, column, value);
      return;
    }
    const at = this.#ids.size;
    this.reserve(at + 1);
    for (let f = 0; f < this.#cells.length; f++) {
      if (put(this.#cells[f], f, at)) continue;
      const { column, value } = received(f);
      this.#issues.reject("BAD_FIELD", row, column, value, this.#cells[f].requirement);
      return;
    }
    this.#ids.intern(id);
  }

  /** What stood in the first row of a fault, spelled for a message. */
  firstReceived(code: RowIssueCode): string | null {
    return this.#issues.firstReceived(code);
  }

  finish(): Profiles {
    // Without a prototype, so that a field may be called like what every object inherits.
    const columns: Record<string, ProfileColumn> = Object.create(null);
    this.#fields.forEach(({ name }, f) => {
      columns[name] = this.#cells[f].finish(this.#ids.size);
    });
    return Object.freeze<Profiles>({
      kind: "rfm-kit/profiles",
      customers: customersOf(this.#ids),
      columns: Object.freeze(columns),
      timeZone: this.#settings.timeZone,
      diagnostics: {
        rows: this.#rows,
        profiles: this.#ids.size,
        invalidRows: this.#issues.total,
        invalid: this.#issues.report(),
        warnings: [...idTypeWarnings(countIdTypes(this.#ids)), ...nothingIdWarnings(this.#ids)],
      },
    });
  }
}
