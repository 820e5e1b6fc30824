import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CustomerId,
  formatDay,
  type ProfileFieldColumn,
  type Profiles,
  profilesFromColumns,
  profilesFromRows,
} from "../../src/index.js";
import { profileValue } from "../../src/input/profiles/profile-value.js";
import { type DirtyLine, dirtyOrders } from "./arbitrary-orders.js";
import { keyOf } from "./brute-force.js";
import { dateColumns, idColumns } from "./forms.js";

/** A profile as the tests know it; `null` is missing, `"bad"` a value that no reader takes. */
interface Known {
  readonly id: CustomerId | null;
  readonly level: string | null;
  readonly points: number | null | "bad";
  readonly member: boolean | null;
  readonly born: number | null;
}

const known: fc.Arbitrary<readonly Known[]> = dirtyOrders().chain((lines) =>
  fc.tuple(
    ...lines.map(({ customer, day }) =>
      fc.record({
        id: fc.constant(customer),
        level: fc.constantFrom("gold", "__proto__", "constructor", "\ud800", " ", "é", "e\u0301", null),
        points: fc.oneof(
          { arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }), weight: 8 },
          { arbitrary: fc.constantFrom<(number | null | "bad")[]>(0, -0, null, "bad"), weight: 2 },
        ),
        member: fc.constantFrom(true, false, null),
        born: fc.constant(day),
      }),
    ),
  ),
);

const FIELDS = {
  level: "text",
  points: "number",
  member: "boolean",
  birthday: { type: "date", from: (row: { readonly born: string | null }) => row.born },
} as const;

function read(list: readonly Known[]): Profiles {
  const rows = list.map(({ born, ...rest }) => ({ ...rest, born: born === null ? null : formatDay(born) }));
  return profilesFromRows(rows as { id: string; born: string | null }[], {
    customer: "id",
    fields: FIELDS,
    onInvalid: "skip",
  });
}

/** Everything that profiles say, as plain values. */
function content({ customers, ...rest }: Profiles): unknown {
  return { ...rest, customers: Array.from({ length: customers.size }, (_, code) => customers.id(code)) };
}

/** What is said of each customer. */
function said({ customers, columns }: Profiles): Map<string, unknown> {
  const entries = Array.from({ length: customers.size }, (_, code): [string, unknown] => [
    keyOf(customers.id(code)),
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, profileValue(column, code)])),
  ]);
  return new Map(entries);
}

/** The first valid row of each customer, by brute force. */
function expected(list: readonly Known[]): Map<string, unknown> {
  const byCustomer = new Map<string, unknown>();
  for (const { id, level, points, member, born } of list) {
    if (id === null || points === "bad" || byCustomer.has(keyOf(id))) continue;
    byCustomer.set(keyOf(id), { level, points: points === null ? null : points + 0, member, birthday: born });
  }
  return byCustomer;
}

describe("profiles", () => {
  it("have the first valid row of each customer, and account for every row", () => {
    fc.assert(
      fc.property(known, (list) => {
        const profiles = read(list);
        expect(said(profiles)).toEqual(expected(list));
        const { rows, profiles: kept, invalidRows, invalid } = profiles.diagnostics;
        expect([rows, kept, kept + invalidRows]).toEqual([list.length, profiles.customers.size, list.length]);
        expect(Object.values(invalid).reduce((sum, { count }) => sum + count, 0)).toBe(invalidRows);
        for (let code = 0; code < kept; code++) {
          expect(profiles.customers.find(profiles.customers.id(code))).toBe(code);
        }
      }),
    );
  });

  it("are the same from columns of every form", () => {
    const picks = fc.infiniteStream(fc.nat({ max: 1000 }));
    fc.assert(
      fc.property(known, picks, (list, stream) => {
        const any = <T>(choices: readonly T[]): T => choices[stream.next().value % choices.length];
        const points = list.map((row) => row.points);
        const numbers: unknown[] = [points.map((value) => (value === "bad" ? "5" : value))];
        if (!points.includes("bad"))
          numbers.push(Float64Array.from(points, (value) => (value as number) ?? Number.NaN));
        const texts = idColumns(list.map(({ level }) => level)).filter((column) => !ArrayBuffer.isView(column));
        // A date that is missing must not read as one that is wrong.
        const dates = dateColumns(list.map(({ born }) => ({ day: born }) as DirtyLine)).filter(
          (column) => ArrayBuffer.isView(column) && !(column instanceof BigInt64Array),
        );
        const fields = {
          level: { type: "text", from: any(texts) },
          points: { type: "number", from: any(numbers) },
          member: { type: "boolean", from: list.map(({ member }) => member ?? any([null, undefined, ""])) },
          birthday: { type: "date", from: any(dates) },
        } as { readonly [name: string]: ProfileFieldColumn };
        const customer = any(idColumns(list.map(({ id }) => id)));
        const fromColumns = profilesFromColumns({ customer, fields }, { onInvalid: "skip" });
        expect(content(fromColumns)).toEqual(content(read(list)));
      }),
      { numRuns: 3 * (fc.readConfigureGlobal()?.numRuns ?? 100) },
    );
  });

  it("do not depend on the order of the rows, where each customer has one", () => {
    fc.assert(
      fc.property(
        known.chain((list) => {
          const one = [...new Map(list.map((row) => [row.id === null ? "" : keyOf(row.id), row])).values()];
          return fc.tuple(fc.constant(one), fc.shuffledSubarray(one, { minLength: one.length, maxLength: one.length }));
        }),
        ([one, other]) => {
          expect(new Map([...said(read(other))].sort())).toEqual(new Map([...said(read(one))].sort()));
        },
      ),
    );
  });
});
