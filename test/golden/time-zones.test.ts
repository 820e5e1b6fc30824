import { describe, expect, it } from "vitest";
import { formatDay, ledgerFromColumns, parseDay } from "../../src/index.js";

// Zones with something to get wrong: half and quarter hours, changes of an hour at midnight, a lost day, seconds in the offset,
// and summer times that end for Ramadan.
const ZONES = [
  "Asia/Shanghai",
  "America/New_York",
  "Africa/Casablanca",
  "Asia/Kathmandu",
  "Pacific/Apia",
  "America/Havana",
  "Asia/Beirut",
  "America/Sao_Paulo",
  "Australia/Lord_Howe",
  "Africa/Monrovia",
  "Europe/London",
  "Asia/Tehran",
  "Pacific/Kwajalein",
  "America/St_Johns",
  "Africa/Cairo",
  "Antarctica/Troll",
];
const FROM = Date.UTC(1900, 0, 1);
const TO = Date.UTC(2100, 0, 1);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The calendar day and the clock by Intl alone. */
class IntlClock {
  readonly #day: Intl.DateTimeFormat;
  readonly #clock: Intl.DateTimeFormat;

  constructor(timeZone: string) {
    const date = { timeZone, year: "numeric", month: "numeric", day: "numeric" } as const;
    this.#day = new Intl.DateTimeFormat("en-US", date);
    this.#clock = new Intl.DateTimeFormat("en-US", {
      ...date,
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
      hourCycle: "h23",
    });
  }

  /** Days since 1970-01-01 of the calendar day that Intl prints, `M/D/YYYY`. */
  dayOf(ms: number): number {
    const [month, date, year] = this.#day.format(ms).split("/").map(Number) as [number, number, number];
    return Date.UTC(year, month - 1, date) / DAY;
  }

  /** Local clock minus UTC in whole seconds, printed as `M/D/YYYY, HH:MM:SS`. */
  offsetAt(ms: number): number {
    const [month, date, year, hour, minute, second] = this.#clock.format(ms).split(/\D+/).map(Number) as number[];
    return Date.UTC(year, month - 1, date, hour, minute, second) - Math.floor(ms / 1000) * 1000;
  }
}

/** The instants, to the millisecond, at which the offset changes: steps of five days, then halving. */
function transitionsOf(clock: IntlClock): number[] {
  const found: number[] = [];
  let before = clock.offsetAt(FROM);
  for (let at = FROM; at < TO; at += 5 * DAY) {
    const after = clock.offsetAt(at + 5 * DAY);
    if (after === before) continue;
    let low = at;
    let high = at + 5 * DAY;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (clock.offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    found.push(high);
    before = after;
  }
  return found;
}

/** Instants around a transition: within two hours of it, and at the local midnights around it by either offset. */
function around(transition: number, clock: IntlClock): number[] {
  const near = [0, 1, 999, 1000, 60_000, HOUR / 2, HOUR - 1, HOUR, HOUR + 1, 2 * HOUR].flatMap((distance) => [
    transition - distance,
    transition + distance,
  ]);
  const midnights = [clock.offsetAt(transition - 1), clock.offsetAt(transition)].flatMap((offset) => {
    const midnight = Math.floor((transition + offset) / DAY) * DAY - offset;
    return [midnight, midnight + DAY].flatMap((at) => [at - 1000, at - 1, at, at + 1]);
  });
  return [...near, ...midnights];
}

/** Uniform over 1900 to 2100, from a fixed seed. */
function randomInstants(count: number, seed: number): number[] {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: count }, () => Math.floor(FROM + next() * (TO - FROM)) + Math.floor(next() * 1000));
}

/** The days of many instants at once: a ledger in which every instant is a customer. */
function daysOf(instants: readonly number[], timeZone: string): Int32Array {
  const { days } = ledgerFromColumns(
    {
      customer: Int32Array.from(instants, (_, i) => i),
      date: Float64Array.from(instants),
      amount: new Float64Array(instants.length),
    },
    { timeZone },
  );
  return days;
}

function differences(instants: readonly number[], days: ArrayLike<number>, clock: IntlClock): unknown[] {
  return instants.flatMap((ms, i) => {
    const expected = clock.dayOf(ms);
    return days[i] === expected
      ? []
      : [{ at: new Date(ms).toISOString(), actual: formatDay(days[i]), expected: formatDay(expected) }];
  });
}

describe.each(ZONES)("the calendar day in %s", (timeZone) => {
  const clock = new IntlClock(timeZone);

  it("is that of Intl for random instants from 1900 to 2100", () => {
    const instants = randomInstants(2000, timeZone.length * 7919);
    expect(differences(instants, daysOf(instants, timeZone), clock).slice(0, 5)).toEqual([]);
  });

  it("is that of Intl around every change of the offset from 1900 to 2100", () => {
    const transitions = transitionsOf(clock);
    expect(transitions.length).toBeGreaterThan(0);
    const instants = transitions.flatMap((transition) => around(transition, clock));
    expect(differences(instants, daysOf(instants, timeZone), clock).slice(0, 5)).toEqual([]);
  });

  it("is the same from parseDay, for a Date, for milliseconds and for text with an offset", () => {
    for (const ms of randomInstants(20, timeZone.length)) {
      const date = new Date(ms);
      const expected = clock.dayOf(ms);
      const days = [date, ms, date.toISOString()].map((value) => parseDay(value, { timeZone }));
      expect(days).toEqual([expected, expected, expected]);
    }
  });
});

describe("a day that a zone skipped", () => {
  it("is nobody's: Apia went from 29 to 31 December 2011", () => {
    const before = Date.UTC(2011, 11, 30, 9, 59, 59, 999);
    expect(formatDay(parseDay(before, { timeZone: "Pacific/Apia" }))).toBe("2011-12-29");
    expect(formatDay(parseDay(before + 1, { timeZone: "Pacific/Apia" }))).toBe("2011-12-31");
  });
});
