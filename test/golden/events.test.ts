import { isDeepStrictEqual } from "node:util";
import { expect, it } from "vitest";
import {
  type EventLog,
  eventsFromColumns,
  eventsFromRows,
  eventsFromStream,
  eventsWithOrders,
  formatDay,
  ledgerFromRows,
} from "../../src/index.js";
import { describeWithData, once, readCsv, readShared } from "./shared-data.js";

const FILE = "retentioneering/ecom_events_synthetic.csv.gz";
const rows = once(() => readCsv(FILE));
const log = once(() => eventsFromRows(rows(), { customer: "user_id", type: "event", date: "timestamp" }));

const lines = once(() =>
  readShared(FILE)
    .trimEnd()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(",")),
);

/** How often the lines of the file have some text, counted on the text itself: no field of this file is quoted. */
function countLines(keyOf: (cells: readonly string[]) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const cells of lines()) {
    const key = keyOf(cells);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return new Map([...counts].sort());
}

/** The same for the events of a log. */
function countEvents(
  { customers, offsets }: EventLog,
  keyOf: (customer: string, event: number) => string,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (let c = 0; c < customers.size; c++) {
    for (let i = offsets[c]; i < offsets[c + 1]; i++) {
      const key = keyOf(String(customers.id(c)), i);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return new Map([...counts].sort());
}

describeWithData("the events of the shop of retentioneering", "retentioneering", () => {
  it("are 31,106 of 600 customers from 2024-01-04 to 2024-06-29, as their documentation says", () => {
    const { customers, days, lastDay, diagnostics } = log();
    expect([diagnostics.rows, diagnostics.events, days.length, customers.size]).toEqual([31_106, 31_106, 31_106, 600]);
    expect([formatDay(days.reduce((a, b) => Math.min(a, b))), formatDay(lastDay as number)]).toEqual([
      "2024-01-04",
      "2024-06-29",
    ]);
    expect(diagnostics.warnings).toEqual([]);
  });

  it("are as many per customer, day and type as lines of the file", () => {
    const { days, types, typeNames } = log();
    const [perType, perDay] = [
      countEvents(log(), (_, i) => typeNames[types[i]]),
      countEvents(log(), (_, i) => formatDay(days[i])),
    ];
    expect(perType).toEqual(countLines((cells) => cells[2]));
    expect(perDay).toEqual(countLines((cells) => cells[3].slice(0, 10)));
    const each = countEvents(log(), (customer, i) => `${customer} ${formatDay(days[i])} ${typeNames[types[i]]}`);
    expect(each).toEqual(countLines((cells) => `${cells[0]} ${cells[3].slice(0, 10)} ${cells[2]}`));
  });

  it("keep the fields of their lines", () => {
    const withFields = eventsFromRows(rows(), {
      customer: "user_id",
      type: "event",
      date: "timestamp",
      key: "session_id",
      fields: { platform: "platform", channel: "acquisition_channel" },
    });
    const textOf = (name: string, i: number): string =>
      String(withFields.fields[name].values[withFields.fields[name].codes[i]] ?? "");
    expect(
      countEvents(withFields, (c, i) => [c, ...["key", "platform", "channel"].map((name) => textOf(name, i))].join()),
    ).toEqual(countLines((cells) => [cells[0], cells[1], cells[4], cells[5]].join()));
  });

  it("are the same from columns and from a stream of chunks", async () => {
    const columnOf = (name: string, of = rows()): string[] => of.map((row) => row[name]);
    const columns = (of = rows()) => ({
      customer: columnOf("user_id", of),
      type: columnOf("event", of),
      date: columnOf("timestamp", of),
    });
    const chunks = [0, 1, 10_000, 31_106].map((from, i, all) => columns(rows().slice(from, all[i + 1] ?? from)));
    const content = ({ customers, ...rest }: EventLog): unknown => [
      rest,
      Array.from({ length: customers.size }, (_, c) => customers.id(c)),
    ];
    for (const other of [eventsFromColumns(columns()), await eventsFromStream(chunks)]) {
      expect(isDeepStrictEqual(content(other), content(log()))).toBe(true);
    }
  });

  it("may have their purchases from a ledger instead: the same events", () => {
    const fields = { customer: "user_id", date: "timestamp" } as const;
    const [bought, others] = [true, false].map((isBought) =>
      rows().filter((row) => (row["event"] === "purchase") === isBought),
    );
    const ledger = ledgerFromRows(bought, { ...fields, amount: () => 1 });
    const merged = eventsWithOrders(eventsFromRows(others, { ...fields, type: "event" }), ledger);
    const keyOf =
      ({ days, types, typeNames }: EventLog) =>
      (customer: string, i: number): string =>
        `${customer} ${days[i]} ${typeNames[types[i]]}`;
    expect(merged.typeNames).toEqual(log().typeNames);
    expect(countEvents(merged, keyOf(merged))).toEqual(countEvents(log(), keyOf(log())));
  });
});
