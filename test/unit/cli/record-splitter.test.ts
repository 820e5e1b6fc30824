import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { RecordSplitter } from "../../../src/cli/csv/record-splitter.js";

type Records = (string[] | null)[];

/** The records of a text that comes in these pieces, or the message of the failure. */
function split(pieces: readonly string[], delimiter = ","): Records | string {
  const records: Records = [];
  const splitter = new RecordSplitter("file", delimiter, (fields) => records.push(fields));
  try {
    for (const piece of pieces) splitter.push(piece);
    splitter.finish();
  } catch (error) {
    return (error as Error).message;
  }
  expect(splitter.records).toBe(records.length);
  return records;
}

/** A text cut at arbitrary places. */
function cutsOf(text: fc.Arbitrary<string>): fc.Arbitrary<{ text: string; pieces: string[] }> {
  return fc.tuple(text, fc.array(fc.nat({ max: 60 }), { maxLength: 12 })).map(([whole, cuts]) => {
    const places = [0, ...cuts.map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b), whole.length];
    return { text: whole, pieces: places.slice(1).map((to, i) => whole.slice(places[i], to)) };
  });
}

const field = fc.oneof(
  fc.string({ maxLength: 4 }),
  fc
    .array(fc.constantFrom("a", '"', ",", ";", "\n", "\r", " ", "é", "李"), { maxLength: 6 })
    .map((chars) => chars.join("")),
);
// A row of one empty field is a blank line, and a field that ends with CR at the end of a line is that line's end.
const table = fc.array(
  fc.array(field, { minLength: 2, maxLength: 4 }).map((row) => [...row, "end"]),
  { minLength: 1, maxLength: 6 },
);

describe("RecordSplitter", () => {
  it("gives back any table that was written as CSV, however it is cut", () => {
    const written = fc
      .tuple(table, fc.constantFrom(",", ";", "\t"), fc.constantFrom("\n", "\r\n"), fc.boolean())
      .chain(([rows, delimiter, newline, quotes]) =>
        cutsOf(fc.constant(Papa.unparse(rows, { delimiter, newline, quotes }))).map(({ pieces }) => ({
          rows,
          delimiter,
          pieces,
        })),
      );
    fc.assert(
      fc.property(written, ({ rows, delimiter, pieces }) => {
        expect(split(pieces, delimiter)).toEqual(rows);
      }),
    );
  });

  it("gives the same records, or the same failure, for any text however it is cut", () => {
    const text = fc.array(fc.constantFrom("a", "b", '"', '"', ",", "\n", "\r\n", "\r", " ", "\t"), { maxLength: 40 });
    fc.assert(
      fc.property(cutsOf(text.map((parts) => parts.join(""))), ({ text: whole, pieces }) => {
        expect(split(pieces)).toEqual(split([whole]));
      }),
    );
  });

  it("loses no line to a stray quote: the lines of a text without multi-line fields are its records", () => {
    const line = fc.array(fc.constantFrom("a", '"', ",", " "), { maxLength: 12 }).map((parts) => parts.join(""));
    // A quote that is opened and stays open could close on a later line; one that closes badly must not.
    const stray = line.filter((text) => !Array.isArray(split([`${text}\n`])) || split([`${text}\n`])?.[0] === null);
    fc.assert(
      fc.property(stray, fc.array(fc.constantFrom("1,2", "3,4"), { maxLength: 4 }), (bad, good) => {
        const records = split([`${bad}\n`, ...good.map((text) => `${text}\n`)]);
        if (typeof records !== "string") expect(records).toEqual([null, ...good.map((text) => text.split(","))]);
      }),
    );
  });

  it.each<[string, string, Records]>([
    ["reads on after a line with a stray quote", '"a"b,1\nc,2\n', [null, ["c", "2"]]],
    ["counts each of several such lines", '"a"b,1\n"c"d,2\n"e"f,3', [null, null, null]],
    [
      "takes a quote within a field as it is",
      'a"b,1\n5" x,2\n',
      [
        ['a"b', "1"],
        ['5" x', "2"],
      ],
    ],
    ["leaves out blanks behind a closing quote", '"a" ,"b"\t\r\n', [["a", "b"]]],
    ["unfolds doubled quotes", '"a""b","""",""\n', [['a"b', '"', ""]]],
    ["keeps line breaks within quotes", '"a\r\nb",1\n', [["a\r\nb", "1"]]],
    ["gives a blank line as one empty field", "a,b\n\nc,d\n", [["a", "b"], [""], ["c", "d"]]],
    [
      "does without an end of the last line",
      "a,b\nc,d",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["does without any line", "", []],
  ])("%s", (_, text, expected) => {
    expect(split([text])).toEqual(expected);
  });

  it("names the row that opens a quote without end", () => {
    expect(split(['a,b\nc,d\n"e,f\ng,h\n'])).toMatch(/^file: row 3 opens a quote/);
  });

  it("takes time in proportion to the text, also where every line has a stray quote or none ends", () => {
    const lines = '"a"b,1,2,3\n'.repeat(200_000);
    const open = `"${'a"",'.repeat(1_000_000)}`;
    const fields = '"a",'.repeat(1_000_000);
    const start = performance.now();
    for (const text of [lines, open, fields]) {
      const pieces = Array.from({ length: Math.ceil(text.length / 65_536) }, (_, i) =>
        text.slice(i * 65_536, (i + 1) * 65_536),
      );
      split(pieces);
    }
    // About one second here; a quadratic reader would take hours.
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
