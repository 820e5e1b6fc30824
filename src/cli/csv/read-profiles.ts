import { spell } from "../../errors.js";
import type { CheckedProfileSettings } from "../../input/profiles/profile-options.js";
import { type ProfileReceived, ProfileSink, type PutCell } from "../../input/profiles/profile-sink.js";
import type { Profiles, ProfileType } from "../../input/profiles/profiles.js";
import type { Progress } from "../output/progress.js";
import type { ByteSource } from "./byte-source.js";
import { booleanCell, numberCell, type ReadCell } from "./cell-value.js";
import type { CsvHeader } from "./csv-header.js";
import { commaRewrite, dateRewrite } from "./foreign-text.js";
import { type NotedIssues, notedIssues } from "./noted-issues.js";
import { type CsvWriting, type RecordFeed, type RecordNotes, readRecords } from "./read-records.js";
import { type NotedRows, RowNotes } from "./row-notes.js";

/** Where a field of profiles stands and what it holds. */
export interface ProfileColumnFormat {
  readonly column: string;
  readonly type: ProfileType;
}

/** Where the values of profiles stand in the file and how it is written. */
export interface ProfilesFormat extends CsvWriting {
  readonly customer: string;
  /** The flag that names that column. */
  readonly flag: string;
  /** By the names that rules have for them. */
  readonly fields: ReadonlyMap<string, ProfileColumnFormat>;
}

/** Rows that were left out because of one column. */
export interface BadField extends ProfileColumnFormat {
  readonly rows: NotedRows;
}

/** The profiles of a file. */
export interface FileProfiles {
  readonly profiles: Profiles;
  /** The rows that `BAD_FIELD` counts, by column. */
  readonly badFields: readonly BadField[];
  readonly notes: RecordNotes & { readonly invalid: NotedIssues };
}

/** Reads a CSV file of what is known of customers, piece by piece. */
export async function readProfiles(
  source: ByteSource,
  format: ProfilesFormat,
  settings: CheckedProfileSettings,
  progress: Progress,
): Promise<FileProfiles> {
  const begin = (header: CsvHeader): ProfileFeed => new ProfileFeed(header, format, settings);
  const { feed, notes } = await readRecords(source, format, begin, progress);
  const profiles = feed.sink.finish();
  const { invalid } = profiles.diagnostics;
  return {
    profiles,
    badFields: feed.badFields(notes.headerRow),
    notes: { ...notes, invalid: notedIssues(invalid, notes.headerRow, (code) => feed.sink.firstReceived(code)) },
  };
}

interface Cell extends ProfileColumnFormat {
  readonly position: number;
  readonly read: ReadCell;
  /** The rows whose value is of another type. */
  readonly bad: RowNotes;
}

class ProfileFeed implements RecordFeed {
  readonly sink: ProfileSink;
  readonly #customer: number;
  readonly #cells: readonly Cell[];
  #row: readonly string[] = [];
  readonly #put: PutCell = (cells, field, at) => cells.put(at, this.#read(field));
  // Called only where something is wrong with the row.
  readonly #received: ProfileReceived = (field) => {
    if (field < 0) return { column: "customer", value: this.#row[this.#customer] };
    const { column, position, bad } = this.#cells[field];
    const value = this.#row[position];
    bad.add(this.sink.rows - 1, spell(value));
    return { column, value };
  };

  constructor(header: CsvHeader, format: ProfilesFormat, settings: CheckedProfileSettings) {
    const { customer, flag, fields } = format;
    this.#customer = header.position(flag, customer);
    this.#cells = Array.from(fields.values(), ({ column, type }) => ({
      column,
      type,
      position: header.position("profile-fields", column),
      read: readerOf(type, format),
      bad: new RowNotes(),
    }));
    this.sink = new ProfileSink(
      settings,
      Array.from(fields, ([name, { type }]) => ({ name, type, from: name })),
    );
  }

  add(row: string[] | null): void {
    if (row === null) {
      this.sink.rejectRow(row);
      return;
    }
    this.#row = row;
    this.sink.add(row[this.#customer], this.#put, this.#received);
  }

  /** The rows that were left out because of a column. */
  badFields(headerRow: number): BadField[] {
    return this.#cells
      .filter(({ bad }) => bad.count > 0)
      .map(({ column, type, bad }) => ({ column, type, rows: bad.report(headerRow + 1) }));
  }

  #read(field: number): ReturnType<ReadCell> {
    const { read, position } = this.#cells[field];
    return read(this.#row[position]);
  }
}

function readerOf(type: ProfileType, { dates, decimalComma }: CsvWriting): ReadCell {
  const [dateOf, numberOf] = [dateRewrite(dates), commaRewrite(decimalComma)];
  switch (type) {
    case "text":
      return (text) => text;
    case "number":
      return (text) => numberCell(numberOf(text));
    case "boolean":
      return booleanCell;
    case "date":
      return (text) => dateOf(text.trim());
  }
}
