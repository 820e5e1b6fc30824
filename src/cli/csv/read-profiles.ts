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

/** Where the values of profiles stand in the file and how it is written. */
export interface ProfilesFormat extends CsvWriting {
  readonly customer: string;
  /** The flag that names that column. */
  readonly flag: string;
  /** What the columns hold, by their names. */
  readonly fields: ReadonlyMap<string, ProfileType>;
}

/** The profiles of a file. */
export interface FileProfiles {
  readonly profiles: Profiles;
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
    notes: { ...notes, invalid: notedIssues(invalid, notes.headerRow, (code) => feed.sink.firstReceived(code)) },
  };
}

interface Cell {
  readonly column: string;
  readonly position: number;
  readonly read: ReadCell;
}

class ProfileFeed implements RecordFeed {
  readonly sink: ProfileSink;
  readonly #customer: number;
  readonly #cells: readonly Cell[];
  #row: readonly string[] = [];
  readonly #put: PutCell = (cells, field, at) => cells.put(at, this.#read(field));
  readonly #received: ProfileReceived = (field) =>
    field < 0
      ? { column: "customer", value: this.#row[this.#customer] }
      : { column: this.#cells[field].column, value: this.#read(field) };

  constructor(header: CsvHeader, format: ProfilesFormat, settings: CheckedProfileSettings) {
    const { customer, flag, fields } = format;
    this.#customer = header.position(flag, customer);
    this.#cells = Array.from(fields, ([column, type]) => ({
      column,
      position: header.position("profile-fields", column),
      read: readerOf(type, format),
    }));
    this.sink = new ProfileSink(
      settings,
      Array.from(fields, ([name, type]) => ({ name, type, from: name })),
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
