import fc from "fast-check";
import type { CustomerId, FrequencyMeasure, MonetaryMeasure, OrderStatus, RefundPolicy } from "../../src/index.js";

/** One line of an order, as the tests know it: whole days and minor units. */
export interface Line {
  readonly customer: CustomerId;
  readonly order: CustomerId;
  readonly day: number;
  readonly minor: number;
  readonly status: OrderStatus | null;
}

/** A line that may be unreadable: `null` or `NaN` stands for a value that no reader takes. */
export interface DirtyLine {
  readonly customer: CustomerId | null;
  readonly order: CustomerId | null;
  readonly day: number | null;
  readonly minor: number;
  readonly status: OrderStatus | null | "?";
}

/** What is measured, in the words of the options, with days as numbers. */
export interface Measures {
  readonly asOf?: number;
  readonly window?: number;
  readonly frequency: FrequencyMeasure;
  readonly monetary: MonetaryMeasure;
}

/** 2024-10-04, around which the days of most generated orders lie. */
const BASE_DAY = 20_000;

// Names of object members, text that looks like other text or like numbers, numbers that are no small integers.
const HOSTILE_TEXT = [
  "__proto__",
  "constructor",
  "toString",
  "1",
  "01",
  "1.0",
  " 1",
  "null",
  "NaN",
  "a",
  "A",
  "é",
  "e\u0301",
  "😀",
];
const LONE_SURROGATES = ["\ud800", "\udc00", "a\ud83d"];
const HOSTILE_NUMBERS = [0, 1, -1, 1.5, 2 ** 31, -(2 ** 31), 2 ** 32 - 1, Number.MAX_SAFE_INTEGER, 1e-7];
const HOSTILE_BIGINTS = [0n, 1n, -1n, 2n ** 63n - 1n, 2n ** 70n];

const text = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXT),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }).filter((id) => id.trim() !== ""),
);
const int32 = fc.oneof(
  fc.integer({ min: 0, max: 20 }),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  // A step of a power of two, which a careless hash puts in one slot.
  fc.integer({ min: -64, max: 64 }).map((n) => n * 2 ** 16),
);
const int64 = fc.oneof(fc.bigInt({ min: 0n, max: 9n }), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }));
const anyId: fc.Arbitrary<CustomerId> = fc.oneof(
  text,
  int32,
  fc.constantFrom<CustomerId>(...LONE_SURROGATES, ...HOSTILE_NUMBERS, ...HOSTILE_BIGINTS),
);

/** A few ids of one family, of which each column form takes some, or of all families at once. */
function idPool(maxLength = 8): fc.Arbitrary<readonly CustomerId[]> {
  const pool = <T extends CustomerId>(id: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> =>
    fc.uniqueArray(id, { minLength: 1, maxLength });
  return fc.oneof<fc.Arbitrary<readonly CustomerId[]>[]>(pool(text), pool(int32), pool(int64), pool(anyId));
}

const day = fc.oneof(
  { arbitrary: fc.integer({ min: BASE_DAY, max: BASE_DAY + 6 }), weight: 2 },
  { arbitrary: fc.integer({ min: BASE_DAY, max: BASE_DAY + 120 }), weight: 3 },
);
const extremeDay = fc.constantFrom(-719_162, -1, 0, 1, 2_932_896);

// Up to 60 lines of 2^47 stay below the limit of 2^53 for one customer.
const minor = fc.oneof(
  { arbitrary: fc.constantFrom(0, 0, 1, 100, 100, 250, -100, -1), weight: 4 },
  { arbitrary: fc.integer({ min: -500, max: 5000 }), weight: 4 },
  { arbitrary: fc.constantFrom(2 ** 47, -(2 ** 47), 2 ** 47 - 1), weight: 1 },
);

const status = fc.constantFrom<OrderStatus | null>(null, null, null, "paid", "paid", "placed", "refunded", "cancelled");

/** Options of {@link orders}. */
export interface OrdersOptions {
  /** Whether days may lie at the ends of the calendar. @defaultValue true */
  readonly extremeDays?: boolean;
}

/**
 * Orders with ties, refunds, zero amounts, several lines to an order, order ids that customers share, hostile ids and
 * extreme values; also of one customer only, with so many lines that sorting changes its method, and none at all.
 */
export function orders({ extremeDays = true }: OrdersOptions = {}): fc.Arbitrary<readonly Line[]> {
  const anyDay = extremeDays ? fc.oneof({ arbitrary: day, weight: 12 }, { arbitrary: extremeDay, weight: 1 }) : day;
  return fc.tuple(fc.oneof(idPool(8), idPool(1)), idPool(20)).chain(([customers, orderIds]) =>
    fc.array(
      fc.record({
        customer: fc.constantFrom(...customers),
        order: fc.constantFrom(...orderIds),
        day: anyDay,
        minor,
        status,
      }),
      { maxLength: 60, size: "max" },
    ),
  );
}

/** Orders of which some lines cannot be read. */
export function dirtyOrders(): fc.Arbitrary<readonly DirtyLine[]> {
  const fault = fc.constantFrom<Partial<DirtyLine>>(
    { customer: null },
    { order: null },
    { day: null },
    { minor: Number.NaN },
    { minor: 2 ** 53 },
    { status: "?" },
    { customer: null, day: null, minor: Number.NaN },
  );
  return orders().chain((lines) =>
    fc
      .array(fc.option(fault, { freq: 5 }), { minLength: lines.length, maxLength: lines.length })
      .map((faults) => lines.map((line, i) => ({ ...line, ...faults[i] }))),
  );
}

const frequency = fc.oneof<fc.Arbitrary<FrequencyMeasure>[]>(
  fc.constant("orders"),
  fc.constant("days"),
  fc.record({ of: fc.constantFrom("orders", "days"), per: fc.constantFrom(1, 7, 30, 90, 365) }),
);

/** Every measure that can be asked for. */
export function measures(): fc.Arbitrary<Measures> {
  return fc.record(
    {
      asOf: fc.integer({ min: BASE_DAY - 3, max: BASE_DAY + 130 }),
      window: fc.oneof(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 140 })),
      frequency,
      monetary: fc.constantFrom<MonetaryMeasure>("total", "mean", "median", "max"),
    },
    { requiredKeys: ["frequency", "monetary"] },
  );
}

export const refundPolicy: fc.Arbitrary<RefundPolicy> = fc.constantFrom("net", "ignore", "error");
