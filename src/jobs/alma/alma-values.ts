import { Temporal } from 'temporal-polyfill';

/** An instant as Alma writes it, in milliseconds since 1970. */
const MILLISECONDS = /^-?\d{1,15}$/;
const PLAIN_DATE = /^\d{4}-\d{2}-\d{2}Z?$/;
const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * The day of the calendar, 'YYYY-MM-DD', that Alma's milliseconds mean. Midnight UTC is that day everywhere: it was a
 * date before it became an instant. Any other instant is the day it falls on in the institution's time zone, as midnight
 * there is. null: neither milliseconds nor a date, or none in the years 1 to 9999.
 */
export function plainDateOf(value: string, timeZone: string): string | null {
  if (PLAIN_DATE.test(value)) return value.slice(0, 10);
  if (!MILLISECONDS.test(value)) return null;
  const milliseconds = Number(value);
  const zone = milliseconds % DAY_MS === 0 ? 'UTC' : timeZone;
  try {
    const date = Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(zone).toPlainDate();
    return date.year >= 1 && date.year <= 9999 ? date.toString() : null;
  } catch (error) {
    // Beyond what any calendar holds.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

// Any other number of digits is a date as well, of another time: 20270101 is a morning in 1970.
const FIRST_YEAR = 2000;
const LAST_YEAR = 2200;

/** Whether a day of {@link plainDateOf} is one that an account can be meant to end on: of the years 2000 to 2200. */
export function isPlausible(date: string): boolean {
  const year = Number(date.slice(0, 4));
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

/** "true" and "false", as Alma writes them; null where there is neither. */
export function flagOf(value: string): boolean | null {
  const text = value.toLowerCase();
  if (text === 'true') return true;
  return text === 'false' ? false : null;
}

/** A condition as our actions take it; undefined: always. */
export type AlmaCondition = Readonly<Record<string, string | boolean>> | undefined;

/**
 * What a `_Condition` means. Alma does not say which values there are; these are the ones understood here: ALWAYS,
 * IF_EMPTY, `IF_EQUALS value`, and of dates IF_LATER and IF_EARLIER. null: another one.
 */
export function conditionOf(value: string | null, ofDate: boolean, timeZone: string): AlmaCondition | null {
  if (value === null || value === 'ALWAYS') return undefined;
  if (value === 'IF_EMPTY') return { ifEmpty: true };
  if (ofDate && value === 'IF_LATER') return { ifLater: true };
  if (ofDate && value === 'IF_EARLIER') return { ifEarlier: true };
  const [, wanted] = /^IF_EQUALS[ :=]\s*(.+)$/su.exec(value) ?? [];
  if (wanted === undefined) return null;
  if (!ofDate) return { ifEquals: wanted };
  const date = plainDateOf(wanted, timeZone);
  return date === null || !isPlausible(date) ? null : { ifEquals: date };
}
