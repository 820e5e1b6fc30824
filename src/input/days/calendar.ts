/** Days since 1970-01-01 of a proleptic Gregorian calendar day, by counting 400-year eras from 1 March of year 0. */
export function dayOfCivil(year: number, month: number, dayOfMonth: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** How many days the month has. */
export function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

/** 0001-01-01. Days outside the four-digit years are refused: they come from microseconds read as milliseconds. */
export const FIRST_DAY = -719_162;

/** 9999-12-31. */
export const LAST_DAY = 2_932_896;

export const MS_PER_DAY = 86_400_000;
